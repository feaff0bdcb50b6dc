"""Installer: one run of pnpm, and whose fault it is when it fails."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.build.process import end_guarded, read_tail, start_guarded
from webgen_env.errors import InfrastructureError
from webgen_env.findings import Finding, printable

if TYPE_CHECKING:
    from webgen_env.toolchain import Toolchain

_MAX_LINE_BYTES = 4 * 1024 * 1024
_LOG_BYTES = 16 * 1024
# pnpm's codes (https://pnpm.io/errors and its source) for what only the declared packages can be blamed for.
_UNKNOWN_PACKAGE = frozenset({"ERR_PNPM_FETCH_404", "ERR_PNPM_PACKAGE_NOT_FOUND", "ERR_PNPM_INVALID_PACKAGE_NAME"})
_UNKNOWN_VERSION = frozenset(
    {
        "ERR_PNPM_NO_MATCHING_VERSION",
        "ERR_PNPM_NO_VERSIONS",
        "ERR_PNPM_SPEC_NOT_SUPPORTED_BY_ANY_RESOLVER",
    }
)
_REFUSED = frozenset({"ERR_PNPM_EXOTIC_SUBDEP", "ERR_PNPM_GIT_CHECKOUT_FAILED"})
_FAILED_SPECIFIER = re.compile(r"Failed to resolve (\S{1,300})")


class PackageError(Exception):
    """What a project declares cannot be installed, whoever installs it.

    Attributes:
        finding: Which package, and why.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding

    def __reduce__(self) -> tuple[object, ...]:
        return (PackageError, (self.finding,))


@dataclass(frozen=True, slots=True)
class InstallReport:
    """What a successful run of pnpm said.

    Attributes:
        bad_peers: Sentences about packages whose peers have other versions than they ask for.
    """

    bad_peers: tuple[str, ...]


async def run_pnpm(toolchain: Toolchain, folder: Path, *, arguments: Sequence[str], timeout_s: float) -> InstallReport:
    """Install what the package.json of a folder declares. No script of any package runs.

    Args:
        toolchain: The installed toolchain.
        folder: Where package.json is; removed if this process dies meanwhile.
        arguments: Further arguments of ``pnpm install``.
        timeout_s: Deadline in seconds.

    Returns:
        The report.

    Raises:
        PackageError: A package or version does not exist or may not be installed.
        InfrastructureError: The registry cannot be reached, the disk is full, the deadline passed, or a download is
            damaged.
    """
    command: list[str | Path] = [
        toolchain.pnpm,
        "install",
        "--ignore-scripts",
        "--ignore-pnpmfile",
        "--ignore-workspace",
        "--node-linker=hoisted",
        "--reporter=ndjson",
        f"--store-dir={toolchain.home / 'store'}",
        f"--config.cache-dir={toolchain.home / 'pnpm-cache'}",
        # npm has no such rules, and its verdict is the one to meet.
        "--config.minimum-release-age=0",
        "--config.trust-policy=off",
        "--config.strict-peer-dependencies=false",
        "--config.auto-install-peers=true",
        "--config.engine-strict=false",
        "--config.optimistic-repeat-install=false",
        "--config.update-notifier=false",
        # Patience is the caller's, who knows the deadline.
        "--config.fetch-retries=2",
        "--config.fetch-retry-mintimeout=500",
        "--config.fetch-retry-maxtimeout=4000",
        *arguments,
    ]
    # pnpm leaves its locks lying in the runtime folder, or in /tmp; in a folder of ours they are no litter.
    locks = toolchain.home / "pnpm-locks"
    locks.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {**installer_environment(), "XDG_RUNTIME_DIR": str(locks)}
    process = await start_guarded(command, environment=environment, folder=folder, orphaned=[folder])
    try:
        async with asyncio.timeout(timeout_s):
            # pnpm's events are on standard error in version 12 and were on standard output before.
            output, _ = await asyncio.gather(_events(process.stderr), read_tail(process.stdout, _LOG_BYTES))
            status = await process.wait()
    except TimeoutError as error:
        raise InfrastructureError(
            f"Installing packages took more than {timeout_s:g} s.", stage="install", retryable=True
        ) from error
    finally:
        await end_guarded(process)
    if status != 0:
        raise blame(output.error, output.rest)
    return InstallReport(_bad_peers(output.peers))


def blame(event: Mapping[str, Any] | None, output: str) -> PackageError | InfrastructureError:
    """Decide whose fault a failed installation is.

    Args:
        event: pnpm's own error event, with ``code`` and ``message``; ``None`` if it gave none.
        output: The end of what it printed besides.

    Returns:
        The exception to be raised. Whatever is not known to be the project's fault is ours.
    """
    code = str((event or {}).get("code", ""))
    message = str((event or {}).get("message", "")) or output
    match = _FAILED_SPECIFIER.search(message)
    wanted = printable(match.group(1), 150) if match else "a declared package"
    if code in _UNKNOWN_PACKAGE:
        return PackageError(
            Finding("install.unknown-package", f"The npm registry has no package for {wanted}.", "package.json")
        )
    if code in _UNKNOWN_VERSION:
        return PackageError(
            Finding("install.unknown-version", f"The npm registry has no version for {wanted}.", "package.json")
        )
    if code in _REFUSED:
        return PackageError(
            Finding("install.specifier-refused", f"{wanted} does not come from the npm registry.", "package.json")
        )
    shown = printable(_without_addresses(message), 300)
    return InfrastructureError(f"pnpm failed with {code or 'no code'}: {shown}", stage="install")


def _without_addresses(text: str) -> str:
    return re.sub(r"https?://\S+", "the registry", text[:2000])


@dataclass(slots=True)
class _Output:
    """The few things that matter in pnpm's stream of events."""

    error: Mapping[str, Any] | None = None
    peers: Mapping[str, Any] | None = None
    rest: str = ""

    def take(self, line: bytes) -> None:
        """Look at one line."""
        if not line.startswith(b"{"):
            self.rest = (self.rest + line.decode("utf-8", "replace") + "\n")[-_LOG_BYTES:]
        elif b'"level":"error"' in line or b"pnpm:peer-dependency-issues" in line:
            try:
                event = json.loads(line)
            except ValueError:
                return
            if event.get("level") == "error":
                self.error = event
            elif event.get("name") == "pnpm:peer-dependency-issues":
                self.peers = event


async def _events(stream: asyncio.StreamReader | None) -> _Output:
    """Read a stream of any length, holding no more than one line of bounded length."""
    output = _Output()
    rest = b""
    while stream is not None and (chunk := await stream.read(1 << 16)):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            output.take(line)
        rest = rest[:_MAX_LINE_BYTES]
    output.take(rest)
    return output


def _bad_peers(event: Mapping[str, Any] | None) -> tuple[str, ...]:
    sentences: list[str] = []
    for issues in (event or {}).get("issuesByProjects", {}).values():
        for name, cases in issues.get("bad", {}).items():
            for case in cases:
                if case.get("optional"):
                    continue
                parents = " > ".join(f"{parent['name']}@{parent['version']}" for parent in case.get("parents", ()))
                sentences.append(f"{parents} wants {name} {case.get('wantedRange')}, found {case.get('foundVersion')}")
        sentences += [f"conflicting peers: {name}" for name in issues.get("conflicts", ())]
    return tuple(printable(sentence, 300) for sentence in sentences[:20])


def installer_environment() -> dict[str, str]:
    """This process's environment, where the user configures the registry, without what would change Node."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NODE_OPTIONS", "NODE_PATH", "CI")}
    for name, value in os.environ.items():
        # pnpm no longer reads npm's own variables.
        if name.lower().startswith("npm_config_"):
            environment.setdefault(f"pnpm_config_{name[len('npm_config_') :].lower()}", value)
    return environment
