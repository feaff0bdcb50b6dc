"""SB3Agent: a trained policy of Stable-Baselines3 as an agent."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.sb3.algorithms import algorithm_class, require_sb3
from agents.sb3.design import Design
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.wrappers import ChoiceSpace, SlotWriter, TextEncoder

MODEL = "model.zip"


class SB3Agent:
    """A policy that chooses the components of a site by what the specification says.

    The file of a model of Stable-Baselines3 can hold code that runs when it is loaded: load only what you trust.

    Args:
        model: Folder that :func:`agents.sb3.train` or :meth:`save` wrote.
        deterministic: Whether to take the most likely choices; if not, they are drawn.
        device: Where the network runs, such as ``"cpu"``.

    Raises:
        ConfigurationError: The folder holds no such policy.
        MissingDependencyError: Stable-Baselines3 is not installed; names the pip line.

    Example:
        >>> import agents
        >>> agent = agents.make("sb3", model="runs/ppo")  # doctest: +SKIP
        >>> agent.choices(["A shop for tea. Use azure for the background."])  # doctest: +SKIP
        [{'background': 'azure', 'component': 'peru', 'kind': 'shop', …}]
    """

    def __init__(self, model: str | os.PathLike[str], *, deterministic: bool = True, device: str = "cpu") -> None:
        require_sb3()
        folder = Path(model)
        design = Design.load(folder)
        try:
            loaded = algorithm_class(design.algorithm).load(folder / MODEL, device=device)
        except (OSError, ValueError, KeyError) as error:
            raise ConfigurationError(f"{folder / MODEL} cannot be loaded: {error}") from error
        self._hold(loaded, design, deterministic)

    @classmethod
    def of(cls, model: Any, design: Design, *, deterministic: bool = True) -> SB3Agent:
        """Make an agent of a model in memory.

        Args:
            model: A model of Stable-Baselines3 whose spaces are those of the design.
            design: How it sees and what its numbers stand for.
            deterministic: Whether to take the most likely choices.

        Returns:
            The agent. The model is not copied.

        Raises:
            ConfigurationError: The spaces differ.
        """
        agent = cls.__new__(cls)
        agent._hold(model, design, deterministic)  # noqa: SLF001  # its own class
        return agent

    @property
    def design(self) -> Design:
        """How the policy sees a specification and what its numbers stand for."""
        return self._design

    @property
    def algorithm(self) -> Any:
        """The model of Stable-Baselines3, with its policy network."""
        return self._model

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification: any text.
            info: Not used.

        Returns:
            A completion that builds.
        """
        return self.act_batch([observation], [info])[0]

    def act_batch(self, observations: Sequence[str], infos: Sequence[Mapping[str, Any]]) -> list[str]:  # noqa: ARG002  # the protocol's signature
        """Answer several observations with one call of the network.

        Args:
            observations: The specifications.
            infos: Not used.

        Returns:
            One completion for each.
        """
        chosen = self._decide(observations)
        return [self._writer(observation, choice) for observation, choice in zip(observations, chosen, strict=True)]

    def choices(self, observations: Sequence[str]) -> list[dict[str, str]]:
        """Say what the policy chooses.

        Args:
            observations: The specifications.

        Returns:
            For each, the name of the option by name of the slot; slots that are fixed are left out.
        """
        return [self._writer.named(choice) for choice in self._decide(observations)]

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the policy into a folder, from which ``SB3Agent(folder)`` reads it.

        Args:
            folder: The folder; it is made.
        """
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        self._design.save(target)
        # Under another name first: a kill leaves the old model or the new one.
        scratch = target / f".{os.getpid()}.{MODEL}"
        self._model.save(scratch)
        scratch.replace(target / MODEL)

    def close(self) -> None:
        """Do nothing: there is nothing to release."""

    def _hold(self, model: Any, design: Design, deterministic: bool) -> None:
        self._model = model
        self._design = design
        self._deterministic = deterministic
        self._encoder: TextEncoder = design.make_encoder()
        self._writer: SlotWriter = design.make_writer()
        self._space: ChoiceSpace = design.choice_space()
        seen, chosen = model.observation_space.shape, model.action_space
        if seen != (self._encoder.size,) or chosen != self._space.space:
            raise ConfigurationError(
                f"The model observes {seen} and acts in {chosen}, the design says {(self._encoder.size,)} and "
                f"{self._space.space}; they belong to different trainings."
            )

    def _decide(self, observations: Sequence[str]) -> list[tuple[int, ...]]:
        if not observations:
            return []
        actions, _ = self._model.predict(self._encoder(observations), deterministic=self._deterministic)
        return [self._space.decode(action) for action in actions]
