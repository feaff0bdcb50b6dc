"""The judge against a real vLLM server on this machine. Wire only: the model is tiny and its words mean nothing.

Runs with ``-m vllm`` only. vLLM and torch pin each other and much else, so that they live in an environment of their
own, whose interpreter the variable ``WEBGEN_VLLM_PYTHON`` names; without it, this one's is taken.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from webgen_env.errors import JudgeError
from webgen_env.reward import make_judge
from webgen_env.reward.vision import Endpoint, Ledger, OpenAIModel, Sampling, VisionJudge, VisionSettings
from webgen_env.reward.vision.prompts import grading_question

pytestmark = pytest.mark.vllm

START_S = 300
NAME = "tiny-qwen"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vllm")
    python = os.environ.get("WEBGEN_VLLM_PYTHON", sys.executable)
    model = folder / NAME
    maker = Path(__file__).with_name("tiny_model.py")
    subprocess.run([python, str(maker), str(model)], check=True, timeout=START_S)
    port = free_port()
    command = [
        python, "-m", "vllm.entrypoints.openai.api_server", "--model", str(model), "--served-model-name", NAME,
        "--host", "127.0.0.1", "--port", str(port), "--dtype", "float32", "--enforce-eager",
        "--max-model-len", "8192", "--limit-mm-per-prompt", '{"image": 16, "video": 0}',
    ]  # fmt: skip
    environment = {"VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "nobind", "VLLM_NO_USAGE_STATS": "1"}
    log = folder / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}, start_new_session=True
        )
    try:
        deadline = time.monotonic() + START_S
        while not up(port):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"vLLM did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        # The group: vLLM has workers of its own.
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@pytest.mark.parametrize("form", ["schema", "plain"])
async def test_pages_go_in_one_request_and_words_come_back(url, task, site, form):
    model = OpenAIModel(Endpoint(NAME, url, answer_form=form))
    question = grading_question(task, site, VisionSettings())
    ledger = Ledger()
    deadline = asyncio.get_running_loop().time() + 120
    reply = await model.answer(question, Sampling(0.0, 1, 40), ledger, deadline=deadline)
    await model.aclose()
    assert reply.text
    assert reply.usage.input_tokens > 1000
    assert reply.usage.output_tokens <= 40
    if form == "schema":
        # The server holds even random weights to the form, as far as they got.
        assert reply.text.lstrip().startswith("{")
    assert ledger.spending.requests == 1


async def test_random_words_are_a_grade_of_the_form_or_a_fault(url, task, site):
    judge = VisionJudge(OpenAIModel(Endpoint(NAME, url)), VisionSettings(max_answer_tokens=200, votes=2))
    told = ""
    try:
        judgement = await judge.grade(task, site)
    except JudgeError as error:
        told = str(error)
    assert "no usable answer in 2 tries" in told or 0 <= judgement.grade <= 5
    await judge.aclose()


async def test_another_model_is_refused_at_once(url, task, site):
    judge = make_judge(f"vision:{url}#another")
    with pytest.raises(JudgeError, match=r"status 404.*name of the model"):
        await judge.grade(task, site)
    await judge.aclose()
