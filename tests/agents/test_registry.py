"""The registry: names, configuration, and agents of other distributions."""

from __future__ import annotations

import importlib
import sys

import pytest

import agents
from agents import registry
from webgen_env.errors import ConfigurationError, MissingDependencyError


class Mine:
    def __init__(self, *, warmth: int = 1):
        self.warmth = warmth

    def act(self, observation, info):
        return "mine"


class NoAgent:
    pass


@pytest.fixture
def own_names(monkeypatch):
    """Names that a test registers are gone after it."""
    monkeypatch.setattr(registry, "_AGENTS", dict(registry._AGENTS))


@pytest.fixture
def other_distribution(tmp_path, monkeypatch):
    """An installed distribution that offers an agent through the entry-point group."""
    (tmp_path / "far_away.py").write_text(
        "class Remote:\n    def act(self, observation, info):\n        return 'remote'\n"
    )
    folder = tmp_path / "far_away-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: far-away\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(
        "[webgen_env.agents]\nremote = far_away:Remote\nscaffold = far_away:Remote\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield
    sys.modules.pop("far_away", None)


NEED_A_MODEL = {"chat", "transformers", "vllm", "sb3"}


@pytest.mark.parametrize("name", [name for name in agents.names() if name not in NEED_A_MODEL])
def test_every_bundled_agent_can_be_made(name):
    assert isinstance(agents.make(name), agents.Agent)


@pytest.mark.parametrize("name", sorted(NEED_A_MODEL))
def test_a_needed_key_that_is_absent_is_named(name):
    with pytest.raises(ConfigurationError, match=f"Agent '{name}' needs the key 'model'"):
        agents.make(name)


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("transformers", "torch"),
        ("transformers", "transformers"),
        ("vllm", "vllm"),
        ("chat", "openai"),
        ("sb3", "stable_baselines3"),
    ],
)
def test_a_missing_package_names_the_pip_line(name, package, monkeypatch):
    for other in ("torch", "transformers", "vllm"):
        monkeypatch.setitem(sys.modules, other, type(sys)(other))
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'webgen-env\["):
        agents.make(name, model="tiny")


def test_the_names_are_sorted_and_hold_the_bundled_policies():
    names = agents.names()
    assert names == sorted(names)
    assert {"scaffold", "showcase", "silent", "looper", "broken-route"} <= set(names)


def test_an_unknown_name_names_the_nearest():
    with pytest.raises(ConfigurationError, match=r"No agent is called 'scaffol'\. Did you mean 'scaffold'"):
        agents.make("scaffol")
    with pytest.raises(ConfigurationError, match=r"Known: .*showcase"):
        agents.make("zzzzzzzzzz")


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(ConfigurationError, match=r"takes no key 'whole_projects'\. Did you mean 'whole_project'"):
        agents.make("scaffold", whole_projects=True)
    with pytest.raises(ConfigurationError, match=r"takes no key 'policies'\. Did you mean 'policy'"):
        agents.make("crasher", policies="scaffold")


def test_keys_reach_the_agent(own_names):
    agents.register("mine", f"{__name__}:Mine")
    assert agents.make("mine", warmth=7).warmth == 7
    assert "mine" in agents.names()


def test_registering_twice_is_fine_and_stealing_a_name_is_not(own_names):
    agents.register("mine", "package.module:Name")
    agents.register("mine", "package.module:Name")
    with pytest.raises(ConfigurationError, match=r"already registered as 'package\.module:Name'"):
        agents.register("mine", "other.module:Name")


@pytest.mark.parametrize("entry_point", ["", "module", "module:", ":Name", "a b:c", "module:Name; import os", "a:b\n"])
def test_an_entry_point_of_another_form_is_refused(own_names, entry_point):
    with pytest.raises(ConfigurationError, match=r"package\.module:ClassName"):
        agents.register("mine", entry_point)


@pytest.mark.parametrize(
    ("entry_point", "message"),
    [
        ("no_such_module_at_all:Name", "could not be loaded"),
        ("agents:NoSuchName", "could not be loaded"),
        ("agents.registry:ENTRY_POINT_GROUP", "is no class or function"),
        (f"{__name__}:NoAgent", "has no method act"),
    ],
)
def test_what_cannot_be_made_says_why(own_names, entry_point, message):
    agents.register("mine", entry_point)
    with pytest.raises(ConfigurationError, match=message):
        agents.make("mine")


def test_other_distributions_offer_agents_and_cannot_take_a_bundled_name(other_distribution):
    assert "remote" in agents.names()
    assert agents.make("remote").act("", {}) == "remote"
    assert isinstance(agents.make("scaffold"), agents.ScaffoldAgent)
