from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build.sites import project
from webgen_env.build.specifiers import MAX_DEPENDENCIES, check_specifiers, classify, is_package_name

REFUSED = [
    "file:../secrets",
    "link:../secrets",
    "workspace:*",
    "git+https://example.org/a.git",
    "git://example.org/a.git",
    "github:a/b",
    "a/b",
    "a/b#main",
    "https://example.org/a.tgz",
    "http://127.0.0.1/a.tgz",
    "npm:lodash@4",
    "../x",
    "./x",
    "/etc",
    "~/x",
    ".",
    "",
    "a b c",
    "catalog:",
    "patch:a@1#x",
    "^1.0.0; rm -rf /",
    "\x00",
]


@pytest.mark.parametrize("specifier", [s for s in REFUSED if s])
def test_what_does_not_come_from_the_registry_is_refused(specifier: str) -> None:
    (finding,) = check_specifiers(project(dependencies={"lodash": specifier}))
    assert finding.rule == "install.specifier-refused"
    assert "lodash" in finding.message
    assert finding.place == "package.json"


@pytest.mark.parametrize("specifier", ["^1.2.3", "1", "*", "", ">=1 <3", "1 || 2", "1.2.3-beta.1", " ^1.0.0 "])
def test_ranges_pass(specifier: str) -> None:
    assert classify(specifier) == "range"
    assert check_specifiers(project(dependencies={"lodash": specifier})) == ()


@pytest.mark.parametrize("specifier", ["latest", "next", "beta", "rc-1"])
def test_tags_pass(specifier: str) -> None:
    assert classify(specifier) == "tag"


@pytest.mark.parametrize(
    "name", ["../x", "a/b/c", "@a", "@a/", "@/a", ".hidden", "_a", "a b", "node_modules", "", "A" * 215, "é", "a\x00"]
)
def test_what_is_no_name(name: str) -> None:
    assert not is_package_name(name)
    (finding,) = check_specifiers(project(dependencies={name: "^1.0.0"}))
    assert finding.rule == "install.bad-name"


@pytest.mark.parametrize("name", ["react", "@scope/name", "lodash.merge", "JSONStream", "a-b_c", "@types/react"])
def test_names(name: str) -> None:
    assert is_package_name(name)


def test_too_many_dependencies() -> None:
    many = {f"package-{number}": "1" for number in range(MAX_DEPENDENCIES + 1)}
    (finding,) = check_specifiers(project(dependencies=many, tools={}))
    assert finding.rule == "install.too-many-dependencies"
    del many["package-0"]
    assert check_specifiers(project(dependencies=many, tools={})) == ()


def test_development_dependencies_are_checked_too() -> None:
    (finding,) = check_specifiers(project(tools={"vite": "file:."}))
    assert finding.rule == "install.specifier-refused"


@given(st.text(max_size=300))
def test_any_specifier_is_classified(text: str) -> None:
    if classify(text) == "tag":
        assert not set(text.strip()) & set("/:@ \\#")
