"""What a throughput means for a training run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.benchmark import Trainer, what_it_means
from webgen_env.errors import ConfigurationError


def test_the_run_of_the_paper() -> None:
    meaning = what_it_means(2.0, 2, Trainer(), baseline_per_second=0.04)
    assert meaning.rewards_per_hour == 7200
    assert meaning.paper_run_hours == pytest.approx(51_200 / 7200, abs=0.01)
    assert meaning.baseline_run_hours == pytest.approx(355.56, abs=0.01)
    assert meaning.step_reward_seconds == 64.0
    assert Trainer().rewards_per_step == 128


def test_without_a_baseline_nothing_is_said_about_it() -> None:
    assert what_it_means(2.0, 2, Trainer()).baseline_run_hours is None


@pytest.mark.parametrize(
    ("step_seconds", "cores"),
    [
        (64.0, 2),  # 2 rewards a second: exactly these two cores
        (128.0, 1),  # half of that
        (32.0, 6),  # 2 more a second, at half of linear
        (1e6, 1),
    ],
)
def test_cores_that_keep_up(step_seconds: float, cores: int) -> None:
    assert what_it_means(2.0, 2, Trainer(16, 8, step_seconds), efficiency=0.5).cores_to_keep_up == cores


@given(st.floats(0.01, 100), st.integers(1, 256), st.integers(1, 64), st.integers(1, 64), st.floats(0.5, 1000))
def test_the_cores_named_do_keep_up(rate: float, cores: int, group: int, prompts: int, step: float) -> None:
    trainer = Trainer(group, prompts, step)
    meaning = what_it_means(rate, cores, trainer, efficiency=0.85)
    named, per_core = meaning.cores_to_keep_up, rate / cores
    reached = per_core * named if named <= cores else rate + (named - cores) * per_core * 0.85
    assert reached * step >= trainer.rewards_per_step * (1 - 1e-6)


@pytest.mark.parametrize(
    ("group", "prompts", "step"), [(0, 8, 60.0), (16, 0, 60.0), (16, 8, 0.0), (16, 8, float("nan"))]
)
def test_a_trainer_out_of_range_is_refused(group: int, prompts: int, step: float) -> None:
    with pytest.raises(ConfigurationError, match="group size"):
        Trainer(group, prompts, step)


@pytest.mark.parametrize(("rate", "cores", "efficiency"), [(0.0, 2, 0.8), (1.0, 0, 0.8), (1.0, 2, 0.0), (1.0, 2, 1.1)])
def test_a_rate_out_of_range_is_refused(rate: float, cores: int, efficiency: float) -> None:
    with pytest.raises(ConfigurationError, match="efficiency"):
        what_it_means(rate, cores, Trainer(), efficiency=efficiency)
