"""One short training with fakes at the seams, shared by the tests that look at what it left."""

from __future__ import annotations

import pytest

from agents.sb3 import Design, SB3Settings, train
from agents.slots import SLOTS, slot_tasks
from tests.wrappers.seams import fitting_scorer

# What the fake judge grades is chosen: six kinds that the specification decides, and four extras of which two pay.
FIXED = {slot.name: slot.options[0] for slot in SLOTS if slot.name not in {"kind", "extra"}}
DESIGN = Design(fixed=FIXED)
TASKS = slot_tasks(400)
HELD_OUT = tuple(slot_tasks(24, split="test"))


@pytest.fixture(scope="session")
def trained(tmp_path_factory):
    """A report of a training over 96 episodes."""
    folder = tmp_path_factory.mktemp("sb3") / "run"
    settings = SB3Settings(design=DESIGN, episodes=96, seed=1, evaluate_every=64, checkpoint_every=32)
    with fitting_scorer() as scorer:
        yield train(settings, folder, tasks=TASKS, held_out=HELD_OUT, scorer=scorer)
