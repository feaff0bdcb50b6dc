"""Polling in the page's own time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from webgen_env.examination.tab import Tab

T = TypeVar("T")

STEPS_MS = (20, 80, 150, 250, 500, 500, 750, 750)
"""Page time between two looks; three seconds together."""

SURE_LOOKS = 4
"""Looks before a page that is at rest is taken at its word: what a browser does on threads of its own, such as reading
a database, is no timer of the page's."""

SETTLE_MS = (50, 250)
"""Page time after which a page counts as settled, for what is asked only once."""


async def poll(
    tab: Tab, look: Callable[[], Awaitable[T]], done: Callable[[T], bool], steps: tuple[int, ...] = STEPS_MS
) -> T:
    """Look again and again while the page's time passes, or until nothing can change any more by itself.

    Args:
        tab: The page.
        look: Looks once.
        done: Whether what was seen is what was waited for.
        steps: Milliseconds of the page's time between the looks.

    Returns:
        What was seen last.
    """
    seen = await look()
    left_ms = sum(steps)
    for looks, step in enumerate(steps, start=1):
        if done(seen) or (looks >= SURE_LOOKS and tab.quiet_ms > left_ms):
            break
        await tab.advance(step)
        left_ms -= step
        seen = await look()
    return seen
