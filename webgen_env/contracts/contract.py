"""Contract: one requirement of a task, with the steps that show whether a site meets it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from webgen_env.contracts.expectations import CountComparison, NumberComparison, TextComparison
from webgen_env.contracts.steps import MAX_STEPS, Expect, OptionalSteps, Path, Remember, Size, Step
from webgen_env.contracts.target import Model, walk
from webgen_env.contracts.text import Remembered

Category = Literal[
    "navigation", "form", "crud", "filter", "persistence", "responsive", "colour", "content", "interaction"
]

DEFAULT_VIEWPORT = (1280, 800)


class Contract(Model):
    """One requirement, written before and independently of any site.

    Attributes:
        id: Unique within the task, in kebab-case.
        requirement: The requirement in one sentence, in a user's words.
        category: What it is about.
        start: Path that is opened first.
        viewport: Width and height of the window.
        steps: What is done and expected, in this order.
        dialogs: What happens to native dialogs.
    """

    id: Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    requirement: Annotated[str, StringConstraints(min_length=5, max_length=500)]
    category: Category
    start: Path = "/"
    viewport: Size = DEFAULT_VIEWPORT
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MAX_STEPS, strict=False)]
    dialogs: Literal["accept", "dismiss"] = "accept"

    @model_validator(mode="after")
    def _expects(self) -> Contract:
        if not any(isinstance(step, Expect) for step in self.steps):
            raise PydanticCustomError(
                "no_expectation", "expected at least one step 'expect': without one it always passes"
            )
        return self

    @model_validator(mode="after")
    def _remembers(self) -> Contract:
        numbers: dict[str, bool] = {}
        for step in self.steps:
            for name, number in _uses(step):
                if name not in numbers:
                    raise PydanticCustomError(
                        "remembered", "{name} is used before it is remembered", {"name": repr(name)}
                    )
                if number and not numbers[name]:
                    raise PydanticCustomError(
                        "remembered", "{name} is a text; a comparison of numbers needs a number", {"name": repr(name)}
                    )
            for part in step.optional if isinstance(step, OptionalSteps) else (step,):
                if isinstance(part, Remember):
                    numbers[part.remember.as_] = part.remember.is_number
        return self


def _uses(step: Step) -> list[tuple[str, bool]]:
    """Remembered names that a step uses, each with whether it must be a number."""
    found: list[tuple[str, bool]] = []
    for part in walk(step):
        if isinstance(part, Remembered):
            found.append((part.remembered, False))
        elif isinstance(part, (CountComparison, NumberComparison)) and part.remembered:
            found.append((part.remembered, True))
        elif isinstance(part, TextComparison) and (name := part.changed_from or part.same_as):
            found.append((name, False))
    return found
