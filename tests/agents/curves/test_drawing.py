"""Pictures of curves."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from agents.curves import Curve, Series, draw_curves
from webgen_env.errors import ConfigurationError


def learning(seed, ends):
    steps = tuple(range(0, 100, 5))
    return Curve(seed, steps, tuple(ends * (1 - 0.5 ** (step / 20)) + 0.05 * ((step * 7 + seed) % 3) for step in steps))


def accent_pixels(path):
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"), int)
    return int((np.abs(pixels - np.array([0x8A, 0x3A, 0x22])).sum(axis=2) < 30).sum())


def test_the_line_and_its_band_are_drawn(tmp_path):
    runs = [learning(seed, 2 + seed) for seed in range(3)]
    draw_curves([Series("PPO", runs)], tmp_path / "new" / "curve.png", references={"random": 0.5}, title="$a_b < x")
    assert accent_pixels(tmp_path / "new" / "curve.png") > 500


def test_the_same_curves_give_the_same_picture(tmp_path):
    for name in ("a.png", "b.png"):
        draw_curves([Series("PPO", [learning(0, 1)])], tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize(("number", "name"), [(0, "a.png"), (5, "a.png"), (1, "a.txt"), (1, "a")])
def test_what_cannot_be_drawn_is_refused(tmp_path, number, name):
    with pytest.raises(ConfigurationError):
        draw_curves([Series("PPO", [learning(0, 1)])] * number, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_command_draws_what_two_runs_wrote(tmp_path):
    from agents.curves.__main__ import app

    for seed in range(2):
        rows = [f"{seed},{step},{step / 10 + seed}" for step in range(21)]
        (tmp_path / f"{seed}.csv").write_text("seed,step,reward\n" + "\n".join(rows) + "\n", "utf-8")
    files = [str(tmp_path / f"{seed}.csv") for seed in range(2)]
    picture = str(tmp_path / "curve.png")
    done = CliRunner().invoke(app, [*files, "--picture", picture, "--reference", "best = fixed=1.5"])
    assert done.exit_code == 0, done.output
    assert "reward: 2.450 [1.9" in done.output
    assert accent_pixels(picture) > 500


def test_the_command_says_what_is_wrong(tmp_path):
    from agents.curves.__main__ import app

    done = CliRunner().invoke(app, [str(tmp_path / "absent.csv"), "--picture", str(tmp_path / "a.png")])
    assert done.exit_code == 2
    assert "absent.csv" in done.output
    (tmp_path / "a.csv").write_text("seed,step,reward\n0,0,1\n", "utf-8")
    done = CliRunner().invoke(app, [str(tmp_path / "a.csv"), "--reference", "random"])
    assert done.exit_code == 2
    assert "NAME=NUMBER" in done.output


def test_importing_loads_no_matplotlib():
    code = "import sys, agents.curves; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
