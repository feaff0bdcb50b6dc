"""Snapshot: what a tester gets to see of a page, as text with references and as a picture with numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from webgen_env.browser.serving import ORIGIN
from webgen_env.findings import printable

if TYPE_CHECKING:
    from webgen_env.examination.tab import Tab

VIEWPORT = (1024, 768)
"""The window of WebGen-Bench's own test."""

MAX_SNAPSHOT_CHARACTERS = 16_000
MAX_MARKS = 120
SNAPSHOT_TIMEOUT_MS = 8000

# One line of the accessibility snapshot: role, a quoted name, then attributes. A name is quoted and escaped, so that
# brackets in it are never read as attributes.
_LINE = re.compile(r'^\s*- ([a-z]+)(?: "(?:[^"\\]|\\.)*")?((?: \[[^\[\]]{0,60}\])*)(?::|$| )')
_REF = re.compile(r" \[ref=(e\d{1,9})\]")
_BOX = re.compile(r" \[box=(-?\d{1,7}),(-?\d{1,7}),(\d{1,7}),(\d{1,7})\]")
_BOXES = re.compile(r" \[box=-?\d+,-?\d+,\d+,\d+\]")
_USABLE = frozenset(
    {
        "button", "checkbox", "combobox", "link", "listbox", "menuitem", "menuitemcheckbox", "menuitemradio", "option",
        "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox", "treeitem",
    }
)  # fmt: skip
_COLOURS = ((200, 30, 45), (20, 90, 190), (20, 120, 60), (140, 60, 160), (180, 90, 0))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a tester can use.

    Attributes:
        ref: Its reference, such as ``"e12"``.
        box: Left, top, width and height in the window, CSS pixels.
    """

    ref: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page at one moment. Every text in it comes from the page.

    Attributes:
        path: Path of the address.
        title: Title of the document.
        tree: Accessibility tree with references, cut.
        refs: References that stand in the tree.
        marks: What can be used and lies in the window.
        picture: PNG of the window with numbers on it; ``None`` if none was asked for or none could be taken.
        position: Where the window stands: scrolled pixels, and pixels of the whole document.
    """

    path: str
    title: str
    tree: str
    refs: frozenset[str]
    marks: tuple[Mark, ...]
    picture: bytes | None
    position: tuple[int, int]


async def take_snapshot(tab: Tab, *, pictures: bool) -> Snapshot:
    """See a page.

    Args:
        tab: The page.
        pictures: Whether to take a picture too.

    Returns:
        What is seen.

    Raises:
        playwright.async_api.Error: The page does not answer, or is gone.
    """
    raw = await tab.page.locator("body").aria_snapshot(mode="ai", boxes=True, timeout=SNAPSHOT_TIMEOUT_MS)
    place = await tab.evaluate("[scrollY, document.documentElement.scrollHeight, document.title, location.href]")
    scrolled, height, title, address = place
    cut = raw[: 4 * MAX_SNAPSHOT_CHARACTERS]
    refs, marks = read_tree(cut)
    tree = _BOXES.sub("", cut)
    if len(tree) > MAX_SNAPSHOT_CHARACTERS:
        tree = tree[:MAX_SNAPSHOT_CHARACTERS] + "\n… (cut)"
    shot = await tab.screenshot() if pictures else None
    return Snapshot(
        path=printable(str(address).removeprefix(ORIGIN) or "/", 200),
        title=printable(str(title), 200),
        tree=_lines(tree),
        refs=refs,
        marks=marks,
        picture=None if shot is None else with_numbers(shot, marks),
        position=(int(scrolled), int(height)),
    )


def read_tree(tree: str) -> tuple[frozenset[str], tuple[Mark, ...]]:
    """Read references and the places of what can be used from a snapshot in Playwright's form for models.

    Args:
        tree: The snapshot with boxes.

    Returns:
        Every reference, and what can be used and lies in the window, at most 120 in document order.

    Example:
        >>> read_tree('- button "Save [ref=e9]" [ref=e5] [box=8,98,46,21]')
        (frozenset({'e5'}), (Mark(ref='e5', box=(8, 98, 46, 21)),))
    """
    refs: set[str] = set()
    marks: list[Mark] = []
    for line in tree.splitlines():
        found = _LINE.match(line)
        ref = _REF.search(found[2]) if found else None
        if found is None or ref is None:
            continue
        refs.add(ref[1])
        box = _BOX.search(found[2])
        usable = found[1] in _USABLE or "[cursor=pointer]" in found[2]
        if usable and box is not None and len(marks) < MAX_MARKS:
            left, top, width, height = (int(number) for number in box.groups())
            if _is_in_window(left, top, width, height):
                marks.append(Mark(ref[1], (left, top, width, height)))
    return frozenset(refs), tuple(marks)


def with_numbers(png: bytes, marks: Sequence[Mark]) -> bytes:
    """Draw the numbers of references on a picture; the page itself is left as it is.

    Args:
        png: Picture of the window.
        marks: What gets a number: the digits of its reference.

    Returns:
        A PNG of the same size.
    """
    with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(size=12)
    for index, mark in enumerate(marks):
        left, top, width, height = mark.box
        colour, label = _COLOURS[index % len(_COLOURS)], mark.ref.removeprefix("e")
        draw.rectangle((left, top, left + width, top + height), outline=colour, width=1)
        x0, y0, x1, y1 = draw.textbbox((0, 0), label, font=font)
        x = min(max(0, left), picture.width - int(x1 - x0) - 4)
        y = min(max(0, top), picture.height - int(y1 - y0) - 4)
        draw.rectangle((x, y, x + (x1 - x0) + 4, y + (y1 - y0) + 4), fill=colour)
        draw.text((x + 2 - x0, y + 2 - y0), label, fill=(255, 255, 255), font=font)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def facts_of(snapshot: Snapshot) -> Mapping[str, str]:
    """What is told of a page besides its tree.

    Args:
        snapshot: The page.

    Returns:
        Texts by name.
    """
    scrolled, height = snapshot.position
    return {
        "address": snapshot.path,
        "title": snapshot.title,
        "window": f"pixels {scrolled} to {scrolled + VIEWPORT[1]} of {max(height, VIEWPORT[1])}",
    }


def _is_in_window(left: int, top: int, width: int, height: int) -> bool:
    inside = left + width > 0 and top + height > 0 and left < VIEWPORT[0] and top < VIEWPORT[1]
    return inside and width > 1 and height > 1


def _lines(text: str) -> str:
    """Printable, with its lines."""
    return "\n".join(printable(line, 400) for line in text.split("\n"))
