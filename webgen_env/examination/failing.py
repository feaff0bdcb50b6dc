"""The exception of a step that a site does not allow."""

from __future__ import annotations


class StepFailedError(Exception):
    """A step could not be done, or an expectation does not hold: the site's failure.

    Attributes:
        matched: Which elements matched, where that says why.
    """

    def __init__(self, message: str, *, matched: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.matched = matched
