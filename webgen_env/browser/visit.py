"""Visit: what the browser saw of a site; plain values, no handle of the browser leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Colour = tuple[int, int, int, float]
"""Red, green, blue in 0–255 and alpha in 0–1."""

PageStatus = Literal["ok", "timeout", "crashed", "left"]


@dataclass(frozen=True, slots=True)
class Element:
    """One rendered element that carries text, a picture, a fill or an interaction.

    Lengths are CSS pixels; positions are relative to the top left of the document.

    Attributes:
        tag: Tag name in lower case.
        role: Explicit or implied ARIA role, such as ``"button"`` or ``"heading"``; empty if none.
        name: Accessible name, as far as it is cheap to know (aria-label, alt, label, title, text); at most 120
            characters.
        text: Text of the element's own text nodes, white space folded; at most 300 characters.
        x: Left edge.
        y: Top edge.
        width: Width of the border box.
        height: Height of the border box.
        color: Colour of the text.
        background: Colour seen behind the text: this element's and its ancestors' backgrounds blended over white.
        fill: The element's own background colour (alpha 0 if none).
        background_image: Whether it or an ancestor below the root paints a picture or gradient behind the text.
        font_size: Font size.
        font_weight: 100–900.
        font_family: First family asked for.
        line_height: Line height; 0 when normal.
        text_align: Computed alignment.
        border_radius: Largest corner radius.
        border_width: Largest border width.
        shadow: Whether it has a box shadow.
        padding: Largest padding.
        display: Computed display, such as ``"flex"`` or ``"grid"``.
        interactive: Whether a user can act on it (link, button, field, tabindex, click cursor).
        disabled: Whether it is disabled.
        labelled: Whether a form field or picture has a label or alternative text; ``True`` for anything else.
        href: Target of a link as written; empty if none.
        visible: Painted with size, opacity and visibility, and not clipped away.
        depth: Number of ancestors up to ``<body>``.
    """

    tag: str
    role: str
    name: str
    text: str
    x: float
    y: float
    width: float
    height: float
    color: Colour
    background: Colour
    fill: Colour
    background_image: bool
    font_size: float
    font_weight: int
    font_family: str
    line_height: float
    text_align: str
    border_radius: float
    border_width: float
    shadow: bool
    padding: float
    display: str
    interactive: bool
    disabled: bool
    labelled: bool
    href: str
    visible: bool
    depth: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts of a rendered page, gathered in one call after it settled.

    Attributes:
        viewport: Width and height of the window.
        document: Width and height of the scrollable content; wider than the viewport means horizontal overflow.
        background: Colour of the page itself (body over html over white).
        elements: Rendered elements in document order; at most 1,500.
        truncated: Whether there were more elements.
        images: Number of ``<img>`` elements.
        broken_images: How many of them have no picture, although their address is not another origin's.
        language: The ``lang`` of the document; empty if none.
        styled_rules: Number of CSS rules that apply to the document, counted up to 5,000.
    """

    viewport: tuple[int, int] = (1024, 768)
    document: tuple[int, int] = (1024, 768)
    background: Colour = (255, 255, 255, 1.0)
    elements: tuple[Element, ...] = ()
    truncated: bool = False
    images: int = 0
    broken_images: int = 0
    language: str = ""
    styled_rules: int = 0


@dataclass(frozen=True, slots=True)
class ConsoleMessage:
    """One console message.

    Attributes:
        level: ``"error"``, ``"warning"``, ``"info"``, ``"log"`` or ``"debug"``.
        text: The message, cut to 500 characters and made printable.
    """

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class PageVisit:
    """One page as the browser saw it.

    Attributes:
        route: What was opened, such as ``"/"``, ``"/about"`` or ``"/#/about"``.
        status: ``"ok"``; ``"timeout"`` if the page did not answer within its deadline; ``"crashed"`` if its renderer
            died; ``"left"`` if it navigated away from the site.
        screenshot: PNG of the first viewport, or ``None`` if none could be taken.
        title: Title of the document.
        text: Visible text, white space folded, at most 20,000 characters.
        blank: Whether nothing at all is to be seen: no text, picture, control or drawn box.
        console: Console messages in order, at most 100.
        errors: Uncaught exceptions and unhandled rejections, at most 50.
        failed_requests: Same-origin requests that got no file, at most 50.
        blocked_requests: Requests to other origins that were stubbed, by kind, such as ``{"image": 3}``.
        facts: Facts of the rendered document.
        elapsed_s: Seconds that the page took.
    """

    route: str
    status: PageStatus = "ok"
    screenshot: bytes | None = None
    title: str = ""
    text: str = ""
    blank: bool = False
    console: tuple[ConsoleMessage, ...] = ()
    errors: tuple[str, ...] = ()
    failed_requests: tuple[str, ...] = ()
    blocked_requests: Mapping[str, int] = field(default_factory=dict)
    facts: PageFacts = PageFacts()
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything that the browser saw of one site.

    Attributes:
        pages: The home page first, then further routes in the order found.
        discovered: Every route that was found, visited or not, at most 100.
        timing: Seconds by step.
    """

    pages: tuple[PageVisit, ...]
    discovered: tuple[str, ...] = ()
    timing: Mapping[str, float] = field(default_factory=dict)

    @property
    def home(self) -> PageVisit:
        """The page at ``"/"``."""
        return self.pages[0]
