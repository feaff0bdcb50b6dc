from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from webgen_env.tasks import css_colour, requested_colours

BOTH = {"background_color": "ivory", "component_color": "forestgreen"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Use ivory for the background and forest green for components.",
        "Use an Ivory background with Forest Green components!",
        "Give components the color forest-green and the background the colour ivory.",
        "Use forest green buttons on an ivory page.",
        "Background: ivory; buttons: forestgreen",
        "Style the site with ivory as the base, then forest green for all UI parts.",
        "Configure every background to be ivory, with the interface using forest green.",
        "Print on an ivory background with cards in forest green.",
    ],
)
def test_reads_both_colours_in_any_order(sentence: str) -> None:
    assert requested_colours(f"Build a site about pink kites. {sentence}") == BOTH


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Make the background #0D1321 and the components #abc.", ("#0d1321", "#abc")),
        ("Use snow for the background and the dark teal #114b5f for buttons.", ("snow", "#114b5f")),
        ("Set the background to light grey and components to Dark Slate Grey.", ("lightgray", "darkslategray")),
        ("Set the background to pale lilac and components to deep rose.", ("#e4d0e4", "#b20059")),
        ("Set the background to azure mist and components to charcoal.", ("#f8ffff", "#36454f")),
        ("Set the background to cloud white and components to burnt sienna.", ("white", "#e97451")),
        ("Set the background to dreamdust and components to navy.", (None, "navy")),
        ("Set the background to baby teal and components to navy.", (None, "navy")),
        ("Use a tomato background.", ("tomato", None)),
        ("Use teal for all elements.", (None, "teal")),
        ("Set the background to #12345 and components to #1234567.", (None, None)),
        ("Sell red kites and blue boats.", (None, None)),
        ("", (None, None)),
    ],
)
def test_gives_only_colours_with_a_settled_value(sentence: str, expected: tuple[str | None, str | None]) -> None:
    found = requested_colours(sentence)
    assert (found.get("background_color"), found.get("component_color")) == expected


def test_the_last_sentence_that_names_colours_counts() -> None:
    text = (
        "Use red for the background and blue for buttons. No: use ivory for the background and forest green for "
        "components. The site should work on phones. Thank you."
    )
    assert requested_colours(text) == BOTH


def test_the_order_of_keys_is_fixed() -> None:
    assert list(requested_colours("Navy buttons, snow background.")) == ["background_color", "component_color"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ivory", "ivory"),
        ("  Medium Sea-Green ", "mediumseagreen"),
        ("rebecca purple", "rebeccapurple"),
        ("off white", "#faf9f6"),
        ("#AbC", "#abc"),
        ("#abcd12ff", "#abcd12ff"),
        ("#ab", None),
        ("#ggg", None),
        ("light", None),
        ("pale pale", None),
        ("teal teal", None),
        ("", None),
        ("5", None),
    ],
)
def test_css_colour(name: str, expected: str | None) -> None:
    assert css_colour(name) == expected


def test_every_css_name_stands_for_itself() -> None:
    for name in ImageColor.colormap:
        resolved = css_colour(name)
        assert resolved is not None
        assert ImageColor.getrgb(resolved) == ImageColor.getrgb(name)


@given(st.text(max_size=2_000))
def test_any_text_gives_colours_that_pillow_reads(text: str) -> None:
    for found in (requested_colours(text), requested_colours(f"Use {text} for the background and {text} for buttons.")):
        for value in found.values():
            ImageColor.getrgb(value)


@pytest.mark.parametrize(
    "text",
    ["pale " * 200_000 + "background", "a. " * 300_000, "background " * 100_000, "#" * 1_000_000, "\n" * 1_000_000],
)
def test_huge_texts_are_read_without_trouble(text: str) -> None:
    assert requested_colours(text) == {}
    assert css_colour(text) is None
