"""Numbers of architectures, against what their makers publish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.grpo.planning.architecture import KNOWN, Architecture, architecture_of, read_architecture, tiny_architecture
from agents.grpo.settings import LoraSettings, ModelSettings, TinySettings
from webgen_env.errors import ConfigurationError

QWEN = KNOWN["Qwen/Qwen2.5-Coder-7B-Instruct"]
GPT3 = Architecture("GPT-3", 96, 12_288, 96, 96, 128, 4 * 12_288, 50_257, gated=False)


@pytest.mark.parametrize(
    ("name", "billions", "without_embedding"),
    [
        # From the model cards.
        ("Qwen/Qwen2.5-Coder-7B-Instruct", 7.61, 6.53),
        ("Qwen/Qwen2.5-Coder-3B-Instruct", 3.09, 2.77),
        ("Qwen/Qwen2.5-Coder-1.5B-Instruct", 1.54, 1.31),
        ("Qwen/Qwen2.5-Coder-0.5B-Instruct", 0.49, 0.36),
        ("Qwen/Qwen3-8B", 8.2, 6.95),
    ],
)
def test_known_models_have_the_parameters_of_their_cards(name: str, billions: float, without_embedding: float) -> None:
    known = KNOWN[name]
    embedding = known.vocabulary * known.hidden_size * (1 if known.tied else 2)
    assert known.parameters / 1e9 == pytest.approx(billions, abs=0.012)
    assert (known.parameters - embedding) / 1e9 == pytest.approx(without_embedding, abs=0.012)


def test_parameters_of_qwen_to_the_last_one() -> None:
    assert QWEN.parameters == 7_615_616_512


@pytest.mark.parametrize(
    ("architecture", "parameters"),
    [
        (Architecture("Llama-2-7B", 32, 4096, 32, 32, 128, 11_008, 32_000), 6_738_415_616),
        (Architecture("Llama-3-8B", 32, 4096, 32, 8, 128, 14_336, 128_256), 8_030_261_248),
    ],
)
def test_llamas_have_their_published_parameters(architecture: Architecture, parameters: int) -> None:
    assert architecture.parameters == parameters


def test_kv_cache_is_that_of_the_papers() -> None:
    # PagedAttention, section 3: OPT-13B takes 800 KB a token.
    assert Architecture("OPT-13B", 40, 5120, 40, 40, 128, 20_480, 50_272).kv_bytes_per_token() == 800 * 1024
    assert QWEN.kv_bytes_per_token() == 57_344
    assert QWEN.kv_bytes_per_token(4) == 2 * 57_344


@pytest.mark.parametrize(("rank", "millions"), [(1, 4.7), (8, 37.7)])
def test_adapters_of_gpt3_are_those_of_the_lora_paper(rank: int, millions: float) -> None:
    # Its table 6: queries and values only.
    lora = LoraSettings(rank=rank, targets=("q_proj", "v_proj"))
    assert GPT3.adapter_parameters(lora) / 1e6 == pytest.approx(millions, abs=0.05)


def test_adapters_of_every_layer_are_more_than_those_of_attention() -> None:
    everywhere = QWEN.adapter_parameters(LoraSettings(rank=8))
    assert everywhere == 20_185_088
    assert QWEN.adapter_parameters(LoraSettings(rank=8, targets="attention")) < everywhere
    with pytest.raises(ConfigurationError, match="'lm_head'"):
        QWEN.adapter_parameters(LoraSettings(targets=("lm_head",)))


def _folder(path: Path, **fields: object) -> Path:
    path.mkdir()
    data = {
        "model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 3584, "num_attention_heads": 28,
        "num_key_value_heads": 4, "intermediate_size": 18_944, "vocab_size": 152_064, "tie_word_embeddings": False,
        "max_position_embeddings": 32_768,
    }  # fmt: skip
    (path / "config.json").write_text(json.dumps(data | fields))
    return path


def test_local_folder_is_read(tmp_path: Path) -> None:
    found = architecture_of(ModelSettings(path=str(_folder(tmp_path / "mine"))))
    assert found is not None
    assert (found.name, found.parameters, found.context) == ("mine", QWEN.parameters, 32_768)


def test_llama_config_has_no_bias_and_as_many_key_heads_as_heads(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path / "llama", model_type="llama", num_hidden_layers=32, hidden_size=4096, num_attention_heads=32,
        num_key_value_heads=None, intermediate_size=11_008, vocab_size=32_000,
    )  # fmt: skip
    assert read_architecture(folder / "config.json").parameters == 6_738_415_616


@pytest.mark.parametrize("value", [None, 0, True, "28", -1, 2.5])
def test_configuration_without_a_number_is_named(tmp_path: Path, value: object) -> None:
    folder = _folder(tmp_path / "broken", num_hidden_layers=value)
    with pytest.raises(ConfigurationError, match=r"config.json: num_hidden_layers must be"):
        read_architecture(folder / "config.json")


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "[" * 5000])
def test_what_is_no_configuration_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(ConfigurationError, match="is no configuration of a model"):
        read_architecture(tmp_path / "config.json")


def test_folder_without_configuration_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is no configuration of a model"):
        architecture_of(ModelSettings(path=str(tmp_path)))


def test_unknown_hub_model_has_no_architecture() -> None:
    assert architecture_of(ModelSettings(path="somebody/unheard-of")) is None


def test_tiny_sizes_must_fit_each_other() -> None:
    assert tiny_architecture(TinySettings()).tied
    with pytest.raises(ConfigurationError, match=r"hidden_size 100 cannot be divided by model.tiny.heads 3"):
        tiny_architecture(TinySettings(hidden_size=100, heads=3))
    with pytest.raises(ConfigurationError, match=r"heads 4 cannot be divided by model.tiny.kv_heads 3"):
        tiny_architecture(TinySettings(heads=4, kv_heads=3))
