from __future__ import annotations

import pickle
import warnings

import numpy as np
import pytest
from gymnasium.spaces.utils import flatdim
from gymnasium.utils.passive_env_checker import check_observation_space
from gymnasium.vector.utils import batch_space
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.errors import ConfigurationError
from webgen_env.spaces import UnicodeText


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_contains_is_a_matter_of_length_only(text: str, low: int, extra: int) -> None:
    space = UnicodeText(low + extra, min_length=low)
    assert (text in space) == (low <= len(text) <= low + extra)


@pytest.mark.parametrize("other", [None, 3, b"bytes", ["text"], np.array("text")])
def test_other_types_are_no_elements(other: object) -> None:
    assert other not in UnicodeText(100)


def test_lone_surrogates_and_astral_characters_are_elements() -> None:
    assert "\ud800" in UnicodeText(1)
    assert "🦊" in UnicodeText(1)


@given(st.integers(0, 2**32 - 1), st.integers(0, 30), st.integers(0, 400))
def test_samples_are_elements_and_follow_the_seed(seed: int, low: int, extra: int) -> None:
    first = UnicodeText(low + extra, min_length=low, seed=seed)
    second = UnicodeText(low + extra, min_length=low, seed=seed)
    sample = first.sample()
    assert sample in first
    assert sample == second.sample()
    assert sample.encode("utf-8").decode("utf-8") == sample


def test_samples_differ() -> None:
    space = UnicodeText(200, min_length=50, seed=1)
    assert len({space.sample() for _ in range(20)}) == 20


@pytest.mark.parametrize(("low", "high"), [(-1, 3), (4, 3), (0, 2.5), ("0", 3), (True, 3)])
def test_wrong_lengths_are_refused(low: object, high: object) -> None:
    with pytest.raises(ConfigurationError, match=r"length"):
        UnicodeText(high, min_length=low)  # type: ignore[arg-type]


def test_masks_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="mask"):
        UnicodeText(3).sample(mask=(1, None))


def test_equality_repr_and_pickle() -> None:
    space = UnicodeText(70_000, min_length=1)
    assert repr(space) == "UnicodeText(1, 70000)"
    assert space == pickle.loads(pickle.dumps(space))
    assert space != UnicodeText(70_000)
    assert len({space, UnicodeText(70_000, min_length=1)}) == 1


def test_gymnasium_accepts_it() -> None:
    space = UnicodeText(10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_observation_space(space)
    assert len(batch_space(space, 3).sample()) == 3
    assert space.from_jsonable(space.to_jsonable(["a", "ü"])) == ["a", "ü"]
    with pytest.raises((NotImplementedError, ValueError)):
        flatdim(space)
