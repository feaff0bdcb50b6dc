"""Numbers in the place of texts, for algorithms that know no language: Stable-Baselines3, RLlib, CleanRL and others.

A specification is observed as a vector, and a completion is chosen as a few numbers. The wrappers do not change the
reward: behind them is the same environment.

Example:
    >>> import gymnasium, webgen_env
    >>> from webgen_env.wrappers import numeric_vector
    >>> envs = numeric_vector(gymnasium.make_vec("WebGen-v0", num_envs=2))
    >>> observations, infos = envs.reset(seed=0)
    >>> observations.shape, envs.single_action_space.nvec.tolist()
    ((2, 1024), [12, 12, 6, 4, 3, 5, 4, 3, 4, 3, 2, 4])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webgen_env.wrappers.choice_space import ChoiceForm, ChoiceSpace
from webgen_env.wrappers.encoder import ENCODERS, TextEncoder, make_encoder
from webgen_env.wrappers.hashed_ngrams import HashedNgrams
from webgen_env.wrappers.sentence_embeddings import SentenceEmbeddings
from webgen_env.wrappers.single import EncodeText, WriteChoices, numeric
from webgen_env.wrappers.vector import VectorEncodeText, VectorWriteChoices, numeric_vector
from webgen_env.wrappers.writer import ChoiceWriter, SlotWriter

if TYPE_CHECKING:
    from webgen_env.wrappers.sb3 import SB3VecEnv

__all__ = [
    "ENCODERS",
    "ChoiceForm",
    "ChoiceSpace",
    "ChoiceWriter",
    "EncodeText",
    "HashedNgrams",
    "SB3VecEnv",
    "SentenceEmbeddings",
    "SlotWriter",
    "TextEncoder",
    "VectorEncodeText",
    "VectorWriteChoices",
    "WriteChoices",
    "make_encoder",
    "numeric",
    "numeric_vector",
]


def __getattr__(name: str) -> Any:
    """Load what needs Stable-Baselines3, and with it Torch, when it is first used."""
    if name != "SB3VecEnv":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    from webgen_env.wrappers.sb3 import SB3VecEnv

    return SB3VecEnv
