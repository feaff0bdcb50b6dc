"""Testers by specification."""

from __future__ import annotations

from webgen_env.errors import ConfigurationError
from webgen_env.evaluation.tester.ui_agent import TesterSettings, UIAgentTester
from webgen_env.reward.vision.address import Endpoint
from webgen_env.reward.vision.endpoint import OpenAIModel

FORMS = ("pictures", "text")


def make_tester(spec: str) -> UIAgentTester:
    """Make a tester.

    Args:
        spec: ``"pictures:MODEL"`` or ``"text:MODEL"``, a model at OpenAI; ``"text:http://127.0.0.1:8000/v1#MODEL"``,
            one behind any OpenAI-compatible server. The key comes from ``OPENAI_API_KEY`` for OpenAI's own server and
            from ``WEBGEN_JUDGE_API_KEY`` for any other.

    Returns:
        The tester.

    Raises:
        ConfigurationError: It is something else.
        MissingDependencyError: The package ``openai`` is not installed.

    Example:
        >>> make_tester("text:http://127.0.0.1:8000/v1#tiny").identity.startswith("ui-agent-1 text ")
        True
    """
    form, separator, rest = spec.partition(":")
    if not separator or form not in FORMS or not rest.strip():
        raise ConfigurationError(
            "Expected a tester such as 'pictures:MODEL' or 'text:http://127.0.0.1:8000/v1#MODEL', got another form."
        )
    address, _, model = rest.strip().partition("#")
    if "://" in address and not model:
        raise ConfigurationError("A tester behind a server is 'FORM:URL#MODEL'; the part '#MODEL' is missing.")
    endpoint = Endpoint(model, address) if "://" in address else Endpoint(rest.strip())
    return UIAgentTester(OpenAIModel(endpoint), TesterSettings(pictures=form == "pictures"))
