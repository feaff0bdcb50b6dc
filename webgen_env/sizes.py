"""Sizes: how many builders, browsers and judgements there are at once."""

from __future__ import annotations

from dataclasses import dataclass

from webgen_env.errors import ConfigurationError
from webgen_env.machine import usable_cores, usable_memory

OWN_BYTES = 512 * 1024**2
"""Memory of this process itself: completions, built sites and screenshots on their way."""

BUILDER_BYTES = 512 * 1024**2
"""Memory reckoned for one build worker: 150 MB with small sites, more with large packages, retired above 768 MB."""

BROWSER_BYTES = 768 * 1024**2
"""Memory reckoned for one browser with its processes: 80 to 250 MB for each of up to two."""

MOST_PER_CORE = 4
"""Workers of one kind per usable core; more get nothing done sooner and only cost memory."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What may be used of a machine.

    Attributes:
        cores: Usable cores.
        memory: Usable memory in bytes.
    """

    cores: int
    memory: int

    @classmethod
    def here(cls) -> Machine:
        """The machine that this process runs on, container limits included."""
        return cls(usable_cores(), usable_memory())


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the pools; ``None`` is left to the machine.

    Attributes:
        builders: Most build workers at once.
        browsers: Most browsers at once.
        judges: Most judgements at once; ``None`` asks the judge.
    """

    builders: int | None = None
    browsers: int | None = None
    judges: int | None = None

    def __post_init__(self) -> None:
        for name in ("builders", "browsers", "judges"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise ConfigurationError(f"{name} must be a positive integer or None, got {value!r}.")

    def check(self, machine: Machine) -> None:
        """Refuse what is beyond a machine; meant for the bundled builder and browser, which run on it.

        Args:
            machine: The machine.

        Raises:
            ConfigurationError: More than :data:`MOST_PER_CORE` builders or browsers per core were asked for, or more
                of both than the memory holds; says the numbers.
        """
        most = MOST_PER_CORE * machine.cores
        for name, value in (("builders", self.builders), ("browsers", self.browsers)):
            if value is not None and value > most:
                raise ConfigurationError(
                    f"{name} must be at most {most} ({MOST_PER_CORE} for each of {machine.cores} usable cores), "
                    f"got {value}. Leave it out to take what suits the machine."
                )
        asked = (self.builders or 1, self.browsers or 1)
        need = OWN_BYTES + _need(*asked)
        # One of each is never refused: it may do, and there is nothing less.
        if asked != (1, 1) and need > machine.memory:
            raise ConfigurationError(
                f"{asked[0]} builders and {asked[1]} browsers need about {need / 1024**3:.1f} GiB of memory, and this "
                f"process may use {machine.memory / 1024**3:.1f} GiB. Ask for fewer, or leave them out to take what "
                "suits the machine."
            )

    def resolve(self, machine: Machine) -> tuple[int, int]:
        """Fill in what is left to the machine.

        Args:
            machine: The machine.

        Returns:
            Builders and browsers: as asked for; otherwise one builder per core and one browser for every two, or
            fewer of them if the memory does not hold as many, and at least one of each.
        """
        builders = machine.cores if self.builders is None else self.builders
        browsers = max(1, machine.cores // 2) if self.browsers is None else self.browsers
        fixed = _need(self.builders or 0, self.browsers or 0)
        wanted = _need(builders, browsers) - fixed
        room = machine.memory - OWN_BYTES - fixed
        share = min(1.0, max(0, room) / wanted) if wanted else 1.0
        return (
            self.builders or max(1, int(builders * share)),
            self.browsers or max(1, int(browsers * share)),
        )


def _need(builders: int, browsers: int) -> int:
    return builders * BUILDER_BYTES + browsers * BROWSER_BYTES
