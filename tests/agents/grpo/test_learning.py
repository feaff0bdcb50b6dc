from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from agents.curves import CurveWriter
from agents.grpo.assessment import Assessment
from agents.grpo.learning import app, measure_learning
from agents.grpo.run_folder import RunFolder
from webgen_env.errors import ConfigurationError


def finished(folder: Path, seed: int, rewards: list[float], *, best: float | None = 4.0) -> Path:
    """A run that began at about 1."""
    folder.mkdir(parents=True)
    run = RunFolder(folder)
    with CurveWriter(run.curve, ["seed", "step", "reward"]) as curve:
        for step, reward in enumerate(rewards, start=1):
            curve.add({"seed": seed, "step": step, "reward": reward})
    before = {
        "train": Assessment((0.9, 1.1, 1.0), {"scored": 2, "build": 1}),
        "held_out": Assessment((0.0,), {"build": 1}),
    }
    after = {"train": Assessment((2.0,), {"scored": 1}), "held_out": Assessment((1.5,), {"scored": 1})}
    for name, found in (("start.json", before), ("end.json", after)):
        run.write(name, {probe: one.record() for probe, one in found.items()})
    if best is not None:
        run.write("best.json", {"train": Assessment((best,), {"scored": 1}).record()})
    return folder


def test_what_was_gained_is_a_share_of_the_range(tmp_path: Path) -> None:
    runs = [finished(tmp_path / str(seed), seed, [1.0] * 18 + [2.5] * 2) for seed in range(3)]
    learning = measure_learning(runs)
    assert (learning.start.mean, learning.late.mean, learning.best) == pytest.approx((1.0, 2.5, 4.0))
    assert learning.share == pytest.approx(0.5)
    assert learning.apart
    assert (learning.held_out_start.mean, learning.held_out_end.mean) == (0.0, 1.5)
    assert learning.built == (0.5, 1.0)


def test_runs_that_learnt_nothing_are_not_apart(tmp_path: Path) -> None:
    runs = [finished(tmp_path / str(seed), seed, [1.0] * 20, best=None) for seed in range(3)]
    learning = measure_learning(runs)
    assert not learning.apart
    assert learning.share is None


def test_a_run_that_is_not_finished_is_said(tmp_path: Path) -> None:
    run = finished(tmp_path / "0", 0, [1.0])
    (run / "end.json").unlink()
    with pytest.raises(ConfigurationError, match=r"end\.json is not there"):
        measure_learning([run])


def test_seeds_must_differ(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="2 runs have 1 seeds"):
        measure_learning([finished(tmp_path / name, 0, [1.0]) for name in "ab"])


def test_no_run_is_said() -> None:
    with pytest.raises(ConfigurationError, match="at least one"):
        measure_learning([])


def test_the_command_says_the_numbers_and_draws(tmp_path: Path) -> None:
    runs = [str(finished(tmp_path / str(seed), seed, [1.0, 2.0])) for seed in range(2)]
    picture = tmp_path / "curve.png"
    said = CliRunner().invoke(app, [*runs, "--picture", str(picture)])
    assert said.exit_code == 0, said.output
    assert "33 % of the range" in said.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    wrong = CliRunner().invoke(app, [str(tmp_path / "none")])
    assert wrong.exit_code == 2
    assert "error:" in wrong.output
