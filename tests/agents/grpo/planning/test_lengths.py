"""What prompts and sites need in tokens."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from agents.grpo.loading import load_settings
from agents.grpo.planning.lengths import CHARACTERS_PER_TOKEN, TYPICAL_CHARACTERS, lengths_for
from agents.grpo.prompts import messages_for


def test_estimates_follow_the_characters() -> None:
    lengths = lengths_for(load_settings("webgen-r1-7b"))
    characters = len(messages_for("", "full")[0]["content"])
    assert not lengths.counted
    assert lengths.system_prompt == -(-characters * 10 // 35)
    assert lengths.smallest_site < lengths.whole_site < lengths.typical_site
    assert lengths.typical_site == pytest.approx(TYPICAL_CHARACTERS / CHARACTERS_PER_TOKEN, rel=0.01)


def test_tiny_tokenizer_needs_about_two_hundred() -> None:
    lengths = lengths_for(load_settings("tiny-cpu"))
    assert 180 <= lengths.smallest_site <= 220
    assert lengths.system_prompt == 0


def test_tokenizer_of_a_local_model_counts(tmp_path: Path) -> None:
    letters = Tokenizer(models.WordLevel({"a": 0, "?": 1}, unk_token="?"))
    letters.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    letters.save(str(tmp_path / "tokenizer.json"))
    lengths = lengths_for(load_settings("webgen-r1-7b", [f"model.path={tmp_path}"]))
    assert lengths.counted
    assert lengths.system_prompt == len(messages_for("", "full")[0]["content"])
