"""Changing the source of a site at places that are named by their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.validation.faults import Change


def apply_changes(files: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """Apply textual changes, one after another.

    Args:
        files: Relative path to text.
        changes: What to replace. A text to find must stand in its file exactly once, or at least once where every
            occurrence is meant; a change without one writes a whole file.

    Returns:
        The changed files.

    Raises:
        ConfigurationError: A file is absent, or the text is not found, or found more often than once.
    """
    changed = dict(files)
    for change in changes:
        if change.find is None:
            changed[change.file] = change.replace
            continue
        if change.file not in changed:
            known = ", ".join(sorted(changed))
            raise ConfigurationError(f"There is no file {change.file!r} to change; the site has {known}.")
        text = changed[change.file]
        found = text.count(change.find)
        if found == 0 or (found > 1 and not change.every):
            expected = "at least once" if change.every else "exactly once"
            raise ConfigurationError(f"{change.file}: expected {change.find!r} {expected}, found it {found} times.")
        changed[change.file] = text.replace(change.find, change.replace)
    return changed
