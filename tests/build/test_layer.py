from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from webgen_env.build.base_layer import base_manifest
from webgen_env.build.layer import DESCRIPTION, describe_layer, read_layer, resolved_digest, top_packages


def install(modules: Path, name: str, manifest: Mapping[str, object]) -> Path:
    folder = modules / name
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": "1.0.0", **manifest}))
    return folder


def test_a_layer_is_described_and_read_back(tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    (modules / ".bin").mkdir(parents=True)
    a = install(modules, "a", {"dependencies": {"b": "1", "nested": "1"}, "peerDependencies": {"p": "^1", "o": "*"},
                               "peerDependenciesMeta": {"o": {"optional": True}}})  # fmt: skip
    install(a / "node_modules", "nested", {"dependencies": {"@s/c": "1", "b": "1"}})
    for name in ("b", "@s/c", "p", "o", "unrelated"):
        install(modules, name, {})
    describe_layer(tmp_path)
    layer = read_layer(tmp_path)
    assert layer is not None
    assert set(layer.versions) == {"a", "b", "@s/c", "p", "o", "unrelated"}
    assert layer.requires["a"] == ("@s/c", "b", "p")
    assert layer.peers == {"a": {"p": "^1"}}
    assert layer.closure(["a"]) == ("@s/c", "a", "b", "p")
    assert layer.size > 0


def test_circles_come_to_an_end(tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    install(modules, "a", {"dependencies": {"b": "1"}})
    install(modules, "b", {"dependencies": {"a": "1"}})
    describe_layer(tmp_path)
    layer = read_layer(tmp_path)
    assert layer is not None
    assert layer.closure(["a"]) == ("a", "b")


def test_odd_manifests_are_read(tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    install(modules, "list", {"dependencies": ["a"], "peerDependencies": "x", "peerDependenciesMeta": 1})
    (modules / "empty").mkdir()
    (modules / "text").mkdir()
    (modules / "text" / "package.json").write_text('"text"')
    describe_layer(tmp_path)
    layer = read_layer(tmp_path)
    assert layer is not None
    assert layer.versions == {"empty": "", "list": "1.0.0", "text": ""}


def test_what_is_no_layer(tmp_path: Path) -> None:
    assert read_layer(tmp_path) is None
    for text in ("", "{", '{"format": 0}', "{}"):
        (tmp_path / DESCRIPTION).write_text(text)
        assert read_layer(tmp_path) is None


def test_no_folder_no_packages(tmp_path: Path) -> None:
    assert list(top_packages(tmp_path / "gone")) == []


def test_ranges_do_not_count_for_the_content_address() -> None:
    lock = base_manifest("pnpm-lock.yaml").decode()
    assert "specifier: ^18.3.1" in lock
    assert resolved_digest(lock.replace("specifier: ^18.3.1", "specifier: 18.3.1")) == resolved_digest(lock)
    assert resolved_digest(lock.replace("react@18.3.1", "react@18.3.0")) != resolved_digest(lock)
    assert resolved_digest(lock.replace("version: 18.3.1", "version: 18.3.0")) != resolved_digest(lock)


def test_the_base_lock_names_no_registry() -> None:
    lock = base_manifest("pnpm-lock.yaml").decode()
    assert "://" not in lock
    assert "tarball" not in lock
    wanted = json.loads(base_manifest("package.json"))["dependencies"]
    assert all(f"{name}:\n" in lock or f"'{name}':\n" in lock for name in wanted)
