"""Capture: what a page says and what goes wrong in it, bounded and printable."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from webgen_env.browser.serving import ORIGIN, Answer
from webgen_env.browser.visit import ConsoleMessage
from webgen_env.findings import printable

MAX_CONSOLE = 100
_KEPT_FOR_ERRORS = 20  # of MAX_CONSOLE: a flood of other messages leaves them free
MAX_ERRORS = 50
MAX_FAILED = 50
MAX_CHARACTERS = 500
SEED = 20_260_101
BINDING = "__webgen_report"

_LEVELS: Mapping[str, str] = {
    "error": "error",
    "assert": "error",
    "warning": "warning",
    "info": "info",
    "debug": "debug",
}
_DIRECTIVE = re.compile(r"%[sdifoOc%]")


@cache
def guard_script() -> str:
    """The script that runs before a page's own."""
    source = resources.files("webgen_env.browser").joinpath("guard.js").read_text("utf-8")
    return source.replace('"REPORT"', json.dumps(BINDING)).replace("SEED;", f"{SEED};")


@dataclass
class Capture:
    """Collects the messages, errors and failed requests of one page.

    Attributes:
        console: Console messages in order.
        errors: Uncaught exceptions and unhandled rejections.
        failed: Files of the site that were asked for and do not exist.
        blocked: Requests to other origins by kind.
    """

    console: list[ConsoleMessage] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    blocked: Counter[str] = field(default_factory=Counter)

    def on_console(self, params: Mapping[str, Any]) -> None:
        """Take a ``Runtime.consoleAPICalled`` event."""
        level = _LEVELS.get(params["type"], "log")
        if len(self.console) < MAX_CONSOLE - (0 if level == "error" else _KEPT_FOR_ERRORS):
            self.console.append(ConsoleMessage(level, printable(message_text(params["args"]), MAX_CHARACTERS)))

    def on_report(self, params: Mapping[str, Any]) -> None:
        """Take a ``Runtime.bindingCalled`` event: an error or a socket that the guard script saw."""
        if params.get("name") != BINDING:
            return
        try:
            kind, message, file, line = json.loads(params["payload"])
            if kind == "websocket":
                self.blocked[kind] += 1
                return
            place = f" ({file.removeprefix(ORIGIN)}:{int(line)})" if file else ""
            prefix = "Uncaught (in promise) " if kind == "rejection" else ""
            text = f"{prefix}{message}{place}"
        except (ValueError, TypeError, AttributeError):
            # The page found the binding in spite of all: what it says is still an error.
            text = str(params["payload"])
        if len(self.errors) < MAX_ERRORS:
            self.errors.append(printable(text, MAX_CHARACTERS))

    def on_answer(self, answer: Answer) -> None:
        """Take note of what a request got."""
        if answer.blocked:
            self.blocked[answer.blocked] += 1
        elif answer.missing and len(self.failed) < MAX_FAILED:
            path = printable(answer.missing, MAX_CHARACTERS)
            if path not in self.failed:
                self.failed.append(path)


def message_text(arguments: list[dict[str, Any]]) -> str:
    """Text of a console call as the developer tools would show it.

    Args:
        arguments: Remote objects of the protocol.

    Returns:
        The texts of the arguments, with the directives of a format string filled in.
    """
    texts = [_text(argument) for argument in arguments]
    if arguments and arguments[0].get("type") == "string" and "%" in texts[0]:
        rest = iter(texts[1:])

        def fill(match: re.Match[str]) -> str:
            if match[0] == "%%":
                return "%"
            value = next(rest, match[0])
            return "" if match[0] == "%c" else value

        head = _DIRECTIVE.sub(fill, texts[0])
        texts = [head, *rest]
    return " ".join(texts)


def _text(argument: dict[str, Any]) -> str:
    if "value" in argument:
        value = argument["value"]
        return value if isinstance(value, str) else json.dumps(value)
    preview = argument.get("preview")
    if preview and argument.get("subtype") != "error" and preview.get("properties"):
        pairs = [f"{entry['name']}: {entry.get('value', entry['type'])}" for entry in preview["properties"][:10]]
        return "{" + ", ".join(pairs) + "}"
    return str(argument.get("description") or argument.get("unserializableValue") or argument.get("type", ""))
