"""The released way: its steps, and that they leave nothing behind."""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from webgen_env.benchmark import measure_baseline
from webgen_env.benchmark.baseline import PHASES
from webgen_env.benchmark.baseline.commands import Server, run_command
from webgen_env.benchmark.baseline.screenshot import is_blank, shoot
from webgen_env.benchmark.corpus import choose_sites
from webgen_env.browser.chromium import locate_chromium
from webgen_env.errors import ConfigurationError, InfrastructureError
from webgen_env.toolchain import locate_toolchain

SERVE = (
    "import http.server, sys\n"
    "http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]), bind='127.0.0.1')"
)
HANG = (sys.executable, "-c", "import time; time.sleep(600)")


def png(*colours: str) -> bytes:
    picture = Image.new("RGB", (8, 8), colours[0])
    for place, colour in enumerate(colours):
        picture.putpixel((place, 0), tuple(bytes.fromhex(colour[1:])))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def test_blank_is_one_colour() -> None:
    assert is_blank(png("#ffffff"))
    assert not is_blank(png("#ffffff", "#202020"))


async def test_a_command_that_fails_tells_its_end(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('out'); raise SystemExit('because of this')"]
    with pytest.raises(InfrastructureError, match=r"(?s)the step failed with exit status 1.*because of this"):
        await run_command(command, tmp_path, what="the step", timeout_s=30)


async def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InfrastructureError, match=r"the step did not end within 0\.5 s"):
        await run_command(HANG, tmp_path, what="the step", timeout_s=0.5)


async def test_a_server_is_there_for_its_context_only(tmp_path: Path) -> None:
    async with Server([sys.executable, "-c", SERVE, "{port}"], tmp_path, timeout_s=30) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.close()
        port = server.port
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_server_that_ends_by_itself_tells_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such port')"]
    with pytest.raises(InfrastructureError, match=r"(?s)ended by itself: .*no such port"):
        async with Server(command, tmp_path, timeout_s=30):
            pass


async def test_a_server_that_opens_no_port_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(InfrastructureError, match="did not open port"):
        async with Server(HANG, tmp_path, timeout_s=0.5):
            pass


async def test_a_screenshot_of_a_page_that_fills_its_root(tmp_path: Path) -> None:
    script = "setTimeout(() => { root.innerHTML = '<h1>here</h1>' }, 50)"
    (tmp_path / "index.html").write_text(f"<body style='background:#fc0'><div id=root></div><script>{script}</script>")
    chromium = locate_chromium(locate_toolchain())
    async with Server([sys.executable, "-c", SERVE, "{port}"], tmp_path, timeout_s=30) as server:
        picture = await shoot(chromium, dict(chromium.env), f"http://127.0.0.1:{server.port}/", timeout_s=30)
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (1024, 768)
        assert image.convert("RGB").getpixel((1000, 700)) == (255, 204, 0)
    assert not is_blank(picture)


async def test_a_page_that_stays_empty_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<div id=root></div>")
    chromium = locate_chromium(locate_toolchain())
    async with Server([sys.executable, "-c", SERVE, "{port}"], tmp_path, timeout_s=30) as server:
        with pytest.raises(InfrastructureError, match="did not fill its root"):
            await shoot(chromium, dict(chromium.env), f"http://127.0.0.1:{server.port}/", timeout_s=3)


@pytest.mark.parametrize(("number", "workers"), [(0, 1), (1, 0)])
def test_nothing_to_do_is_refused(number: int, workers: int) -> None:
    with pytest.raises(ConfigurationError, match=f"{number} sites and {workers} workers"):
        measure_baseline(choose_sites(2)[:number], workers=workers)


@pytest.mark.slow
def test_one_site_the_released_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    [site] = choose_sites(1)
    report = measure_baseline([site], workers=1)
    assert (report.sites, report.concurrent_sites, set(report.phases)) == (1, 1, set(PHASES))
    [episode] = report.episodes
    assert sum(getattr(episode, phase) for phase in PHASES) == pytest.approx(episode.total, abs=0.5)
    assert episode.install == max(getattr(episode, phase) for phase in PHASES)
    assert report.p50 == episode.total
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_site_whose_packages_do_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    [site] = choose_sites(1)
    completion = site.completion.replace("npm install<", "npm install no-such-package-of-ours@99.0.0<")
    assert completion != site.completion
    with pytest.raises(InfrastructureError, match="npm install failed"):
        measure_baseline([replace(site, completion=completion)], workers=1)
    assert list(tmp_path.iterdir()) == []
