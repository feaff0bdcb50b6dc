"""Settings of a run: file, options and assignments, and what is said of a broken file."""

from __future__ import annotations

import pytest

from agents.runs import load_run_settings
from webgen_env.errors import ConfigurationError

GOOD = """\
agent: best-of-n
tasks: bundled
samples: 2
config:
  policy: chat
  n: 4
  config:
    model: tiny
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="run.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_what_comes_later_wins(file):
    settings = load_run_settings(
        file(GOOD), {"samples": 3, "judge": None}, ["n=8", "config.temperature=0.5", "config.url=http://127.0.0.1:1/v1"]
    )
    assert (settings.agent, settings.samples, settings.judge) == ("best-of-n", 3, "design")
    assert settings.config == {
        "policy": "chat",
        "n": 8,
        "config": {"model": "tiny", "temperature": 0.5, "url": "http://127.0.0.1:1/v1"},
    }


def test_json_is_read_too(file):
    assert load_run_settings(file('{"agent": "scaffold", "limit": 3}', "run.json"), {}).limit == 3


@pytest.mark.parametrize(
    ("assignment", "value"),
    [("x=1", 1), ("x=0.5", 0.5), ("x=true", True), ("x=null", None), ("x=a b", "a b"), ("x=", ""), ("x=[1]", [1])],
)
def test_values_are_json_or_text(assignment, value):
    assert load_run_settings(None, {"agent": "scaffold"}, [assignment]).config == {"x": value}


@pytest.mark.parametrize("assignment", ["x", "=1", "a..b=1", "1x=2", "a b=1"])
def test_a_wrong_assignment_is_named(assignment):
    with pytest.raises(ConfigurationError, match="expected KEY=VALUE"):
        load_run_settings(None, {"agent": "scaffold"}, [assignment])


def test_a_key_below_a_value_is_refused():
    with pytest.raises(ConfigurationError, match="'n' holds a value"):
        load_run_settings(None, {"agent": "scaffold"}, ["n=1", "n.x=2"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agent: scaffold\nsamples: many\n", r"run\.yaml:2: samples must be a whole number, got 'many'"),
        ("agent: scaffold\n\nsamples: 0\n", r"run\.yaml:3: samples must be 1 or more, got 0"),
        ("agent: scaffold\nsample: 2\n", r"run\.yaml:2: sample is no field of a run; did you mean 'samples'\?"),
        ("agent: [scaffold]\n", r"run\.yaml:1: agent must be a text"),
        ("agent: scaffold\nconfig: 7\n", r"run\.yaml:2: config must be an object"),
        ("agent: scaffold\nlimit: true\n", r"run\.yaml:2: limit must be a whole number"),
        ("agent: scaffold\n  tasks: x\n", r"run\.yaml:2: not YAML"),
        ("agent: 'open\n", r"run\.yaml:\d: not YAML"),
        ("agent: a\nagent: b\n", r"run\.yaml:2: the key 'agent' stands twice"),
        ("- agent\n", r"run\.yaml:1: expected fields"),
        ("", "No agent was named"),
    ],
)
def test_a_broken_file_names_file_line_and_field(file, text, said):
    with pytest.raises(ConfigurationError, match=said):
        load_run_settings(file(text), {})


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_run_settings(tmp_path / "absent.yaml", {})


@pytest.mark.parametrize(("name", "value"), [("samples", 0), ("chunk", 0), ("routes", -1)])
def test_wrong_options_are_refused(name, value):
    with pytest.raises(ConfigurationError, match=f"{name} must be"):
        load_run_settings(None, {"agent": "scaffold", name: value})
