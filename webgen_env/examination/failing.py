"""What goes wrong with a site under examination."""

from __future__ import annotations


class StepFailedError(Exception):
    """A step could not be done, or an expectation does not hold: the site's failure.

    Attributes:
        matched: Which elements matched, where that says why.
    """

    def __init__(self, message: str, *, matched: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.matched = matched


class SiteFaultError(Exception):
    """The site did something that no site may do: hung, crashed, left, reloaded itself for ever."""


class StaleError(Exception):
    """The document has just been replaced."""


class SightError(Exception):
    """What can be seen could not be told."""


def is_stale(error: Exception) -> bool:
    """Whether an error of the browser's only says that the document has been replaced meanwhile."""
    text = str(error)
    signs = ("context was destroyed", "Cannot find context", "uniqueContextId not found", "Inspected target navigated")
    return any(sign in text for sign in (*signs, "Promise was collected", "navigated or closed"))
