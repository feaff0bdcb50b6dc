"""Sandbox: what the browser is shut in, besides the interception of all its requests."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from webgen_env.errors import ConfigurationError, ToolchainError

if TYPE_CHECKING:
    from webgen_env.browser.chromium import Chromium

_LOGGER = logging.getLogger(__name__)

SandboxKind = Literal["bubblewrap", "chromium", "namespace", "none"]

_PROBE_TIMEOUT_S = 20.0

# Programs and libraries, and of the configuration only what the loader and the browser read.
_SYSTEM_PATHS = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts", "/etc/chromium"),
)


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What the browser is shut in.

    Attributes:
        kind: ``"bubblewrap"``: no network, a read-only file system of which it sees only what it needs.
            ``"chromium"``: Chromium's own, for which it must not run as root. ``"namespace"``: no network.
            ``"none"``: nothing but the interception of requests.
        wrapper: Command in front of the browser's.
        own: Whether Chromium's own sandbox is on.
    """

    kind: SandboxKind
    wrapper: tuple[str, ...] = ()
    own: bool = False


def choose_sandbox(chromium: Chromium, asked: str = "auto") -> Sandbox:
    """Take the strongest sandbox that works on this machine.

    Args:
        chromium: The browser program.
        asked: ``"auto"``, or one kind that must be used.

    Returns:
        The sandbox. Its wrapper holds ``{profile}`` where the temporary folder belongs.

    Raises:
        ConfigurationError: There is no such kind.
        ToolchainError: The kind asked for does not work here.
    """
    kinds = get_args(SandboxKind)
    if asked != "auto" and asked not in kinds:
        raise ConfigurationError(f"sandbox: expected 'auto' or one of {', '.join(map(repr, kinds))}, got {asked!r}")
    for candidate in _candidates(chromium):
        if asked in {"auto", candidate.kind} and _works(candidate.kind, candidate.wrapper):
            return candidate
    raise ToolchainError(
        f"The sandbox {asked!r} does not work on this machine. Install bubblewrap (apt-get install bubblewrap), run as "
        f"another user than root, or take sandbox='auto'."
    )


def _candidates(chromium: Chromium) -> list[Sandbox]:
    root = os.geteuid() == 0
    found: list[Sandbox] = []
    if bubblewrap := shutil.which("bwrap"):
        # Some containers do not allow a process tree of its own to be shown.
        variants: tuple[tuple[str, ...], ...] = (("--unshare-pid", "--proc", "/proc"), ("--proc", "/proc"), ())
        found += [Sandbox("bubblewrap", _bubblewrap(bubblewrap, chromium, options)) for options in variants]
    if not root:
        found.append(Sandbox("chromium", own=True))
    if unshare := shutil.which("unshare"):
        # As an ordinary user a new network needs a new user namespace too.
        options = ("--net",) if root else ("--user", "--map-current-user", "--net")
        found.append(Sandbox("namespace", (unshare, *options, "--")))
    return [*found, Sandbox("none")]


def _bubblewrap(program: str, chromium: Chromium, options: tuple[str, ...]) -> tuple[str, ...]:
    """Everything read-only, nothing of the user's own files but the browser, no rights and no network."""
    arguments = [program, "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--cap-drop", "ALL"]
    for path in _SYSTEM_PATHS:
        arguments += ["--ro-bind-try", path, path]
    arguments += [*options, "--dev", "/dev", "--bind-try", "/dev/shm", "/dev/shm"]  # noqa: S108 - inside the sandbox
    arguments += ["--tmpfs", "/tmp"]  # noqa: S108 - inside the sandbox
    folders = {chromium.executable.parent, *(Path(path) for path in chromium.env.values())}
    for path in sorted(str(folder) for folder in folders if folder.exists()):
        arguments += ["--ro-bind", path, path]
    return (*arguments, "--bind", "{profile}", "{profile}", "--chdir", "{profile}", "--")


@lru_cache(maxsize=32)
def _works(kind: SandboxKind, wrapper: tuple[str, ...]) -> bool:
    """Try it: whether namespaces may be made depends on the kernel, the container and the user."""
    if kind == "none":
        return True
    command: tuple[str, ...]
    if kind == "chromium":
        unshare = shutil.which("unshare")
        command = (unshare, "--user", "--net", "--pid", "--fork", "--", "true") if unshare else ()
    else:
        # Without the temporary folder, which does not exist yet.
        end = wrapper.index("{profile}") - 1 if "{profile}" in wrapper else len(wrapper) - 1
        command = (*wrapper[:end], "--", "true")
    if not command:
        return False
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PROBE_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        _LOGGER.debug("Sandbox %s: %s", kind, error)
        return False
    return done.returncode == 0
