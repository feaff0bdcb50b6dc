from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.sites import TOOLS, project
from webgen_env.build.known import known_packages
from webgen_env.build.layer import Layer
from webgen_env.build.plan import plan_install

BASE = Layer(
    digest="0" * 64,
    modules=Path("nowhere"),
    versions={"react": "18.3.1", "react-dom": "18.3.1", "lucide-react": "0.344.0", "scheduler": "0.23.2"},
    requires={"react-dom": ("react", "scheduler"), "react": (), "scheduler": ()},
    peers={"react-dom": {"react": "^18.3.1"}},
    size=1,
)


def test_development_tools_of_known_versions_are_not_installed() -> None:
    plan = plan_install(project())
    assert plan.install == {"react": "^18.3.1", "react-dom": "^18.3.1"}
    assert set(plan.known) == set(TOOLS)
    assert "tailwindcss" in plan.tools
    assert plan.declared["vite"] == "^5.4.2"


@pytest.mark.parametrize("specifier", ["^99.0.0", "5.4.9999", "no-such-tag"])
def test_a_tool_of_unknown_version_is_left_to_the_registry(specifier: str) -> None:
    plan = plan_install(project(tools={"vite": specifier}))
    assert plan.install["vite"] == specifier
    assert "vite" not in plan.known


def test_a_prerelease_range_admits_later_releases() -> None:
    plan = plan_install(project(tools={"eslint-plugin-react-hooks": "^5.1.0-rc.0"}))
    assert plan.known["eslint-plugin-react-hooks"].major == 5


def test_npm_prefers_the_latest_tag() -> None:
    for name, package in known_packages().items():
        latest = package.pick("latest")
        assert latest is not None, name
        assert package.pick("*") == latest


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("^18.0.0", True),
        ("18.3.1", True),
        ("18", True),
        ("^17 || ^18", True),
        ("^17.0.0", False),
        (">=17", False),
        ("*", False),
        ("latest", False),
        ("^18.0.0 || ^19.0.0", False),
        ("18.2.0", False),
    ],
)
def test_the_base_layer_serves_what_npm_would_take(specifier: str, expected: bool) -> None:
    plan = plan_install(project(dependencies={"react": specifier}, tools={}))
    assert plan.satisfied_by(BASE) is expected


def test_below_one_a_minor_version_is_a_major_one() -> None:
    assert plan_install(project(dependencies={"lucide-react": "^0.344.0"}, tools={})).satisfied_by(BASE)
    assert not plan_install(project(dependencies={"lucide-react": ">=0.300.0"}, tools={})).satisfied_by(BASE)


def test_the_base_layer_does_not_serve_what_it_lacks() -> None:
    assert not plan_install(project(dependencies={"left-pad": "1"}, tools={})).satisfied_by(BASE)


def test_sass_only_where_declared() -> None:
    assert not plan_install(project()).sass
    assert plan_install(project(tools={"sass": "^1.70.0"})).sass


def test_peers_of_tools_at_other_versions_are_doubtful() -> None:
    conflicting = plan_install(project(tools={"eslint": "^9.9.1", "eslint-plugin-react-hooks": "4.6.0"}))
    (sentence,) = conflicting.doubtful_peers(BASE)
    assert "eslint-plugin-react-hooks@4.6.0 wants eslint" in sentence
    fitting = plan_install(project(tools={"eslint": "^8.57.0", "eslint-plugin-react-hooks": "4.6.0"}))
    assert fitting.doubtful_peers(BASE) == ()


def test_the_scaffolds_own_tools_are_not_doubtful() -> None:
    assert plan_install(project()).doubtful_peers(BASE) == ()


def test_closure_is_what_hoisting_makes_visible() -> None:
    assert BASE.closure(["react-dom"]) == ("react", "react-dom", "scheduler")
    assert BASE.closure(["react", "nothing"]) == ("react",)
