"""Polling in the page's own time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from webgen_env.examination.tab import Tab

T = TypeVar("T")

STEPS_MS = (20, 80, 150, 250, 500, 500, 750, 750)
"""Page time between two looks; three seconds together."""

SETTLE_MS = (50, 250)
"""Page time after which a page counts as settled, for what is asked only once."""


async def poll(
    tab: Tab, look: Callable[[], Awaitable[T]], done: Callable[[T], bool], steps: tuple[int, ...] = STEPS_MS
) -> T:
    """Look again and again while the page's time passes.

    Args:
        tab: The page.
        look: Looks once.
        done: Whether what was seen is what was waited for.
        steps: Milliseconds of the page's time between the looks.

    Returns:
        What was seen last.
    """
    seen = await look()
    for step in steps:
        if done(seen):
            break
        await tab.advance(step)
        seen = await look()
    return seen
