from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.grpo import completion_text
from webgen_env.errors import ConfigurationError


@pytest.mark.parametrize(
    ("completion", "text"),
    [
        ("plain", "plain"),
        ([], ""),
        ([{"role": "assistant", "content": "said"}], "said"),
        ([{"role": "assistant", "content": None}], ""),
        ([{"role": "assistant", "content": "first"}, {"role": "assistant", "content": "last"}], "last"),
        ([{"role": "assistant", "content": "mine"}, {"role": "tool", "content": "not mine"}], "mine"),
        ([{"role": "tool", "content": "not mine"}], ""),
        ([{"role": "assistant", "content": [{"type": "text", "text": "a"}, {"type": "image"}]}], "a"),
    ],
)
def test_the_text_is_what_the_policy_wrote(completion: Any, text: str) -> None:
    assert completion_text(completion) == text


@pytest.mark.parametrize("completion", [None, 3, [1, 2], [{"role": "assistant", "content": 7}]])
def test_anything_else_is_said(completion: Any) -> None:
    with pytest.raises(ConfigurationError, match="expected"):
        completion_text(completion)


@given(st.text())
def test_any_text_comes_through_in_both_forms(text: str) -> None:
    assert completion_text(text) == completion_text([{"role": "assistant", "content": text}]) == text
