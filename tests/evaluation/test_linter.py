"""The linter on real projects: what it finds, what it lets pass, and what a hostile project gets from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webgen_env.errors import InfrastructureError
from webgen_env.evaluation.linting import Linter
from webgen_env.evaluation.linting.linter import _outcome
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.scaffold import default_scaffold

APP = "import Home from '@/pages/Home';\nexport default function App() { return <Home title=\"Bread\" />; }\n"
HOME = "export default function Home({ title }: { title: string }) { return <h1>{title}</h1>; }\n"


def project(**files: str):
    texts = {"src/App.tsx": APP, "src/pages/Home.tsx": HOME}
    texts |= {f"src/{name.replace('__', '/')}.tsx": text for name, text in files.items()}
    return default_scaffold().compose(parse_manifest(render_completion(texts, title="Bakery")))


@pytest.fixture(scope="module")
def linter():
    return Linter(concurrency=1)


@pytest.mark.slow
async def test_a_clean_project_passes():
    found = await Linter().check(project())
    assert found.passed, found
    assert found.counts == {"lint": 0, "types": 0, "undeclared": 0}


@pytest.mark.slow
async def test_every_kind_of_error_is_found_with_its_place():
    written = project(
        App="import { a } from 'lodash/fp';\nimport Home from './pages/Home';\n"
        "export default function App() { const unused = 1; void a; return <Home title={3} />; }\n"
    )
    written = replace(written, files={**written.files, "src/scene.js": "import * as three from 'three';"})
    found = await Linter().check(written)
    assert not found.passed
    assert found.undeclared == ("lodash", "three")
    assert any(line.startswith("src/App.tsx:3 @typescript-eslint/no-unused-vars") for line in found.lint)
    assert any(line.startswith("src/App.tsx:3 TS2322") for line in found.types)


@pytest.mark.slow
async def test_comments_switch_no_rule_off():
    text = "/* eslint-disable */\n// @ts-nocheck\nconst n: any = 'a';\nexport default function Page() { return n; }\n"
    found = await Linter().check(project(pages__Page=text))
    rules = " ".join(found.lint)
    assert "ban-ts-comment" in rules
    assert "no-explicit-any" in rules


@pytest.mark.slow
async def test_a_configuration_of_the_policys_own_is_not_run(tmp_path):
    evil = f"import fs from 'node:fs'; fs.writeFileSync({str(tmp_path / 'owned')!r}, 'x'); export default [];"
    hostile = project()
    hostile = replace(hostile, files={**hostile.files, "eslint.config.js": evil, "src/eslint.config.js": evil})
    found = await Linter().check(hostile)
    assert not (tmp_path / "owned").exists()
    assert found.lint == ()


@pytest.mark.slow
async def test_a_syntax_error_is_an_error_and_no_fault():
    found = await Linter().check(project(pages__Page="export default function ( {"))
    assert not found.passed
    assert not found.trouble
    assert found.lint
    assert found.types


async def test_paths_outside_and_packages_from_elsewhere_are_refused_before_anything_is_written(linter):
    good = project()
    outside = await linter.check(replace(good, files={**good.files, "../evil.tsx": "x"}))
    assert not outside.passed
    assert "outside" in outside.undeclared[0]
    git = await linter.check(replace(good, dependencies={**good.dependencies, "evil": "git+ssh://host/repo"}))
    assert not git.passed
    assert "evil" in git.undeclared[0]


@pytest.mark.parametrize(
    "output", [b"", b"{}", b"[]", b'{"lint": 1, "types": [], "undeclared": [], "counts": {}}', b"{" * 99]
)
def test_a_process_without_an_answer_is_a_fault_of_ours(output):
    with pytest.raises(InfrastructureError, match="status 9"):
        _outcome(output, b"killed", 9)


def test_the_identity_holds_until_something_that_decides_changes(linter, monkeypatch):
    before = linter.identity
    assert Linter().identity == before
    monkeypatch.setattr("webgen_env.evaluation.linting.linter.VERSION", 99)
    assert linter.identity != before
