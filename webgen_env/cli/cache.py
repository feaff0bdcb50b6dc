"""``webgen cache``: what the verdict cache holds, and its removal."""

from __future__ import annotations

from dataclasses import asdict

from rich.table import Table

from webgen_env.cli.output import plain, results, write_json
from webgen_env.verdict_cache import VerdictCache


def show_cache(*, as_json: bool) -> None:
    """Print folder, entries, size and counters.

    Args:
        as_json: Print JSON instead of a table.

    Raises:
        ConfigurationError: The folder cannot be used.
    """
    cache = VerdictCache()
    counted = cache.statistics()
    cache.close()
    if as_json:
        write_json(asdict(counted))
        return
    looked_up = counted.hits + counted.misses
    share = f" ({counted.hits / looked_up:.0%} of {looked_up} look-ups)" if looked_up else ""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row("folder", plain(counted.folder, 400))
    table.add_row("entries", f"{counted.entries}")
    table.add_row("size", f"{_mebibytes(counted.size)} of at most {_mebibytes(counted.max_bytes)}")
    table.add_row("hits", f"{counted.hits}{share}")
    table.add_row("stored", f"{counted.stored}")
    table.add_row("evicted", f"{counted.evicted}")
    results.print(table)


def clear_cache() -> None:
    """Remove every entry and say how many there were.

    Raises:
        ConfigurationError: The folder cannot be used.
    """
    cache = VerdictCache()
    entries = cache.clear()
    cache.close()
    results.print(f"{entries} cached verdicts removed from", plain(str(cache.folder), 400))


def _mebibytes(size: int) -> str:
    return f"{size / 1024**2:.1f} MiB"
