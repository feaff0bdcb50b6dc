from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest

from webgen_env.compliance import check_compliance
from webgen_env.errors import ConfigurationError
from webgen_env.manifest import parse_manifest
from webgen_env.scaffold import default_scaffold, starter
from webgen_env.scaffold.page import local_scripts, script_sources

FILES = {
    "eslint.config.js",
    "index.html",
    "package.json",
    "postcss.config.js",
    "src/App.tsx",
    "src/index.css",
    "src/main.tsx",
    "src/vite-env.d.ts",
    "tailwind.config.js",
    "tsconfig.app.json",
    "tsconfig.json",
    "tsconfig.node.json",
    "vite.config.ts",
}


def test_the_scaffold_has_its_thirteen_files() -> None:
    scaffold = default_scaffold()
    assert set(scaffold.files) == FILES
    assert scaffold.identity == f"vite-react-typescript-starter@{scaffold.version}#{scaffold.digest[:10]}"
    assert all(text.endswith("\n") for text in scaffold.files.values())


def test_the_scaffold_is_one_picklable_value() -> None:
    assert default_scaffold() is default_scaffold()
    assert pickle.loads(pickle.dumps(default_scaffold())) == default_scaffold()


def test_the_digest_covers_what_decides_a_project() -> None:
    scaffold = default_scaffold()
    assert replace(scaffold, prompt="other").digest == scaffold.digest
    assert replace(scaffold, files={**scaffold.files, "a": ""}).digest != scaffold.digest
    assert replace(scaffold, version="2").digest != scaffold.digest
    assert replace(scaffold, owned=()).digest != scaffold.digest


def test_a_changed_template_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "DIGEST", "0" * 64)
    with pytest.raises(ConfigurationError, match="digest"):
        starter.default_scaffold.__wrapped__()


def test_declared_packages() -> None:
    package = json.loads(default_scaffold().files["package.json"])
    assert package["dependencies"] == {
        "lucide-react": "^0.344.0",
        "react": "^18.3.1",
        "react-dom": "^18.3.1",
        "react-router-dom": "^6.3.0",
    }
    assert package["scripts"] == {"dev": "vite", "build": "vite build", "lint": "eslint .", "preview": "vite preview"}
    assert package["devDependencies"]["vite"] == "^5.4.2"


def test_tailwind_sees_every_kind_of_source() -> None:
    assert "'./src/**/*.{js,jsx,ts,tsx}'" in default_scaffold().files["tailwind.config.js"]


@pytest.mark.parametrize(
    "path", ["src/App.tsx", "src/pages/deep/Home.tsx", "index.html", "package.json", "public/a.svg"]
)
def test_slots(path: str) -> None:
    assert default_scaffold().has_slot(path)


@pytest.mark.parametrize("path", ["vite.config.ts", "tailwind.config.js", "README.md", "server/index.js"])
def test_not_slots(path: str) -> None:
    assert not default_scaffold().has_slot(path)


# --- the system prompt ---


def test_the_example_of_the_prompt_is_a_compliant_completion() -> None:
    prompt = default_scaffold().system_prompt()
    _, _, example = prompt.partition("pages and components):\n")
    example = example.partition("# What is already there")[0]
    manifest = parse_manifest(example)
    assert manifest.findings == ()
    assert manifest.reasoning_form
    verdict = check_compliance(manifest, default_scaffold().compose(manifest))
    assert verdict.passed
    assert verdict.findings == ()


def test_the_prompt_says_what_is_there() -> None:
    scaffold = default_scaffold()
    prompt = scaffold.system_prompt()
    package = json.loads(scaffold.files["package.json"])
    assert all(f"`{path}`" in prompt for path in scaffold.files)
    assert all(f"`{name}`" in prompt and f"`{version}`" in prompt for name, version in package["dependencies"].items())
    assert all(f"`{name}`: `{command}`" in prompt for name, command in package["scripts"].items())


@pytest.mark.parametrize(
    "asked",
    [
        "Emit only the files that are new or that you change",
        "`antd`",
        "shadcn",
        "`recharts`",
        "React Router version 6",
        "src/pages",
        "src/components",
        "src/index.css",
        "ARIA",
        "keyboard",
        "phones first",
        "mock",
        "loading",
        "disabled",
        "browser",
        "git",
        "lint",
        "never shorten a file",
    ],
)
def test_the_prompt_asks_for(asked: str) -> None:
    assert asked in default_scaffold().system_prompt()


def test_the_prompt_does_not_ask_for_a_page_in_public() -> None:
    assert "public/index.html" not in default_scaffold().system_prompt()


# --- scripts of a page ---


@pytest.mark.parametrize(
    ("html", "paths"),
    [
        ('<script type="module" src="/src/main.tsx"></script>', ["src/main.tsx"]),
        ("<SCRIPT SRC='./src/a.ts?x=1#y' TYPE=module></SCRIPT>", ["src/a.ts"]),
        ("<script type=module src=src/a.js></script><script type=module src=/b.js></script>", ["src/a.js", "b.js"]),
        ('<script src="/classic.js"></script>', []),
        ('<script type="module">import "./x"</script>', []),
        ('<script type="module" src="https://example.com/x.js"></script>', []),
        ('<script type="module" src="//example.com/x.js"></script>', []),
        ('<script type="module" src="%BASE_URL%x.js"></script>', []),
        ('<script type="module" src="/../x.js"></script>', []),
        ('<!-- <script type="module" src="/no.ts"></script> -->', []),
        ('<!-- a --><script type="module" src="/yes.ts"></script><!-- <script type="module" src="/no.ts">', ["yes.ts"]),
        ("<scripted type=module src=/x.js>", []),
        ("<script type=module src=", []),
        ("", []),
    ],
)
def test_local_scripts(html: str, paths: list[str]) -> None:
    assert local_scripts(html) == paths


def test_script_sources_are_all_addresses() -> None:
    html = '<script src="https://a/b.js"></script><script src=/c.js></script><script>1</script>'
    assert script_sources(html) == ["https://a/b.js", "/c.js"]


def test_hostile_pages_come_to_an_end() -> None:
    for unit in ("<script ", "<!--", "<script src='", "<script <", "-->"):
        assert local_scripts(unit * 60_000) == []
