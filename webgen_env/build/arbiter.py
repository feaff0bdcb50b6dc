"""Arbiter: asks npm itself whether it would install a set of packages whose peers may conflict.

npm refuses some conflicts between peers (its code ERESOLVE) and overrules others, by rules that only its own resolver
knows. It is slow, and so is asked only where a conflict has been seen.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

from webgen_env.build.installer import PackageError, installer_environment
from webgen_env.build.process import end_guarded, read_tail, start_guarded
from webgen_env.errors import InfrastructureError
from webgen_env.findings import Finding, printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from webgen_env.toolchain import Toolchain

_OUTPUT_BYTES = 64 * 1024
_CODE = re.compile(r"npm error code (\S{1,60})")
_FOUND = re.compile(r"npm error Found: (\S{1,200})")
_PEER = re.compile(r"npm error +peer (\S{1,100}@\"[^\"\n]{1,200}\") from (\S{1,200})")


async def ask_npm(
    toolchain: Toolchain, folder: Path, declared: Mapping[str, str], *, timeout_s: float
) -> Finding | None:
    """Ask npm whether it would install what a project declares. Nothing is downloaded but package descriptions.

    Args:
        toolchain: The installed toolchain.
        folder: An empty folder to work in.
        declared: Name to range or dist-tag.
        timeout_s: Deadline in seconds.

    Returns:
        ``None`` if it would; otherwise a finding of the rule ``install.peer-conflict``.

    Raises:
        PackageError: A package or version does not exist.
        InfrastructureError: npm failed otherwise, or the deadline passed.
    """
    manifest = {"name": "project", "version": "1.0.0", "private": True, "dependencies": dict(declared)}
    (folder / "package.json").write_text(json.dumps(manifest), "utf-8")
    command: list[str | Path] = [
        toolchain.node,
        toolchain.npm_cli,
        "install",
        "--package-lock-only",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--loglevel=error",
        f"--cache={toolchain.home / 'npm-cache'}",
    ]
    process = await start_guarded(command, environment=installer_environment(), folder=folder, orphaned=[folder])
    try:
        async with asyncio.timeout(timeout_s):
            _, errors = await asyncio.gather(
                read_tail(process.stdout, _OUTPUT_BYTES), read_tail(process.stderr, _OUTPUT_BYTES)
            )
            status = await process.wait()
    except TimeoutError as error:
        raise InfrastructureError(f"npm took more than {timeout_s:g} s to resolve peers.", stage="install") from error
    finally:
        await end_guarded(process)
    return None if status == 0 else judge(errors.decode("utf-8", "replace"))


def judge(output: str) -> Finding:
    """Read npm's refusal.

    Args:
        output: What npm printed on standard error.

    Returns:
        The finding, for a conflict of peers.

    Raises:
        PackageError: A package or version does not exist.
        InfrastructureError: Anything else.
    """
    match = _CODE.search(output)
    code = match.group(1) if match else "none"
    if code == "ERESOLVE":
        found, peer = _FOUND.search(output), _PEER.search(output)
        message = "Peers conflict, and npm refuses to install"
        if peer is not None:
            message += f": {printable(peer.group(2), 100)} wants {printable(peer.group(1), 100)}"
        if found is not None:
            message += f", found {printable(found.group(1), 100)}"
        return Finding("install.peer-conflict", f"{message}.", "package.json")
    if code in ("E404", "ETARGET"):
        rule = "install.unknown-package" if code == "E404" else "install.unknown-version"
        raise PackageError(Finding(rule, f"npm cannot find a declared package ({code}).", "package.json"))
    raise InfrastructureError(f"npm failed with code {code}.", stage="install")
