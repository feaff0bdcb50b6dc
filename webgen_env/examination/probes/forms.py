"""Trying a form: empty, and filled in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.examination.probes.using import Control, operate, use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webgen_env.examination.probes.noticing import Noticing
    from webgen_env.examination.probes.report import ControlTried
    from webgen_env.examination.probes.using import Hearing

# What a press on a button far down changes anyway.
_OF_ANY_PRESS = ("scrolled",)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        index: Which of the kept elements it is.
        kind: ``"field"``, ``"menu"`` or ``"toggle"``.
        type: Its type, which decides what is written.
    """

    index: int
    kind: str
    type: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a user has to fill in.

    Attributes:
        slot: Where its elements are kept in the page.
        index: Which of them sends it.
        description: The element that sends it, in a few words.
        disabled: Whether that is disabled as long as the form is empty.
        fields: Its fields.
    """

    slot: int
    index: int
    description: str
    disabled: bool
    fields: Sequence[Field]


async def find_forms(noticing: Noticing) -> list[Form]:
    """The forms of a page that a user has to fill in, at most 3."""
    slot = noticing.tab.next_slot()
    found = await noticing.ask(f"forms({slot})")
    return [Form(slot=slot, **{**one, "fields": [Field(**field) for field in one["fields"]]}) for one in found]


async def try_form(noticing: Noticing, hearing: Hearing, form: Form) -> tuple[bool, ControlTried]:
    """Send a form empty, then filled in.

    Args:
        noticing: The page, as it was opened.
        hearing: What it says.
        form: The form.

    Returns:
        Whether it refuses to be sent empty, and whether anything comes of sending it at all.

    Raises:
        SiteFaultError: The page hangs, crashed or left.
    """
    control = Control("form", form.description)
    if form.disabled:
        refusing, reacts = True, False
    else:
        before = await noticing.at_rest()
        refusing = await _refuses(noticing, form)
        state = await noticing.state(form.slot, form.index)
        # One that complains lives, whatever else it wants to be filled in with; so does one that took what was empty.
        reacts = not state.there or noticing.changed(before, state, apart_from=_OF_ANY_PRESS)
    if reacts:
        return refusing, control.tried(True)
    for field in form.fields:
        await operate(noticing, field.kind, field.type, form.slot, field.index)
    used = await use(noticing, hearing, control, form.slot, form.index, await noticing.state())
    return refusing, used.tried


async def _refuses(noticing: Noticing, form: Form) -> bool:
    tab = noticing.tab
    said = len(tab.dialogs)
    await noticing.ask(f"prepare({form.slot}, {form.index})")
    if await operate(noticing, "button", "", form.slot, form.index):
        return False
    await noticing.after_action()
    return bool(await noticing.ask(f"refusal({json.dumps(' '.join(tab.dialogs[said:]))})"))
