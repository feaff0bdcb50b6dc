"""``webgen evaluate``, ``compare`` and ``rescore`` as a user calls them: processes, streams, exit statuses, files."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from tests.openai_server.scripted import ScriptedServer, completion
from webgen_env.tasks import Task, TaskSet
from webgen_env.tasks.task import TestCase

PROGRAM = [sys.executable, "-W", "error", "-c", "from webgen_env.cli import main; main()"]
CASES = (TestCase("Open the site.", "A heading.", "Data Display"), TestCase("Click.", "More.", "Functional Testing"))
TASKS = TaskSet(
    [
        Task(f"club-{n}", f"Build a site for chess club {n}.", split="test", category=f"Kind {n % 2}", test_cases=CASES)
        for n in range(3)
    ]
)


async def webgen(*arguments: str, **environment: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        *PROGRAM,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "COLUMNS": "160", **environment},
    )
    out, said = await process.communicate()
    return process.returncode or 0, out.decode(), said.decode()


@pytest.fixture
def benchmark(tmp_path: Path) -> str:
    TASKS.to_jsonl(tmp_path / "tasks.jsonl")
    return str(tmp_path / "tasks.jsonl")


def verdict(word: str):
    fields = {"thought": "Seen.", "action": "answer", "ref": "", "text": "", "verdict": word}
    return completion(json.dumps(fields))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "--benchmark", "bundled", "--agent", "slotz"], "Did you mean 'slots'"),
        (
            ["evaluate", "--benchmark", "bundled", "--agent", "slots", "--tester", "html:model"],
            "Expected a tester such as",
        ),
        (["evaluate", "--agent", "slots", "--benchmark", "nowhere"], "nowhere"),
        (["compare", "{}", "{}"], "neither an evaluation nor a run"),
        (["rescore", "{}"], "holds no evidence bundle"),
        (["rescore", "{}", "--judge", "desing"], "holds no evidence bundle"),
    ],
)
async def test_a_mistake_is_one_message_and_a_usage_error(arguments: list[str], said: str, tmp_path: Path) -> None:
    arguments = [part.replace("{}", str(tmp_path)) for part in arguments]
    status, out, told = await webgen(*arguments, *([] if arguments[0] == "rescore" else ["--out", str(tmp_path / "o")]))
    assert (status, out) == (2, "")
    assert said in told
    assert "Traceback" not in told


@pytest.mark.slow
async def test_an_evaluation_from_its_beginning_to_its_report(benchmark: str, tmp_path: Path) -> None:
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    common = ["evaluate", "--benchmark", benchmark, "--agent", "slots", "--set", "form=compact", "--no-lint"]
    async with ScriptedServer(verdict("YES"), verdict("PARTIAL")).serving() as server:
        tester = ["--tester", f"text:{server.url}#tiny", "--json"]
        status, out, said = await webgen(*common, "--limit", "2", *tester, "--out", first)
        assert status == 0, said
        report = json.loads(out)
        assert report["metrics"]["FSR"]["value"] == pytest.approx(2.5 / 6)  # one YES, three PARTIAL, two never asked
        assert report["metrics"]["VRR"]["points"] == 2
        assert report["metrics"]["LDPR"]["value"] is None
        assert report["not_started"] == {"sites": 1, "cases": 2}
        asked = len(server.requests)
        status, _, said = await webgen(*common, "--limit", "2", *tester, "--out", first)
        assert status == 2
        assert "--resume" in said
        status, out, _ = await webgen(*common, "--limit", "3", *tester, "--resume", "--out", first)
        assert status == 0
        assert json.loads(out)["not_started"]["sites"] == 0
        assert len(server.requests) == asked + 2  # what was answered is not asked again
    for name in ("evaluation.json", "report.md", "report.html", "gallery/index.html"):
        assert (tmp_path / "first" / name).is_file(), name

    status, _, said = await webgen(*common, "--out", second, "--set", "choose=random")
    assert status == 0, said
    status, out, said = await webgen("compare", first, second, "--out", str(tmp_path / "c"), "--json")
    assert status == 0, said
    comparison = json.loads(out)
    assert comparison["pairs"] == 3
    assert {one["name"] for one in comparison["differences"]} == {"reward", "VRR", "AAS"}  # only one asked a tester
    assert (tmp_path / "c" / "index.html").is_file()

    status, out, said = await webgen("rescore", first, "--preset", "webgen-r1-code", "--json")
    assert status == 0, said
    assert [one["preset"] for one in json.loads(out)] == ["webgen-r1-code"] * 3
