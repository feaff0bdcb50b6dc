"""What a tester's model says is read strictly: one form, or a fault."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.evaluation.tester.decisions import ACTIONS, Decision, decision_schema, parse_decision
from webgen_env.reward.vision.answers import AnswerError

REFS = {"e5", "e12"}


def said(**changes):
    return json.dumps({"thought": "I see.", "action": "click", "ref": "e5", "text": "", "verdict": "", **changes})


def test_an_action_is_read():
    assert parse_decision(said(), REFS, final=False) == Decision("I see.", "click", "e5")
    assert parse_decision(f"```json\n{said(ref='12')}\n```", REFS, final=False).ref == "e12"
    assert parse_decision(said(action="press", text="Enter", ref=""), REFS, final=False).text == "Enter"


@pytest.mark.parametrize("verdict", ["YES", "PARTIAL", "NO"])
def test_an_answer_is_read(verdict):
    answer = parse_decision(said(action="answer", verdict=verdict, ref=""), REFS, final=True)
    assert answer.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "YES",
        "The answer is YES",
        said() + " YES",
        "not json {",
        "[]",
        "null",
        said(action="answer"),
        said(action="answer", verdict="not YES"),
        said(action="answer", verdict="yes"),
        said(action="answer", verdict="JA"),
        said(action="answer", verdict=1),
        said(verdict="YES"),
        said(action="hover"),
        said(ref="e6"),
        said(ref="e5 e12"),
        said(ref=""),
        said(ref="body"),
        said(action="press", text="F12"),
        said(action="press", text="Control+W"),
        said(action="scroll", text="sideways"),
        said(text="x" * 501),
        said(thought=None),
        said(more=1),
        '{"thought": "", "action": "wait", "ref": "", "text": "", "verdict": "", "action": "back"}',
        json.dumps({"action": "click", "ref": "e5"}),
        '{"a":' * 5000,
        "x" * 20_001,
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(AnswerError):
        parse_decision(text, REFS, final=False)


def test_when_no_action_is_left_only_an_answer_counts():
    with pytest.raises(AnswerError, match="no action is left"):
        parse_decision(said(), REFS, final=True)


@given(st.text(max_size=300))
def test_no_text_is_an_answer_by_chance(text):
    with pytest.raises(AnswerError):
        parse_decision(text, REFS, final=False)


def test_the_schema_asks_for_what_the_parser_reads():
    schema = decision_schema(final=False)
    assert schema["properties"]["action"]["enum"] == list(ACTIONS)
    assert schema["required"] == list(json.loads(said()))
    assert decision_schema(final=True)["properties"]["action"]["enum"] == ["answer"]
    assert "" not in decision_schema(final=True)["properties"]["verdict"]["enum"]


def test_a_decision_in_words_quotes_the_text():
    assert str(Decision("", "type", "e5", 'say "hi"')) == 'type e5 "say \\"hi\\""'
