from __future__ import annotations

import email.utils
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webgen_env.openai_server.trouble import Trouble, pause_of, redacted, retry_after


@pytest.mark.parametrize(
    ("value", "seconds"), [("3", 3.0), ("0.5", 0.5), ("0", 0.0), ("-4", 0.0), ("", None), ("soon", None), ("nan", None)]
)
def test_retry_after_in_seconds(value, seconds):
    assert retry_after({"retry-after": value}) == seconds


def test_retry_after_as_a_date():
    assert 50 < retry_after({"retry-after": email.utils.formatdate(time.time() + 60, usegmt=True)}) <= 61
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    assert retry_after({}) is None


@settings(deadline=None)
@given(st.text())
def test_any_header_is_read_or_ignored(value):
    seconds = retry_after({"retry-after": value})
    assert seconds is None or seconds >= 0


def test_pauses_grow_to_a_bound():
    pauses = [pause_of(Trouble("x"), attempt, 1.0) for attempt in range(1, 20)]
    for number, pause in enumerate(pauses):
        full = min(30.0, 2.0**number)
        assert full / 2 <= pause <= full


def test_the_servers_wish_comes_first():
    assert pause_of(Trouble("x", 7.0), 1, 1.0) == 7.0


@pytest.mark.parametrize("text", ["key KEY-1", "sk-proj-abcDEF_123", "bearer abc.def", "sk-ab***********yz"])
def test_nothing_like_a_key_is_printed(text):
    assert redacted(f"You sent {text}!", "KEY-1").count("[key]") == 1
    for secret in ("KEY-1", "abc", "ab*", "yz"):
        assert secret not in redacted(f"You sent {text}!", "KEY-1")


def test_other_words_stay():
    assert redacted("The risk-free model answers.", "") == "The risk-free model answers."
