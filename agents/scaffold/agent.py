"""ScaffoldAgent: writes a plain correct site from any instruction, without a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agents.draft import Draft
from agents.scaffold.brief import read_brief
from agents.scaffold.site import write_site

if TYPE_CHECKING:
    from agents.scaffold.brief import Brief


class ScaffoldAgent:
    """A policy without a model: it reads an instruction by heuristics and assembles a site from a small library.

    It is deterministic and takes a few milliseconds. The site has the pages, menus, fields and colours that it finds in
    the instruction, and works: navigation, search, filters, forms with validation, lists that survive a reload.

    Args:
        whole_project: Write the scaffold's own files too, as the released code of WebGen-R1 demands; otherwise only
            what differs from the scaffold.

    Example:
        >>> agent = ScaffoldAgent()
        >>> "src/App.tsx" in agent.draft("A bakery website. Use linen for the background.").files
        True
    """

    def __init__(self, *, whole_project: bool = False) -> None:
        self._whole_project = whole_project

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Answer one observation.

        Args:
            observation: The specification: any text.
            info: Not used.

        Returns:
            A completion that builds.
        """
        return self.draft(observation, info).completion()

    def draft(self, observation: str, info: Mapping[str, Any] | None = None) -> Draft:
        """Write the files of a site, not yet as a completion.

        Args:
            observation: The specification: any text.
            info: Not used.

        Returns:
            The draft.
        """
        del info
        brief = read_brief(observation)
        return Draft(title=brief.name, files=complete(write_site(brief), self._whole_project), think=_plan(brief))


def complete(files: Mapping[str, str], whole_project: bool) -> Mapping[str, str]:
    """Add the scaffold's own files where a whole project is wanted.

    Args:
        files: Relative POSIX path to text.
        whole_project: Whether to add what is not among them.

    Returns:
        The files; the scaffold's come first.
    """
    if not whole_project:
        return files
    from webgen_env.scaffold import default_scaffold

    return {**default_scaffold().files, **files}


def _plan(brief: Brief) -> str:
    pages = ", ".join(f"{page.label} ({page.role})" for page in brief.pages)
    background, component = brief.background or "light", brief.component or "one colour"
    text = (
        f"Requirements: {brief.purpose} Pages: {pages}.\n"
        "Imports: every component lies in src/components, every page in src/pages, data in src/data.\n"
        "Dependencies: react, react-router-dom and lucide-react of the scaffold; nothing else.\n"
        "TypeScript: strict types in src/types.ts; lint: no unused names.\n"
        f"UX: background {background}, components {component}, readable contrast, "
        "validation beside fields, state kept in localStorage.\n"
        "Layout: mobile first, navigation on top or at the side, one column of content."
    )
    return text.replace("<", "(").replace(">", ")")
