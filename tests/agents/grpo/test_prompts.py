"""Prompts, and the tiny model that they are asked of; no training."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from agents.grpo import WebGenSpec, make_tiny, messages_for, prompt_dataset, slots_demonstrations
from agents.grpo.prompts import in_order
from agents.grpo.sampling import sample
from agents.grpo.settings import TinySettings
from agents.grpo.tiny import END, make_model, make_tokenizer
from agents.grpo.warm_start import tokenized
from agents.slots import slot_tasks
from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import default_scaffold
from webgen_env.tasks import Task

TASKS = slot_tasks(60, seed=2)
SIZES = TinySettings(layers=1, hidden_size=32, heads=2, kv_heads=1, intermediate_size=64, vocabulary=600, context=256)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [text for one in slots_demonstrations(TASKS) for text in (one.prompt[-1]["content"], one.completion)]


@pytest.fixture(scope="module")
def tokenizer(texts: list[str]) -> Any:
    return make_tokenizer(texts, vocabulary=600, context=256)


def test_the_chat_is_what_the_environment_asks_with() -> None:
    full, user = messages_for("A bakery.", "full")
    assert full == {"role": "system", "content": default_scaffold().system_prompt()}
    assert user == {"role": "user", "content": "A bakery."}
    short, _ = messages_for("A bakery.", "short")
    assert len(short["content"]) < 300
    with pytest.raises(ConfigurationError, match="'long'"):
        messages_for("A bakery.", "long")  # type: ignore[arg-type]


def test_rows_have_a_chat_and_the_id_of_the_task() -> None:
    dataset = prompt_dataset(TASKS[:2], system_prompt="none").dataset
    assert dataset[0] == {"prompt": messages_for(TASKS[0].instruction, "none"), "task_id": TASKS[0].id}


def test_prompts_that_are_too_long_are_left_out_and_said(tokenizer: Any, caplog: pytest.LogCaptureFixture) -> None:
    long = Task("long", "word " * 500)
    with caplog.at_level(logging.WARNING):
        prompts = prompt_dataset([*TASKS[:3], long], system_prompt="none", tokenizer=tokenizer, max_prompt_length=200)
    assert prompts.dropped == ("long",)
    assert len(prompts.dataset) == 3
    assert 30 < prompts.longest <= 200
    assert "1 of 4 tasks" in caplog.text


def test_tokens_of_the_template_count(tokenizer: Any) -> None:
    task = Task("short", "tea")
    longest = prompt_dataset([task], system_prompt="none", tokenizer=tokenizer).longest
    assert longest == len(tokenizer("tea")["input_ids"]) + 2  # who asks and who answers


@pytest.mark.parametrize(
    ("tasks", "options", "says"),
    [
        ([], {}, "there is no task"),
        (TASKS[:2], {"max_prompt_length": 5}, "give the model's tokenizer"),
    ],
)
def test_nothing_left_is_said(tasks: Any, options: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        prompt_dataset(tasks, system_prompt="none", **options)


def test_nothing_short_enough_is_said(tokenizer: Any) -> None:
    with pytest.raises(ConfigurationError, match="all 2 prompts have more than 5 tokens"):
        prompt_dataset(TASKS[:2], system_prompt="none", tokenizer=tokenizer, max_prompt_length=5)


def test_a_tokenizer_without_a_chat_template_is_said(texts: list[str]) -> None:
    bare = make_tokenizer(texts, vocabulary=400)
    bare.chat_template = None
    with pytest.raises(ConfigurationError, match="no chat template"):
        prompt_dataset(TASKS[:2], tokenizer=bare)


def test_a_run_sees_every_prompt_once_in_each_pass_and_in_other_orders() -> None:
    dataset = prompt_dataset(TASKS[:5], system_prompt="none").dataset
    ids = in_order(dataset, 12, seed=1)["task_id"]
    assert len(ids) == 12
    assert set(ids[:5]) == set(ids[5:10]) == set(dataset["task_id"])
    assert ids[:5] != ids[5:10]
    assert list(in_order(dataset, 7, seed=1)["task_id"]) == list(ids[:7])
    assert list(in_order(dataset, 12, seed=2)["task_id"]) != list(ids)


def test_the_spec_has_the_names_of_the_trainers_arguments() -> None:
    spec = WebGenSpec(slot_tasks(3), system_prompt="none", routes=0)
    assert len(spec.train_dataset) == 3
    assert spec.train_dataset is spec.train_dataset
    assert spec.eval_dataset is None
    assert spec.reward_funcs is spec.reward_funcs
    spec.close()
    both = WebGenSpec("bundled", eval_split="test", system_prompt="none")
    assert set(both.train_dataset["task_id"]).isdisjoint(both.eval_dataset["task_id"])


@pytest.mark.parametrize("text", ["", "ümlaut 日本語 🦊 \x00\x1b", "a" * 3000, '<div className="p-4">{t}</div>\n\n  x'])
def test_any_text_survives_the_tokenizer(tokenizer: Any, text: str) -> None:
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_a_site_is_short_in_tokens(texts: list[str]) -> None:
    tokenizer = make_tokenizer(texts, vocabulary=2048)
    lengths = [len(ids) for ids in tokenizer(texts[1::2])["input_ids"]]
    assert max(lengths) <= 300


def test_the_template_ends_what_the_assistant_said(tokenizer: Any) -> None:
    chat = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "<b>"}]
    asked = tokenizer.apply_chat_template(chat[:1], tokenize=False, add_generation_prompt=True)
    whole = tokenizer.apply_chat_template(chat, tokenize=False)
    assert whole == f"{asked}<b>{END}"
    assert (tokenizer.eos_token, tokenizer.padding_side) == (END, "left")


def test_only_the_completion_is_learnt(tokenizer: Any) -> None:
    [one] = slots_demonstrations(TASKS[:1])
    rows = tokenized([one], tokenizer)
    [tokens], [labels] = rows["input_ids"], rows["labels"]
    learnt = [token for token in labels if token != -100]
    assert tokens[-len(learnt) :] == learnt
    assert tokenizer.decode(learnt) == one.completion + END
    assert tokenizer.decode(tokens[: -len(learnt)]) == f"<|user|>{TASKS[0].instruction}<|assistant|>"


def test_sizes_that_cannot_be_are_said(texts: list[str], tokenizer: Any) -> None:
    with pytest.raises(ConfigurationError, match="at least 300"):
        make_tokenizer(texts, vocabulary=100)
    with pytest.raises(ConfigurationError, match="no text"):
        make_tokenizer([])
    with pytest.raises(ConfigurationError, match="divisible"):
        make_model(TinySettings(hidden_size=33, heads=2), tokenizer)


def test_a_tiny_model_is_saved_loaded_and_sampled(tmp_path: Path, texts: list[str]) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = make_tiny(tmp_path / "base", SIZES, texts, seed=5)
    again = make_tiny(tmp_path / "again", SIZES, texts, seed=5)
    weights = [(path / "model.safetensors").read_bytes() for path in (folder, again)]
    assert weights[0] == weights[1]
    model, tokenizer = AutoModelForCausalLM.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    model.train()
    prompts = [messages_for(task.instruction, "none") for task in TASKS[:3]]
    before = torch.random.get_rng_state()
    first = sample(model, tokenizer, prompts, max_tokens=8, batch_size=2, seed=1)
    assert len(first) == 3
    assert first == sample(model, tokenizer, prompts, max_tokens=8, batch_size=2, seed=1)
    assert first != sample(model, tokenizer, prompts, max_tokens=8, batch_size=2, seed=2)
    assert torch.equal(before, torch.random.get_rng_state())
    assert model.training
    assert all(one.truncated for one in first)
