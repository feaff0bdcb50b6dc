"""Tasks for the slots: short made-up specifications, each with choices that fit it, for experiments in learning."""

from __future__ import annotations

import random
from collections.abc import Mapping

from agents.slots.slots import BACKGROUNDS, COMPONENTS
from webgen_env.errors import ConfigurationError
from webgen_env.tasks.task import Task
from webgen_env.tasks.taskset import TaskSet

SPLITS: Mapping[str, tuple[str, bool]] = {
    "train": ("train", False),
    "recombined": ("train", True),
    "test": ("test", True),
}
"""By split: whose subjects and names its tasks have, and whether their pairs of colours are held out."""

MAX_TASKS = 100_000

_VERBS = ("Make", "Build", "Create", "Design")
_KINDS: Mapping[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "dashboard": (
        "a dashboard about", "Readers compare each report and its statistics.", ("Report", "Statistics"), (),
    ),
    "shop": (
        "a shop for", "Visitors add a product to the cart and pay for the order.", ("Product", "Order"),
        ("add to cart", "pay"),
    ),
    "articles": (
        "a magazine about", "Readers read an article, view its content and comment on news.", ("News", "Article"), (),
    ),
    "form": (
        "a booking office for", "Guests give an email, book a date and submit it.", ("Book", "Date"),
        ("book", "submit"),
    ),
    "game": (
        "a game about", "Players play a level and win a score.", ("Play", "Score"), ("play game",),
    ),
    "tracker": (
        "a logbook of", "Members keep a record, edit it and delete it.", ("Record", "Member"), ("edit", "delete"),
    ),
}  # fmt: skip
_SUBJECTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "train": (
        ("tea", "leaves", "teapots"), ("boats", "sails", "harbours"), ("bees", "honey", "hives"),
        ("choirs", "songs", "voices"), ("bread", "flour", "ovens"), ("rivers", "bridges", "gauges"),
        ("kites", "wind", "strings"), ("clocks", "springs", "towers"), ("gardens", "seeds", "roses"),
        ("trains", "tickets", "stations"), ("owls", "feathers", "nests"), ("cheese", "cellars", "milk"),
    ),
    "test": (
        ("lamps", "candles", "glass"), ("stamps", "letters", "albums"), ("apples", "orchards", "cider"),
        ("caves", "crystals", "ropes"), ("drums", "rhythms", "stages"), ("cacti", "deserts", "pots"),
    ),
}  # fmt: skip
_NAMES: Mapping[str, tuple[str, ...]] = {
    "train": ("Tidewater", "Juniper", "Lantern", "Marigold", "Northlight", "Old Mill", "Evergreen", "Low Tide"),
    "test": ("Second Wind", "Quiet Corner", "Half Moon", "Blue Door"),
}


def slot_tasks(number: int, *, split: str = "train", seed: int = 0) -> TaskSet:
    """Make short specifications of some 45 words whose best choices follow from what they say.

    Each names one of the slots' own colours for background and components, a kind of site, three pages and a subject
    with its words. ``"train"`` and ``"test"`` have no subject, no name of a site and no pair of colours in common;
    kinds and single colours they share, so that what was learnt in one can be tested in the other. ``"recombined"``
    has the subjects and names of the one and the pairs of colours of the other: for policies that cannot write a word
    that they never saw.

    Args:
        number: How many, 1–100,000.
        split: ``"train"``, ``"recombined"`` or ``"test"``.
        seed: Seed of the drawing. The same arguments give the same tasks.

    Returns:
        The tasks. Their metadata holds ``pages``, ``actions``, the colours and, as ``slots``, the options for
        ``background``, ``component`` and ``kind`` that fit.

    Raises:
        ConfigurationError: The split is unknown, or the number is out of range.

    Example:
        >>> slot_tasks(1)[0].split
        'train'
    """
    if split not in SPLITS:
        raise ConfigurationError(f"Got the split {split!r}; expected one of {list(SPLITS)}.")
    if not 1 <= number <= MAX_TASKS:
        raise ConfigurationError(f"number must be from 1 to {MAX_TASKS}, got {number!r}.")
    words, held_out = SPLITS[split]
    source = random.Random(f"{split} {seed}")  # noqa: S311  # variety, not secrecy
    pairs = [
        (background, component)
        for row, background in enumerate(BACKGROUNDS)
        for column, component in enumerate(COMPONENTS)
        if ((row + column) % 4 == 0) == held_out
    ]
    return TaskSet(_task(source, pairs, split, words, index) for index in range(number))


def _task(source: random.Random, pairs: list[tuple[str, str]], split: str, words: str, index: int) -> Task:
    background, component = source.choice(pairs)
    kind = source.choice(tuple(_KINDS))
    opening, sentence, (first, second), actions = _KINDS[kind]
    subject, one, other = source.choice(_SUBJECTS[words])
    name = source.choice(_NAMES[words])
    pages = ["Home", first, second]
    ground = BACKGROUNDS[background]
    instruction = (
        f"{source.choice(_VERBS)} {name}, {opening} {subject}. Pages: Home, {first} and {second}. {sentence} "
        f"It shows {subject} with {one} and {other}. Use {ground} for the background and {component} for components."
    )
    return Task(
        id=f"slots-{split}-{index}",
        instruction=instruction,
        split=split,
        category=kind,
        metadata={
            "title": name,
            "pages": pages,
            "actions": list(actions),
            "background_color": ground,
            "component_color": component,
            "slots": {"background": background, "component": component, "kind": kind},
        },
    )
