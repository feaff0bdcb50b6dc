"""``webgen contracts``: contracts checked without a browser."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from rich.table import Table

from webgen_env.cli.output import plain, results
from webgen_env.contracts import Contract, load_contracts
from webgen_env.errors import ContractError
from webgen_env.findings import printable


def check_contracts(files: tuple[Path, ...]) -> bool:
    """Load files of contracts and say what is wrong with them.

    Args:
        files: JSON or YAML files.

    Returns:
        Whether all are valid.

    Raises:
        ConfigurationError: A file cannot be read.
        MissingDependencyError: A file is YAML and PyYAML is absent.
    """
    valid: list[tuple[Path, tuple[Contract, ...]]] = []
    for file in files:
        try:
            valid.append((file, load_contracts(file)))
        except ContractError as error:
            sys.stderr.write("".join(f"{printable(line, 700)}\n" for line in str(error).splitlines()))
    if valid:
        results.print(_table(valid))
    return len(valid) == len(files)


def _table(valid: list[tuple[Path, tuple[Contract, ...]]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("file", "contracts", "categories"):
        table.add_column(name)
    for file, contracts in valid:
        counted = Counter(contract.category for contract in contracts)
        categories = ", ".join(f"{name} {number}" for name, number in sorted(counted.items()))
        table.add_row(plain(file.name), str(len(contracts)), plain(categories))
    return table
