from __future__ import annotations

import inspect
import pickle

import pytest

from webgen_env import errors
from webgen_env.errors import InfrastructureError, UnknownTaskError, WebGenError

CLASSES = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, Exception)]


@pytest.mark.parametrize("kind", CLASSES)
def test_the_tree_is_flat_and_documented(kind: type[Exception]) -> None:
    assert issubclass(kind, WebGenError)
    assert kind.__doc__
    assert kind is WebGenError or WebGenError in kind.__bases__


def test_infrastructure_errors_cross_processes() -> None:
    error = pickle.loads(pickle.dumps(InfrastructureError("disk full", stage="install", retryable=False)))
    assert (str(error), error.stage, error.retryable) == ("disk full", "install", False)


def test_unknown_tasks_read_as_a_sentence() -> None:
    assert str(UnknownTaskError("There is no task 'x'.")) == "There is no task 'x'."
