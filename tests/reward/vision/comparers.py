"""A comparer that prefers what it is told to prefer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from webgen_env.errors import JudgeError


def quality(seen):
    """What a site is worth: the number that it shows."""
    return int(seen.home.text.split()[1])


@dataclass
class ScriptedComparer:
    """Prefers quality, or the first shown; may fault or hang on chosen sites."""

    likes_first: bool = False
    faults: frozenset[int] = frozenset()
    hangs: frozenset[int] = frozenset()
    asked: list[tuple[int, ...]] = field(default_factory=list)
    max_sites: int = 8
    identity: str = "scripted"

    async def places(self, task, visits, *, deadline):
        shown = tuple(quality(seen) for seen in visits)
        self.asked.append(shown)
        await asyncio.sleep(3600 if self.hangs & set(shown) else 0)
        if self.faults & set(shown):
            raise JudgeError("no answer")
        if self.likes_first:
            return tuple(range(1, len(shown) + 1))
        return tuple(1 + sum(other > own for other in shown) for own in shown)

    async def aclose(self):
        pass
