"""The transformers policy on a tiny model that is made here: real code, meaningless words."""

from __future__ import annotations

import pytest

import agents
from webgen_env.errors import ConfigurationError

# torch and transformers warn of things that are theirs to mend
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

TEMPLATE = (
    "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant: {% endif %}"
)
SHORT = {"messages": [{"role": "user", "content": "a bakery"}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    path = tmp_path_factory.mktemp("tiny")
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: index for index, token in enumerate(["<end>", "<pad>", *alphabet])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<pad>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(path)
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=128, eos_token_id=0, pad_token_id=1,
    )  # fmt: skip
    Qwen2ForCausalLM(config).save_pretrained(path)
    return str(path)


def test_a_batch_is_answered_in_order_and_counted(folder):
    agent = agents.make("transformers", model=folder, max_tokens=12, batch_size=2, seed=5, device="cpu")
    infos = [{"messages": [{"role": "user", "content": "x" * number}]} for number in (3, 30, 9)]
    answers = agent.answer_batch(["a", "b", "c"], infos)
    assert [answer.input_tokens for answer in answers] == [len(f"user: {'x' * n}\nassistant: ") for n in (3, 30, 9)]
    for answer in answers:
        assert answer.finish == ("length" if answer.output_tokens == 12 else "stop")
    again = agents.make("transformers", model=folder, max_tokens=12, batch_size=2, seed=5, device="cpu")
    assert [answer.text for answer in again.answer_batch(["a", "b", "c"], infos)] == [a.text for a in answers]
    assert again.act_batch(["a", "b", "c"], infos) != [a.text for a in answers]


def test_padding_changes_nothing(folder):
    agent = agents.make("transformers", model=folder, max_tokens=12, temperature=0, device="cpu")
    alone = agent.act("", SHORT)
    together = agent.act_batch(["", ""], [SHORT, {"messages": [{"role": "user", "content": "y" * 60}]}])
    assert together[0] == alone


def test_what_the_caller_draws_from_torch_stays_as_it_is(folder):
    import torch

    agent = agents.make("transformers", model=folder, max_tokens=4, device="cpu")
    torch.manual_seed(1)
    expected = torch.rand(1)
    torch.manual_seed(1)
    agent.act("", SHORT)
    assert torch.equal(torch.rand(1), expected)


def test_a_prompt_that_does_not_fit_fails_alone_and_one_that_nearly_does_is_cut(folder):
    agent = agents.make("transformers", model=folder, max_tokens=64, temperature=0, device="cpu")
    infos = [{"messages": [{"role": "user", "content": "z" * number}]} for number in (200, 100)]
    long, tight = agent.answer_batch(["", ""], infos)
    assert long.finish == "failed"
    assert "holds 128" in long.problem
    assert tight.output_tokens <= 10
    if tight.finish == "length":
        assert "context ends" in tight.problem


def test_it_conforms(folder):
    agents.check_agent(agents.make("transformers", model=folder, max_tokens=4, device="cpu"))


def test_a_model_without_a_template_and_one_that_is_no_model(folder, tmp_path):
    import json
    import shutil
    from pathlib import Path

    bare = tmp_path / "bare"
    shutil.copytree(folder, bare)
    (bare / "chat_template.jinja").unlink(missing_ok=True)
    settings = json.loads((bare / "tokenizer_config.json").read_text())
    settings.pop("chat_template", None)
    (bare / "tokenizer_config.json").write_text(json.dumps(settings))
    with pytest.raises(ConfigurationError, match="no chat template"):
        agents.make("transformers", model=str(bare), device="cpu")
    plain = agents.make("transformers", model=str(bare), device="cpu", chat_template="plain", max_tokens=4)
    assert isinstance(plain.act("", SHORT), str)
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        agents.make("transformers", model=str(Path(tmp_path) / "absent"))
