from __future__ import annotations

import numpy as np
import pytest

from tests.reward.values import element, link, page, png
from webgen_env.browser.visit import PageFacts
from webgen_env.reward.design.beauty import (
    chosen_typeface,
    coloured_areas,
    finished_controls,
    imagery,
    richness_measures,
    surfaces,
    type_scale,
)
from webgen_env.reward.design.picture import Picture
from webgen_env.reward.design.settings import DesignSettings
from webgen_env.reward.design.sight import PageSight

SETTINGS = DesignSettings()
BEAUTY = SETTINGS.beauty


def sight(*elements):
    return PageSight(page(facts=PageFacts(elements=elements)), None, SETTINGS.sight)


def text(words="some words", **changes):
    return element(text=words, **changes)


def test_type_scale_compares_with_running_text():
    texts = [text("x" * 200, font_size=16), text("Title", font_size=40)]
    assert type_scale(texts) == 2.5
    assert type_scale([text()]) == 1.0
    assert type_scale([]) == 0.0


def test_the_browsers_default_face_is_not_chosen():
    default, chosen = text("x" * 10, font_family="Times New Roman"), text("y" * 30, font_family="Inter")
    assert chosen_typeface([default, chosen], BEAUTY) == 0.75
    assert chosen_typeface([text(font_family='"Times New Roman"')], BEAUTY) == 0.0


@pytest.mark.parametrize(
    ("control", "finished"),
    [
        (link("a", "/", color=(0, 0, 238, 1.0)), 0.0),
        (link("a", "/", color=(17, 24, 39, 1.0)), 1.0),
        (link("a", "/", color=(0, 0, 238, 1.0), fill=(255, 255, 0, 1.0)), 1.0),
        (element(tag="button", interactive=True, fill=(239, 239, 239, 1.0), padding=6), 0.0),
        (element(tag="button", interactive=True, fill=(37, 99, 235, 1.0), padding=8), 1.0),
        (element(tag="button", interactive=True, fill=(239, 239, 239, 1.0), border_radius=6), 1.0),
        (element(tag="input", interactive=True, padding=2), 0.0),
        (element(tag="input", interactive=True, padding=10), 1.0),
        (element(tag="div", interactive=True), 1.0),
    ],
)
def test_default_controls_are_not_finished(control, finished):
    assert finished_controls([control], BEAUTY) == finished


def card(**changes):
    return element(tag="div", width=300, height=200, border_radius=8, fill=(240, 240, 250, 1.0), **changes)


def test_cards_hold_something_and_stand_out():
    inside = text(x=60, y=60, width=100)
    assert surfaces(sight(card(), inside), BEAUTY) == 1.0
    assert surfaces(sight(card()), BEAUTY) == 0.0
    assert surfaces(sight(card(x=600), inside), BEAUTY) == 0.0
    assert surfaces(sight(element(width=300, height=200, border_radius=8), inside), BEAUTY) == 0.0
    assert surfaces(sight(element(width=300, height=200, fill=(240, 240, 250, 1.0)), inside), BEAUTY) == 0.0
    assert surfaces(sight(element(width=300, height=200, shadow=True), inside), BEAUTY) == 1.0


def test_imagery_counts_icons_and_large_pictures():
    icon, photo, dot = (element(tag="svg", width=s, height=s) for s in (24, 300, 4))
    assert imagery([icon, icon], BEAUTY) == 2.0
    assert imagery([photo], BEAUTY) == BEAUTY.large_picture_worth
    assert imagery([dot, text()], BEAUTY) == 0.0


def test_the_richest_page_counts():
    def looked_at(pixels, *elements):
        return PageSight(page(facts=PageFacts(elements=elements)), Picture.decode(png(pixels)), SETTINGS.sight)

    plain = np.full((768, 1024, 3), 255, dtype=np.uint8)
    drawn = plain.copy()
    drawn[0:384:2, 0:512] = (200, 40, 40)
    drawn[0:384, 256:512] = (30, 60, 200)
    drawing = element(tag="svg", x=0, y=0, width=512, height=384)

    def values(*sights):
        return [measure.value for measure in richness_measures(sights, BEAUTY, SETTINGS.pixels)]

    bare, rich = looked_at(plain, text()), looked_at(drawn, drawing)
    assert values(bare) == [1, 0.0]
    assert values(bare, rich) == values(rich, bare) == values(rich)
    assert values(rich)[0] == 3
    assert values(rich)[1] > 0.2
    assert values(sight(text())) == []


def test_coloured_areas():
    pixels = np.full((768, 1024, 3), 255, dtype=np.uint8)
    assert coloured_areas(Picture.decode(png(pixels)), BEAUTY) == 0.0
    pixels[:384] = (37, 99, 235)
    pixels[384:400] = (37, 99, 235)
    assert coloured_areas(Picture.decode(png(pixels)), BEAUTY) == pytest.approx(1 - 400 / 768, abs=0.01)
