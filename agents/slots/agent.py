"""SlotsAgent: a policy whose whole action is a handful of choices."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from agents.slots.compact import render_compact
from agents.slots.fit import fitting_choices
from agents.slots.full import render_full
from agents.slots.slots import SLOTS, Choices, indices, named
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from agents.draft import Draft

Form = Literal["full", "compact"]

_FORMS = {"full": render_full, "compact": render_compact}
_WAYS = ("fit", "random")


def render(instruction: str, choices: Choices, *, form: Form = "full") -> Draft:
    """Write the site that choices stand for. Pure: the same arguments always give the same files.

    Args:
        instruction: The specification: any text. Names, pages and texts come from it where the choices say so.
        choices: One index for each of :data:`~agents.slots.SLOTS`.
        form: ``"full"``: several files and pages, to be looked at. ``"compact"``: one file of about 190 tokens and
            at most 260 (byte-level BPE that splits at white space only, trained on such files), to be learnt.

    Returns:
        The draft. Whatever the arguments, it complies with the scaffold's rules and builds.

    Raises:
        ConfigurationError: The choices are not what the slots expect, or the form is unknown.

    Example:
        >>> draft = render("A bakery website.", [0] * len(SLOTS), form="compact")
        >>> list(draft.files)
        ['src/App.tsx']
    """
    if form not in _FORMS:
        raise ConfigurationError(f"Got the form {form!r}; expected one of {list(_FORMS)}.")
    return _FORMS[form](instruction, choices)


class SlotsAgent:
    """A policy that chooses among the components of a small library: a few dozen choices make any site of it.

    The space of choices is ``gymnasium.spaces.MultiDiscrete(agents.slots.sizes())``; what each number means stands in
    :data:`~agents.slots.SLOTS`. What pays depends on the instruction (its colours, its pages, what the site is for),
    and some options never pay.

    Args:
        choose: ``"fit"``: the choices of :func:`~agents.slots.fitting_choices`; ``"random"``: every option with the
            same probability, new for every episode. With ``info["sample"]`` the choices follow from seed,
            specification and that number alone, in whatever order the episodes come.
        form: ``"full"`` or ``"compact"``, as in :func:`render`.
        seed: Seed of the random choices.
        fixed: Options by name of the slot that are always taken, such as ``{"layout": "side"}``.

    Raises:
        ConfigurationError: An argument is not what was expected.

    Example:
        >>> agent = SlotsAgent(choose="random", form="compact", seed=1)
        >>> agent.act("A website for a choir.", {}) != agent.act("A website for a choir.", {})
        True
    """

    def __init__(
        self,
        *,
        choose: str = "fit",
        form: Form = "full",
        seed: int = 0,
        fixed: Mapping[str, str] | None = None,
    ) -> None:
        if choose not in _WAYS:
            raise ConfigurationError(f"Got choose={choose!r}; expected one of {list(_WAYS)}.")
        if form not in _FORMS:
            raise ConfigurationError(f"Got the form {form!r}; expected one of {list(_FORMS)}.")
        self._fixed = dict(fixed or {})
        indices(self._fixed)  # an unknown name is said now, and not in the middle of a run
        self._seed = seed
        self._random = random.Random(seed) if choose == "random" else None  # noqa: S311  # variety, not secrecy
        self._form: Form = form

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification: any text.
            info: Its ``"sample"`` is used, where there is one, by random choices.

        Returns:
            A completion that builds.
        """
        return self.draft(observation, info).completion()

    def draft(self, observation: str, info: Mapping[str, Any] | None = None) -> Draft:
        """Write the files of a site, not yet as a completion.

        Args:
            observation: The specification: any text.
            info: Its ``"sample"`` is used, where there is one, by random choices.

        Returns:
            The draft.
        """
        return render(observation, self.choices(observation, info), form=self._form)

    def choices(self, observation: str, info: Mapping[str, Any] | None = None) -> tuple[int, ...]:
        """Choose.

        Args:
            observation: The specification: any text.
            info: Its ``"sample"`` is used, where there is one, by random choices.

        Returns:
            One index for each slot.
        """
        if self._random is None:
            chosen = fitting_choices(observation)
        else:
            sample = (info or {}).get("sample")
            key = f"{self._seed} {sample} {observation}".encode("utf-8", "surrogatepass")
            source = self._random if sample is None else random.Random(key)  # noqa: S311  # variety, not secrecy
            chosen = tuple(source.randrange(slot.size) for slot in SLOTS)
        return indices({**named(chosen), **self._fixed}) if self._fixed else chosen
