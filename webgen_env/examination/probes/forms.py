"""Trying a form: empty, and filled in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.examination.probes.noticing import SCROLLED
from webgen_env.examination.probes.using import Control, operate, use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webgen_env.examination.probes.noticing import Noticing
    from webgen_env.examination.probes.report import ControlTried
    from webgen_env.examination.probes.using import Choosers


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a user has to fill in.

    Attributes:
        slot: Where its elements are kept in the page.
        index: Which of them sends it; its fields come next.
        control: What sends it.
        disabled: Whether that is disabled as long as the form is empty.
        fields: Its fields.
    """

    slot: int
    index: int
    control: Control
    disabled: bool
    fields: Sequence[Control]


async def find_forms(noticing: Noticing) -> list[Form]:
    """The forms of a page that a user has to fill in, at most 3."""
    slot = noticing.tab.next_slot()
    found = await noticing.ask(f"forms({slot})")
    return [
        Form(
            slot,
            one["index"],
            Control("form", one["description"]),
            one["disabled"],
            [Control(**field) for field in one["fields"]],
        )
        for one in found
    ]


async def try_form(noticing: Noticing, choosers: Choosers, form: Form) -> tuple[bool, ControlTried]:
    """Send a form empty, then filled in.

    Args:
        noticing: The page, as it was opened.
        choosers: The file choosers that it opens.
        form: The form.

    Returns:
        Whether it refuses to be sent empty, and whether anything comes of sending it at all.

    Raises:
        SiteFaultError: The page hangs, crashed or left.
    """
    if form.disabled:
        refusing, reacts = True, False
    else:
        before = await noticing.at_rest()
        refusing = await _refuses(noticing, form)
        state = await noticing.state(form.slot, form.index)
        # One that complains lives, whatever else it wants to be filled in with; so does one that took what was empty.
        reacts = not state.there or noticing.changed(before, state, apart_from=SCROLLED)
    if reacts:
        return refusing, form.control.tried(True)
    for index, field in enumerate(form.fields, start=form.index + 1):
        await operate(noticing, field, form.slot, index)
    used = await use(noticing, choosers, form.control, form.slot, form.index, await noticing.state())
    return refusing, used.tried


async def _refuses(noticing: Noticing, form: Form) -> bool:
    tab = noticing.tab
    said = len(tab.dialogs)
    await noticing.ask(f"prepare({form.slot}, {form.index})")
    if await operate(noticing, form.control, form.slot, form.index):
        return False
    await noticing.after_action()
    return bool(await noticing.ask(f"refusal({json.dumps(' '.join(tab.dialogs[said:]))})"))
