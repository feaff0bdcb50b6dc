"""Layout harmony: order, balance, room, and text that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from webgen_env.reward.design.beauty import styled_share, type_scale
from webgen_env.reward.design.measure import Measure, weighted_mean
from webgen_env.reward.design.picture import balance

if TYPE_CHECKING:
    from webgen_env.browser.visit import Element
    from webgen_env.reward.design.settings import BeautySettings, LayoutSettings, PixelSettings
    from webgen_env.reward.design.sight import PageSight, SeenText


def layout_measures(
    sight: PageSight, settings: LayoutSettings, beauty: BeautySettings, pixels: PixelSettings, max_boxes: int
) -> list[Measure]:
    """Measure the order of one page.

    Args:
        sight: The page as seen.
        settings: Curves and weights.
        beauty: What the browser's default look is.
        pixels: Thresholds of the pixel measures.
        max_boxes: Largest number of boxes compared with one another.

    Returns:
        The measures; those of the picture only where there is one.
    """
    readable = sight.readable[:max_boxes]
    measures = [
        settings.styled("styles", styled_share(sight, beauty)),
        settings.overflow("horizontal overflow", overflow(sight, settings)),
        settings.collisions("overlapping text", collisions(readable, settings)),
        settings.contrast("text contrast", contrast_share(sight.texts, settings)),
        settings.text_size("text size", text_size_share(sight.readable, settings)),
        settings.alignment("alignment", alignment(sight.objects[:max_boxes], settings)),
        settings.margin("margin", margin(sight)),
        settings.line_length("line length", line_length(sight.readable, settings)),
        settings.structure("page structure", structure(sight, settings)),
        settings.rhythm("spacing rhythm", rhythm(readable, settings)),
    ]
    if sight.picture is not None:
        cells = sight.picture.content_cells(pixels.cell, pixels.cell_threshold)
        measures.append(settings.balance("balance", balance(cells)))
        measures.append(settings.white_space("white space", 1 - float(cells.mean())))
    return measures


def overflow(sight: PageSight, settings: LayoutSettings) -> float:
    """Width of the document beyond the window, in windows. Sideways scrolling fails WCAG 2.2, 1.4.10 (reflow)."""
    viewport, document = sight.page.facts.viewport[0], sight.page.facts.document[0]
    return max(0.0, document - viewport - settings.overflow_tolerance) / viewport


def collisions(texts: Sequence[Element], settings: LayoutSettings) -> float:
    """Share of the texts that another text runs into, 0–1.

    A text inside the box of an element above it in the tree, such as a strong word in its paragraph, is no collision,
    and neither is a mark of a character or two, which is set over a text for decoration.
    """
    texts = [text for text in texts if len(text.text) >= settings.collision_characters]
    if len(texts) < 2:
        return 0.0
    left, top, right, bottom = (np.array(side) for side in zip(*map(_box, texts), strict=True))
    width = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    height = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    area = (right - left) * (bottom - top)
    common = np.where((width > settings.collision_pixels) & (height > settings.collision_pixels), width * height, 0.0)
    share = common / np.minimum(area[:, None], area)
    np.fill_diagonal(share, 0.0)
    collide = share > settings.collision_share
    depth = np.array([text.depth for text in texts])
    inside = common / area[None, :] >= settings.inside_share
    collide &= ~(inside & (depth[:, None] < depth[None, :]))
    collide &= collide.T
    return float(collide.any(axis=1).mean())


def contrast_share(texts: Sequence[SeenText], settings: LayoutSettings) -> float:
    """Share of the characters whose contrast suffices, 0–1: WCAG 2.2, 1.4.3 (4.5, large text 3)."""
    return weighted_mean(
        (float(text.contrast >= _needed_contrast(text.element, settings)), len(text.element.text))
        for text in texts
        if text.contrast is not None
    )


def text_size_share(texts: Sequence[Element], settings: LayoutSettings) -> float:
    """Share of the characters of legible size, 0–1 (12 CSS pixels and up)."""
    return weighted_mean((float(text.font_size >= settings.small_text), len(text.text)) for text in texts)


def alignment(objects: Sequence[Element], settings: LayoutSettings) -> float:
    """Share of the objects whose left edge, middle or right edge lies on a line with others, 0–1.

    The grid of Miniukovich and De Angeli (CHI 2015) and the regularity of alignment points of Ngo et al. (2003).
    """
    if len(objects) < 2:
        return 0.0
    left, _, right, _ = (np.array(side) for side in zip(*map(_box, objects), strict=True))
    on_line = np.zeros(len(objects), dtype=bool)
    for line in (left, (left + right) / 2, right):
        near = np.abs(line[:, None] - line) <= settings.edge_tolerance
        on_line |= near.sum(axis=1) >= min(settings.shared_by, len(objects))
    return float(on_line.mean())


def margin(sight: PageSight) -> float:
    """Room between the text and the nearer side of the window, in pixels; text in a filled bar counts from the text."""
    lefts = [element.x for element in sight.readable]
    if not lefts:
        return 0.0
    return float(np.quantile(lefts, 0.1))


def line_length(texts: Sequence[Element], settings: LayoutSettings) -> float:
    """Median number of characters of a full line in long texts; 0 where there are none.

    About 55 are read best and over 100 badly: Dyson and Haselgrove, "The influence of reading speed and line length on
    the effectiveness of reading from screen" (International Journal of Human-Computer Studies 54, 2001).
    """
    lines = [
        min(len(text.text), text.width / (settings.character_width * text.font_size))
        for text in texts
        if len(text.text) >= settings.long_text and text.font_size > 0
    ]
    return float(np.median(lines)) if lines else 0.0


def structure(sight: PageSight, settings: LayoutSettings) -> float:
    """Share of the parts of a page that are there, 0–1: navigation on top, a large heading, blocks side by side."""
    top_links = [
        element
        for element in sight.shown
        if element.interactive and element.y < settings.navigation_height and (element.text or element.name)
    ]
    navigation = _longest_row(top_links[: settings.navigation_candidates], settings) >= settings.navigation_items
    parts = (navigation, type_scale(sight.readable) >= settings.heading_ratio, _has_columns(sight.shown, settings))
    return sum(parts) / len(parts)


def rhythm(texts: Sequence[Element], settings: LayoutSettings) -> float:
    """Share of the vertical gaps between texts of a column that take one of the four commonest sizes, 0–1.

    Consistency of spacing is part of the regularity of Ngo et al. (2003).
    """
    columns: dict[float, list[Element]] = {}
    for text in texts:
        columns.setdefault(round(text.x / settings.gap_step), []).append(text)
    gaps: Counter[float] = Counter()
    for column in columns.values():
        column.sort(key=lambda text: text.y)
        for upper, lower in pairwise(column):
            gap = lower.y - upper.y - upper.height
            if 0 < gap <= settings.most_gap:
                gaps[round(gap / settings.gap_step)] += 1
    total = gaps.total()
    return sum(count for _, count in gaps.most_common(settings.common_gaps)) / total if total else 0.0


def _box(element: Element) -> tuple[float, float, float, float]:
    return element.x, element.y, element.x + element.width, element.y + element.height


def _needed_contrast(element: Element, settings: LayoutSettings) -> float:
    large = element.font_size >= settings.large_text or (
        element.font_size >= settings.large_bold_text and element.font_weight >= settings.bold
    )
    return settings.enough_contrast_large if large else settings.enough_contrast


def _longest_row(elements: Sequence[Element], settings: LayoutSettings) -> int:
    """Most elements on one line with room between them: links that follow one another like words are no navigation."""
    longest = 0
    for first in elements:
        middle = first.y + first.height / 2
        row = [e for e in elements if abs(e.y + e.height / 2 - middle) <= settings.row_tolerance]
        row.sort(key=lambda element: element.x)
        apart = sum(b.x - a.x - a.width + a.padding + b.padding >= settings.navigation_gap for a, b in pairwise(row))
        longest = max(longest, 1 + apart)
    return longest


def _has_columns(elements: Sequence[Element], settings: LayoutSettings) -> bool:
    blocks = [
        element
        for element in elements
        if settings.column_width[0] <= element.width <= settings.column_width[1]
        and element.height >= settings.column_height
    ]
    rows: dict[float, list[Element]] = {}
    for block in blocks:
        rows.setdefault(round(block.y / settings.row_tolerance), []).append(block)
    for row in rows.values():
        row.sort(key=lambda block: block.x)
        if any(after.x >= before.x + before.width - 1 for before, after in pairwise(row)):
            return True
    return False
