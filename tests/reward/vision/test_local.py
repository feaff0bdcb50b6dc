"""A model in this process; the parts around it, and, where asked for, a real one with random weights."""

from __future__ import annotations

import asyncio
import pickle

import pytest

from tests.openai_server.tiny_models import make_tiny_llava
from webgen_env.errors import ConfigurationError, JudgeError, MissingDependencyError
from webgen_env.reward.vision import (
    Ledger,
    Sampling,
    TransformersModel,
    VisionJudge,
    VisionModel,
    VisionSettings,
    local,
)
from webgen_env.reward.vision.prompts import grading_question


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda _: object())


def test_missing_packages_are_named(monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda package: None if package == "torch" else object())
    with pytest.raises(MissingDependencyError, match="needs torch, which is not installed: pip install"):
        TransformersModel("some/model")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a" * 500])
def test_names_that_are_none(installed, name):
    with pytest.raises(ConfigurationError, match="name or folder of a model"):
        TransformersModel(name)


def test_identity_of_a_name(installed):
    assert TransformersModel("some/model").identity == "hf:some/model@newest"
    model = TransformersModel("some/model", revision="abc123", device="cpu")
    assert model.identity == "hf:some/model@abc123"
    assert pickle.loads(pickle.dumps(model)).identity == model.identity
    assert isinstance(model, VisionModel)


def test_identity_of_a_folder_changes_with_its_files(installed, tmp_path):
    (tmp_path / "config.json").write_text("{}")
    first = TransformersModel(str(tmp_path)).identity
    assert first == TransformersModel(str(tmp_path)).identity
    assert str(tmp_path.parent) not in first
    (tmp_path / "weights").write_text("1")
    assert TransformersModel(str(tmp_path)).identity != first


async def test_closing_what_was_never_opened(installed):
    model = TransformersModel("some/model")
    await model.aclose()
    await model.aclose()


# --- with torch ---


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_tiny_llava(tmp_path_factory.mktemp("tiny"))


async def ask(model, question, sampling, seconds=120.0):
    return await model.answer(question, sampling, Ledger(), deadline=asyncio.get_running_loop().time() + seconds)


@pytest.mark.slow
async def test_a_real_model_answers(tiny, task, site):
    model = TransformersModel(str(tiny), device="cpu")
    question = grading_question(task, site, VisionSettings())
    cold = [await ask(model, question, Sampling(0.0, None, 8)) for _ in range(2)]
    assert cold[0] == cold[1]
    assert (cold[0].usage.output_tokens, cold[0].whole) == (8, False)
    warm = [(await ask(model, question, Sampling(1.5, seed, 8))).text for seed in (1, 1, 2)]
    assert warm[0] == warm[1] != warm[2]
    await model.aclose()


@pytest.mark.slow
async def test_a_real_model_stops_at_the_deadline(tiny, task, site):
    model = TransformersModel(str(tiny), device="cpu")
    question = grading_question(task, site, VisionSettings())
    await ask(model, question, Sampling(max_tokens=1))
    reply = await ask(model, question, Sampling(max_tokens=10_000), seconds=1.0)
    assert not reply.whole
    assert reply.usage.output_tokens < 10_000
    await model.aclose()


@pytest.mark.slow
async def test_meaningless_words_are_a_fault(tiny, task, site):
    judge = VisionJudge(TransformersModel(str(tiny), device="cpu"), VisionSettings(max_answer_tokens=32))
    with pytest.raises(JudgeError, match="gave no usable answer in 2 tries"):
        await judge.grade(task, site)
    await judge.aclose()


@pytest.mark.slow
async def test_a_model_that_is_not_there_is_a_fault(tmp_path, task, site):
    judge = VisionJudge(TransformersModel(str(tmp_path), device="cpu"))
    with pytest.raises(JudgeError, match="cannot be loaded"):
        await judge.grade(task, site)
    await judge.aclose()
