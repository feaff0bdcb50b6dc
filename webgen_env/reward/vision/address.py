"""Endpoint: where a judge's model is served, and how its server is held to a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from webgen_env.errors import ConfigurationError
from webgen_env.openai_server import ModelServer

AnswerForm = Literal["auto", "schema", "plain"]


@dataclass(frozen=True, slots=True)
class Endpoint(ModelServer):
    """Where a judge's model is served, and how its server is held to the form of an answer.

    The fields of :class:`~webgen_env.openai_server.ModelServer`, and one more. The key for any server but OpenAI's
    stands in ``WEBGEN_JUDGE_API_KEY``, unless ``key_variable`` names another variable.

    Attributes:
        answer_form: ``"schema"``: the server is held to the JSON schema of the answer (``response_format``);
            ``"plain"``: the form stands in the prompt only; ``"auto"``: the schema, until the server refuses it.
    """

    answer_form: AnswerForm = "auto"

    part: ClassVar[str] = "judge"
    usual_key_variable: ClassVar[str] = "WEBGEN_JUDGE_API_KEY"

    def __post_init__(self) -> None:
        ModelServer.__post_init__(self)
        if self.answer_form not in ("auto", "schema", "plain"):
            raise ConfigurationError(f"answer_form must be 'auto', 'schema' or 'plain', got {self.answer_form!r}.")
