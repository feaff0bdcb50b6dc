"""Plain values for tests of the reward: elements, pages and visits as a browser would report them."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from PIL import Image

from webgen_env.browser.visit import Element, PageFacts, PageVisit, Visit

PLAIN = Element(
    tag="p",
    role="",
    name="",
    text="",
    x=32,
    y=32,
    width=320,
    height=24,
    color=(0, 0, 0, 1.0),
    background=(255, 255, 255, 1.0),
    fill=(0, 0, 0, 0.0),
    background_image=False,
    font_size=16,
    font_weight=400,
    font_family="Inter",
    line_height=24,
    text_align="left",
    border_radius=0,
    border_width=0,
    shadow=False,
    padding=0,
    display="block",
    interactive=False,
    disabled=False,
    labelled=True,
    href="",
    visible=True,
    depth=3,
)


def element(**changes):
    return replace(PLAIN, **changes)


def link(text, href, **changes):
    return element(tag="a", role="link", text=text, name=text, href=href, interactive=True, height=20, **changes)


def png(pixels=None, *, colour=(255, 255, 255), size=(1024, 768)):
    """PNG of an array, or of one colour."""
    image = Image.new("RGB", size, colour) if pixels is None else Image.fromarray(np.asarray(pixels, dtype=np.uint8))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def page(route="/", elements=(), screenshot=b"", **changes):
    facts = changes.pop("facts", PageFacts(elements=tuple(elements)))
    return PageVisit(route, screenshot=screenshot or png(), text="text", facts=facts, **changes)


def visit(*pages):
    return Visit(pages or (page(),))
