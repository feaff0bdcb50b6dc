"""Export: which completions and pairs are chosen, and the form in which they are written."""

from __future__ import annotations

import json

import pytest

from agents.runs import best_completions, export, preference_pairs
from webgen_env.errors import ConfigurationError
from webgen_env.evidence import write_bundle
from webgen_env.reward.result import RewardResult
from webgen_env.scaffold import default_scaffold
from webgen_env.tasks import Task

A, B = Task("a", "Make A."), Task("b", "Make B.")


@pytest.fixture
def folder(tmp_path):
    """Bundles of two tasks; "same" stands twice, one has no reward."""
    graded = [(A, "a1", 1.0), (A, "a4", 4.0), (A, "a2", 2.0), (A, "same", 3.0), (B, "b0", 0.0), (B, "bf", None)]
    for number, (task, completion, reward) in enumerate([*graded, (A, "same", 3.0)]):
        fault = "infra" if reward is None else None
        result = RewardResult(reward=reward, terms={}, stage="scored", fault=fault)
        write_bundle(tmp_path / "evidence" / f"n{number}", result=result, task=task, completion=completion)
    return tmp_path


def test_the_best_of_each_task_are_chosen(folder):
    chosen = list(best_completions([folder], best_of=2))
    assert [(task.id, text, reward) for task, text, reward in chosen] == [
        ("a", "a4", 4.0),
        ("a", "same", 3.0),
        ("b", "b0", 0.0),
    ]
    assert [text for _, text, _ in best_completions([folder / "evidence"], best_of=9, least=2.0)] == [
        "a4",
        "same",
        "a2",
    ]


def test_pairs_set_the_best_against_the_worst(folder):
    pairs = list(preference_pairs([folder], best_of=5))
    assert [(pair.chosen, pair.rejected, pair.margin) for pair in pairs] == [("a4", "a1", 3.0), ("same", "a2", 1.0)]
    assert len(list(preference_pairs([folder], best_of=5, margin=2.0))) == 1
    assert list(preference_pairs([folder], least=5.0)) == []
    with pytest.raises(ConfigurationError, match="more than 0"):
        list(preference_pairs([folder], margin=0.0))


def test_sft_is_a_conversation(folder):
    out = folder / "new" / "sft.jsonl"
    assert export([folder], out, best_of=1) == 2
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[0] == {
        "messages": [
            {"role": "system", "content": default_scaffold().system_prompt()},
            {"role": "user", "content": "Make A."},
            {"role": "assistant", "content": "a4"},
        ],
        "task_id": "a",
        "reward": 4.0,
    }


def test_dpo_has_a_prompt_and_two_answers(folder):
    assert export([folder], folder / "dpo.jsonl", form="dpo") == 1
    row = json.loads((folder / "dpo.jsonl").read_text())
    assert [message["role"] for message in row["prompt"]] == ["system", "user"]
    assert row["chosen"] == [{"role": "assistant", "content": "a4"}]
    assert row["rejected"] == [{"role": "assistant", "content": "a1"}]


def test_what_cannot_be_exported_is_said(folder, tmp_path):
    with pytest.raises(ConfigurationError, match="holds no evidence bundle"):
        export([tmp_path / "absent"], tmp_path / "x.jsonl")
    with pytest.raises(ConfigurationError, match="Nothing is left"):
        export([folder], tmp_path / "x.jsonl", least=9.0)
    with pytest.raises(ConfigurationError, match="'sft' or 'dpo'"):
        export([folder], tmp_path / "x.jsonl", form="ppo")
    assert not (tmp_path / "x.jsonl").exists()
