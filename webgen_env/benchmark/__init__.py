"""The benchmark: what a site costs on this machine, and what that means for a training run."""

from webgen_env.benchmark._old import *  # noqa: F403
from webgen_env.benchmark._old import _scored  # noqa: F401
