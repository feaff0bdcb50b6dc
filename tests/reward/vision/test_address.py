from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.errors import ConfigurationError
from webgen_env.reward.vision import Endpoint

KEY = "pa55word"


@pytest.mark.parametrize(
    "url",
    [
        "", "model", "ftp://host/v1", "http://", "https:///v1", f"http://user:{KEY}@host/v1", f"http://{KEY}@host/v1",
        f"http://host/v1?key={KEY}", f"http://host/v1#{KEY}", f"http://host:{KEY}/v1", "http://host:0/v1",
        "http://host:99999/v1", "http://ho\nst/v1", f"http://[{KEY}/v1",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_not_repeated(url):
    with pytest.raises(ConfigurationError, match="The address of the judge's server") as caught:
        Endpoint("m", url)
    assert KEY not in str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_as_an_address_is_fine_or_refused(url):
    try:
        endpoint = Endpoint("m", url)
    except ConfigurationError:
        return
    assert endpoint.host


@pytest.mark.parametrize(
    ("url", "host", "openai"),
    [
        ("https://api.openai.com/v1", "api.openai.com", True),
        ("http://api.openai.com/v1", "api.openai.com", False),  # a key does not go over an open line
        ("https://api.openai.com.evil.example/v1", "api.openai.com.evil.example", False),
        ("http://127.0.0.1:8000/v1", "127.0.0.1:8000", False),
        ("http://[::1]:8000/v1", "[::1]:8000", False),
    ],
)
def test_hosts(url, host, openai):
    endpoint = Endpoint("m", url)
    assert (endpoint.host, endpoint.is_openai) == (host, openai)
    assert endpoint.variable == ("OPENAI_API_KEY" if openai else "WEBGEN_JUDGE_API_KEY")


@pytest.mark.parametrize("model", ["", " ", "a\x1bb", "a\nb", "m" * 300])
def test_models_that_are_none(model):
    with pytest.raises(ConfigurationError, match="name of a model"):
        Endpoint(model)


@pytest.mark.parametrize(
    "wrong",
    [
        {"retries": -1}, {"retries": True}, {"concurrency": 0}, {"backoff_s": 0.0},
        {"request_timeout_s": float("inf")}, {"answer_form": "xml"},
    ],
)  # fmt: skip
def test_numbers_that_are_none(wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        Endpoint("m", **wrong)


def test_openai_needs_a_key(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigurationError, match="put it in the variable OPENAI_API_KEY"):
        Endpoint("m").key()
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    assert Endpoint("m").key() == KEY
    monkeypatch.setenv("OPENAI_API_KEY", "schlüssel")
    with pytest.raises(ConfigurationError, match="characters that no key has") as caught:
        Endpoint("m").key()
    assert "schlüssel" not in str(caught.value)
