from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.reward.design.colour import contrast_ratio, delta_e, relative_luminance, to_lab

BYTES = st.tuples(*[st.integers(0, 255)] * 3).map(np.array)

# Pairs of table 1 of Sharma, Wu and Dalal (2005), chosen to meet every branch of the formula.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "difference"), SHARMA)
def test_delta_e_has_the_published_values(first, second, difference):
    one, other = np.array(first), np.array(second)
    assert float(delta_e(one, other)) == pytest.approx(difference, abs=1e-4)
    assert float(delta_e(other, one)) == pytest.approx(difference, abs=1e-4)


def test_delta_e_of_arrays_is_that_of_their_rows():
    first, second = (np.array([pair[side] for pair in SHARMA]) for side in (0, 1))
    assert delta_e(first, second) == pytest.approx([pair[2] for pair in SHARMA], abs=1e-4)


@given(BYTES, BYTES)
def test_delta_e_is_a_difference(one, other):
    first, second = to_lab(one), to_lab(other)
    assert float(delta_e(first, first)) == 0.0
    assert 0.0 <= float(delta_e(first, second)) < 130.0


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_lab_of_known_colours(rgb, lab):
    assert to_lab(np.array(rgb)) == pytest.approx(lab, abs=0.02)


def test_contrast_is_that_of_wcag():
    white, black, grey = (np.array([value] * 3) for value in (255, 0, 0x76))
    assert float(contrast_ratio(white, black)) == pytest.approx(21.0)
    assert float(contrast_ratio(grey, white)) == pytest.approx(4.54, abs=0.01)  # the lightest grey that passes AA
    assert float(contrast_ratio(white, white)) == 1.0


@given(BYTES, BYTES)
def test_contrast_is_symmetric_and_bounded(one, other):
    ratio = float(contrast_ratio(one, other))
    assert 1.0 <= ratio <= 21.0 + 1e-9
    assert ratio == float(contrast_ratio(other, one))


def test_luminance_weighs_green_most():
    red, green, blue = (float(relative_luminance(np.array(c))) for c in ((255, 0, 0), (0, 255, 0), (0, 0, 255)))
    assert green > red > blue
    assert red + green + blue == pytest.approx(1.0)
