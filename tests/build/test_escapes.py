"""What a project may not do: read or write outside itself, or run anything."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.build.sites import REACT, TOOLS, app, listed, project
from webgen_env.build import ViteBuilder

if TYPE_CHECKING:
    from webgen_env.build import BuildOutcome
    from webgen_env.toolchain import Toolchain

pytestmark = pytest.mark.asyncio(loop_scope="session")

MARK = "outside-secret-7f3a"
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg'><title>{MARK}</title></svg>"
BASE64 = base64.b64encode(PICTURE.encode()).decode()
UP = "../" * 14
SHARED = Path("/dev/shm")


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that no project may read."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret.txt").write_text(MARK)
    (folder / "secret.css").write_text(f".{MARK} {{ color: red; }}")
    (folder / "secret.js").write_text(f"export default '{MARK}';")
    (folder / "secret.json").write_text(f'{{"a": "{MARK}"}}')
    (folder / "secret.svg").write_text(PICTURE)
    (folder / "secret.scss").write_text(f".{MARK} {{ color: red; }}")
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=[True, False], ids=["kernel wall", "own walls"])
async def builder(request: pytest.FixtureRequest, toolchain: Toolchain) -> AsyncIterator[ViteBuilder]:
    """A builder with the kernel's confinement, and one that has only the walls that do not need it."""
    async with ViteBuilder(toolchain) as made:
        made._confined = request.param
        yield made


SCRIPTS = {
    "absolute": "import x from '{folder}/secret.js'",
    "relative": "import x from '{up}{folder}/secret.js'",
    "file system prefix": "import x from '/@fs{folder}/secret.js'",
    "file address": "import x from 'file://{folder}/secret.js'",
    "raw": "import x from '{folder}/secret.txt?raw'",
    "raw relative": "import x from '{up}{folder}/secret.txt?raw'",
    "url": "import x from '{folder}/secret.svg?url'",
    "url relative": "import x from '{up}{folder}/secret.svg?url'",
    "inline": "import x from '{up}{folder}/secret.css?inline'",
    "json": "import x from '{folder}/secret.json'",
    "picture": "import x from '{up}{folder}/secret.svg'",
    "style": "import '{folder}/secret.css'; const x = 1",
    "dynamic": "const x = import('{folder}/secret.js')",
    "worker": "import x from '{folder}/secret.js?worker&inline'",
    "worker constructor": "const x = new Worker(new URL('{up}{folder}/secret.js', import.meta.url))",
    "new URL": "const x = new URL('{up}{folder}/secret.svg', import.meta.url).href",
    "new URL absolute": "const x = new URL('{folder}/secret.svg', import.meta.url).href",
    "glob": "const x = import.meta.glob('{up}{folder}/*', {{ query: '?raw', eager: true, import: 'default' }})",
    "glob absolute": "const x = import.meta.glob('{folder}/*', {{ query: '?raw', eager: true, import: 'default' }})",
    "glob of style": "const x = import.meta.glob('{up}{folder}/*.css', {{ query: '?inline', eager: true }})",
    "encoded": "import x from '{up}{encoded}/secret.txt?raw'",
    "through a package": "import x from 'react/../../../../../../../../../..{folder}/secret.js'",
    "environment of the system": "import x from '/proc/self/environ?raw'",
    "passwords": "import x from '/etc/passwd?raw'",
}
STYLES = {
    "import absolute": "@import '{folder}/secret.css';",
    "import relative": "@import '{up}{folder}/secret.css';",
    "import url": "@import url('{folder}/secret.css');",
    "import without quotes": "@import url({up}{folder}/secret.css);",
    "picture absolute": ".a {{ background: url('{folder}/secret.svg'); }}",
    "picture relative": ".a {{ background: url({up}{folder}/secret.svg); }}",
    "picture set": ".a {{ background: image-set(url('{up}{folder}/secret.svg') 1x); }}",
    "composes": ".a {{ composes: {mark} from '{up}{folder}/secret.css'; }}",
    "config": "@config '{folder}/secret.js'; @tailwind base;",
    "plugin": "@plugin '{folder}/secret.js'; @tailwind base;",
    "source": "@source '{folder}'; @tailwind utilities;",
    "value": "@value {mark} from '{up}{folder}/secret.css'; .a {{ color: {mark}; }}",
}
PAGES = {
    "style": '<link rel="stylesheet" href="{up}{folder}/secret.css">',
    "style absolute": '<link rel="stylesheet" href="{folder}/secret.css">',
    "script": '<script type="module" src="{folder}/secret.js"></script>',
    "script relative": '<script type="module" src="{up}{folder}/secret.js"></script>',
    "inline script": "<script type=\"module\">import x from '{folder}/secret.js'; console.log(x)</script>",
    "inline style": "<style>@import '{folder}/secret.css';</style>",
    "picture": '<img src="{up}{folder}/secret.svg">',
    "icon": '<link rel="icon" href="{folder}/secret.svg">',
    "sources": '<img srcset="{up}{folder}/secret.svg 1x, {folder}/secret.svg 2x">',
    "style attribute": "<p style=\"background: url('{up}{folder}/secret.svg')\">x</p>",
}


def filled(template: str, folder: Path) -> str:
    encoded = str(folder).replace("o", "%6f").lstrip("/")
    return template.format(folder=folder, up=UP.rstrip("/"), encoded=f"/{encoded}", mark=MARK)


def assert_nothing_came_out(outcome: BuildOutcome) -> None:
    files = outcome.site.files if outcome.site is not None else {}
    everything = b"\n".join(files.values()).decode("utf-8", "replace")
    said = " ".join(error.message for error in (*outcome.errors, *outcome.notes)) + outcome.log
    # A built site may name the path that it asked for; what is in the file may not appear, in no encoding.
    for secret in (*(f"{before}{MARK}" for before in ("'", '"', "`", ">", ".", "%3e")), "root:x:0:0"):
        assert secret not in everything.lower()
        assert secret not in said.lower()
    assert BASE64 not in everything


@pytest.mark.parametrize("name", SCRIPTS)
async def test_scripts(builder: ViteBuilder, outside: Path, name: str) -> None:
    source = f"{filled(SCRIPTS[name], outside)};\nexport default () => <p>{{JSON.stringify(x)}}</p>;\n"
    if name == "style":
        source = source.replace("JSON.stringify(x)", "'x'")
    assert_nothing_came_out(await builder.build(project({"src/App.tsx": source})))


@pytest.mark.parametrize("name", STYLES)
async def test_styles(builder: ViteBuilder, outside: Path, name: str) -> None:
    style = filled(STYLES[name], outside)
    for path in ("src/index.css", "src/a.module.css"):
        files = {path: style, "src/App.tsx": "import './a.module.css';\nexport default () => <p />;\n"}
        assert_nothing_came_out(await builder.build(project({"src/a.module.css": "", **files})))


@pytest.mark.parametrize(
    "statement",
    ["@import '{folder}/secret';", "@use '{up}{folder}/secret';", ".a {{ b: url('{folder}/secret.svg'); }}"],
)
async def test_sass(builder: ViteBuilder, outside: Path, statement: str) -> None:
    files = {
        "src/a.scss": filled(statement, outside),
        "src/App.tsx": "import './a.scss';\nexport default () => <p />;\n",
    }
    assert_nothing_came_out(await builder.build(project(files, tools={**TOOLS, "sass": "^1.70.0"})))


@pytest.mark.parametrize("name", PAGES)
async def test_pages(builder: ViteBuilder, outside: Path, name: str) -> None:
    page = f'<!doctype html><html><head></head><body><div id="root"></div>{filled(PAGES[name], outside)}</body></html>'
    assert_nothing_came_out(await builder.build(project({"index.html": page})))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tailwind.config.js", "export default {{ content: ['{folder}/*', '{up}{folder}/**/*.css'], plugins: [] }}"),
        ("tailwind.config.js", "module.exports = {{ content: [], presets: [require('{folder}/secret.js')] }}"),
        ("vite.config.ts", "export default {{ resolve: {{ alias: {{ '@out': '{folder}' }} }} }}"),
        ("vite.config.ts", "export default {{ publicDir: '{folder}', root: '{folder}', envDir: '{folder}' }}"),
        ("tsconfig.json", '{{ "extends": "{folder}/secret.json" }}'),
        ("tsconfig.json", '{{ "compilerOptions": {{ "paths": {{ "@out/*": ["{up}{folder}/*"] }} }} }}'),
    ],
)
async def test_configuration(builder: ViteBuilder, outside: Path, name: str, text: str) -> None:
    source = "import x from '@out/secret.js';\nexport default () => <p>{x}</p>;\n"
    configuration = {name: filled(text, outside)}
    assert_nothing_came_out(await builder.build(project({"src/App.tsx": source}, configuration=configuration)))
    assert_nothing_came_out(await builder.build(project(configuration=configuration)))


async def test_package_json_reads_nothing(builder: ViteBuilder, outside: Path) -> None:
    manifest = {
        "name": "a",
        "browserslist": [f"extends {outside}/secret"],
        "postcss": {"plugins": {f"{outside}/secret.js": {}}},
        "imports": {"#x": f"{outside}/secret.js"},
    }
    files = {"package.json": json.dumps(manifest), "src/App.tsx": app("x", "import x from '#x';")}
    assert_nothing_came_out(await builder.build(project(files)))


def running_code(marker: Path) -> Mapping[str, str]:
    """Configuration of every kind that would leave a mark if it ran."""
    run = f"require('fs').writeFileSync('{marker}', 'ran')"
    run_module = f"import fs from 'node:fs'; fs.writeFileSync('{marker}', 'ran');"
    return {
        "tailwind.config.js": f"{run};\nmodule.exports = {{ content: [({run}, './src/**')], plugins: [() => {run}] }};",
        "vite.config.ts": f"{run_module}\nexport default {{ plugins: [{{ name: 'x', config() {{ {run} }} }}] }};",
        "postcss.config.js": f"{run_module}\nexport default {{}};",
        ".postcssrc.js": f"{run}",
        "eslint.config.js": f"{run}",
        ".browserslistrc": "extends ./evil.js",
        "evil.js": run,
        ".pnpmfile.cjs": run,
        ".npmrc": f"script-shell={marker}",
        "tailwind.config.ts": f"{run_module}\nexport default {{ content: [] }};",
    }


async def test_configuration_code_never_runs(builder: ViteBuilder, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    evil = running_code(marker)
    manifest = (
        '{"name": "a", "scripts": {"postinstall": "touch MARK", "preinstall": "touch MARK", "build": "touch MARK"}}'
    )
    files = {**evil, "package.json": manifest.replace("MARK", str(marker))}
    for configuration in (evil, {}):
        await builder.build(project(files, configuration=configuration))
    assert not marker.exists()


@pytest.mark.parametrize("path", ["src/named.cjs", "src/named.js", "src/named.ts", "tailwind.config.cjs"])
async def test_configuration_that_a_style_names_is_read_and_never_runs(builder: ViteBuilder, path: str) -> None:
    # Tailwind itself requires such a file. Had this one run, it would tell by the colour.
    source = (
        "const ran = { brand: '#654321' };\n"
        "try { process.env.HOME; ran.brand = '#' + (0xabcdef).toString(16); } catch {}\n"
        "const colors = { kept: '#123456', ran: ran.brand };\n"
        "module.exports = { content: ['./src/**/*.tsx'], safelist: ['text-ran'], theme: { colors } };\n"
    )
    style = f"@config '{'./' + path[4:] if path.startswith('src/') else '../' + path}';\n@tailwind utilities;\n"
    files = {
        path: source,
        "src/index.css": style,
        "src/App.tsx": 'export default () => <p className="bg-kept text-ran">x</p>;\n',
    }
    outcome = await builder.build(project(files))
    assert outcome.site is not None, outcome.errors
    css = b"".join(text for name, text in outcome.site.files.items() if name.endswith(".css"))
    assert b"18 52 86" in css
    assert b"171 205 239" not in css


@pytest.mark.parametrize("path", ["./missing.js", "../../../../../../etc/passwd", "/etc/passwd", "../constructor"])
async def test_a_style_names_a_configuration_that_is_not_there(builder: ViteBuilder, path: str) -> None:
    outcome = await builder.build(project({"src/index.css": f"@config '{path}';\n@tailwind utilities;\n"}))
    assert [error.rule for error in outcome.errors] == ["build.css"]
    assert outcome.errors[0].place.startswith("src/index.css")


async def test_install_scripts_of_packages_do_not_run(builder: ViteBuilder) -> None:
    # core-js prints from its postinstall script and esbuild replaces its program in one; neither is needed to build.
    outcome = await builder.build(project(dependencies={**REACT, "core-js": "3.38.1"}))
    assert outcome.site is not None, outcome.errors


async def test_a_site_cannot_write(builder: ViteBuilder, tmp_path: Path) -> None:
    names = [f"{UP}{tmp_path}/written.txt", f"{tmp_path}/written.txt", "src/../../../written.txt"]
    before = listed(SHARED)
    for name in names:
        outcome = await builder.build(project({name: "x"}))
        assert outcome.site is None
        assert [error.rule for error in outcome.errors] == ["build.outside-project"]
    assert listed(tmp_path) == set()
    assert not {name for name in listed(SHARED) - before if name.startswith("written")}


async def test_the_outside_is_named(builder: ViteBuilder, outside: Path) -> None:
    source = f"import x from '{outside}/secret.js';\nexport default () => <p>{{x}}</p>;\n"
    outcome = await builder.build(project({"src/App.tsx": source}))
    assert [error.rule for error in outcome.errors] == ["build.outside-project"]
    assert "secret.js" in outcome.errors[0].message
