from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from webgen_env.manifest import Manifest, ManifestFile, parse_manifest, render_completion
from webgen_env.scaffold import Project, default_scaffold

APP = "export default function App() {\n  return <h1>Hi</h1>;\n}\n"
OWNED = (
    "vite.config.ts",
    "vite.config.js",
    "postcss.config.js",
    "postcss.config.cjs",
    ".postcssrc.json",
    "tailwind.config.js",
    "tailwind.config.ts",
    "eslint.config.js",
    ".eslintrc.cjs",
    "tsconfig.json",
    "tsconfig.app.json",
    "tsconfig.node.json",
    ".babelrc",
)


def compose(files: dict[str, str], **options: Any) -> Project:
    return default_scaffold().compose(parse_manifest(render_completion(files, title="T", **options)))


def rules(project: Project) -> list[str]:
    return [note.rule for note in project.notes]


def package(**values: Any) -> str:
    whole = {**json.loads(default_scaffold().files["package.json"]), **values}
    return json.dumps({key: value for key, value in whole.items() if value is not None}, indent=2) + "\n"


# --- T + delta ---


def test_variable_files_give_a_whole_project() -> None:
    project = compose({"src/App.tsx": APP, "src/pages/Home.tsx": "export default 1;\n"})
    template = default_scaffold().files
    assert dict(project.files) == {**template, "src/App.tsx": APP, "src/pages/Home.tsx": "export default 1;\n"}
    assert project.written == project.changed == ("src/App.tsx", "src/pages/Home.tsx")
    assert project.dependencies == json.loads(template["package.json"])["dependencies"]
    assert project.dev_dependencies == json.loads(template["package.json"])["devDependencies"]
    assert project.notes == ()
    assert project.configuration == {}
    assert project.scaffold == default_scaffold().identity


@pytest.mark.parametrize("trim", [False, True], ids=["as they are", "without last newline"])
def test_emitting_everything_again_gives_the_same_project(trim: bool) -> None:
    delta = {"src/App.tsx": APP}
    everything = {**default_scaffold().files, **delta}
    again = compose({path: text.rstrip("\n") if trim else text for path, text in everything.items()})
    once = compose(delta)
    assert again.digest == once.digest
    assert again.files == once.files
    assert again.notes == ()
    assert again.changed == ("src/App.tsx",)
    assert len(again.written) == 13


def test_nothing_gives_the_scaffold() -> None:
    project = default_scaffold().compose(Manifest())
    assert project.files == default_scaffold().files
    assert project.written == project.changed == ()


def test_projects_differ_by_content_and_are_picklable() -> None:
    one, two = compose({"src/App.tsx": APP}), compose({"src/App.tsx": APP + "//"})
    assert one.digest != two.digest
    assert pickle.loads(pickle.dumps(one)) == one


def test_the_scaffold_is_not_changed_by_composing() -> None:
    before = dict(default_scaffold().files)
    compose({"src/App.jsx": APP, "src/main.jsx": "x", "package.json": "{}"}, shell=("npm i antd",))
    assert default_scaffold().files == before


# --- owned files ---


@pytest.mark.parametrize("path", OWNED)
def test_owned_files_stay_the_scaffolds(path: str) -> None:
    project = compose({"src/App.tsx": APP, path: "throw new Error('run');"})
    assert project.files.get(path) == default_scaffold().files.get(path)
    assert default_scaffold().owns(path)
    assert rules(project) == ["scaffold.owned"]
    assert project.notes[0].place == path
    assert project.notes[0].severity == "note"
    assert path in project.written
    assert path not in project.changed
    assert project.digest == compose({"src/App.tsx": APP}).digest or path in project.configuration


@pytest.mark.parametrize(
    "path", ["src/vite.config.ts", "public/tailwind.config.js", "src/tsconfig.json", "tsconfig.d/a.json", "config.ts"]
)
def test_the_same_names_elsewhere_are_not_owned(path: str) -> None:
    project = compose({"src/App.tsx": APP, path: "x\n"})
    assert project.files[path] == "x\n"
    assert not default_scaffold().owns(path)
    assert project.configuration == {}


def test_configuration_is_passed_on_as_data() -> None:
    own = {"tailwind.config.js": "a\n", "vite.config.js": "b\n", "tsconfig.app.json": "c\n", ".env": "VITE_A=1"}
    project = compose({"src/App.tsx": APP, **own, "postcss.config.js": "d\n", ".npmrc": "e"})
    assert project.configuration == own
    assert ".env" not in project.files
    assert ".npmrc" not in project.files


# --- page, entry and app ---


@pytest.mark.parametrize("extension", ["jsx", "js", "ts"])
def test_an_app_of_another_extension_replaces_the_scaffolds(extension: str) -> None:
    project = compose({f"src/App.{extension}": APP})
    assert "src/App.tsx" not in project.files
    assert "src/main.tsx" in project.files
    assert rules(project) == ["scaffold.entry"]


@pytest.mark.parametrize("path", ["src/main.jsx", "src/main.ts", "src/main.js"])
def test_an_entry_of_another_extension_is_loaded(path: str) -> None:
    project = compose({path: "console.info(1);\n"})
    assert f'src="/{path}"' in project.files["index.html"]
    assert "src/main.tsx" not in project.files


def test_an_index_that_mounts_is_an_entry() -> None:
    project = compose({"src/index.tsx": "createRoot(document.body).render(1);\n", "src/App.tsx": APP})
    assert 'src="/src/index.tsx"' in project.files["index.html"]
    assert "src/main.tsx" not in project.files


def test_an_index_that_mounts_nothing_is_no_entry() -> None:
    project = compose({"src/index.ts": "export * from './App';\n", "src/App.tsx": APP})
    assert project.files["index.html"] == default_scaffold().files["index.html"]
    assert "src/main.tsx" in project.files


def test_a_page_of_the_policy_is_left_alone() -> None:
    page = '<title>Mine</title><div id="root"></div><script type="module" src="/src/main.jsx"></script>\n'
    project = compose({"index.html": page, "src/main.jsx": "import './App';\n", "src/App.jsx": APP})
    assert project.files["index.html"] == page
    assert "src/main.tsx" not in project.files
    assert "src/App.tsx" not in project.files


def test_a_page_that_loads_the_scaffolds_entry_keeps_it() -> None:
    page = '<div id="root"></div><script type="module" src="/src/main.tsx"></script>\n'
    project = compose({"index.html": page, "src/main.jsx": "1;\n"})
    assert project.files["index.html"] == page
    assert "src/main.tsx" in project.files


def test_both_apps_of_the_policy_stay() -> None:
    project = compose({"src/App.tsx": APP, "src/App.js": APP})
    assert {"src/App.tsx", "src/App.js"} <= set(project.files)


# --- paths that meet the scaffold's ---


def test_a_slot_gives_way_to_a_path_in_another_case() -> None:
    project = compose({"src/app.tsx": APP})
    assert "src/App.tsx" not in project.files
    assert project.files["src/app.tsx"] == APP
    assert rules(project) == ["scaffold.case"]


def test_an_owned_file_does_not_give_way() -> None:
    project = compose({"Vite.config.ts": "x"})
    assert project.files == default_scaffold().files
    assert rules(project) == ["scaffold.conflict"]
    assert project.written == ()


@pytest.mark.parametrize("path", ["src/main.tsx/x.ts", "src"])
def test_no_path_is_file_and_folder(path: str) -> None:
    project = compose({path: "x"})
    assert project.files == default_scaffold().files
    assert rules(project) == ["scaffold.conflict"]


# --- package.json ---


def test_the_policys_package_json_is_used_verbatim_where_it_is_whole() -> None:
    text = package(name="shop", dependencies={"react": "^18.3.1", "react-dom": "^18.3.1", "antd": "^5.0.0"})
    project = compose({"src/App.tsx": APP, "package.json": text})
    assert project.files["package.json"] == text
    assert project.dependencies == {"react": "^18.3.1", "react-dom": "^18.3.1", "antd": "^5.0.0"}
    assert project.notes == ()


def test_a_package_json_without_react_is_completed() -> None:
    project = compose({"src/App.tsx": APP, "package.json": '{"name": "x", "dependencies": {"antd": "^5.0.0"}}'})
    assert project.dependencies == {"antd": "^5.0.0", "react": "^18.3.1", "react-dom": "^18.3.1"}
    assert project.dev_dependencies["vite"] == "^5.4.2"
    written = json.loads(project.files["package.json"])
    assert written["name"] == "x"
    assert written["dependencies"] == project.dependencies
    assert written["devDependencies"] == project.dev_dependencies
    assert written["scripts"] == {"dev": "vite", "build": "vite build", "preview": "vite preview"}
    assert rules(project) == ["scaffold.completed"]
    assert "react" in project.notes[0].message


def test_react_dom_is_completed_to_fit_react() -> None:
    project = compose({"package.json": package(dependencies={"react": "^19.0.0"})})
    assert project.dependencies == {"react": "^19.0.0", "react-dom": "^19.0.0"}


@pytest.mark.parametrize("quote", ["'", '"'])
def test_other_packages_of_the_scaffold_are_completed_where_they_are_imported(quote: str) -> None:
    own = package(dependencies={"react": "^18.3.1", "react-dom": "^18.3.1"})
    text = f"import {{ Star }} from {quote}lucide-react{quote};\n"
    assert "lucide-react" in compose({"package.json": own, "src/App.tsx": text}).dependencies
    assert "lucide-react" not in compose({"package.json": own, "src/App.tsx": "// lucide-react\n"}).dependencies


def test_what_is_declared_anywhere_is_not_added_again() -> None:
    own = package(dependencies={"react-dom": "^18"}, devDependencies=None, peerDependencies={"react": "^18"})
    project = compose({"package.json": own})
    assert project.dependencies == {"react-dom": "^18"}
    text = package(dependencies={**json.loads(package())["dependencies"], "vite": "^6"}, devDependencies={})
    assert "vite" not in compose({"package.json": text}).dev_dependencies


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "1", "nonsense", "[" * 100_000, '{"a": ' * 50_000, "9" * 5_000, '{"a": 1,}', "// c\n{}"],
)
def test_an_unreadable_package_json_gives_way_to_the_scaffolds(text: str) -> None:
    project = compose({"src/App.tsx": APP, "package.json": text})
    assert project.files["package.json"] == default_scaffold().files["package.json"]
    assert rules(project) == ["scaffold.package-json"]


def test_odd_values_in_package_json_do_no_harm() -> None:
    odd = {"dependencies": {"react": 1, "a": None, "b": ["x"], "c\ud800": "1", "d": "\ud800", "e": "1"}, "scripts": [1]}
    project = compose({"package.json": json.dumps(odd)})
    assert project.dependencies == {"e": "1", "react": "^18.3.1", "react-dom": "^18.3.1"}
    assert len(project.digest) == 64
    for text in project.files.values():
        text.encode()


def test_deep_values_beside_the_dependencies_do_no_harm() -> None:
    deep = '{"dependencies": {}, "x": ' + "[" * 900 + "]" * 900 + "}"
    project = compose({"package.json": deep})
    assert json.loads(project.files["package.json"])["dependencies"] == project.dependencies


# --- commands ---


def test_packages_of_commands_are_declared() -> None:
    project = compose({"src/App.tsx": APP}, shell=("npm install antd recharts@^2", "npm i -D @types/node"))
    assert project.dependencies["antd"] == "latest"
    assert project.dependencies["recharts"] == "^2"
    assert project.dev_dependencies["@types/node"] == "latest"
    assert json.loads(project.files["package.json"])["dependencies"] == project.dependencies
    assert rules(project) == ["scaffold.installed"]


def test_a_declared_range_wins_over_a_command() -> None:
    project = compose({"src/App.tsx": APP}, shell=("npm install react vite",))
    assert project.dependencies["react"] == "^18.3.1"
    assert "vite" not in project.dependencies
    assert project.notes == ()


@pytest.mark.parametrize("command", ["npm install antd; rm -rf /", "npm install git+https://x/antd", "echo antd"])
def test_other_commands_declare_nothing(command: str) -> None:
    assert compose({"src/App.tsx": APP}, shell=(command,)).digest == compose({"src/App.tsx": APP}).digest


def test_a_manifest_made_by_hand_composes() -> None:
    project = default_scaffold().compose(Manifest(files=(ManifestFile("src/App.tsx", APP, 1),)))
    assert project.files["src/App.tsx"] == APP
