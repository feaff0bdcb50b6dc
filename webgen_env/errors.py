"""Exceptions of webgen-env: one flat tree, named after the boundary where they arise.

A bad completion never raises: it is data, and ends as a :class:`~webgen_env.reward.RewardResult`. What raises is a bug
of the caller, a missing part of the machine, or a fault of the machinery.
"""

from __future__ import annotations


class WebGenError(Exception):
    """Base of every exception that webgen-env raises on purpose."""


class ConfigurationError(WebGenError, ValueError):
    """An argument, a preset or an option is not what was expected."""


class TaskDataError(WebGenError, ValueError):
    """A task file holds a record that is not a task; names file, line and field."""


class ContractError(WebGenError, ValueError):
    """A contract is not one: an unknown step, an impossible locator, no expectation; names file, line and place."""


class UnknownTaskError(WebGenError, KeyError):
    """No task has this id or belongs to this split."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class MissingDependencyError(WebGenError, ImportError):
    """An optional Python package is absent; names the pip line that adds it."""


class ToolchainError(WebGenError):
    """Node, a scaffold package or Chromium is absent or broken; names the command that mends it."""


class InfrastructureError(WebGenError):
    """Our machinery failed (registry, disk, worker, browser): says nothing about the completion.

    Attributes:
        stage: The stage of the cascade at which it happened: ``"install"``, ``"build"`` or ``"render"``.
        retryable: Whether another try may succeed.
    """

    def __init__(self, message: str, *, stage: str, retryable: bool = True) -> None:
        super().__init__(message)
        self.stage = stage
        self.retryable = retryable

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_infrastructure_error, (str(self), self.stage, self.retryable))


class JudgeError(WebGenError):
    """A judge gave no usable grade: says nothing about the completion.

    Attributes:
        retryable: Whether asking the judge again may succeed; ``False`` where it has asked again by itself, and where
            no further try can help: a key that is refused, a budget that is spent.
    """

    def __init__(self, message: str, *, retryable: bool = True) -> None:
        super().__init__(message)
        self.retryable = retryable

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_judge_error, (str(self), self.retryable))


class EvidenceError(WebGenError, ValueError):
    """An evidence bundle on disk is broken or not a bundle; names file and field."""


class ClosedError(WebGenError, RuntimeError):
    """A scorer, builder or browser was used after it was closed."""


def _rebuild_infrastructure_error(message: str, stage: str, retryable: bool) -> InfrastructureError:
    return InfrastructureError(message, stage=stage, retryable=retryable)


def _rebuild_judge_error(message: str, retryable: bool) -> JudgeError:
    return JudgeError(message, retryable=retryable)
