"""ChoiceWriter: the seam between numbers that a policy chooses and the completion that they stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from webgen_env.errors import ConfigurationError


@runtime_checkable
class ChoiceWriter(Protocol):
    """Writes the completion that some choices stand for."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of each choice."""
        ...

    def __call__(self, instruction: str, choices: Sequence[int]) -> str:
        """Write a completion.

        Args:
            instruction: The specification.
            choices: One index for each of :attr:`sizes`.

        Returns:
            The completion.
        """
        ...


class SlotWriter:
    """Writes the sites of the bundled library of components, ``agents.slots``.

    Args:
        form: ``"compact"``, one short file, which builds faster; or ``"full"``, several files and pages.
        fixed: Options by name of the slot that are always taken, such as ``{"layout": "side"}``; these slots are then
            no choice.
        offered: Options that can be chosen, by name of the slot, in this order; a slot that is not there offers all.

    Raises:
        ConfigurationError: A form, a slot or an option is unknown, a slot is both fixed and offered or offers nothing
            or one thing twice, or every slot is fixed.

    Example:
        >>> writer = SlotWriter(fixed={"contrast": "clear"})
        >>> len(writer.sizes), "contrast" in writer.names
        (11, False)
    """

    def __init__(
        self,
        *,
        form: str = "compact",
        fixed: Mapping[str, str] | None = None,
        offered: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        # The library of agents depends on this package, and not the other way round: it is imported when it is used.
        from agents.slots import SLOTS, indices

        if form not in ("compact", "full"):
            raise ConfigurationError(f"Got the form {form!r}; expected 'compact' or 'full'.")
        self._form = form
        self._fixed = dict(fixed or {})
        indices(self._fixed)
        free = [slot for slot in SLOTS if slot.name not in self._fixed]
        if not free:
            raise ConfigurationError("Every slot is fixed, so nothing is left to choose; leave at least one free.")
        self._names = tuple(slot.name for slot in free)
        choice = {name: tuple(options) for name, options in (offered or {}).items()}
        for name, options in choice.items():
            if name in self._fixed or not options or len(set(options)) != len(options):
                raise ConfigurationError(
                    f"Slot {name!r} offers {list(options)}; expected each option once, and a slot that is not fixed."
                )
            for option in options:
                indices({name: option})
        self._options = tuple(choice.get(slot.name, slot.options) for slot in free)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the slots that are chosen, in the order of the choices."""
        return self._names

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        """Names of the options of each choice."""
        return self._options

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of each choice."""
        return tuple(len(options) for options in self._options)

    def __call__(self, instruction: str, choices: Sequence[int]) -> str:
        """Write a completion.

        Args:
            instruction: The specification: any text.
            choices: One index for each of :attr:`sizes`.

        Returns:
            A completion that complies with the scaffold and builds, whatever the choices.

        Raises:
            ConfigurationError: There is not one choice for each, or one is out of range.
        """
        from agents.slots import indices, render

        draft = render(instruction, indices({**self.named(choices), **self._fixed}), form=self._form)  # type: ignore[arg-type]
        return draft.completion()

    def named(self, choices: Sequence[int]) -> dict[str, str]:
        """Name the options that were chosen.

        Args:
            choices: One index for each of :attr:`sizes`.

        Returns:
            Name of the option by name of the slot.

        Raises:
            ConfigurationError: There is not one choice for each, or one is out of range.
        """
        if len(choices) != len(self._names):
            raise ConfigurationError(f"Got {len(choices)} choices; expected one for each of {list(self._names)}.")
        chosen = {}
        for name, options, choice in zip(self._names, self._options, choices, strict=True):
            index = int(choice)
            if index != choice or not 0 <= index < len(options):
                raise ConfigurationError(
                    f"Got {choice!r} for slot {name!r}; expected 0 to {len(options) - 1}: {list(options)}."
                )
            chosen[name] = options[index]
        return chosen
