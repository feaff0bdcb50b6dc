"""Hashed n-grams: the same in every process, of unit length, and near for texts that are near."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.errors import ConfigurationError
from webgen_env.wrappers import HashedNgrams, TextEncoder, make_encoder
from webgen_env.wrappers.hashed_ngrams import MAX_WORDS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4), st.sampled_from([2, 17, 256]))
def test_vectors_have_the_size_and_length_one_or_zero(texts, size):
    vectors = HashedNgrams(size)(texts)
    assert vectors.shape == (len(texts), size)
    assert vectors.dtype == np.float32
    assert np.abs(vectors).max(initial=0) <= 1
    lengths = np.linalg.norm(vectors, axis=1)
    # What collides with opposite signs may cancel out altogether in a short vector.
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)


def test_a_text_is_the_same_alone_and_among_others():
    encode = HashedNgrams(128)
    together = encode(["one two", "three", "one two"])
    assert (together[0] == encode(["one two"])[0]).all()
    assert (together[0] == together[2]).all()
    assert (together[0] != together[1]).any()


def test_vectors_do_not_depend_on_the_process():
    code = (
        "from webgen_env.wrappers import HashedNgrams; import hashlib; "
        "print(hashlib.sha256(HashedNgrams(512)(['Ein Café für 🦊 and tea', 'b']).tobytes()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_a_word_has_a_place_and_a_sign_that_are_known():
    # Worked out by hand from BLAKE2b: a change of either would make every trained policy worthless.
    vector = HashedNgrams(1024, ngrams=(1,))(["azure"])[0]
    assert np.flatnonzero(vector).tolist() == [40]
    assert vector[40] == 1


def test_pairs_tell_orders_apart_and_words_do_not():
    texts = ["azure page brown buttons", "brown page azure buttons"]
    words, pairs = HashedNgrams(4096, ngrams=(1,))(texts), HashedNgrams(4096, ngrams=(1, 2))(texts)
    assert (words[0] == words[1]).all()
    assert 0 < pairs[0] @ pairs[1] < 1


def test_texts_that_share_words_are_nearer():
    shop, other_shop, game = HashedNgrams(4096)(
        ["A shop for tea. Add to cart.", "A shop for coffee. Add to cart.", "Play owls, win levels."]
    )
    assert shop @ other_shop > 0.4 > abs(shop @ game)


def test_signs_make_collisions_cancel_out_on_average():
    rng = np.random.default_rng(0)
    texts = [" ".join(f"w{number}" for number in rng.integers(10**6, size=40)) for _ in range(200)]
    vectors = HashedNgrams(64, ngrams=(1,))(texts)
    products = (vectors @ vectors.T)[np.triu_indices(len(texts), 1)]
    assert abs(products.mean()) < 0.01


def test_a_word_that_is_repeated_counts_less_than_twice():
    once, often = HashedNgrams(4096, ngrams=(1,))(["tea cup", "tea tea tea tea cup"])
    ratio = np.abs(often[often != 0])
    assert ratio.max() / ratio.min() == pytest.approx(1 + np.log(4))
    assert np.ptp(np.abs(once[once != 0])) == 0


def test_only_the_first_words_count_and_long_words_are_cut():
    encode = HashedNgrams(64)
    words = " ".join(f"w{number}" for number in range(MAX_WORDS))
    assert (encode([words]) == encode([words + " more and more"])).all()
    assert (encode(["x" * 10_000_000]) == encode(["x" * 64])).all()


def test_it_can_be_pickled_and_is_an_encoder():
    encode = HashedNgrams(64, ngrams=(1, 3))
    copy = pickle.loads(pickle.dumps(encode))
    assert (copy(["one two three"]) == encode(["one two three"])).all()
    assert isinstance(encode, TextEncoder)
    assert repr(copy) == "HashedNgrams(64, ngrams=(1, 3))"


@pytest.mark.parametrize("size", [1, 0, -5, 2.0, True, 1 << 21])
def test_a_wrong_size_is_refused(size):
    with pytest.raises(ConfigurationError, match="size must be"):
        HashedNgrams(size)


@pytest.mark.parametrize("ngrams", [(), (0,), (2, 1), (1, 1), (6,)])
def test_wrong_ngrams_are_refused(ngrams):
    with pytest.raises(ConfigurationError, match="ngrams must be"):
        HashedNgrams(ngrams=ngrams)


def test_an_encoder_is_made_by_name_or_taken_as_it_is():
    mine = HashedNgrams(8)
    assert make_encoder(mine) is mine
    assert isinstance(make_encoder("hashed"), HashedNgrams)


@pytest.mark.parametrize(("spec", "said"), [("hashd", "did you mean 'hashed'"), ("zzz", "known are"), (7, "a int")])
def test_an_unknown_encoder_is_said(spec, said):
    with pytest.raises(ConfigurationError, match=said):
        make_encoder(spec)
