# ruff: noqa: RUF009 - the defaults are frozen values
"""Settings: every number that decides a grade of the design judge.

Curves that no source gives were set by hand over real generated sites, so that the order of the grades agreed with the
eye: see the tests of the judge for what must hold.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from webgen_env.reward.design.measure import Plateau, Ramp, Rule


@dataclass(frozen=True, slots=True)
class SightSettings:
    """What counts as seen.

    Attributes:
        max_viewports: Elements lower than so many windows are left out.
        max_elements: Elements of a page that are looked at, in document order.
        max_boxes: Largest boxes among which collisions and shared edges are searched (quadratic).
        max_probes: Texts of the first window whose pixels are looked at.
        least_font: Smallest font that people read, in pixels.
        large_picture: Area in pixels from which a picture counts as several objects ...
        large_picture_objects: ... as many as these: a board or a chart is one element and much to see.
        least_contrast: Text of less contrast than this is not seen (WCAG ratio).
        least_ink: Least spread of luma, 0–255, within the box of a text that is painted.
        narrow_character: Width of a narrow character, in font sizes.
        least_inked: Share of the width that a text needs at least, over which there must be ink.
        least_trace: Least spread of luma, 0–255, in and around a control or picture that is painted.
        ink_distance: Greatest difference in a channel between a text's colour and the nearest pixel of its box.
        least_painted: Share of the texts of the first window that must be painted for those below it to be believed.
        ground_distance: Difference in a channel from which the pixels' background is taken for a text's own.
        inside_share: Share of a text's height that must lie in the window for its pixels to be looked at.
        least_shown: Share of a text's width that must lie in the window for it to be read ...
        enough_shown: ... or pixels of it.
        least_room: Area of a text's box per character, in squares of its font size; running text has about 0.7.
        covered_share: Share of a text's box within a large picture further down the document that covers it.
        rows_per_font: Rows of pixels that are looked at, in font sizes ...
        least_rows: ... at least ...
        most_rows: ... and at most.
        probe_pixels: Pixels of one text that are looked at, about ...
        ground_pixels: ... and for its background.
        transparent: Alpha below which a text shows no colour of its own.
        least_edge: Step of luma between neighbours, 0–255, that text cut out of a gradient has and a gradient has not.
    """

    max_viewports: float = 8.0
    max_elements: int = 1000
    max_boxes: int = 300
    max_probes: int = 120
    least_font: float = 8.0
    large_picture: float = 40_000.0
    large_picture_objects: int = 5
    least_contrast: float = 1.4
    least_ink: float = 10.0
    narrow_character: float = 0.35
    least_inked: float = 0.33
    least_trace: float = 4.0
    ink_distance: float = 110.0
    least_painted: float = 0.5
    ground_distance: float = 40.0
    inside_share: float = 0.8
    least_shown: float = 0.4
    enough_shown: float = 160.0
    least_room: float = 0.12
    covered_share: float = 0.9
    rows_per_font: float = 1.6
    least_rows: float = 24.0
    most_rows: float = 120.0
    probe_pixels: int = 5_000
    ground_pixels: int = 512
    least_edge: float = 40.0
    transparent: float = 0.1


@dataclass(frozen=True, slots=True)
class PixelSettings:
    """Thresholds of the pixel measures.

    Attributes:
        cell: Edge of a cell of the content grid, in pixels.
        cell_threshold: Luma gradient from which a cell holds something.
        edge_threshold: Luma gradient of an edge.
        blank_tolerance: Difference in a channel from the commonest colour that is not seen.
        blank_share: A picture of which less than this differs is blank.
        colour_share: Share of the picture from which a colour counts.
        least_chroma: CIE Lab chroma from which a pixel has a hue.
        hue_window: Width in degrees of a harmonic range of hues.
        chromatic_share: Share of the pixels from which a picture has hues.
        neutral_harmony: Value for a picture without hues.
        variety_share: Share of the picture from which a colour adds to the range ...
        variety_distance: ... if it differs so much (CIEDE2000) from those before it.
        most_pictures: Pictures of a page whose content is measured.
    """

    cell: int = 32
    cell_threshold: float = 12.0
    edge_threshold: float = 20.0
    blank_tolerance: float = 12.0
    blank_share: float = 0.0005
    colour_share: float = 0.004
    least_chroma: float = 12.0
    hue_window: float = 100.0
    chromatic_share: float = 0.01
    neutral_harmony: float = 0.8
    variety_share: float = 0.001
    variety_distance: float = 12.0
    most_pictures: int = 120


@dataclass(frozen=True, slots=True)
class RenderingSettings:
    """Successful rendering: is there a whole, finished page on every route?

    The rules value, in order: filled share of the window; readable words; visible elements; styles (0 default look, 1
    own); share of the pages without errors; of the images that are not broken; of the text that is a placeholder;
    whether home is an error message.

    Attributes:
        calm: From edge density to how far the page can be looked at; noise takes layout and beauty with it.
    """

    extent: Rule = Rule(1.0, Ramp(0.03, 0.30))
    words: Rule = Rule(1.0, Ramp(3.0, 25.0))
    objects: Rule = Rule(1.0, Ramp(2.0, 20.0))
    styled: Rule = Rule(0.40, Ramp(0.1, 0.8), fault=True)
    pages: Rule = Rule(0.75, Ramp(0.0, 1.0), fault=True)
    pictures: Rule = Rule(0.35, Ramp(0.2, 1.0), fault=True)
    placeholder: Rule = Rule(0.5, Ramp(0.25, 0.0), fault=True)
    error_message: Rule = Rule(0.9, Ramp(1.0, 0.0), fault=True)
    calm: Ramp = Ramp(0.60, 0.40)


@dataclass(frozen=True, slots=True)
class RelevanceSettings:
    """Content relevance: is what was asked for there?

    The rules value, in order: share of the instruction's words (1 is enough); requested pages; the first again, of
    what is seen without scrolling, which is all that a screenshot shows; share of the site's words that are the
    instruction's; number of pages with content of their own; requested actions; share of the pixels in the requested
    background colour, and in that of the components.

    Attributes:
        brevity: From the number of looked-for words to how short an instruction is.
        enough_of_long: Share of the words of a long instruction that a good site has ...
        enough_of_short: ... and of a short one: details are not repeated word for word.
        common_weight: Weight of a word that any web application has, such as "search".
        once: Credit of a word that one text has; more texts give full credit.
        copied_run: Words in a row that are counted as pasted from the instruction.
        label_words: Words of an accessible name that count.
        list_words: A text with more looked-for words than this ...
        list_density: ... and more of them than this share of its words is a list of keywords and does not count.
        least_stems: Meaningful words from which a site can be said to parrot.
        page_named: Credit of a requested page that the navigation names but that was not seen working.
        on_subject: From the worth of the words of the instruction to how far pages are about the subject at all.
        colours_on_subject: The same, to how far the requested colours count.
        own_words: Words that no page before had, from which a page counts as one of its own.
        just_noticeable: Colour difference (CIEDE2000) up to which a background is the requested one.
        background_reach: Difference at which it earns nothing, at most ...
        background_least_reach: ... and at least.
        white_share: Share of the difference between the requested background and white at which it earns nothing, so
            that a plain white page does not pass for an ivory one.
        component_same: Colour difference up to which a component has the requested colour.
        component_reach: Difference at which it earns nothing.
    """

    coverage: Rule = Rule(2.0, Ramp(0.18, 1.0))
    pages: Rule = Rule(2.5, Ramp(0.0, 1.0))
    first_sight: Rule = Rule(6.0, Ramp(0.35, 1.2))
    parroting: Rule = Rule(0.95, Ramp(0.95, 0.65), fault=True)
    depth: Rule = Rule(1.0, Ramp(0.0, 3.0))
    actions: Rule = Rule(1.5, Ramp(0.0, 0.8))
    background: Rule = Rule(1.75, Ramp(0.02, 0.30))
    component: Rule = Rule(1.75, Ramp(0.001, 0.012))
    brevity: Ramp = Ramp(45.0, 15.0)
    enough_of_long: float = 0.40
    enough_of_short: float = 0.60
    common_weight: float = 0.35
    once: float = 0.75
    copied_run: int = 5
    label_words: int = 6
    list_words: int = 6
    list_density: float = 0.65
    least_stems: int = 20
    page_named: float = 0.3
    on_subject: Ramp = Ramp(0.0, 0.5)
    colours_on_subject: Ramp = Ramp(0.0, 0.15)
    own_words: Ramp = Ramp(2.0, 14.0)
    just_noticeable: float = 2.3
    background_reach: float = 10.0
    background_least_reach: float = 2.8
    white_share: float = 0.7
    component_same: float = 6.0
    component_reach: float = 18.0


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """Layout harmony: order, balance, room, and text that can be read.

    The rules value, in order: windows of sideways overflow; share of texts that collide; of characters with enough
    contrast; of characters large enough; styles; share of objects in line; balance of left and right; margin in
    pixels; characters a line; share of white space; parts of a page; regularity of gaps.

    Attributes:
        overflow_tolerance: Pixels beyond the window that nobody notices.
        collision_share: Common share of the smaller box from which two texts collide ...
        collision_pixels: ... if it is at least so wide and high ...
        collision_characters: ... and both texts are so long.
        inside_share: Share of a box within an ancestor's from which it belongs to it.
        edge_tolerance: Pixels between edges on one line.
        shared_by: Objects that make a line.
        small_text: Least legible size in pixels.
        large_text: Size of large text in the sense of WCAG, in pixels ...
        large_bold_text: ... and if it is bold.
        bold: Least weight of bold text.
        enough_contrast: Contrast ratio that WCAG asks of text ...
        enough_contrast_large: ... and of large text.
        long_text: Characters from which a text has lines to be measured.
        character_width: Mean width of a character in font sizes.
        row_tolerance: Pixels between the middles of elements in one row.
        navigation_height: Pixels from the top within which navigation is looked for.
        navigation_items: Controls in a row that make a navigation ...
        navigation_gap: ... with so much room between them.
        navigation_candidates: Controls among which it is looked for.
        heading_ratio: Size of a heading, in sizes of running text.
        column_width: Least and greatest width of a column.
        column_height: Least height of a column.
        gap_step: Gaps are compared in steps of so many pixels.
        most_gap: Greatest gap that belongs to a rhythm.
        common_gaps: Sizes of gaps that a rhythm may have.
    """

    overflow: Rule = Rule(0.45, Ramp(0.20, 0.01), fault=True)
    collisions: Rule = Rule(0.60, Ramp(0.25, 0.01), fault=True)
    contrast: Rule = Rule(0.70, Ramp(0.30, 0.85), fault=True)
    text_size: Rule = Rule(0.30, Ramp(0.30, 0.90), fault=True)
    styled: Rule = Rule(0.60, Ramp(0.1, 0.8), fault=True)
    alignment: Rule = Rule(1.0, Ramp(0.30, 0.75))
    balance: Rule = Rule(1.5, Ramp(0.10, 0.65))
    margin: Rule = Rule(1.0, Ramp(8.0, 16.0))
    line_length: Rule = Rule(0.75, Ramp(150.0, 90.0))
    white_space: Rule = Rule(1.0, Plateau(Ramp(0.10, 0.30), Ramp(0.95, 0.80)))
    structure: Rule = Rule(1.5, Ramp(0.0, 0.8))
    rhythm: Rule = Rule(0.75, Ramp(0.30, 0.85))
    overflow_tolerance: float = 4.0
    collision_share: float = 0.2
    collision_pixels: float = 3.0
    collision_characters: int = 3
    inside_share: float = 0.9
    edge_tolerance: float = 3.0
    shared_by: int = 3
    small_text: float = 12.0
    large_text: float = 24.0
    large_bold_text: float = 18.66
    bold: int = 700
    enough_contrast: float = 4.5
    enough_contrast_large: float = 3.0
    long_text: int = 80
    character_width: float = 0.5
    row_tolerance: float = 8.0
    navigation_height: float = 160.0
    navigation_items: int = 3
    navigation_candidates: int = 60
    navigation_gap: float = 10.0
    heading_ratio: float = 1.5
    column_width: tuple[float, float] = (120.0, 720.0)
    column_height: float = 48.0
    gap_step: float = 4.0
    most_gap: float = 128.0
    common_gaps: int = 4


@dataclass(frozen=True, slots=True)
class BeautySettings:
    """Modernness and beauty: colour, complexity, type, and the finish of controls and surfaces.

    The rules value, in order: styles; Hasler and Süsstrunk's colourfulness; share of edge pixels; number of colours;
    share of pixels in harmonic hues; ratio of the largest to running text; number of text sizes; share of text in a
    chosen typeface; number of typefaces; share of finished controls; number of cards; share of coloured area; number of
    icons and pictures; colours of the richest page that a person tells apart; content of its pictures in bits. What can
    be counted is full early, so that no style, such as cards with icons, earns more than another by being repeated.

    Attributes:
        default_families: Faces of a browser whose page chose none, in lower case.
        default_link_colours: Colours of unstyled links, new and visited.
        default_control_fill: Fill of an unstyled button.
        button_padding: Least padding of a finished control, in pixels.
        card_area: Least area of a card in square pixels.
        card_radius: Least corner radius of a card.
        max_cards: Cards that are counted at most.
        fill_difference: Colour difference (CIEDE2000) that is seen.
        least_picture_area: Least area of an icon in square pixels.
        large_picture_area: Area of a picture that counts as several icons ...
        large_picture_worth: ... as many as these.
    """

    styled: Rule = Rule(0.60, Ramp(0.1, 0.8), fault=True)
    colourfulness: Rule = Rule(1.0, Plateau(Ramp(4.0, 22.0), Ramp(140.0, 90.0)))
    complexity: Rule = Rule(0.5, Plateau(Ramp(0.004, 0.03), Ramp(0.30, 0.18)))
    colours: Rule = Rule(0.5, Plateau(Ramp(2.0, 7.0), Ramp(48.0, 28.0)))
    harmony: Rule = Rule(0.75, Ramp(0.45, 0.90))
    type_scale: Rule = Rule(1.25, Plateau(Ramp(1.1, 2.4), Ramp(9.0, 6.0)))
    type_sizes: Rule = Rule(0.5, Plateau(Ramp(1.0, 4.0), Ramp(14.0, 10.0)))
    typeface: Rule = Rule(1.0, Ramp(0.0, 0.9))
    families: Rule = Rule(0.35, Ramp(5.0, 2.0), fault=True)
    controls: Rule = Rule(1.25, Ramp(0.1, 0.95))
    surfaces: Rule = Rule(0.5, Ramp(0.0, 3.0))
    sections: Rule = Rule(0.75, Ramp(0.05, 0.30))
    imagery: Rule = Rule(0.5, Ramp(0.0, 2.0))
    variety: Rule = Rule(1.5, Plateau(Ramp(2.0, 8.0), Ramp(30.0, 20.0)))
    illustration: Rule = Rule(1.25, Ramp(0.0, 0.45))
    default_families: frozenset[str] = frozenset({"times new roman", "times", "serif", ""})
    default_link_colours: frozenset[tuple[int, int, int]] = frozenset({(0, 0, 238), (85, 26, 139)})
    default_control_fill: tuple[int, int, int] = (239, 239, 239)
    button_padding: float = 4.0
    card_area: float = 4000.0
    max_cards: int = 60
    card_radius: float = 3.0
    fill_difference: float = 2.3
    least_picture_area: float = 120.0
    large_picture_area: float = 20000.0
    large_picture_worth: float = 3.0


@dataclass(frozen=True, slots=True)
class DesignSettings:
    """Every number that decides a grade.

    Attributes:
        weights: Shares of rendering, relevance, layout and beauty.
        weakest: Share of the weakest criterion in the grade, so that one cannot make up for another: 0 gives the mean,
            1 the minimum.
        home_weight: Weight of the home page in the measures of layout and beauty; other pages have 1.
        max_pages: Pages whose pixels are looked at.
        substance_words: Words from which layout and beauty count in full ...
        substance_objects: ... and elements. An empty page has no layout to praise.
    """

    sight: SightSettings = SightSettings()
    pixels: PixelSettings = PixelSettings()
    rendering: RenderingSettings = RenderingSettings()
    relevance: RelevanceSettings = RelevanceSettings()
    layout: LayoutSettings = LayoutSettings()
    beauty: BeautySettings = BeautySettings()
    weights: tuple[float, float, float, float] = (0.15, 0.35, 0.25, 0.25)
    weakest: float = 0.5
    home_weight: float = 2.0
    max_pages: int = 3
    substance_words: Ramp = Ramp(2.0, 25.0)
    substance_objects: Ramp = Ramp(1.0, 15.0)

    @property
    def digest(self) -> str:
        """Hash of all numbers, 10 hexadecimal digits."""
        return hashlib.sha256(_canonical(self).encode()).hexdigest()[:10]


def _canonical(value: object) -> str:
    """Write a value such that equal values give equal text in every process."""
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(repr, value))) + "}"
    slots = getattr(type(value), "__slots__", ())
    if slots:
        return f"{type(value).__name__}(" + ",".join(f"{n}={_canonical(getattr(value, n))}" for n in slots) + ")"
    return repr(value)
