"""Full: a site of several files and pages, made of the scaffold policy's library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.draft import Draft
from agents.scaffold.brief import read_brief
from agents.scaffold.page_briefs import PageBrief, addressed
from agents.scaffold.palette import faded, make_palette
from agents.scaffold.phrases import sentence_case, singular, title_case
from agents.scaffold.site import Style, write_site
from agents.slots.slots import BACKGROUNDS, COMPONENTS, named
from agents.slots.words import worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.scaffold.brief import Brief
    from agents.scaffold.library import Role
    from agents.scaffold.palette import Palette
    from agents.slots.slots import Choices

_ROLES: Mapping[str, Role] = {
    "dashboard": "insights",
    "shop": "catalogue",
    "articles": "agenda",
    "form": "form",
    "game": "quiz",
    "tracker": "board",
}
_MANY: tuple[tuple[str, Role], ...] = (
    ("News", "agenda"),
    ("Overview", "insights"),
    ("Tasks", "board"),
    ("Join", "form"),
    ("Messages", "chat"),
    ("How It Works", "steps"),
    ("Account", "account"),
    ("About", "story"),
    ("Help", "help"),
)
_EXTRAS: Mapping[str, tuple[tuple[str, Role], ...]] = {
    "none": (),
    "table": (("Register", "register"),),
    "chart": (("Figures", "figures"),),
    "both": (("Register", "register"), ("Figures", "figures")),
}
_SANS = "Inter, system-ui, sans-serif"
_SERIF = "Georgia, Gelasio, serif"
_UNASKED = "'Times New Roman', Tinos, serif"
_FACES = {
    "sans": (_SANS, _SANS),
    "serif": (_SERIF, _SERIF),
    "mixed": (_SERIF, _SANS),
    "default": (_UNASKED, _UNASKED),
}
_CORNERS = {"square": ("0px", "0px"), "soft": ("0.75rem", "0.5rem"), "round": ("1.5rem", "9999px")}


def render_full(instruction: str, choices: Choices) -> Draft:
    """Write a site of several pages.

    Args:
        instruction: The specification: any text.
        choices: One index for each slot.

    Returns:
        The draft; with a table it declares antd, with a chart recharts.

    Raises:
        ConfigurationError: The choices are not what :data:`~agents.slots.SLOTS` expects.
    """
    options = named(choices)
    asked = worded(read_brief(instruction), options["words"])
    brief = replace(asked, pages=_pages(asked, options))
    files = write_site(brief, _style(options), _palette(brief, options))
    plan = "\n".join(f"{slot}: {option}" for slot, option in options.items())
    return Draft(title=brief.name, files=files, think=f"What I choose for each part of the site:\n{plan}")


def _pages(brief: Brief, options: Mapping[str, str]) -> tuple[PageBrief, ...]:
    role = _ROLES[options["kind"]]
    if options["pages"] == "asked":
        pages = [replace(brief.pages[0], role=role), *brief.pages[1:]]
    else:
        pages = [_page("Home", role)]
        pages += [_page("Contact", "form")] if options["pages"] == "three" else []
        pages += [_page(label, kind) for label, kind in _MANY] if options["pages"] == "twelve" else []
    if not any(page.role == "catalogue" for page in pages):
        pages.insert(1, _catalogue(brief))
    if not any(page.role == "detail" for page in pages):
        pages.append(replace(_page(sentence_case(singular(brief.domain.items)), "detail"), standalone=False))
    pages[2:2] = [_page(label, kind) for label, kind in _EXTRAS[options["extra"]]]
    return addressed(pages)


def _catalogue(brief: Brief) -> PageBrief:
    """A page that lists things: those of the instruction, where it has a page for them."""
    asked = next((page for page in brief.pages if page.role == "catalogue"), None)
    if asked is None:
        return _page(title_case(brief.domain.items), "catalogue")
    return replace(asked, label=f"All {title_case(asked.noun or brief.domain.items)}"[:26].rstrip())


def _page(label: str, role: Role) -> PageBrief:
    return PageBrief(label=label, path="", identifier="", role=role)


def _style(options: Mapping[str, str]) -> Style:
    return Style(
        layout=options["layout"],
        hero=options["hero"],
        features=options["sections"],
        card="row" if options["layout"] == "side" else "tile",
        corners=_CORNERS[options["corners"]],
        faces=_FACES[options["typography"]],
    )


def _palette(brief: Brief, options: Mapping[str, str]) -> Palette:
    palette = make_palette(BACKGROUNDS[options["background"]], COMPONENTS[options["component"]], brief.seed)
    return faded(palette) if options["contrast"] == "faint" else palette
