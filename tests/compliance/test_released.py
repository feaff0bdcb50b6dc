"""Each of the 13 checks of the released code, fired by taking one thing away from a completion that has it all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from webgen_env.compliance import RELEASED_RULES, released_checks
from webgen_env.manifest import parse_manifest, render_completion

PACKAGE: dict[str, Any] = {
    "name": "x",
    "version": "0.0.0",
    "scripts": {"dev": "vite", "build": "vite build", "preview": "vite preview"},
    "dependencies": {"react": "^18.3.1", "react-dom": "^18.3.1"},
    "devDependencies": {"vite": "^5.4.2"},
}
FILES = {
    "package.json": json.dumps(PACKAGE),
    "vite.config.ts": "export default {};",
    "src/pages/Home.tsx": "export default function Home() {}",
    "src/components/Card.tsx": "const Card = () => null;\nexport default Card;",
}


def completion(**options: Any) -> str:
    files = {path: text for path, text in {**FILES, **options.pop("files", {})}.items() if text is not None}
    return render_completion(files, **{"title": "X", **options})


def package(**values: Any) -> dict[str, Any]:
    changed = {key: value for key, value in {**PACKAGE, **values}.items() if value is not None}
    return {"files": {"package.json": json.dumps(changed)}}


WHOLE = completion()

BROKEN = [
    ("01-artifact", WHOLE.replace("</webArtifact>", "")),
    ("02-id", WHOLE.replace(' id="x"', "")),
    ("03-title", WHOLE.replace(' title="X"', "")),
    ("04-package-json", completion(files={"package.json": None})),
    ("05-json", completion(files={"package.json": "{,}"})),
    ("06-keys", completion(**package(version=None))),
    (
        "06-keys",
        completion(**package(devDependencies=None, dependencies={"react": "1", "react-dom": "1", "vite": "1"})),
    ),
    ("07-packages", completion(**package(dependencies={"react": "^18.3.1"}))),
    ("08-scripts", completion(**package(scripts={"dev": "vite", "build": "vite build"}))),
    ("09-vite-config", completion(files={"vite.config.ts": None, "vite.config.js": "x"})),
    ("10-install", completion(shell=("npm ci",))),
    ("11-start", completion(start="vite")),
    (
        "12-component",
        completion(files={"src/pages/Home.tsx": None, "src/components/Card.tsx": None, "src/Home.tsx": "x"}),
    ),
    ("13-default-export", completion(files={"src/pages/About.tsx": "export const About = () => null;"})),
]

# Completions that differ in the checked thing and still have it.
WHOLE_TOO = [
    ("01-artifact", f"Here:\n{WHOLE}\nBye"),
    ("02-id", WHOLE.replace('id="x"', "id='other'")),
    ("03-title", WHOLE.replace('title="X"', 'title="Y" data-z="1"')),
    ("04-package-json", WHOLE.replace('filePath="package.json"', 'filePath="./package.json"')),
    ("05-json", completion(files={"package.json": json.dumps(PACKAGE, indent=4)})),
    ("06-keys", completion(**package(extra=1))),
    (
        "07-packages",
        completion(**package(devDependencies={}, dependencies={"react": "1", "react-dom": "1", "vite": "1"})),
    ),
    ("08-scripts", completion(**package(scripts={"dev": "a", "build": "b", "preview": "c", "lint": "d"}))),
    ("09-vite-config", completion(files={"vite.config.ts": ""})),
    ("10-install", completion(shell=("npm install antd",))),
    ("11-start", completion(start="npm run start")),
    ("12-component", completion(files={"src/pages/Home.tsx": None})),
    ("13-default-export", completion(files={"src/pages/util.ts": "export const a = 1;"})),
]


def test_the_whole_completion_passes() -> None:
    verdict = released_checks(parse_manifest(WHOLE))
    assert verdict.passed
    assert verdict.findings == ()


@pytest.mark.parametrize(("rule", "text"), BROKEN)
def test_the_check_fires(rule: str, text: str) -> None:
    verdict = released_checks(parse_manifest(text))
    assert not verdict.passed
    assert f"released.{rule}" in [finding.rule for finding in verdict.findings]


@pytest.mark.parametrize(("rule", "text"), WHOLE_TOO)
def test_the_check_does_not_fire(rule: str, text: str) -> None:
    verdict = released_checks(parse_manifest(text))
    assert verdict.passed
    assert verdict.findings == ()


@pytest.mark.parametrize("rule", ["02-id", "03-title", "09-vite-config", "10-install", "11-start"])
def test_one_fault_fires_one_check(rule: str) -> None:
    text = next(text for name, text in BROKEN if name == rule)
    assert [finding.rule for finding in released_checks(parse_manifest(text)).findings] == [f"released.{rule}"]


def test_there_are_thirteen_with_a_case_each() -> None:
    names = [rule.id.removeprefix("released.") for rule in RELEASED_RULES]
    assert [name[:2] for name in names] == [f"{number:02d}" for number in range(1, 14)]
    assert {name for name, _ in BROKEN} == {name for name, _ in WHOLE_TOO} == set(names)


def test_the_file_without_default_export_is_named() -> None:
    text = next(text for name, text in BROKEN if name == "13-default-export")
    assert [finding.place for finding in released_checks(parse_manifest(text)).findings] == ["src/pages/About.tsx"]


def test_a_shell_action_before_the_files_hides_nothing() -> None:
    command = '<webAction type="shell">npm install'
    artifact = WHOLE.replace(
        '<webAction type="file" filePath="package.json">', f'{command}\n<webAction type="file" filePath="package.json">'
    )
    assert released_checks(parse_manifest(artifact)).passed


@pytest.mark.parametrize("text", ["", "\0", "[" * 10_000])
def test_hopeless_completions(text: str) -> None:
    verdict = released_checks(parse_manifest(text))
    assert verdict.groups == {"structure": False, "files": False, "commands": False, "content": False}
    odd = released_checks(parse_manifest(completion(files={"package.json": text or "null"})))
    assert not odd.passed
