"""The vLLM policy: what it hands to the engine, and what it makes of the answers.

The engine needs a GPU or a build of its own, so a stand-in with its interface takes its place here.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

import agents
from webgen_env.errors import ConfigurationError


class Tokenizer:
    chat_template = "T"

    def __call__(self, text, *, add_special_tokens):
        assert add_special_tokens is False
        return {"input_ids": list(text.encode())}

    def apply_chat_template(self, messages, **options):
        return "".join(message["content"] for message in messages)


class Engine:
    def __init__(self, model, seed, max_model_len=64, **options):
        if model == "absent":
            raise ValueError("no such model")
        self.model_config = SimpleNamespace(max_model_len=max_model_len)
        self.calls = []

    def get_tokenizer(self):
        return Tokenizer()

    def generate(self, prompts, params, *, use_tqdm):
        assert use_tqdm is False
        self.calls.append((prompts, params))
        return [
            SimpleNamespace(
                outputs=[
                    SimpleNamespace(
                        text=bytes(prompt["prompt_token_ids"]).decode().upper()[: param.max_tokens],
                        token_ids=[1, 2, 3],
                        finish_reason="length" if param.max_tokens < 32 else "stop",
                    )
                ]
            )
            for prompt, param in zip(prompts, params, strict=True)
        ]


@pytest.fixture
def vllm(monkeypatch):
    module, sampling = ModuleType("vllm"), ModuleType("vllm.sampling_params")
    module.LLM = Engine
    module.SamplingParams = lambda **options: SimpleNamespace(**options)
    sampling.StructuredOutputsParams = lambda **options: SimpleNamespace(**options)
    monkeypatch.setitem(sys.modules, "vllm", module)
    monkeypatch.setitem(sys.modules, "vllm.sampling_params", sampling)


def chat(text):
    return {"messages": [{"role": "user", "content": text}]}


def test_chunks_order_and_limits(vllm):
    agent = agents.make("vllm", model="m", chunk=2, max_tokens=32)
    answers = agent.answer_batch(["", "", ""], [chat("one"), chat("x" * 80), chat("y" * 50)])
    assert [answer.finish for answer in answers] == ["stop", "failed", "length"]
    assert answers[0].text == "ONE"
    assert "holds 64" in answers[1].problem
    assert "context ends" in answers[2].problem
    assert [len(prompts) for prompts, _ in agent._engine.calls] == [1, 1]
    assert agent._engine.calls[1][1][0].max_tokens == 14


@pytest.mark.parametrize("structured", [False, True])
def test_the_form_is_held_to_where_that_is_wanted(vllm, structured):
    agent = agents.make("vllm", model="m", structured=structured, engine={"max_model_len": 99})
    agent.act("", chat("one"))
    [(_, [params])] = agent._engine.calls
    assert hasattr(params, "structured_outputs") is structured
    if structured:
        import re

        assert re.fullmatch(params.structured_outputs.regex, "<think>a\nb</think>\n<answer>c\nd</answer>")


def test_it_conforms_and_is_closed(vllm):
    agent = agents.make("vllm", model="m", engine={"max_model_len": 4096})
    agents.check_agent(agent)
    with pytest.raises(ConfigurationError, match="closed"):
        agent.act("", chat("one"))


def test_a_model_that_cannot_be_loaded_is_said(vllm):
    with pytest.raises(ConfigurationError, match="'absent' cannot be loaded"):
        agents.make("vllm", model="absent")
