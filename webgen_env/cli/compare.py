"""``webgen compare``: two runs side by side."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from webgen_env.cli.output import plain, results, write_json


def run_compare(first: Path, second: Path, *, out: Path, as_json: bool) -> None:
    """Compare two runs, print the paired differences and write the page.

    Args:
        first: Folder of ``webgen evaluate`` or ``webgen run``.
        second: The other.
        out: Folder for the page.
        as_json: Whether to print JSON.

    Raises:
        WebGenError: They cannot be compared; the message says why.
    """
    from webgen_env.evaluation import METRICS, compare, write_comparison
    from webgen_env.evaluation.pages import shown, signed

    comparison = compare(first, second)
    page = write_comparison(comparison, (first, second), out)
    if as_json:
        write_json(
            {
                "names": comparison.names,
                "pairs": len(comparison.pairs),
                "differences": [asdict(difference) for difference in comparison.differences],
                "remarks": comparison.remarks,
            }
        )
        return
    table = Table(box=None, pad_edge=False)
    for name in ("", "tasks", *comparison.names, "difference", "95 %", "better", "worse"):
        table.add_column(plain(name, 40), style="bold" if not name else "")
    for one in comparison.differences:
        ends = one.interval
        table.add_row(
            one.name,
            str(one.tasks),
            *(shown(one.name, value) if one.name in METRICS else f"{value:.3f}" for value in (one.first, one.second)),
            signed(one.name, one.difference),
            f"{signed(one.name, ends[0])} to {signed(one.name, ends[1])}" if ends else "",
            str(one.better),
            str(one.worse),
        )
    results.print(table)
    for remark in comparison.remarks:
        results.print("-", plain(remark, 400))
    results.print("page:", plain(str(page.absolute()), 400))
