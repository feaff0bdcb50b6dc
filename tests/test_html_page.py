"""What every HTML page of ours shares."""

from __future__ import annotations

import base64
import hashlib

import jinja2
import pytest

from webgen_env.html_page import inline_digest, page_templates, page_text


@pytest.mark.parametrize("package", ["webgen_env.benchmark", "webgen_env.evaluation", "webgen_env.evidence"])
def test_templates_escape_and_are_strict(package: str) -> None:
    environment = page_templates(package)
    assert environment.list_templates(extensions=["html"])
    assert environment.from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ absent }}").render()


@pytest.mark.parametrize("forbidden", ["\0", "\x1b", "\x85", "\u202e", "\u2066", "\ud800", "\ufdd0", "\uffff"])
def test_a_page_holds_nothing_that_none_may_hold(forbidden: str) -> None:
    assert page_text(f"a\n\tb{forbidden}c äß…") == "a\n\tb\ufffdc äß…"


def test_a_digest_is_that_of_the_text() -> None:
    expected = base64.b64encode(hashlib.sha256(b"a{}").digest()).decode()
    assert inline_digest("a{}") == f"sha256-{expected}"
