"""A cache folder that the disk refuses, for real: the run goes on without it, says so once, and no verdict is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from webgen_env.verdict_cache._database import NAME

REPOSITORY = Path(__file__).parents[1]

# In a process of its own: limits and rights are a process's. Fakes at the three seams, real cache and real disk.
_RUN = """
import ctypes, json, logging, resource, struct, sys
from tests.test_scorer import GOOD, TASK, Parts
from webgen_env.verdict_cache import VerdictCache
how, folder = sys.argv[1:]
logging.basicConfig(stream=sys.stderr, format="%(name)s: %(message)s")
texts = [GOOD.replace("Bread", f"Bread {number}") for number in range(6)]
def rewards():
    # Two scorers with one cache, because a scorer also answers from what it has not written yet.
    cache = VerdictCache(folder)
    with Parts().scorer(cache=cache) as scorer:
        results = scorer.score_batch_sync([TASK] * 12, texts + texts)
    with Parts().scorer(cache=cache) as scorer:
        again = scorer.score_batch_sync([TASK] * 6, texts)
    return [result.reward for result in results + again], sum(result.cached for result in again)
if how == "full":
    # Every file may grow to this size and no further: what a disk without space does.
    resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))
if how == "read-only":
    # The administrator may write anywhere, by a right that can be given up (capset: CAP_DAC_OVERRIDE and its like).
    libc, head, sets = ctypes.CDLL(None), struct.pack("=Ii", 0x20080522, 0), ctypes.create_string_buffer(24)
    assert libc.capget(head, sets) == 0
    words = list(struct.unpack("=6I", sets.raw))
    words[0] &= ~0b111
    assert libc.capset(head, struct.pack("=6I", *words)) == 0
print(json.dumps(rewards()))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "verdicts"
    for path in (tmp_path, *tmp_path.iterdir()):
        path.chmod(0o755)


def run(how: str, folder: Path) -> tuple[list[float], int, list[str]]:
    """Rewards, how many of the last six came from the disk, and warnings of the cache."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _RUN, how, str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rewards, cached = json.loads(done.stdout)
    warnings = [line for line in done.stderr.splitlines() if "verdict_cache" in line]
    assert done.stderr.splitlines() == warnings, "nothing else was wrong"
    return rewards, cached, warnings


def test_a_sound_folder_is_used(folder: Path) -> None:
    rewards, cached, warnings = run("sound", folder)
    assert rewards == [pytest.approx(4.2)] * 18
    assert (cached, warnings) == (6, [])


def test_a_full_disk(folder: Path) -> None:
    rewards, cached, warnings = run("full", folder)
    assert rewards == [pytest.approx(4.2)] * 18
    assert len(warnings) == 1
    assert "going on without it" in warnings[0]
    assert cached < 6
    assert run("sound", folder)[1:] == (6, []), "once there is space the folder is as good as ever"


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    run("sound", folder)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    rewards, cached, warnings = run("read-only", folder)
    assert rewards == [pytest.approx(4.2)] * 18
    assert cached in (0, 6)
    assert len(warnings) == 1
    assert "going on without it" in warnings[0]


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    folder.parent.chmod(0o555)
    rewards, cached, warnings = run("read-only", folder)
    assert rewards == [pytest.approx(4.2)] * 18
    assert (cached, len(warnings)) == (0, 1)


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "other"])
def test_a_corrupt_file(folder: Path, damage: str) -> None:
    run("sound", folder)
    path = folder / NAME
    content = path.read_bytes()
    damaged = {
        "cut": content[: len(content) // 2],
        "noise": content[:4096] + bytes(range(256)) * (len(content) // 256),
        "empty": b"",
        "other": b"{}\n",
    }
    path.write_bytes(damaged[damage])
    rewards, cached, warnings = run("sound", folder)
    assert rewards == [pytest.approx(4.2)] * 18
    assert (cached, len(warnings)) == (6, 0 if damage == "empty" else 1)
    assert run("sound", folder)[1:] == (6, [])
