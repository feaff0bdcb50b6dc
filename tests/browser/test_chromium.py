"""Finding and unpacking Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from webgen_env.browser.chromium import install_chromium, locate_chromium, unpacked_folder
from webgen_env.browser.fonts import SUBSTITUTES, fontconfig, truetype_files, woff2_files
from webgen_env.browser.launch import command_line, environment, user_agent
from webgen_env.browser.sandbox import Sandbox, choose_sandbox
from webgen_env.errors import ToolchainError
from webgen_env.toolchain import Toolchain


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that says it is a browser."""
    path = tmp_path / "bin" / "chromium"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\necho 'Chromium 150.0.1.2 built on Debian'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(toolchain: Toolchain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toolchain:
    """A toolchain whose browser is not unpacked, on a machine without browsers."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv("WEBGEN_CHROMIUM", raising=False)
    return Toolchain(toolchain.node, toolchain.npm_cli, toolchain.modules, tmp_path / "home")


def test_the_pinned_shell_is_found(toolchain, chromium):
    assert chromium.kind == "sparticuz"
    assert chromium.version.split(".")[0].isdecimal()
    assert chromium.executable.parent == unpacked_folder(toolchain)
    assert len(chromium.fonts) == 12
    assert chromium.version in chromium.identity
    assert locate_chromium(toolchain) == chromium


def test_an_explicit_path_comes_first(toolchain, chromium, program, monkeypatch):
    found = locate_chromium(toolchain, program)
    assert (found.kind, found.executable, found.version) == ("explicit", program, "150.0.1.2")
    assert found.fonts == chromium.fonts
    monkeypatch.setenv("WEBGEN_CHROMIUM", str(program))
    assert locate_chromium(toolchain).kind == "explicit"
    monkeypatch.setenv("WEBGEN_CHROMIUM", "/no/such/program")
    with pytest.raises(ToolchainError, match="/no/such/program"):
        locate_chromium(toolchain)


def test_without_any_browser_the_command_is_named(bare):
    with pytest.raises(ToolchainError, match="webgen setup"):
        locate_chromium(bare)


def test_playwrights_own_comes_before_the_systems(bare, program, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(program.parent) + ":/bin:/usr/bin")
    assert locate_chromium(bare).kind == "system"
    for revision in ("999", "1200"):
        own = tmp_path / "playwright" / f"chromium_headless_shell-{revision}" / "chrome-linux" / "headless_shell"
        own.parent.mkdir(parents=True)
        shutil.copy(program, own)
    found = locate_chromium(bare)
    assert found.kind == "playwright"
    assert "1200" in str(found.executable)
    assert (found.fonts, dict(found.env)) == ("system", {})


def test_a_program_that_does_not_run_is_told(toolchain, program):
    program.write_text("#!/bin/sh\necho 'libnss3.so: not found' >&2\nexit 127\n")
    with pytest.raises(ToolchainError, match=r"libnss3\.so"):
        locate_chromium(toolchain, program)


@pytest.mark.slow
def test_unpacking_is_whole_or_not_at_all(bare):
    folder = unpacked_folder(bare)
    leftover = folder.parent / "unpacking-killed"
    leftover.mkdir(parents=True)
    lines: list[str] = []
    chromium = install_chromium(bare, lines.append)
    assert len(lines) == 1
    assert not leftover.exists()
    assert chromium.executable == folder / "chromium"
    names = {path.name for path in (folder / "fonts").rglob("*.ttf")}
    assert {"Inter_400Regular.ttf", "OpenSans-Regular.ttf"} <= names
    assert any("emoji" in name for name in names)
    stamp = (folder / "chromium").stat().st_mtime_ns
    assert install_chromium(bare, lines.append) == chromium
    assert len(lines) == 1
    assert (folder / "chromium").stat().st_mtime_ns == stamp
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith("unpacking")] == []


def test_a_broken_package_leaves_nothing(bare, tmp_path):
    modules = tmp_path / "modules"
    (modules / "@sparticuz/chromium/bin").mkdir(parents=True)
    (modules / "@sparticuz/chromium/package.json").write_text('{"version": "1.0.0"}')
    broken = Toolchain(bare.node, bare.npm_cli, modules, bare.home)
    with pytest.raises(ToolchainError, match="webgen setup"):
        install_chromium(broken)
    assert not unpacked_folder(broken).exists()
    assert list((bare.home / "chromium").glob("unpacking-*")) == []


def test_every_font_that_is_promised_is_there(toolchain, chromium):
    assert len(truetype_files(toolchain.modules)) > 20
    assert len(woff2_files(toolchain.modules)) > 20
    text = fontconfig(Path("/fonts & more"), Path("/cache"))
    assert "<dir>/fonts &amp; more</dir>" in text
    for family, names in SUBSTITUTES.items():
        assert f"<string>{family}</string>" in text
        assert f"<string>{names.split(', ')[0]}</string>" in text


def test_the_command_line(chromium, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    plain = command_line(chromium, Sandbox("none"), viewport=(800, 600))
    assert plain[0] == str(chromium.executable)
    assert "--no-sandbox" in plain
    assert "--window-size=800,600" in plain
    assert "--single-process" not in plain
    own = command_line(chromium, Sandbox("chromium", own=True), viewport=(800, 600))
    assert "--no-sandbox" not in own
    wrapped = command_line(chromium, Sandbox("namespace", ("unshare", "--net", "--")), viewport=(800, 600))
    assert wrapped[:3] == ["unshare", "--net", "--"]
    assert "SECRET_KEY" not in environment(chromium)
    assert "Headless" not in user_agent(chromium.version)
    assert "Chrome/150.0.0.0" in user_agent("unknown")


def test_a_sandbox_that_was_tried_is_chosen(chromium, monkeypatch):
    assert choose_sandbox(chromium, "none") == Sandbox("none")
    assert choose_sandbox(chromium).kind in {"bubblewrap", "chromium", "namespace", "none"}
    monkeypatch.setenv("PATH", "/nothing")
    with pytest.raises(ToolchainError, match="apt-get install bubblewrap"):
        choose_sandbox(chromium, "bubblewrap")
