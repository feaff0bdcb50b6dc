"""Corpus: completions that try to earn reward without the work, read from the folder of that name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env import render_completion

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent / "corpus"
_TITLE = "Mend"
TASK_ID = "repair-cafe-queue"
"""The bundled task that the whole corpus answers."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a completion may get.

    Attributes:
        points: Reward, or what may be added to that of ``above``.
        above: Name of the honest completion that it is relative to; empty for none.
    """

    points: float
    above: str = ""

    def most(self, rewards: Mapping[str, float]) -> float:
        """Resolve the cap.

        Args:
            rewards: Reward of the honest completions by name.

        Returns:
            The most that the completion may get.
        """
        return self.points + (rewards[self.above] if self.above else 0.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A completion of the corpus: folders laid over one another.

    A file ``think.txt`` holds the think block. A file ``completion.txt`` is the completion itself, in which
    ``{manifest}`` stands for the artifact made of the other files, and ``{manifest:FOLDER}`` for one made of another
    folder.

    Attributes:
        name: Name, and that of its own folder.
        layers: Folders below its own, the lowest first.
    """

    name: str
    layers: tuple[str, ...] = ("_common",)

    def files(self) -> dict[str, str]:
        """Path to text of everything in the folders, the upper ones winning."""
        found: dict[str, str] = {}
        for layer in (*self.layers, self.name):
            folder = _FOLDER / layer
            if not folder.is_dir():
                raise FileNotFoundError(f"The corpus has no folder {layer!r}; expected {folder}.")
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found[path.relative_to(folder).as_posix()] = path.read_text("utf-8")
        return found

    def completion(self) -> str:
        """What a policy would have written."""
        files = self.files()
        think = files.pop("think.txt", "Four pages, one store, plain styles.\n").strip()
        template = files.pop("completion.txt", None)
        if template is None:
            return render_completion(files, title=_TITLE, think=think)
        for layer in ("", "_plain", "_honest"):
            named = Entry(layer).files() if layer else files
            template = template.replace(f"{{manifest{':' * bool(layer)}{layer}}}", _artifact(named))
        return template


def _artifact(files: Mapping[str, str]) -> str:
    completion = render_completion(files, title=_TITLE)
    return completion[completion.index("<webArtifact") : completion.index("</webArtifact>") + len("</webArtifact>")]


@dataclass(frozen=True, slots=True)
class Cheat:
    """A completion that tries to earn reward without the work.

    Attributes:
        entry: The completion.
        trick: What it does, in a few words.
        caps: The most that it may get, by preset.
        reason: Why it may get so much and no more.
    """

    entry: Entry
    trick: str
    reason: str
    caps: Mapping[str, Cap] = field(default_factory=dict)
