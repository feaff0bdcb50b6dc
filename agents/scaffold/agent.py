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

    It writes only the variable files, is deterministic, and takes a few milliseconds. The site has the pages, menus,
    fields and colours that it finds in the instruction, and works: navigation, search, filters, forms with validation,
    lists that survive a reload.

    Example:
        >>> agent = ScaffoldAgent()
        >>> "src/App.tsx" in agent.draft("A bakery website. Use linen for the background.").files
        True
    """

    def act(self, observation: str, info: Mapping[str, Any]) -> str:  # noqa: ARG002  # the protocol's arguments
        """Answer one observation.

        Args:
            observation: The specification: any text.
            info: Not used.

        Returns:
            A completion that builds.
        """
        return self.draft(observation).completion()

    def draft(self, observation: str) -> Draft:
        """Write the files of a site, not yet as a completion.

        Args:
            observation: The specification: any text.

        Returns:
            The draft.
        """
        brief = read_brief(observation)
        return Draft(title=brief.name, files=write_site(brief), think=_plan(brief))


def _plan(brief: Brief) -> str:
    pages = ", ".join(f"{page.label} ({page.role})" for page in brief.pages)
    text = (
        f"Requirements: {brief.purpose} Pages: {pages}.\n"
        "Imports: every component lies in src/components, every page in src/pages, data in src/data.\n"
        "Dependencies: react, react-router-dom and lucide-react of the scaffold; nothing else.\n"
        "TypeScript: strict types in src/types.ts; lint: no unused names.\n"
        f"UX: background {brief.background or 'light'}, components {brief.component or 'one colour'}, readable contrast, "
        "validation beside fields, state kept in localStorage.\n"
        "Layout: mobile first, navigation on top or at the side, one column of content."
    )
    return text.replace("<", "(").replace(">", ")")
