"""The nearest known name to a mistyped one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def hint(got: object, known: Iterable[str]) -> str:
    """What may have been meant.

    Args:
        got: What was written.
        known: What there is.

    Returns:
        ``"; did you mean 'click'?"``, or empty if nothing is near.
    """
    near = difflib.get_close_matches(str(got)[:60].lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
