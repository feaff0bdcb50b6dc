from __future__ import annotations

import asyncio
import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.build.sites import ROUTED, TOOLS, app, project
from webgen_env.build import Builder, BuildOutcome, Site, ViteBuilder
from webgen_env.build.layer import Layer
from webgen_env.build.node_worker import Answer
from webgen_env.build.vite_builder import _outcome
from webgen_env.errors import ClosedError, InfrastructureError

if TYPE_CHECKING:
    from webgen_env.findings import Finding
    from webgen_env.toolchain import Toolchain

pytestmark = pytest.mark.asyncio(loop_scope="session")


def text_of(outcome: BuildOutcome, suffix: str = ".js") -> str:
    assert outcome.site is not None, outcome.errors
    files = outcome.site.files
    return "\n".join(files[path].decode() for path in sorted(files) if path.endswith(suffix))


def rules(outcome: BuildOutcome) -> list[str]:
    assert outcome.site is None
    return [finding.rule for finding in outcome.errors]


async def only_error(builder: ViteBuilder, files: Mapping[str, str | None], **options: Mapping[str, str]) -> Finding:
    outcome = await builder.build(project(files, **options))
    assert outcome.site is None
    assert len(outcome.errors) == 1, outcome.errors
    return outcome.errors[0]


async def test_a_site_is_built(builder: ViteBuilder) -> None:
    outcome = await builder.build(project())
    assert outcome.errors == ()
    assert outcome.stage == "build"
    assert outcome.site is not None
    assert re.fullmatch("[0-9a-f]{64}", outcome.layer)
    assert {"layer", "build", "bundle"} <= set(outcome.timing)
    page = outcome.site.files["index.html"].decode()
    (script,) = re.findall(r'<script type="module" crossorigin src="/(assets/[^"]+\.js)">', page)
    (style,) = re.findall(r'<link rel="stylesheet" crossorigin href="/(assets/[^"]+\.css)">', page)
    assert b"Hello" in outcome.site.files[script]
    assert b".text-red-500" in outcome.site.files[style]
    assert b".text-blue-500" not in outcome.site.files[style]


async def test_it_is_a_builder_and_names_its_versions(builder: ViteBuilder, toolchain: Toolchain) -> None:
    assert isinstance(builder, Builder)
    assert f"vite-{toolchain.versions['vite']}" in builder.identity
    assert f"node-{toolchain.versions['node']}" in builder.identity


async def test_builds_are_deterministic(builder: ViteBuilder, toolchain: Toolchain) -> None:
    site = project(
        {"src/App.tsx": "import './a.css';\nexport default () => <p>{'x'.repeat(3)}</p>;\n", "src/a.css": ""}
    )
    first, second = [await builder.build(site) for _ in range(2)]
    async with ViteBuilder(toolchain) as other:
        third = await other.build(site)
    assert first.site is not None
    digests = {outcome.site.digest for outcome in (first, second, third) if outcome.site is not None}
    assert digests == {first.site.digest}


async def test_one_project_leaves_nothing_for_the_next(builder: ViteBuilder) -> None:
    before = await builder.build(project())
    await builder.build(
        project(
            {"src/App.tsx": 'export default () => <p className="bg-pink-300 underline">x</p>;\n'},
            configuration={".env": "NODE_ENV=development\nVITE_X=1\nBROWSER=x\n"},
        )
    )
    after = await builder.build(project())
    assert before.site is not None
    assert after.site is not None
    assert before.site.digest == after.site.digest


async def test_public_files_come_along(builder: ViteBuilder) -> None:
    files = {"public/robots.txt": "User-agent: *\n", "public/img/a.svg": "<svg/>", "public/index.html": "overwritten"}
    outcome = await builder.build(project(files))
    assert outcome.site is not None
    assert outcome.site.files["robots.txt"] == b"User-agent: *\n"
    assert outcome.site.files["img/a.svg"] == b"<svg/>"
    assert b"overwritten" not in outcome.site.files["index.html"]


async def test_the_at_sign_means_src(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": app("a", "import { a } from '@/lib/a';"), "src/lib/a.ts": "export const a = 'found';\n"}
    assert "found" in text_of(await builder.build(project(files)))


async def test_missing_import(builder: ViteBuilder) -> None:
    source = "import App from './App';\nimport Gone from './pages/Gone';\nexport default () => <Gone a={App} />;\n"
    finding = await only_error(builder, {"src/App.tsx": source.replace("import App from './App';\n", "\n")})
    assert finding.rule == "build.unresolved-import"
    assert finding.place == "src/App.tsx:2"
    assert "./pages/Gone" in finding.message


async def test_missing_package(builder: ViteBuilder) -> None:
    finding = await only_error(builder, {"src/App.tsx": "\nimport x from 'not-declared';\nexport default () => x;\n"})
    assert finding.rule == "build.unresolved-import"
    assert finding.place == "src/App.tsx:2"
    assert "not-declared" in finding.message


@pytest.mark.parametrize("package", ["antd", "recharts", "lucide-react", "zustand", "rc-util", "@ant-design/icons"])
async def test_the_base_layer_lends_nothing_undeclared(builder: ViteBuilder, package: str) -> None:
    finding = await only_error(builder, {"src/App.tsx": app("String(x)", f"import * as x from '{package}';")})
    assert finding.rule == "build.unresolved-import"
    assert package in finding.message


async def test_what_hoisting_brings_along_may_be_imported(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": app("createPath({})", "import { createPath } from '@remix-run/router';")}
    outcome = await builder.build(project(files, dependencies=ROUTED))
    assert outcome.site is not None, outcome.errors


async def test_missing_export(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": app("b", "", "import { b } from './a';"), "src/a.ts": "export const a = 1;\n"}
    finding = await only_error(builder, files)
    assert finding.rule == "build.missing-export"
    assert finding.place == "src/App.tsx:2"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("const a = 1;\nexport default function App() {\n  return <div><p></div>;\n}\n", 3),
        ("export default () => <p>{[1,}</p>;\n", 1),
        ("const a = 1;\n\nconst a = 2;\nexport default () => <p>{a}</p>;\n", 3),
    ],
)
async def test_syntax_errors_have_their_line(builder: ViteBuilder, source: str, line: int) -> None:
    outcome = await builder.build(project({"src/App.tsx": source}))
    assert outcome.site is None
    assert outcome.errors[0].rule == "build.syntax"
    assert outcome.errors[0].place == f"src/App.tsx:{line}"


@pytest.mark.parametrize(
    ("style", "line", "words"),
    [
        (".a { color: red; }\n.b { @apply no-such-class; }\n", 2, "no-such-class"),
        (".a { color: red;\n", 1, "Unclosed block"),
        ("@import './gone.css';\n", 0, "gone.css"),
    ],
)
async def test_style_errors(builder: ViteBuilder, style: str, line: int, words: str) -> None:
    finding = await only_error(builder, {"src/index.css": style})
    assert finding.rule in {"build.css", "build.unresolved-import"}
    assert finding.place == (f"src/index.css:{line}" if line else "src/index.css")
    assert words in finding.message


async def test_bad_json(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": "import a from './a.json';\nexport default () => <p>{a.b}</p>;\n", "src/a.json": "{b: 1}"}
    assert (await only_error(builder, files)).rule == "build.syntax"


async def test_missing_entry(builder: ViteBuilder) -> None:
    finding = await only_error(builder, {"src/main.tsx": None})
    assert finding.rule == "build.missing-entry"
    assert "/src/main.tsx" in finding.message
    assert (await only_error(builder, {"index.html": None})).rule == "build.missing-entry"


async def test_types_are_not_checked(builder: ViteBuilder) -> None:
    outcome = await builder.build(
        project({"src/App.tsx": "const a: number = 'text';\nexport default () => <p>{a}</p>;\n"})
    )
    assert outcome.site is not None


async def test_jsx_in_a_js_file_fails_as_in_vite(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": "export { default } from './b';\n", "src/b.js": "export default () => <p>x</p>;\n"}
    assert (await only_error(builder, files)).rule == "build.syntax"


async def test_errors_show_no_path_of_this_machine(builder: ViteBuilder, toolchain: Toolchain) -> None:
    broken = {
        "src/App.tsx": "import a from './gone';\nimport b from 'gone';\nexport default (",
        "src/index.css": "@import './gone.css';\n",
        "index.html": '<script type="module" src="/gone.tsx"></script>',
    }
    for name, text in broken.items():
        outcome = await builder.build(project({name: text}))
        shown = json.dumps([str(error) for error in outcome.errors]) + outcome.log
        assert outcome.site is None
        for secret in (str(toolchain.home), str(toolchain.modules), "/dev/shm", "webgen-build-", "node:"):
            assert secret not in shown


async def test_errors_are_bounded(builder: ViteBuilder) -> None:
    imports = "".join(f"import a{number} from './gone{number}';\n" for number in range(300))
    names = ", ".join(f"a{number}" for number in range(300))
    outcome = await builder.build(project({"src/App.tsx": f"{imports}export default () => [{names}];\n"}))
    assert 1 <= len(outcome.errors) <= 20
    assert set(rules(outcome)) == {"build.unresolved-import"}


async def test_sass_where_declared(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": app("1", "import './a.scss';"), "src/a.scss": "$c: red;\n.a { .b { color: $c; } }\n"}
    declared = await builder.build(project(files, tools={**TOOLS, "sass": "^1.70.0"}))
    assert ".a .b{color:red}" in text_of(declared, ".css")
    undeclared = await builder.build(project(files))
    assert rules(undeclared) == ["build.css"]


async def test_assets_and_modules(builder: ViteBuilder) -> None:
    files = {
        "src/App.tsx": (
            "import logo from './logo.svg';\nimport text from './note.txt?raw';\nimport data from './data.json';\n"
            "import styles from './app.module.css';\n"
            "const pages = import.meta.glob('./pages/*.ts', { eager: true });\n"
            "const url = new URL('./logo.svg', import.meta.url).href;\n"
            "export default () => <p className={styles.box}>{logo}{text}{data.x}{Object.keys(pages)}{url}</p>;\n"
        ),
        "src/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "src/note.txt": "raw-note",
        "src/data.json": '{"x": "json-value"}',
        "src/app.module.css": ".box { color: blue; }",
        "src/pages/one.ts": "export const one = 'page-one';\n",
    }
    built = text_of(await builder.build(project(files)))
    for expected in ("raw-note", "json-value", "page-one", "data:image/svg+xml", "_box_"):
        assert expected in built


async def test_settings_files_are_data(builder: ViteBuilder) -> None:
    shown = "import.meta.env.VITE_TITLE + import.meta.env.VITE_PATH + JSON.stringify(import.meta.env)"
    files = {"src/App.tsx": app(shown)}
    settings = {".env": "VITE_TITLE=from-settings\nSECRET=hidden-value\nVITE_PATH=${PATH}:${AWS_SECRET_ACCESS_KEY}\n"}
    built = text_of(await builder.build(project(files, configuration=settings)))
    assert "from-settings" in built
    assert "hidden-value" not in built


async def test_nothing_of_our_environment_reaches_a_site(builder: ViteBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VITE_SECRET", "top-secret")
    monkeypatch.setenv("SECRET_TOKEN", "top-secret")
    source = "export default () => <p>{JSON.stringify(import.meta.env)}{process.env.SECRET_TOKEN}</p>;\n"
    async with ViteBuilder() as fresh:
        settings = {".env": "VITE_COPY=${SECRET_TOKEN}x\n"}
        built = text_of(await fresh.build(project({"src/App.tsx": source}, configuration=settings)))
    assert "top-secret" not in built


async def test_after_close(toolchain: Toolchain) -> None:
    closed = ViteBuilder(toolchain)
    await closed.aclose()
    await closed.aclose()
    with pytest.raises(ClosedError):
        await closed.build(project())


async def test_many_callers_wait_their_turn(builder: ViteBuilder) -> None:
    outcomes = await asyncio.gather(*(builder.build(project()) for _ in range(4)))
    assert len({outcome.site.digest for outcome in outcomes if outcome.site is not None}) == 1


async def test_a_builder_is_cheap_to_make_and_works_without_a_loop() -> None:
    assert isinstance(Site({}), Site)
    assert ViteBuilder(install_timeout_s=1.0) is not None


async def test_unreachable_registry_is_our_fault(
    toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    async with ViteBuilder(dataclasses.replace(toolchain, home=tmp_path)) as builder:
        with pytest.raises(InfrastructureError) as caught:
            await builder.build(project())
    assert caught.value.stage == "install"
    assert "127.0.0.1" not in str(caught.value)


@pytest.mark.slow
async def test_what_development_packages_bring_along_may_be_imported(builder: ViteBuilder) -> None:
    # nanoid comes with postcss: a real installation has it at the top, and a real build finds it.
    files = {"src/App.tsx": app("nanoid()", "import { nanoid } from 'nanoid';")}
    outcome = await builder.build(project(files, tools={"postcss": "^8.4.35", "tailwindcss": "^3.4.1"}))
    assert outcome.site is not None, outcome.errors
    without = await builder.build(project(files, tools={"globals": "^15.9.0"}))
    assert rules(without) == ["build.unresolved-import"]


async def test_a_machine_that_lacks_something_is_no_fault_of_the_project(builder: ViteBuilder) -> None:
    # A full disk is the machine's; a name longer than any file system takes is the project's own.
    fields = {"ok": False, "fault": "ENOSPC", "errors": [], "notes": [], "log": [], "routes": []}
    layer = Layer("0" * 64, Path(), {}, {}, {}, 0)
    with pytest.raises(InfrastructureError) as caught:
        _outcome(project(), layer, Answer(fields, {}), (), {})
    assert caught.value.stage == "build"
    assert "ENOSPC" in str(caught.value)
    outcome = await builder.build(project({f"src/{'a' * 300}.ts": ""}))
    assert rules(outcome) == ["build.failed"]


async def test_unused_modules_of_a_project_have_to_compile(builder: ViteBuilder) -> None:
    files = {
        "src/App.tsx": app("a", "import { a } from './parts';"),
        "src/parts/index.ts": "export { a } from './a';\nexport { b } from './b';\n",
        "src/parts/a.ts": "export const a = 1;\n",
        "src/parts/b.ts": "export const b = (\n",
    }
    for manifest in ('{"name": "a"}', '{"name": "a", "sideEffects": false}'):
        assert rules(await builder.build(project({**files, "package.json": manifest})))[0] == "build.syntax"


async def test_text_that_is_no_unicode(builder: ViteBuilder) -> None:
    lone = chr(0xD800)
    outcome = await builder.build(project({"src/App.tsx": app(f"'a{lone}b'"), "public/a.txt": f"a{lone}b"}))
    assert outcome.site is not None, outcome.errors
    assert outcome.site.files["a.txt"].decode() == "a\N{REPLACEMENT CHARACTER}b"


async def test_identity_changes_with_what_decides_the_output(builder: ViteBuilder) -> None:
    assert re.search(r"\+build-[0-9a-f]{8}$", builder.identity)


async def test_files_of_other_frameworks(builder: ViteBuilder) -> None:
    files = {"src/App.tsx": "export { default } from './App.vue';\n", "src/App.vue": "<template><p>x</p></template>\n"}
    finding = await only_error(builder, files)
    assert finding.rule == "build.failed"
    assert ".vue" in finding.message
