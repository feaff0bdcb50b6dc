"""Polling: as long as something may still happen in the page, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.examination.conftest import site
from webgen_env.browser.serving import Server
from webgen_env.examination.polling import STEPS_MS, SURE_LOOKS, poll

if TYPE_CHECKING:
    from webgen_env.examination import Examiner
    from webgen_env.examination.lane import Lane

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALL = len(STEPS_MS) + 1
FEW = SURE_LOOKS


async def looks(examiner: Examiner, html: str) -> int:
    """How often a page is looked at that never shows what is waited for."""
    seen: list[None] = []

    async def see() -> None:
        seen.append(None)

    async def use(lane: Lane) -> tuple[None, bool]:
        tab = await lane.tab(viewport=(640, 400))
        await tab.goto("/")
        await poll(tab, see, lambda _: False)
        return None, lane.leave()

    async with examiner._lanes(Server(site(html))) as lanes:
        await examiner._in_lane(lanes, use)
    return len(seen)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>at rest</p>", FEW),
        ("<script>setTimeout(() => {}, 60000)</script>", FEW),
        ("<script>setTimeout(() => {}, 2900)</script>", ALL),
        ("<script>setInterval(() => {}, 900)</script>", ALL),
        ("<script>const f = () => requestAnimationFrame(f); f()</script>", ALL),
        ("<style>@keyframes in { from { opacity: 0 } } p { animation: in 200s }</style><p>slow</p>", ALL),
        ("<style>@keyframes turn { to { rotate: 1turn } } p { animation: turn 1s infinite }</style><p>o</p>", FEW),
    ],
    ids=["rest", "far timer", "timer", "interval", "frames", "animation", "spinner"],
)
async def test_a_page_is_looked_at_while_something_may_happen(examiner: Examiner, html: str, expected: int) -> None:
    assert await looks(examiner, html) == expected
