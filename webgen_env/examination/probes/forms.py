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


_NOTHING = "nothing happens"


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
            Control("form", one["description"], idle="filled in and sent, nothing comes of it"),
            one["disabled"],
            [Control(**field) for field in one["fields"]],
        )
        for one in found
    ]


async def send_empty(noticing: Noticing, form: Form) -> tuple[bool, bool]:
    """Send a form as it is.

    Args:
        noticing: The page, as it was opened.
        form: The form.

    Returns:
        Whether it refuses to be sent, and whether anything came of it.

    Raises:
        SiteFaultError: The page hangs, crashed or left.
    """
    if form.disabled:
        return True, False
    before = await noticing.at_rest()
    said = len(noticing.tab.dialogs)
    await noticing.ask(f"prepare({form.slot}, {form.index})")
    if await operate(noticing, form.control, form.slot, form.index):
        return False, False
    await noticing.after_action()
    state = await noticing.state(form.slot, form.index)
    if state.there and not noticing.changed(before, state, apart_from=SCROLLED) and await noticing.after_sending():
        state = await noticing.state(form.slot, form.index)
    why = await noticing.ask(f"refusal({json.dumps(' '.join(noticing.tab.dialogs[said:]))})")
    return bool(why), not state.there or noticing.changed(before, state, apart_from=SCROLLED)


async def send_filled(noticing: Noticing, choosers: Choosers, form: Form) -> ControlTried:
    """Fill a form in and send it.

    Args:
        noticing: The page; nothing of an earlier complaint is on it.
        choosers: The file choosers that it opens.
        form: The form.

    Returns:
        Whether anything came of it, if only a complaint about what was filled in.

    Raises:
        SiteFaultError: The page hangs, crashed or left.
    """
    for index, field in enumerate(form.fields, start=form.index + 1):
        await operate(noticing, field, form.slot, index)
    await noticing.ask(f"prepare({form.slot}, {form.index})")
    used = await use(noticing, choosers, form.control, form.slot, form.index, await noticing.state())
    if used.uncertain and await noticing.ask('refusal("")') not in ("", _NOTHING):
        return form.control.tried(True)
    return used.tried
