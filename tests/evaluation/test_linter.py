"""The linter on real projects: what it finds, what it lets pass, and what a hostile project gets from it."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest
import pytest_asyncio

from webgen_env.errors import ClosedError, InfrastructureError
from webgen_env.evaluation.linting import Linter
from webgen_env.evaluation.linting.linter import _outcome
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.scaffold import default_scaffold

ON_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")
"""The processes stay warm from test to test."""

APP = "import Home from '@/pages/Home';\nexport default function App() { return <Home title=\"Bread\" />; }\n"
HOME = "export default function Home({ title }: { title: string }) { return <h1>{title}</h1>; }\n"


def project(**files: str):
    texts = {"src/App.tsx": APP, "src/pages/Home.tsx": HOME}
    texts |= {f"src/{name.replace('__', '/')}.tsx": text for name, text in files.items()}
    return default_scaffold().compose(parse_manifest(render_completion(texts, title="Bakery")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def linter():
    async with Linter(concurrency=1) as made:
        yield made


@ON_ONE_LOOP
async def test_a_clean_project_passes(linter):
    found = await linter.check(project())
    assert found.passed, found
    assert found.counts == {"lint": 0, "types": 0, "undeclared": 0}


@ON_ONE_LOOP
async def test_every_kind_of_error_is_found_with_its_place(linter):
    written = project(
        App="import { a } from 'lodash/fp';\nimport Home from './pages/Home';\n"
        "export default function App() { const unused = 1; void a; return <Home title={3} />; }\n"
    )
    written = replace(written, files={**written.files, "src/scene.js": "import * as three from 'three';"})
    found = await linter.check(written)
    assert not found.passed
    assert found.undeclared == ("lodash", "three")
    assert any(line.startswith("src/App.tsx:3 @typescript-eslint/no-unused-vars") for line in found.lint)
    assert any(line.startswith("src/App.tsx:3 TS2322") for line in found.types)


@ON_ONE_LOOP
async def test_comments_switch_no_rule_off(linter):
    text = "/* eslint-disable */\n// @ts-nocheck\nconst n: any = 'a';\nexport default function Page() { return n; }\n"
    found = await linter.check(project(pages__Page=text))
    rules = " ".join(found.lint)
    assert "ban-ts-comment" in rules
    assert "no-explicit-any" in rules


@ON_ONE_LOOP
async def test_a_configuration_of_the_policys_own_is_not_run(linter, tmp_path):
    evil = f"import fs from 'node:fs'; fs.writeFileSync({str(tmp_path / 'owned')!r}, 'x'); export default [];"
    hostile = project()
    hostile = replace(hostile, files={**hostile.files, "eslint.config.js": evil, "src/eslint.config.js": evil})
    found = await linter.check(hostile)
    assert not (tmp_path / "owned").exists()
    assert found.lint == ()


@ON_ONE_LOOP
async def test_a_syntax_error_is_an_error_and_no_fault(linter):
    found = await linter.check(project(pages__Page="export default function ( {"))
    assert not found.passed
    assert not found.trouble
    assert found.lint
    assert found.types


@ON_ONE_LOOP
async def test_nothing_of_one_project_reaches_the_next(linter):
    page = (
        "import { version } from 'react';\n"
        "export default function Page() { return <p mine={version}>{window.mine}</p>; }\n"
    )
    declared = (
        "import 'react';\n"
        "declare global { interface Window { mine: string } }\n"
        "declare module 'react' { interface HTMLAttributes<T> { mine?: string | T } }\n"
    )
    alone = await linter.check(project(pages__Page=page))
    assert {line.split()[1] for line in alone.types} == {"TS2322:", "TS2339:"}
    assert (await linter.check(project(pages__Page=page, declared=declared))).passed
    assert await linter.check(project(pages__Page=page)) == alone


@ON_ONE_LOOP
async def test_files_of_the_machine_are_not_there(linter, tmp_path):
    (tmp_path / "secret.ts").write_text("declare global { const secret: string; }\nexport const word = secret;\n")
    text = (
        f"/// <reference path='{tmp_path}/secret.ts' />\nimport {{ word }} from '{tmp_path}/secret';\n"
        "export default function Page() { return <p>{word}{secret}</p>; }\n"
    )
    found = await linter.check(project(pages__Page=text))
    assert {line.split()[1] for line in found.types} == {"TS6053:", "TS2307:", "TS2304:"}


@ON_ONE_LOOP
async def test_nesting_beyond_the_parsers_stack_fails_the_project_and_not_the_next(linter):
    deep = f"export default function Page() {{ return {'[' * 50_000}{']' * 50_000}; }}\n"
    found = await linter.check(project(pages__Page=deep))
    assert not found.passed
    assert not found.trouble
    assert "RangeError" in str(found.lint)
    assert (await linter.check(project())).passed


@ON_ONE_LOOP
async def test_a_process_that_was_killed_meanwhile_is_replaced(linter):
    await linter.check(project())
    [worker] = linter._idle
    os.kill(worker.pid, signal.SIGKILL)
    assert (await linter.check(project())).passed
    assert linter._idle != [worker]


async def test_a_project_that_misses_its_deadline_twice_fails():
    async with Linter(timeout_s=0.001) as hasty:
        found = await hasty.check(project())
        assert hasty._idle == []
    assert not found.passed
    assert "2 times" in found.lint[0]
    with pytest.raises(ClosedError):
        await hasty.check(project())


async def test_paths_outside_and_packages_from_elsewhere_are_refused_before_a_process_is_asked():
    linter, good = Linter(), project()
    outside = await linter.check(replace(good, files={**good.files, "../evil.tsx": "x"}))
    assert not outside.passed
    assert "outside" in outside.undeclared[0]
    git = await linter.check(replace(good, dependencies={**good.dependencies, "evil": "git+ssh://host/repo"}))
    assert not git.passed
    assert "evil" in git.undeclared[0]
    assert linter._idle == []


@pytest.mark.parametrize("fields", [{}, {"lint": 1, "types": [], "undeclared": [], "counts": {}}, {"lint": []}])
def test_an_answer_of_another_form_is_a_fault_of_ours(fields):
    with pytest.raises(InfrastructureError, match="no answer of its form"):
        _outcome(fields)


def test_the_identity_holds_until_something_that_decides_changes(monkeypatch):
    before = Linter().identity
    assert Linter().identity == before
    monkeypatch.setattr("webgen_env.evaluation.linting.linter.VERSION", 99)
    assert Linter().identity != before
