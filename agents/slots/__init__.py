"""A policy that chooses among the components of a small library: a numeric action space that makes whole sites.

Example:
    >>> from agents.slots import SLOTS, fitting_choices, render
    >>> instruction = "A shop for tea. Use ivory for the background and forest green for components."
    >>> draft = render(instruction, fitting_choices(instruction), form="compact")
    >>> "bg-[forestgreen]" in draft.files["src/App.tsx"]
    True
"""

from __future__ import annotations

from agents.slots.agent import Form, SlotsAgent, render
from agents.slots.compact import render_compact
from agents.slots.fit import fitting_choices
from agents.slots.full import render_full
from agents.slots.slots import SLOTS, Choices, Slot, combinations, indices, named, sizes
from agents.slots.tasks import slot_tasks
from agents.slots.words import keywords

__all__ = [
    "SLOTS",
    "Choices",
    "Form",
    "Slot",
    "SlotsAgent",
    "combinations",
    "fitting_choices",
    "indices",
    "keywords",
    "named",
    "render",
    "render_compact",
    "render_full",
    "sizes",
    "slot_tasks",
]
