"""One site, the way the released harness of WebGen-R1 works."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.benchmark.baseline.commands import Server, run_command
from webgen_env.benchmark.baseline.screenshot import is_blank, shoot
from webgen_env.browser.chromium import locate_chromium
from webgen_env.errors import InfrastructureError
from webgen_env.manifest import parse_manifest
from webgen_env.scaffold import default_scaffold
from webgen_env.toolchain import locate_toolchain

if TYPE_CHECKING:
    from webgen_env.benchmark.corpus import CorpusSite

_INSTALL_TIMEOUT_S = 400.0
_SERVER_TIMEOUT_S = 90.0
_PAGE_TIMEOUT_S = 90.0


@dataclass(frozen=True, slots=True)
class BaselineEpisode:
    """Seconds of one site.

    Attributes:
        site: Name of the site.
        install: ``npm install`` with an empty cache.
        serve: From starting the development server until its port is open.
        shot: Browser start, page load, screenshot, browser end.
        end: Ending the server and removing the folder.
        total: All of it, with writing the project.
    """

    site: str
    install: float
    serve: float
    shot: float
    end: float
    total: float


async def run_episode(site: CorpusSite) -> BaselineEpisode:
    """Take one site through a fresh project folder, npm, a development server and a browser of its own.

    Written from a description of that harness. Where it is slower than it must be, this one is not: packages install
    without their scripts, audit and funding messages; the port is asked for every 50 ms; the browser is the same
    headless shell that the environment uses, without a driver process; the picture is taken as soon as the page has
    filled its root. No judge is asked. Nothing of the policy's text runs but in the browser and in the development
    server, which is why only sites of the corpus may be given.

    Args:
        site: The site.

    Returns:
        Where the time went.

    Raises:
        InfrastructureError: A step failed, or the picture is blank.
        ToolchainError: Node or the browser is missing.
    """
    toolchain = locate_toolchain()
    chromium = locate_chromium(toolchain)
    npm = (toolchain.node, toolchain.npm_cli)
    marks = [time.perf_counter()]
    with tempfile.TemporaryDirectory(prefix="webgen-baseline-", ignore_cleanup_errors=True) as root:
        project = Path(root, "project")
        whole = default_scaffold().compose(parse_manifest(site.completion))
        # There, configuration is what the policy wrote, and runs.
        for path, text in {**whole.files, **whole.configuration}.items():
            target = project / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        marks.append(time.perf_counter())
        install: list[str | Path] = [
            *npm,
            "install",
            "--cache",
            Path(root, "cache"),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]
        await run_command(install, project, what="npm install", timeout_s=_INSTALL_TIMEOUT_S)
        marks.append(time.perf_counter())
        serve: list[str | Path] = [*npm, "run", "dev", "--", "--host", "127.0.0.1", "--strictPort", "--port", "{port}"]
        async with Server(serve, project, timeout_s=_SERVER_TIMEOUT_S) as server:
            marks.append(time.perf_counter())
            address = f"http://127.0.0.1:{server.port}/"
            picture = await shoot(chromium, dict(chromium.env), address, timeout_s=_PAGE_TIMEOUT_S)
            marks.append(time.perf_counter())
    marks.append(time.perf_counter())
    if is_blank(picture):
        raise InfrastructureError(f"The baseline's picture of {site.name!r} is blank.", stage="benchmark")
    _, install_s, serve_s, shot_s, end_s = (round(after - before, 3) for before, after in pairwise(marks))
    return BaselineEpisode(site.name, install_s, serve_s, shot_s, end_s, round(marks[-1] - marks[0], 3))
