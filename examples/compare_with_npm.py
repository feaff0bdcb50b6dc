"""Compare the builder's verdicts with those of a real `npm install && vite build`.

Takes git repositories of Vite projects. Each is turned into a completion (the files at HEAD without lock files and
binaries), put into the scaffold, and built three ways:

    ours        the builder of webgen-env
    repository  npm install and vite build of the repository as it is, with its own versions and configuration
    composed    with --composed: npm install and vite build of the composed project, with the repository's
                configuration in place of the scaffold's

    python examples/compare_with_npm.py [--composed] WORK_FOLDER REPOSITORY…

Everything is done one after another; a repository takes about a minute. The table is printed as Markdown, and what
npm and Vite said is kept in the work folder.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from webgen_env.build import BuildOutcome, ViteBuilder
from webgen_env.manifest import parse_manifest, render_completion
from webgen_env.scaffold import Project, default_scaffold
from webgen_env.toolchain import locate_toolchain

LOCK_FILES = {"package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lockb", "bun.lock"}
LEFT_OUT = (".git", ".bolt", "node_modules/", "dist/", "supabase/")
TIMEOUT_S = 600.0
Verdict = tuple[str, float]


def repository_files(repository: Path) -> dict[str, bytes]:
    """Files at HEAD, without lock files, installed packages and build output."""
    names = git(repository, "ls-tree", "-r", "--name-only", "HEAD").decode().splitlines()
    wanted = [name for name in names if name.rsplit("/", 1)[-1] not in LOCK_FILES and not name.startswith(LEFT_OUT)]
    return {name: git(repository, "show", f"HEAD:{name}") for name in wanted}


def git(repository: Path, *arguments: str) -> bytes:
    """Output of a git command."""
    return subprocess.run(
        [shutil.which("git") or "git", "-C", str(repository), *arguments], check=True, capture_output=True
    ).stdout


def as_project(files: dict[str, bytes]) -> Project:
    """The repository as a policy would have written it, put into the scaffold."""
    texts: dict[str, str] = {}
    for name, content in files.items():
        try:
            texts[name] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return default_scaffold().compose(parse_manifest(render_completion(texts, title="repository")))


def real_verdict(folder: Path, files: dict[str, bytes]) -> Verdict:
    """Install with npm and build with Vite in a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    toolchain = locate_toolchain()
    npm = [toolchain.node, toolchain.npm_cli]
    environment = {**os.environ, "PATH": f"{toolchain.node.parent}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    started = time.monotonic()
    steps = {
        "install": ["install", "--ignore-scripts", "--no-audit", "--no-fund"],
        "build": ["exec", "--", "vite", "build"],
    }
    verdict = "builds"
    for step, arguments in steps.items():
        done = subprocess.run(
            [*npm, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        (folder.parent / f"{folder.name}.{step}.log").write_text(done.stdout + done.stderr, "utf-8")
        if done.returncode != 0:
            verdict = f"fails ({step})"
            break
    shutil.rmtree(folder / "node_modules", ignore_errors=True)
    return verdict, time.monotonic() - started


async def our_verdict(builder: ViteBuilder, project: Project) -> tuple[Verdict, BuildOutcome]:
    """Build with webgen-env."""
    started = time.monotonic()
    outcome = await builder.build(project)
    verdict = "builds" if outcome.site is not None else f"fails ({outcome.stage})"
    return (verdict, time.monotonic() - started), outcome


async def main(work: Path, repositories: list[Path], *, composed: bool) -> None:
    """Compare all repositories and print the table."""
    columns = ["ours", "repository", *(["composed"] if composed else [])]
    print("|", " | ".join(["repository", *columns, *(f"{column}, s" for column in columns), "what we say"]), "|")
    print("|---" * (2 + 2 * len(columns)) + "|")
    async with ViteBuilder() as builder:
        for number, repository in enumerate(repositories, 1):
            files = repository_files(repository)
            project = as_project(files)
            ours, outcome = await our_verdict(builder, project)
            verdicts = [ours, await asyncio.to_thread(real_verdict, work / f"{number}-own", files)]
            if composed:
                texts = {**project.files, **project.configuration}
                contents = {name: text.encode() for name, text in texts.items()}
                verdicts.append(await asyncio.to_thread(real_verdict, work / f"{number}-composed", contents))
            said = "; ".join(map(str, outcome.errors[:2])).replace("|", "/").replace("\n", " ")[:200]
            cells = [f"{number} {repository.parent.name}", *(verdict for verdict, _ in verdicts)]
            cells += [f"{seconds:.1f}" for _, seconds in verdicts]
            print("|", " | ".join([*cells, said]), "|", flush=True)


if __name__ == "__main__":
    flags = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    folder, *paths = (Path(argument) for argument in sys.argv[1:] if argument not in flags)
    asyncio.run(main(folder, paths, composed="--composed" in flags))
