"""A real vLLM server on this machine with a tiny model, started and ended by the tests that ask it.

vLLM and torch pin each other and much else, so that they live in an environment of their own, whose interpreter the
variable ``WEBGEN_VLLM_PYTHON`` names; without it, this one's is taken, and a missing vLLM fails the tests.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START_S = 1200
"""Each process of a server imports torch and vLLM: half a minute alone, several on a machine with other work."""
_END_S = 30
_MAKER = Path(__file__).with_name("tiny_models.py")
_ENVIRONMENT = {
    "VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "nobind", "VLLM_NO_USAGE_STATS": "1",
    "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(Path(__file__).with_name("vllm_site")),
}  # fmt: skip


@contextmanager
def serving(kind: str, folder: Path, *arguments: str) -> Iterator[str]:
    """Serve a tiny model as long as the block runs.

    Args:
        kind: ``"text"`` or ``"vision"``; the model is called ``tiny-KIND``.
        folder: Where model and log go.
        arguments: Further arguments of vLLM.

    Yields:
        The base address.
    """
    python = os.environ.get("WEBGEN_VLLM_PYTHON", sys.executable)
    model, log = folder / f"tiny-{kind}", folder / "log.txt"
    environment = {**os.environ, **_ENVIRONMENT}
    made = subprocess.run(
        [python, str(_MAKER), kind, str(model)], env=environment, capture_output=True, text=True, timeout=START_S
    )
    if made.returncode:
        pytest.fail(f"The tiny model cannot be made with {python}:\n{made.stderr[-4000:]}")
    port = _free_port()
    command = [
        python, "-m", "vllm.entrypoints.openai.api_server", "--model", str(model), "--served-model-name", model.name,
        "--host", "127.0.0.1", "--port", str(port), "--dtype", "float32", "--enforce-eager", *arguments,
    ]  # fmt: skip
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
    try:
        deadline = time.monotonic() + START_S
        while not _up(port):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"vLLM did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    # The group: vLLM has workers of its own.
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(_END_S)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
