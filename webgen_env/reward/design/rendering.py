"""Successful rendering: is there a whole, finished page on every route?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from webgen_env.reward.design.beauty import styled_share
from webgen_env.reward.design.words import tokens
from webgen_env.reward.site_errors import site_errors

if TYPE_CHECKING:
    from webgen_env.browser.visit import Visit
    from webgen_env.reward.design.measure import Measure
    from webgen_env.reward.design.settings import BeautySettings, PixelSettings, RenderingSettings
    from webgen_env.reward.design.sight import PageSight

# Texts that frameworks and routers show in place of a page.
_ERROR_MESSAGES = (
    "unexpected application error",
    "application error: a client-side exception",
    "unhandled runtime error",
    "failed to compile",
    "internal server error",
    "cannot get /",
    "404 not found",
    "[plugin:vite",
)

# Left over from a template, or put there for want of content.
_PLACEHOLDERS = (
    "lorem ipsum",
    "dolor sit amet",
    "vite + react",
    "click on the vite and react logos",
    "edit src/app.tsx",
    "start prompting (or editing) to see magic happen",
    "coming soon",
    "under construction",
    "your content here",
    "placeholder text",
    "content goes here",
    "todo:",
)


def rendering_measures(
    visit: Visit,
    sights: Sequence[PageSight],
    settings: RenderingSettings,
    beauty: BeautySettings,
    pixels: PixelSettings,
) -> list[Measure]:
    """Measure whether the site came up whole.

    Args:
        visit: What the browser saw.
        sights: The pages as seen, the home page first.
        settings: Curves and weights.
        beauty: What the browser's default look is.
        pixels: Thresholds of the pixel measures.

    Returns:
        Share of pages without an error; share of the first window with content (white space of Miniukovich and
        De Angeli, CHI 2015, from the other side); readable words and objects of the home page; unbroken pictures;
        share of the texts that are left-over placeholders.
    """
    home = sights[0]
    bad = {finding.place for finding in site_errors(visit)}
    fine = sum(page.route not in bad for page in visit.pages) / len(visit.pages)
    images = sum(page.facts.images for page in visit.pages)
    broken = sum(page.facts.broken_images for page in visit.pages)
    measures = [
        settings.pages("pages without errors", fine),
        settings.words("readable words", word_count(home)),
        settings.objects("visible elements", home.object_count),
        settings.pictures("unbroken pictures", 1 - broken / images if images else 1.0),
        settings.placeholder("placeholder text", _placeholder_share(sights)),
        settings.styled("styles", styled_share(home, beauty)),
        settings.error_message("error message", float(shows_error_message(home))),
    ]
    if home.picture is not None:
        cells = home.picture.content_cells(pixels.cell, pixels.cell_threshold)
        measures.append(settings.extent("filled part of the window", float(cells.mean())))
    return measures


def word_count(sight: PageSight) -> int:
    """Number of readable words of a page."""
    return sum(len(tokens(element.text)) for element in sight.readable)


def shows_error_message(sight: PageSight) -> bool:
    """Whether the page is the message of a router or framework that something failed."""
    if any(element.tag == "vite-error-overlay" for element in sight.elements):
        return True
    return any(element.text.lower().startswith(_ERROR_MESSAGES) for element in sight.readable)


def _placeholder_share(sights: Sequence[PageSight]) -> float:
    """Share of the readable characters that belong to texts with a placeholder, 0–1."""
    total = placeholder = 0
    for sight in sights:
        for element in sight.readable:
            total += len(element.text)
            if any(sign in element.text.lower() for sign in _PLACEHOLDERS):
                placeholder += len(element.text)
    return placeholder / total if total else 0.0
