"""Design: how a policy sees a specification and what its numbers stand for; kept beside its weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from agents.sb3.algorithms import choice_form
from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import ChoiceSpace, HashedNgrams, SlotWriter, TextEncoder, make_encoder

FILE = "design.json"


@dataclass(frozen=True, slots=True)
class Design:
    """How a policy sees a specification and what its numbers stand for.

    Attributes:
        algorithm: Name of the algorithm, as for :func:`~agents.sb3.algorithm_class`; decides the form of the action.
        encoder: ``"hashed"`` or ``"sentence"``.
        size: Length of a vector of the encoder ``"hashed"``.
        ngrams: Lengths of its word sequences. A word that decides is one of some fifty; the longer sequences that hold
            it say the same in more elements, and in what context it stands, so that fewer episodes find it.
        form: Form of the sites, ``"compact"`` or ``"full"``.
        fixed: Options by name of the slot that are always taken; these slots are no choice.
        offered: Options that can be chosen, by name of the slot; a slot that is not there offers all.

    Raises:
        ConfigurationError: A value is not what was expected.
    """

    algorithm: str = "PPO"
    encoder: str = "hashed"
    size: int = 4096
    ngrams: tuple[int, ...] = (1, 2, 3)
    form: str = "compact"
    fixed: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ngrams", tuple(self.ngrams))
        object.__setattr__(self, "fixed", dict(self.fixed))
        object.__setattr__(self, "offered", {name: tuple(options) for name, options in dict(self.offered).items()})
        self.make_writer()
        if self.encoder == "hashed":
            self.make_encoder()

    def make_encoder(self) -> TextEncoder:
        """Make the encoder.

        Returns:
            A new one.

        Raises:
            ConfigurationError: There is none of that name, or its size or n-grams are out of range.
            MissingDependencyError: It needs a package that is not installed.
        """
        if self.encoder == "hashed":
            return HashedNgrams(self.size, ngrams=self.ngrams)
        return make_encoder(self.encoder)

    def make_writer(self) -> SlotWriter:
        """Make what writes the completions.

        Returns:
            A new one.
        """
        return SlotWriter(form=self.form, fixed=self.fixed, offered=self.offered)

    def choice_space(self) -> ChoiceSpace:
        """The action space, and how an action is read."""
        return ChoiceSpace(self.make_writer().sizes, choice_form(self.algorithm))

    def save(self, folder: Path) -> None:
        """Write it into a folder.

        Args:
            folder: The folder of the policy.
        """
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Design:
        """Read it from a folder.

        Args:
            folder: The folder of a policy.

        Returns:
            The design.

        Raises:
            ConfigurationError: There is none, or it is not what was expected; names file and field.
        """
        path = folder / FILE
        try:
            data: Any = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigurationError(
                f"{path} cannot be read ({error}); give the folder that a training with agents.sb3 wrote."
            ) from None
        known = {entry.name for entry in fields(cls)}
        if not isinstance(data, dict) or set(data) - known:
            got = sorted(set(data) - known) if isinstance(data, dict) else type(data).__name__
            raise ConfigurationError(f"{path}: expected an object with some of {sorted(known)}, got {got}.")
        try:
            return cls(**data)
        except (ConfigurationError, TypeError, ValueError) as error:
            raise ConfigurationError(f"{path}: {error}") from None
