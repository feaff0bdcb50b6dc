from __future__ import annotations

import pytest

from tests.reward.values import element, link, page
from webgen_env.browser.visit import PageFacts
from webgen_env.reward.design.layout import (
    alignment,
    collisions,
    contrast_share,
    line_length,
    margin,
    overflow,
    rhythm,
    structure,
    text_size_share,
)
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight

SETTINGS = DesignSettings()
LAYOUT = SETTINGS.layout


def sight(*elements, **facts):
    return PageSight(page(facts=PageFacts(elements=elements, **facts)), None, SETTINGS.sight)


def text(words="some words", **changes):
    return element(text=words, **changes)


def test_overflow_is_what_lies_beyond_the_window():
    assert overflow(sight(document=(1024, 3000)), LAYOUT) == 0.0
    assert overflow(sight(document=(1026, 768)), LAYOUT) == 0.0
    assert overflow(sight(document=(1540, 768)), LAYOUT) == pytest.approx(0.5)


def test_collisions_of_siblings_count():
    apart = [text(y=0), text(y=30), text(y=60)]
    assert collisions(apart, LAYOUT) == 0.0
    assert collisions([*apart, text(y=68)], LAYOUT) == 0.5
    assert collisions([], LAYOUT) == collisions([text()], LAYOUT) == 0.0


def test_touching_is_no_collision():
    assert collisions([text(y=0), text(y=22)], LAYOUT) == 0.0


def test_a_word_inside_its_paragraph_is_no_collision():
    paragraph, strong = text(y=0, height=60, depth=3), text(x=60, y=20, width=80, height=20, depth=4)
    assert collisions([paragraph, strong], LAYOUT) == 0.0
    assert collisions([paragraph, text(x=60, y=20, width=80, height=20, depth=3)], LAYOUT) == 1.0


def test_a_decorative_mark_is_no_collision():
    quotation = text("A long quotation of a customer", y=40, height=120)
    assert collisions([quotation, text("”", x=300, y=60, width=16, height=48)], LAYOUT) == 0.0


def test_contrast_depends_on_size_and_weight():
    def share(**changes):
        return contrast_share(sight(text(color=(0x8A, 0x8A, 0x8A, 1.0), **changes)).texts, LAYOUT)  # 3.45 : 1

    assert share() == 0.0
    assert share(font_size=24) == 1.0
    assert share(font_size=19, font_weight=700) == 1.0
    assert share(font_size=19) == 0.0


def test_text_on_a_picture_that_was_not_seen_has_no_contrast_to_judge():
    assert sight(text(background_image=True)).texts[0].contrast is None


def test_text_sizes_are_weighed_by_characters():
    texts = [text("x" * 30, font_size=16), text("y" * 10, font_size=9)]
    assert text_size_share(texts, LAYOUT) == 0.75


def test_alignment():
    column = [text(x=32, y=i * 30) for i in range(6)]
    scattered = [text(x=32 + 37 * i, y=i * 30, width=100 + 53 * i) for i in range(6)]
    assert alignment(column, LAYOUT) == 1.0
    assert alignment(scattered, LAYOUT) == 0.0
    assert alignment([], LAYOUT) == 0.0


def test_margin():
    assert margin(sight(text(x=8), text(x=8))) == 8.0
    assert margin(sight(*[text(x=40)] * 20, text(x=0))) == 40.0
    assert margin(sight()) == 0.0


def test_line_length_counts_long_texts_only():
    long = "x" * 200
    assert line_length([text(long, width=1008)], LAYOUT) == 126.0
    assert line_length([text(long, width=560)], LAYOUT) == 70.0
    assert line_length([text("short", width=1008)], LAYOUT) == 0.0


def test_structure_wants_navigation_heading_and_columns():
    navigation = [link(name, f"/{name}", x=500 + 100 * i, y=20, width=60) for i, name in enumerate("abc")]
    words = [text("plain words here", y=300 + 30 * i) for i in range(5)]
    heading = text("Title", y=200, font_size=36, height=44)
    cards = [element(x=32 + 320 * i, y=480, width=300, height=200) for i in range(3)]
    assert structure(sight(*words), LAYOUT) == 0.0
    assert structure(sight(*words, heading), LAYOUT) == pytest.approx(1 / 3)
    assert structure(sight(*navigation, *words, heading), LAYOUT) == pytest.approx(2 / 3)
    assert structure(sight(*navigation, *words, heading, *cards), LAYOUT) == 1.0


def test_links_in_a_line_of_words_are_no_navigation():
    crowded = [link(name, f"/{name}", x=20 + 64 * i, y=20, width=60) for i, name in enumerate("abcd")]
    assert structure(sight(*crowded), LAYOUT) == 0.0


def test_navigation_far_down_is_not_on_top():
    low = [link(name, f"/{name}", x=500 + 100 * i, y=700, width=60) for i, name in enumerate("abc")]
    assert structure(sight(*low), LAYOUT) == 0.0


def test_rhythm():
    even = [text(y=i * 40) for i in range(8)]
    uneven, y = [], 0.0
    for i in range(12):
        uneven.append(text(y=y))
        y += 24 + 4 + 9 * i
    assert rhythm(even, LAYOUT) == 1.0
    assert rhythm(uneven, LAYOUT) < 0.6
    assert rhythm([text()], LAYOUT) == 0.0


def test_the_work_on_a_giant_page_is_bounded():
    crowd = [text(f"word {i}", x=i % 50, y=i % 700, interactive=True) for i in range(1500)]
    seen = sight(*crowd)
    assert structure(seen, LAYOUT) <= 1.0
    assert collisions(seen.readable[: SETTINGS.sight.max_boxes], LAYOUT) > 0.9
