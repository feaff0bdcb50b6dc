"""Using a control as a user would, and seeing whether anything comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.examination.actions import AFTER_ACTION_MS, guarded, press
from webgen_env.examination.failing import StaleError, StepFailedError
from webgen_env.examination.probes.report import ControlTried
from webgen_env.examination.sighting import kept, readiness_of
from webgen_env.findings import printable

if TYPE_CHECKING:
    from webgen_env.examination.probes.noticing import Noticing, State
    from webgen_env.examination.tab import Tab

_WRITTEN = {
    "email": "ada@example.com",
    "number": "3",
    "range": "3",
    "date": "2026-03-14",
    "time": "10:30",
    "month": "2026-03",
    "week": "2026-W11",
    "datetime-local": "2026-03-14T10:30",
    "tel": "5550100",
    "url": "https://example.com",
}
_OTHERWISE_WRITTEN = "Ada Lovelace"

MAX_CHOICES = 3
"""Choices made of a menu until something comes of one: a list may happen to be the same in two orders."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a page.

    Attributes:
        kind: As of :class:`~webgen_env.examination.probes.report.ControlTried`.
        description: The element in a few words, as the page has it.
        type: Its type, if it has one.
        written: What it wants to be written into it, if it says so.
        key: What tells it from the other controls of the page.
        frame: Whether it stands around the content, as a navigation does.
        unlike: Parts of the page that change anyway when it is used.
        idle: What is said of it if nothing changes.
    """

    kind: str
    description: str
    type: str = ""
    written: str = ""
    key: str = ""
    frame: bool = False
    unlike: tuple[str, ...] = ()
    idle: str = "nothing changes"

    @property
    def pressed(self) -> bool:
        """Whether it is used by pressing on it."""
        return self.kind not in ("field", "menu")

    def tried(self, worked: bool, detail: str = "") -> ControlTried:
        """What came of using it."""
        return ControlTried(self.kind, printable(self.description, 120), worked, printable(detail, 200))


@dataclass(frozen=True, slots=True)
class Used:
    """A control that was used.

    Attributes:
        tried: What came of it.
        before: What the page amounted to when it was used.
        after: What it amounts to afterwards.
        uncertain: Whether the control may do better in another state of the page.
    """

    tried: ControlTried
    before: State
    after: State
    uncertain: bool = False


class Choosers:
    """Counts the file choosers that a page opens.

    Args:
        tab: The page.

    Attributes:
        opened: How many there were so far.
    """

    def __init__(self, tab: Tab) -> None:
        self.opened = 0
        self._tab = tab
        tab.page.on("filechooser", self._on_chooser)

    def end(self) -> None:
        """Count no more: the page will be that of others."""
        self._tab.page.remove_listener("filechooser", self._on_chooser)

    def _on_chooser(self, _chooser: object) -> None:
        self.opened += 1


async def use(
    noticing: Noticing, choosers: Choosers, control: Control, slot: int, index: int, state: State, choice: int = 0
) -> Used:
    """Use one control.

    Args:
        noticing: The page.
        choosers: The file choosers that it opens.
        control: The control.
        slot: Where its element is kept in the page.
        index: Which one it is there.
        state: What the page amounts to.
        choice: How many other choices of a menu have been made of which nothing came.

    Returns:
        What came of it.

    Raises:
        SiteFaultError: The page hangs, crashed or left.
    """
    tab = noticing.tab
    reason = await _reach(noticing, slot, index) if control.pressed else ""
    before = await noticing.at_rest(state if reason or not control.pressed else None)
    dialogs, opened, problems = len(tab.dialogs), choosers.opened, len(tab.problems())
    handed_over = tab.handed_over
    await tab.before_action()
    reason = reason or await operate(noticing, control, slot, index, choice)
    if reason:
        return Used(control.tried(False, reason), before, before, uncertain=True)
    await noticing.after_action()
    after = await noticing.state(slot, index + 1)
    if control.kind == "form" and not noticing.changed(before, after) and await noticing.after_sending():
        after = await noticing.state(slot, index + 1)
    errors = tab.problems()
    if len(errors) > problems:
        return Used(control.tried(False, errors[problems]), before, after)
    said = tab.dialogs[dialogs:]
    if said and await noticing.ask(f"leftover({json.dumps(said[0])})"):
        return Used(control.tried(False, f"says only: {said[0]}"), before, after)
    works = bool(said) or choosers.opened > opened or noticing.changed(before, after, apart_from=control.unlike)
    # A field that is written into has the focus itself, and is described by what it holds.
    moved = control.pressed and after.focus not in (before.focus, control.description, "")
    works = works or moved or tab.handed_over > handed_over or bool(await tab.files())
    if not works and control.kind == "menu" and choice + 1 < MAX_CHOICES:
        return await use(noticing, choosers, control, slot, index, after, choice + 1)
    uncertain = not works and control.kind != "link"
    return Used(control.tried(works, "" if works else control.idle), before, after, uncertain)


async def _reach(noticing: Noticing, slot: int, index: int) -> str:
    """Bring what is to be pressed into sight and under the pointer: what that changes does not come of using it.

    Returns:
        Why a user could not use it; empty if one could.
    """
    tab = noticing.tab
    try:
        told = await tab.ask("readyFor", {"slot": slot, "index": index, "what": "reach"})
    except StaleError:
        return "it is gone"
    if not told["ready"]:
        return str(told["reason"])
    point = readiness_of(told).point
    if point is not None:
        try:
            await guarded(tab, tab.page.mouse.move(*point), "reaching it")
        except StepFailedError as error:
            return str(error)
        await (noticing.after_action() if told.get("scrolled") else tab.advance(AFTER_ACTION_MS))
    return ""


async def operate(noticing: Noticing, control: Control, slot: int, index: int, choice: int = 0) -> str:
    """Do to a control what its kind is for.

    Args:
        noticing: The page.
        control: The control.
        slot: Where the element is kept in the page.
        index: Which one it is there.
        choice: How many other choices of a menu have been made before.

    Returns:
        Why it could not be done; empty if it was.

    Raises:
        SiteFaultError: The page hangs or crashed.
    """
    tab = noticing.tab
    try:
        what = "press" if control.pressed else "there"
        readiness = readiness_of(await tab.ask("readyFor", {"slot": slot, "index": index, "what": what}))
        if control.pressed and readiness.ready:
            await press(tab, slot, readiness)
        if control.pressed or not readiness.ready:
            return readiness.reason
        option = await noticing.ask(f"otherOption({slot}, {index}, {choice})") if control.kind == "menu" else 0
    except StaleError:
        return "it is gone"
    except StepFailedError as error:
        return str(error)
    if option < 0:
        return "it offers no other choice"
    element = kept(tab, slot, index)
    try:
        if control.kind == "menu":
            await guarded(tab, element.select_option(index=option, timeout=0), "choosing")
        else:
            words = control.written or _WRITTEN.get(control.type, _OTHERWISE_WRITTEN)
            await guarded(tab, element.fill(words, timeout=0), "writing")
    except StepFailedError as error:
        return str(error)
    return ""
