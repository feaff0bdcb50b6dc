"""``webgen doctor`` and ``webgen setup``."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from webgen_env.cli.output import plain, progress, results, write_json
from webgen_env.toolchain.doctor import examine, healthy
from webgen_env.toolchain.setup import set_up

_MARKS = {"ok": "[green]ok[/]", "warning": "[yellow]warning[/]", "missing": "[red]missing[/]"}


def show_doctor(*, as_json: bool) -> bool:
    """Print every check.

    Args:
        as_json: Print JSON instead of a table.

    Returns:
        Whether nothing is missing.
    """
    checks = examine()
    well = healthy(checks)
    if as_json:
        write_json({"healthy": well, "checks": [asdict(check) for check in checks]})
        return well
    table = Table(box=None, pad_edge=False)
    for column in ("part", "status", "found"):
        table.add_column(column, overflow="fold")
    for check in checks:
        table.add_row(check.name, _MARKS[check.status], plain(check.found, 300))
    results.print(table)
    mends = list(dict.fromkeys(check.mend for check in checks if check.mend))
    if mends:
        results.print("\nTo mend:")
        for mend in mends:
            results.print("  ", plain(mend, 300), sep="")
    return well


def run_setup() -> None:
    """Install what is missing, saying what is being done."""
    with progress.status("setting up") as status:
        toolchain = set_up(progress=lambda step: status.update(f"setting up: {step}"))
    progress.print("ready: everything lies in", plain(str(toolchain.home), 300))
