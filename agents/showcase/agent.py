"""ShowcaseAgent: hand-made sites for some of the bundled tasks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from agents.draft import Draft
from agents.scaffold.agent import ScaffoldAgent, complete

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_TEXT_FILES = (".tsx", ".ts", ".css", ".html", ".js", ".json", ".svg")
_CARD = "showcase.json"


def showcase_task_ids() -> tuple[str, ...]:
    """Identifiers of the bundled tasks for which there is a hand-made site, sorted."""
    folder = resources.files("agents.showcase") / "sites"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / _CARD).is_file()))


class ShowcaseAgent:
    """A policy that answers some of the bundled tasks with hand-made sites: what a good answer can look like.

    It knows a task by ``info["task_id"]``. Every other task is answered by
    :class:`~agents.scaffold.ScaffoldAgent`.

    Args:
        whole_project: Write the scaffold's own files too; otherwise only what differs from the scaffold.
    """

    def __init__(self, *, whole_project: bool = False) -> None:
        self._whole_project = whole_project
        self._fallback = ScaffoldAgent(whole_project=whole_project)

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification.
            info: The ``info`` that came with it; ``"task_id"`` chooses the site.

        Returns:
            A completion.
        """
        return self.draft(observation, info).completion()

    def draft(self, observation: str, info: Mapping[str, Any]) -> Draft:
        """Give the files of a site, not yet as a completion.

        Args:
            observation: The specification.
            info: The ``info`` that came with it; ``"task_id"`` chooses the site.

        Returns:
            The draft.
        """
        task_id = info.get("task_id")
        if not isinstance(task_id, str) or task_id not in showcase_task_ids():
            return self._fallback.draft(observation, info)
        draft = _site(task_id)
        return Draft(title=draft.title, files=complete(draft.files, self._whole_project), think=draft.think)


@cache
def _site(task_id: str) -> Draft:
    folder = resources.files("agents.showcase") / "sites" / task_id
    card = json.loads((folder / _CARD).read_text("utf-8"))
    files = {path: entry.read_text("utf-8") for path, entry in sorted(_walk(folder, "").items()) if path != _CARD}
    return Draft(title=card["title"], files=files, think=card["think"])


def _walk(folder: Traversable, prefix: str) -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_TEXT_FILES):
            found[prefix + entry.name] = entry
    return found
