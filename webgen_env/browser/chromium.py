"""Chromium: which browser program is used; finding it, and unpacking the pinned one."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from filelock import FileLock

from webgen_env.browser.fonts import fontconfig, truetype_files, woff2_files
from webgen_env.errors import ToolchainError

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

_LOGGER = logging.getLogger(__name__)

ChromiumKind = Literal["explicit", "sparticuz", "playwright", "system"]

PATH_VARIABLE = "WEBGEN_CHROMIUM"
SETUP_COMMAND = "webgen setup"
PACKAGE = "@sparticuz/chromium"
UNPACK_TIMEOUT_S = 300.0

# Part of the unpacked folder's address: raise it when the way of unpacking changes.
_LAYOUT = "1"
_SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser program and what it needs around it.

    Attributes:
        executable: The program.
        kind: Where it comes from.
        version: Its version, such as ``"153.0.8010.0"``.
        env: Environment variables that it needs, such as those for its libraries and fonts.
        fonts: Digest of the fonts that it sees (16 hexadecimal digits); ``"system"`` if it sees the machine's.
    """

    executable: Path
    kind: ChromiumKind
    version: str
    env: Mapping[str, str] = field(default_factory=dict)
    fonts: str = "system"

    @property
    def identity(self) -> str:
        """Program, version and fonts in one word."""
        return f"chromium-{self.version}+{self.kind}+fonts-{self.fonts}"


def locate_chromium(toolchain: Toolchain, explicit: str | Path | None = None) -> Chromium:
    """Find a browser. Nothing is downloaded or unpacked.

    The order: an explicit path (argument, or the variable ``WEBGEN_CHROMIUM``), the pinned headless shell, Playwright's
    own, a system Chromium or Chrome.

    Args:
        toolchain: The installed toolchain, which holds the pinned shell and the fonts.
        explicit: Path of a browser program.

    Returns:
        The first that is there.

    Raises:
        ToolchainError: There is none, or the explicit one does not run; names the command that mends it.
    """
    asked = explicit or os.environ.get(PATH_VARIABLE)
    folder = unpacked_folder(toolchain)
    pinned = folder.is_dir()
    if asked:
        path = Path(asked).expanduser().absolute()
        if not path.is_file():
            raise ToolchainError(
                f"Expected a Chromium program at {asked!s} (from the argument or {PATH_VARIABLE}), got no file. "
                f"Name an existing program, or leave it out and run: {SETUP_COMMAND}"
            )
        return _foreign(path, "explicit", folder if pinned else None)
    if pinned:
        return Chromium(
            folder / "chromium",
            "sparticuz",
            _program_version(folder / "chromium", str(folder / "lib")),
            {"LD_LIBRARY_PATH": str(folder / "lib"), **_font_environment(folder)},
            _font_digest(folder),
        )
    for path, kind in (*((path, "playwright") for path in _playwright_programs()), *_system_programs()):
        return _foreign(path, kind, None)
    raise ToolchainError(f"No Chromium is installed. Run: {SETUP_COMMAND}")


def unpacked_folder(toolchain: Toolchain) -> Path:
    """Where the pinned shell is or will be unpacked: addressed by its version, its fonts and the way of unpacking."""
    version = toolchain.package_version(PACKAGE)
    configuration = fontconfig(Path(), Path())
    hasher = hashlib.sha256(f"{_LAYOUT}:{configuration}:".encode())
    for path in (*truetype_files(toolchain.modules), *woff2_files(toolchain.modules)):
        hasher.update(f"{path.relative_to(toolchain.modules)}:{path.stat().st_size}:".encode())
    return toolchain.home / "chromium" / f"{version}-{hasher.hexdigest()[:12]}"


def install_chromium(toolchain: Toolchain, progress: Callable[[str], None] | None = None) -> Chromium:
    """Unpack the pinned shell with its libraries and fonts, if that is not done yet. Needs no network.

    Safe for many processes at once; a killed one leaves nothing that looks complete.

    Args:
        toolchain: The installed toolchain.
        progress: Called with a short line when something that takes time begins.

    Returns:
        The browser.

    Raises:
        ToolchainError: Unpacking failed.
    """
    folder = unpacked_folder(toolchain)
    parent = folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    with FileLock(parent / "unpack.lock"):
        if not folder.is_dir():
            if progress is not None:
                progress(f"Unpacking Chromium {toolchain.package_version(PACKAGE)}")
            for leftover in parent.glob("unpacking-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            _unpack(toolchain, folder)
    return locate_chromium(toolchain, explicit=None)


def _unpack(toolchain: Toolchain, folder: Path) -> None:
    work = Path(tempfile.mkdtemp(prefix="unpacking-", dir=folder.parent))
    try:
        (work / "fonts").mkdir()
        converted = [
            (str(path.relative_to(toolchain.modules)), f"fonts/{path.parts[-3]}-{path.stem}.ttf")
            for path in woff2_files(toolchain.modules)
        ]
        _run_unpacker(toolchain, work, converted)
        for archive, target in (("al2023", ""), ("swiftshader", "swiftshader"), ("fonts", "fonts")):
            with tarfile.open(work / f"{archive}.tar") as tar:
                # An attribute, because the argument of that name came with Python 3.11.4.
                tar.extraction_filter = getattr(tarfile, "data_filter", None)
                tar.extractall(work / target)  # noqa: S202  # the archive is locked by its hash
            (work / f"{archive}.tar").unlink()
        for path in truetype_files(toolchain.modules):
            shutil.copyfile(path, work / "fonts" / path.name)
        (work / "fonts.conf").write_text(fontconfig(folder / "fonts", folder / "font-cache"), "utf-8")
        (work / "font-cache").mkdir()
        work.chmod(0o755)
        work.rename(folder)
    except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
        raise ToolchainError(f"Chromium could not be unpacked into {folder}: {error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run_unpacker(toolchain: Toolchain, work: Path, converted: list[tuple[str, str]]) -> None:
    script = resources.files("webgen_env.browser").joinpath("unpack.mjs").read_bytes()
    (work / "unpack.mjs").write_bytes(script)
    done = subprocess.run(
        [toolchain.node, work / "unpack.mjs", toolchain.modules, work, json.dumps(converted)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=UNPACK_TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        raise ToolchainError(
            f"Chromium could not be unpacked (exit {done.returncode}). Is the disk full? Then run: {SETUP_COMMAND}\n"
            f"{done.stderr[-1500:]}"
        )
    (work / "unpack.mjs").unlink()


def _foreign(path: Path, kind: ChromiumKind, pinned: Path | None) -> Chromium:
    """A browser that is not the pinned one; it still gets the pinned fonts where they are."""
    if pinned is None:
        return Chromium(path, kind, _program_version(path, ""))
    return Chromium(path, kind, _program_version(path, ""), _font_environment(pinned), _font_digest(pinned))


def _font_environment(folder: Path) -> dict[str, str]:
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "FONTCONFIG_PATH": str(folder)}


def _font_digest(folder: Path) -> str:
    return folder.name.rpartition("-")[2]


@lru_cache(maxsize=8)
def _program_version(executable: Path, libraries: str) -> str:
    env = {**os.environ, **({"LD_LIBRARY_PATH": libraries} if libraries else {})}
    try:
        done = subprocess.run(
            [executable, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=30,
            env=env,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        detail = getattr(error, "stderr", "") or error
        raise ToolchainError(
            f"Chromium at {executable} does not run: {str(detail)[-500:]}. Run: {SETUP_COMMAND}"
        ) from error
    words = [word for word in done.stdout.split() if word[:1].isdigit()]
    return words[0] if words else "unknown"


def _playwright_programs() -> list[Path]:
    """Chromium of Playwright's own download folder, newest first; Playwright itself is not loaded for it."""
    asked = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    base = Path(asked) if asked and asked != "0" else Path.home() / ".cache" / "ms-playwright"
    patterns = ("chromium_headless_shell-*/chrome-*/*headless*shell", "chromium-*/chrome-linux*/chrome")
    return [
        path
        for pattern in patterns
        for path in sorted(base.glob(pattern), key=_revision, reverse=True)
        if os.access(path, os.X_OK) and path.is_file()
    ]


def _revision(path: Path) -> int:
    digits = path.parts[-3].rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _system_programs() -> list[tuple[Path, ChromiumKind]]:
    found = (shutil.which(name) for name in _SYSTEM_NAMES)
    return [(Path(path), "system") for path in found if path]
