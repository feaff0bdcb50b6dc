"""Addresses, names, keys and limits of servers: the same for whoever asks."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.chat import ChatServer
from webgen_env.errors import ConfigurationError
from webgen_env.openai_server import ModelServer
from webgen_env.reward.vision import Endpoint

KEY = "pa55word"
EACH = pytest.mark.parametrize("kind", [ModelServer, Endpoint, ChatServer])


@EACH
@pytest.mark.parametrize(
    "url",
    [
        "", "model", "ftp://host/v1", "http://", "https:///v1", f"http://user:{KEY}@host/v1", f"http://{KEY}@host/v1",
        f"http://host/v1?key={KEY}", f"http://host/v1#{KEY}", f"http://host:{KEY}/v1", "http://host:0/v1",
        "http://host:99999/v1", "http://ho\nst/v1", f"http://[{KEY}/v1", 7, None,
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_not_repeated(kind, url):
    with pytest.raises(ConfigurationError, match=f"The address of the {kind.part}'s server") as caught:
        kind("m", url)
    assert KEY not in str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_as_an_address_is_fine_or_refused(url):
    try:
        server = ModelServer("m", url)
    except ConfigurationError:
        return
    assert server.host


@EACH
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
def test_hosts(kind, url, host, openai):
    server = kind("m", url)
    assert (server.host, server.is_openai) == (host, openai)
    assert server.variable == ("OPENAI_API_KEY" if openai else kind.usual_key_variable)


def test_each_part_has_a_key_of_its_own():
    assert len({kind.usual_key_variable for kind in (ModelServer, Endpoint, ChatServer)}) == 3
    assert ModelServer("m", "http://h/v1", "MINE").variable == "MINE"


def test_a_path_that_may_hold_a_token_is_not_shown():
    server = ModelServer("m", f"http://host/{KEY}/v1")
    assert KEY not in server.place
    assert server.place.startswith("host~")
    assert server.place != ModelServer("m", "http://host/other/v1").place
    assert ModelServer("m", "http://host/v1/").place == "host"


@EACH
@pytest.mark.parametrize("model", ["", " ", "a\x1bb", "a\nb", "m" * 300, None, 7])
def test_models_that_are_none(kind, model):
    with pytest.raises(ConfigurationError, match="name of a model"):
        kind(model)


@EACH
@pytest.mark.parametrize(
    "wrong",
    [
        {"retries": -1}, {"retries": True}, {"concurrency": 0}, {"backoff_s": 0.0}, {"backoff_s": "1"},
        {"request_timeout_s": float("inf")},
    ],
)  # fmt: skip
def test_numbers_that_are_none(kind, wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        kind("m", **wrong)


def test_forms_that_are_none():
    with pytest.raises(ConfigurationError, match="answer_form"):
        Endpoint("m", answer_form="xml")


@EACH
def test_openai_needs_a_key(kind, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigurationError, match="put it in the variable OPENAI_API_KEY"):
        kind("m").key()
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    assert kind("m").key() == KEY
    monkeypatch.setenv("OPENAI_API_KEY", "schlüssel")
    with pytest.raises(ConfigurationError, match="characters that no key has") as caught:
        kind("m").key()
    assert "schlüssel" not in str(caught.value)


@EACH
def test_it_pickles(kind):
    server = kind("m", "http://127.0.0.1:1/v1", retries=2)
    assert pickle.loads(pickle.dumps(server)) == server
