"""Configuration is read as data: what is understood, and what becomes a note."""

# ruff: noqa: E501 - one configuration a line
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.build.sites import TOOLS, app, project
from tests.build.test_vite_builder import rules, text_of

if TYPE_CHECKING:
    from webgen_env.build import BuildOutcome, ViteBuilder

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONTENT = "content: ['./index.html', './src/**/*.{js,ts,jsx,tsx}']"


def notes(outcome: BuildOutcome) -> list[str]:
    return [note.rule for note in outcome.notes]


async def styled(builder: ViteBuilder, classes: str, configuration: str, name: str = "tailwind.config.js") -> str:
    files = {"src/App.tsx": f'export default () => <p className="{classes}">x</p>;\n'}
    outcome = await builder.build(project(files, configuration={name: configuration}, tools={**TOOLS, **PLUGINS}))
    return text_of(outcome, ".css")


PLUGINS = {"@tailwindcss/forms": "^0.5.7", "@tailwindcss/typography": "^0.5.10", "tailwindcss-animate": "^1.0.7"}


@pytest.mark.parametrize(
    ("configuration", "classes", "expected"),
    [
        (f"export default {{ {CONTENT}, theme: {{ extend: {{ colors: {{ brand: '#123456' }} }} }} }}", "bg-brand", "18 52 86"),
        (f"module.exports = {{ {CONTENT}, theme: {{ extend: {{ colors: {{ brand: '#123456' }} }} }} }}", "bg-brand", "18 52 86"),
        (f"const c = {{ 500: '#123456' }};\nexport default {{ {CONTENT}, theme: {{ extend: {{ colors: {{ brand: c }} }} }} }}", "bg-brand-500", "18 52 86"),
        (f"const base = {{ a: '#123456' }};\nexport default {{ {CONTENT}, theme: {{ extend: {{ colors: {{ ...base }} }} }} }}", "bg-a", "18 52 86"),
        (f"import colors from 'tailwindcss/colors';\nexport default {{ {CONTENT}, theme: {{ colors: {{ brand: colors.rose }} }} }}", "bg-brand-500", "244 63 94"),
        (f"const {{ rose }} = require('tailwindcss/colors');\nmodule.exports = {{ {CONTENT}, theme: {{ colors: {{ brand: rose[500] }} }} }}", "bg-brand", "244 63 94"),
        (f"import d from 'tailwindcss/defaultTheme';\nexport default {{ {CONTENT}, theme: {{ extend: {{ fontFamily: {{ sans: ['Inter', ...d.fontFamily.sans] }} }} }} }}", "font-sans", "Inter,ui-sans-serif"),
        (f"export default {{ {CONTENT}, theme: {{ extend: {{ width: ({{ theme }}) => ({{ brand: theme('spacing.7') }}) }} }} }}", "w-brand", "width:1.75rem"),
        (f"export default {{ {CONTENT}, theme: {{ extend: {{ width: (theme) => ({{ brand: theme('spacing.7') }}) }} }} }}", "w-brand", "width:1.75rem"),
        (f"export default {{ {CONTENT}, darkMode: 'class' }}", "dark:underline", ".dark"),
        (f"export default {{ {CONTENT}, prefix: 'tw-' }}", "tw-underline", ".tw-underline"),
        (f"export default {{ {CONTENT}, safelist: ['bg-lime-300'] }}", "x", ".bg-lime-300"),
        ("export default { content: [], safelist: ['bg-lime-300'] }", "underline", ".bg-lime-300"),
        (f"export default {{ {CONTENT}, plugins: [require('@tailwindcss/forms')] }}", "x", "[type=text]"),
        (f"import forms from '@tailwindcss/forms';\nexport default {{ {CONTENT}, plugins: [forms({{ strategy: 'class' }})] }}", "form-input", ".form-input"),
        (f"import t from '@tailwindcss/typography';\nexport default {{ {CONTENT}, plugins: [t] }}", "prose", ".prose"),
        (f"export default {{ {CONTENT}, plugins: [require('tailwindcss-animate')] }}", "animate-in", ".animate-in"),
    ],
)  # fmt: skip
async def test_tailwind_is_understood(builder: ViteBuilder, configuration: str, classes: str, expected: str) -> None:
    assert expected in await styled(builder, classes, configuration)


async def test_typescript_configuration_of_tailwind(builder: ViteBuilder) -> None:
    configuration = (
        "import type { Config } from 'tailwindcss';\n"
        f"const config: Config = {{ {CONTENT}, theme: {{ extend: {{ colors: {{ a: '#123456' }} }} }} }};\n"
        "export default config satisfies Config;\n"
    )
    assert "18 52 86" in await styled(builder, "bg-a", configuration, "tailwind.config.ts")


async def test_content_decides_what_is_scanned(builder: ViteBuilder) -> None:
    built = await styled(builder, "underline", "export default { content: ['./pages/**/*.html'] }")
    assert ".underline" not in built


async def test_a_plugin_that_is_not_declared_fails_as_in_a_real_build(builder: ViteBuilder) -> None:
    configuration = {"tailwind.config.js": f"export default {{ {CONTENT}, plugins: [require('@tailwindcss/forms')] }}"}
    outcome = await builder.build(project(configuration=configuration))
    assert rules(outcome) == ["build.unresolved-import"]
    assert outcome.errors[0].place == "tailwind.config.js"


@pytest.mark.parametrize(
    "plugin", ["function ({ addBase }) { addBase({}) }", "require('some-plugin')", "plugin(() => {})", "(() => {})()"]
)
async def test_plugins_that_are_code_become_a_note(builder: ViteBuilder, plugin: str) -> None:
    configuration = {"tailwind.config.js": f"export default {{ {CONTENT}, plugins: [{plugin}] }}"}
    outcome = await builder.build(project(configuration=configuration))
    assert outcome.site is not None
    assert "build.plugin-ignored" in notes(outcome)


@pytest.mark.parametrize(
    "text", ["export default makeConfig({}, 1)", "}{", "", "export default 5", "\x00", "while(true){}"]
)
async def test_what_cannot_be_read_becomes_a_note(builder: ViteBuilder, text: str) -> None:
    for name in ("tailwind.config.js", "vite.config.ts"):
        outcome = await builder.build(project({"src/index.css": "p { color: red; }"}, configuration={name: text}))
        assert outcome.site is not None, outcome.errors
        assert "build.configuration-unread" in notes(outcome)


async def test_configuration_that_grows_without_end_comes_to_one(builder: ViteBuilder) -> None:
    doubling = "const a0 = ['x', 'y'];\n" + "".join(f"const a{n} = [...a{n - 1}, ...a{n - 1}];\n" for n in range(1, 60))
    texts = "const s0 = 'x';\n" + "".join(f"const s{n} = s{n - 1} + s{n - 1};\n" for n in range(1, 60))
    loops = "const p = { ...q };\nconst q = { ...p };\nconst f = () => f();\n"
    configuration = f"{doubling}{texts}{loops}export default {{ {CONTENT}, safelist: a59, theme: {{ extend: {{ width: p, height: {{ a: s59 }}, spacing: f }} }} }}"
    deep = f"export default {{ {CONTENT}, safelist: {'[' * 300}{']' * 300} }}"
    for text in (configuration, deep):
        outcome = await builder.build(project(configuration={"tailwind.config.js": text}))
        assert outcome.site is not None, outcome.errors


@pytest.mark.parametrize(
    "alias",
    [
        "{ '@lib': path.resolve(__dirname, './src/lib') }",
        "{ '@lib': path.resolve(__dirname, 'src', 'lib') }",
        "{ '@lib': path.join(__dirname, 'src/lib') }",
        "{ '@lib': fileURLToPath(new URL('./src/lib', import.meta.url)) }",
        "{ '@lib': new URL('./src/lib', import.meta.url).pathname }",
        "{ '@lib': `${process.cwd()}/src/lib` }",
        "{ '@lib': '/src/lib' }",
        "[{ find: '@lib', replacement: path.resolve(__dirname, 'src/lib') }]",
    ],
)
@pytest.mark.parametrize(
    "wrapper", ["export default defineConfig({})", "export default defineConfig(({ mode }) => ({}))"]
)
async def test_aliases_are_understood(builder: ViteBuilder, alias: str, wrapper: str) -> None:
    head, tail = wrapper.rsplit("{}", 1)
    configuration = (
        "import { defineConfig } from 'vite';\nimport path from 'path';\nimport { fileURLToPath, URL } from 'node:url';\n"
        f"import react from '@vitejs/plugin-react';\n{head}{{ plugins: [react()], resolve: {{ alias: {alias} }} }}{tail}"
    )
    files = {"src/App.tsx": app("a", "import { a } from '@lib/a';"), "src/lib/a.ts": "export const a = 'found-it';\n"}
    outcome = await builder.build(project(files, configuration={"vite.config.ts": configuration}))
    assert "found-it" in text_of(outcome)
    assert "build.unresolved-import" in rules(await builder.build(project(files)))


async def test_definitions_are_understood(builder: ViteBuilder) -> None:
    configuration = {
        "vite.config.js": "export default { define: { __NAME__: JSON.stringify('defined-text'), 'process.env': {} } }"
    }
    files = {"src/App.tsx": app("__NAME__ + String(process.env.X)")}
    assert "defined-text" in text_of(await builder.build(project(files, configuration=configuration)))


async def test_paths_of_tsconfig_are_understood(builder: ViteBuilder) -> None:
    text = '{\n  // paths\n  "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./src/*"], "gone/*": ["./no/*"], }, },\n}'
    files = {"src/App.tsx": app("a", "import { a } from '~/lib/a';"), "src/lib/a.ts": "export const a = 'found-it';\n"}
    outcome = await builder.build(project(files, configuration={"tsconfig.app.json": text}))
    assert "found-it" in text_of(outcome)


async def test_settings_without_an_equivalent_become_a_note(builder: ViteBuilder) -> None:
    configuration = {"vite.config.ts": "export default { css: { devSourcemap: true }, server: { port: 3000 } }"}
    outcome = await builder.build(project(configuration=configuration))
    assert outcome.site is not None
    (note,) = [note for note in outcome.notes if note.rule == "build.configuration-ignored"]
    assert "css" in note.message
    assert "server" not in note.message
