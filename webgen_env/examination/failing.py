"""What goes wrong with a site under examination."""

from __future__ import annotations


class StepFailedError(Exception):
    """A step could not be done, or an expectation does not hold: the site's failure.

    Attributes:
        matched: Which elements matched, where that says why.
        repeatable: Whether the same site would surely fail so again: no deadline had a part in it.
    """

    def __init__(self, message: str, *, matched: tuple[str, ...] = (), repeatable: bool = True) -> None:
        super().__init__(message)
        self.matched = matched
        self.repeatable = repeatable


class SiteFaultError(Exception):
    """The site did something that no site may do: hung, crashed, left, reloaded itself for ever.

    Attributes:
        repeatable: Whether the same site would surely do so again: no deadline and no crash had a part in it.
    """

    def __init__(self, message: str, *, repeatable: bool = True) -> None:
        super().__init__(message)
        self.repeatable = repeatable


class OvertimeError(Exception):
    """Something of a page did not come to an end, although it had the time for it."""


class BrowserGoneError(Exception):
    """The browser ended, or no longer does what it is told: says nothing about the site."""


class StaleError(Exception):
    """The document has just been replaced."""


class SightError(Exception):
    """What can be seen could not be told."""


def is_stale(error: Exception) -> bool:
    """Whether an error of the browser's only says that the document has been replaced meanwhile."""
    text = str(error)
    signs = ("context was destroyed", "Cannot find context", "uniqueContextId not found", "Inspected target navigated")
    return any(sign in text for sign in (*signs, "Promise was collected", "navigated or closed"))
