"""Trying the controls of a page one after another, each in a page that the others did not spoil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webgen_env.examination.failing import SiteFaultError
from webgen_env.examination.probes.noticing import SCROLLED, WHERE
from webgen_env.examination.probes.using import use

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from webgen_env.examination.probes.noticing import Noticing, State
    from webgen_env.examination.probes.report import ControlTried
    from webgen_env.examination.probes.using import Choosers, Control, Used

    Survey = Callable[[], Awaitable[tuple[int, Sequence[Control]]]]

_CLOSE_MS = 350


class Trial:
    """Uses each control, and one that does nothing again in other states of the page.

    A button that starts anew does nothing on a page that has just been opened; one may be disabled because of what was
    chosen before it. So what does nothing gets a second try when all the others have been used, and one more on the
    page as it is opened, unless it had that before.

    Args:
        noticing: The page, as it was opened.
        choosers: The file choosers that it opens.
        reopen: Opens it anew.
        survey: Finds its controls, which are the same whenever it has just been opened.
    """

    def __init__(
        self,
        noticing: Noticing,
        choosers: Choosers,
        reopen: Callable[[], Awaitable[None]],
        survey: Survey,
    ) -> None:
        self._noticing = noticing
        self._choosers = choosers
        self._reopen = reopen
        self._survey = survey
        self._controls: Sequence[Control] = ()
        self._slot = -1

    @property
    def controls(self) -> Sequence[Control]:
        """The controls that were found."""
        return self._controls

    async def run(self) -> list[ControlTried]:
        """Try them.

        Returns:
            What came of each, in their order; those that are no longer there when it is their turn are left out.

        Raises:
            SiteFaultError: The page hangs, crashed or left.
        """
        self._slot, self._controls = await self._survey()
        if not self._controls:
            return []
        opened = state = await self._noticing.at_rest()
        tried: dict[int, ControlTried] = {}
        idle: dict[int, State] = {}
        changers: list[int] = []
        for index in range(len(self._controls)):
            used = await self._use(index, state)
            tried[index] = used.tried
            if used.uncertain:
                idle[index] = used.before
            way = await self._make_way(index, used)
            if way is None:
                break
            if used.tried.worked and way is used.after:
                changers.append(index)
            state = way
        await self._try_later(idle, tried, changers)
        spoilt = [index for index, before in idle.items() if self._noticing.changed(opened, before, apart_from=WHERE)]
        await self._try_anew([index for index in spoilt if not tried[index].worked], tried)
        return [tried[index] for index in sorted(tried)]

    async def _try_later(
        self, idle: Mapping[int, State], tried: dict[int, ControlTried], changers: Sequence[int]
    ) -> None:
        """Once more what did nothing, now that the others have changed the page; one does so again if need be."""
        if idle and changers:
            state = await self._look_at(changers[0])
            changed = [self._noticing.changed(before, state, apart_from=WHERE) for before in idle.values()]
            if state.there and not all(changed):
                await self._use(changers[0], state)
        for index, before in idle.items():
            state = await self._look_at(index)
            if state.there and self._noticing.changed(before, state, apart_from=WHERE):
                again = await self._use(index, state)
                if again.tried.worked:
                    tried[index] = again.tried

    async def _try_anew(self, indices: Sequence[int], tried: dict[int, ControlTried]) -> None:
        """Once more what did nothing on a page that others had changed, now on the page as it is opened."""
        fresh = False
        for index in indices:
            if not fresh and not await self._anew():
                return
            again = await self._use(index, await self._noticing.state())
            fresh = not again.tried.worked
            if again.tried.worked:
                tried[index] = again.tried

    async def _look_at(self, index: int) -> State:
        """What the page amounts to; a control that was drawn anew meanwhile is found again."""
        state = await self._noticing.state(self._slot, index)
        if state.there or not await self._find_again():
            return state
        return await self._noticing.state(self._slot, index)

    async def _use(self, index: int, state: State) -> Used:
        used = await use(self._noticing, self._choosers, self._controls[index], self._slot, index, state)
        if self._noticing.tab.left:
            raise SiteFaultError("the page navigated away from the site")
        return used

    async def _make_way(self, index: int, used: Used) -> State | None:
        """Undo what the control did where that is in the way of the next.

        Returns:
            What the page amounts to; ``None`` if it is not the same page any more.
        """
        gone = index + 1 < len(self._controls) and not used.after.there
        went = used.after.url != used.before.url and "url" not in self._controls[index].unlike
        if not (went or used.after.open or gone):
            return used.after
        undone = await self._undo(index, used.before, went=went)
        if undone is not None:
            return undone
        return await self._noticing.state() if await self._anew() else None

    async def _undo(self, index: int, before: State, *, went: bool) -> State | None:
        """Undo it as a user would: by the key Escape, or by going back. Cheaper than to load the page."""
        tab = self._noticing.tab
        if went:
            if not await tab.back():
                return None
        else:
            await tab.page.keyboard.press("Escape")
            await tab.advance(_CLOSE_MS)
        state = await self._noticing.state(self._slot, index + 1)
        if state.open or self._noticing.changed(before, state, apart_from=SCROLLED):
            return None
        if not state.there and index + 1 < len(self._controls) and not await self._find_again():
            return None
        return state

    async def _anew(self) -> bool:
        await self._reopen()
        return await self._find_again()

    async def _find_again(self) -> bool:
        """Whether the same controls are there."""
        self._slot, controls = await self._survey()
        return [one.key for one in controls] == [one.key for one in self._controls]
