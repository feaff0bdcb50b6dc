"""Views: what the templates of the gallery show, as ready texts and numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.findings import Finding, printable
from webgen_env.reward.presets import PRESETS
from webgen_env.reward.result import STAGES

if TYPE_CHECKING:
    from webgen_env.evidence.item import GalleryItem
    from webgen_env.reward.presets import Preset
    from webgen_env.reward.result import RewardResult

INSTRUCTION_CHARACTERS = 420
_NO_NUMBER = "–"


@dataclass(frozen=True, slots=True)
class TermView:
    """One term of the reward.

    Attributes:
        name: Its name.
        value: Its value as text.
        weight: Its weight as text; empty if the preset is not known here.
        product: What it adds to the reward as text; empty if the preset is not known here.
    """

    name: str
    value: str
    weight: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class BarView:
    """A labelled bar.

    Attributes:
        name: Label.
        value: Value as text.
        length: How long it is, in percent.
    """

    name: str
    value: str
    length: float


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A row of the summary.

    Attributes:
        index: Position, by which cards refer to it.
        name: Label of the policy.
        rollouts: Number of rollouts.
        mean: Mean reward of those that have one, as text.
        bar: Mean reward in percent of the greatest reward in the gallery, 0–100.
        scored: Share that was scored, as text.
        stages: Number of rollouts that ended at each stage, in the order of the cascade.
        faults: Number of rollouts without a reward.
    """

    index: int
    name: str
    rollouts: int
    mean: str
    bar: float
    scored: str
    stages: tuple[int, ...]
    faults: int


def number(value: float | None, digits: int = 2) -> str:
    """Write a number short: ``3.8``, ``0``, ``-0.25``; a dash for none."""
    if value is None or not math.isfinite(value):
        return _NO_NUMBER
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text.replace("-", "−")


def seconds(value: float) -> str:
    """Write a duration short: ``3 ms``, ``1.13 s``."""
    if not math.isfinite(value):
        return _NO_NUMBER
    return f"{value:.2f} s" if value >= 0.0995 else f"{1000 * value:.0f} ms"


def reward_text(result: RewardResult) -> str:
    """Write the reward with two decimals; a dash when a fault prevented one."""
    if result.reward is None or not math.isfinite(result.reward):
        return _NO_NUMBER
    return f"{result.reward:.2f}".replace("-", "−")


def order(items: Sequence[tuple[int, GalleryItem]]) -> list[tuple[int, GalleryItem]]:
    """Order the rollouts of a group: best first, faults last, then by stage reached and policy."""

    def key(entry: tuple[int, GalleryItem]) -> tuple[bool, float, int, str, int]:
        index, item = entry
        reward = item.result.reward
        bad = reward is None or not math.isfinite(reward)
        return (bad, 0.0 if bad or reward is None else -reward, -STAGES.index(item.result.stage), item.policy, index)

    return sorted(items, key=key)


def headline(result: RewardResult) -> Finding | None:
    """The first thing to say about a rollout: the fault, the first error, or the first violation."""
    if result.fault is not None:
        return Finding(f"fault.{result.fault}", result.fault_message or "The machinery failed.")
    for finding in (*result.errors, *result.violations):
        if finding.severity == "error":
            return finding
    return None


def stage_label(result: RewardResult) -> str:
    """Say in words where the walk ended."""
    if result.fault is not None:
        return f"fault at {result.stage}"
    return "scored" if result.stage == "scored" else f"ended at {result.stage}"


def term_views(result: RewardResult) -> tuple[TermView, ...]:
    """List the terms, with weights where the preset is a bundled one."""
    preset = _preset(result)
    views = []
    for name, value in result.terms.items():
        weight = None if preset is None else preset.terms.get(name)
        gated = result.stage != "scored" and preset is not None and result.stage in preset.gates
        if weight is None or gated:
            views.append(TermView(name, number(value)))
        else:
            views.append(TermView(name, number(value), number(weight, 3), number(weight * value, 3)))
    return tuple(views)


def formula(result: RewardResult) -> str:
    """Write how the reward follows from the terms; empty if the preset is not a bundled one."""
    preset = _preset(result)
    if preset is None or result.reward is None:
        return ""
    if result.stage in preset.gates:
        return f"R = {number(preset.gates[result.stage], 3)} for every completion that ends at {result.stage}"
    parts = [
        name if weight == 1 else f"{number(weight, 3)} · {name}" for name, weight in preset.terms.items() if weight != 0
    ]
    total = math.fsum(weight * result.terms.get(name, 0.0) for name, weight in preset.terms.items())
    kept = "" if math.isclose(total, result.reward, abs_tol=1e-6) else ", kept within the bounds of the preset"
    return f"R = {' + '.join(parts)} = {number(result.reward, 3)}{kept}"


def _preset(result: RewardResult) -> Preset | None:
    preset = PRESETS.get(result.preset)
    # A user's preset may have the name of a bundled one.
    if preset is None or result.provenance.get("preset", preset.identity) != preset.identity:
        return None
    return preset


def policy_views(items: Iterable[GalleryItem]) -> list[PolicyView]:
    """Summarise by policy, the highest mean reward first.

    Args:
        items: Every rollout of the gallery.

    Returns:
        One row per label; ``index`` is the position.
    """
    groups: dict[str, list[RewardResult]] = {}
    for item in items:
        groups.setdefault(item.policy, []).append(item.result)
    means = {name: _mean(results) for name, results in groups.items()}
    top = max((mean for mean in means.values() if mean is not None), default=0.0)
    names = sorted(groups, key=lambda name: (means[name] is None, -(means[name] or 0.0), name))
    return [_policy_view(index, name, groups[name], means[name], top) for index, name in enumerate(names)]


def _policy_view(index: int, name: str, results: list[RewardResult], mean: float | None, top: float) -> PolicyView:
    graded = [result for result in results if result.fault is None]
    scored = sum(result.stage == "scored" for result in graded)
    return PolicyView(
        index=index,
        name=name,
        rollouts=len(results),
        mean=_NO_NUMBER if mean is None else f"{mean:.2f}".replace("-", "−"),
        bar=0.0 if mean is None or top <= 0 else round(max(0.0, 100 * mean / top), 2),
        scored=f"{100 * scored / len(graded):.0f} %" if graded else _NO_NUMBER,
        stages=tuple(sum(result.stage == stage for result in graded) for stage in STAGES),
        faults=len(results) - len(graded),
    )


def _mean(results: Sequence[RewardResult]) -> float | None:
    rewards = [result.reward for result in results if result.reward is not None and math.isfinite(result.reward)]
    return math.fsum(rewards) / len(rewards) if rewards else None


def grade_bars(grades: Mapping[str, float], greatest: float) -> tuple[BarView, ...]:
    """Bars from zero, one per grade."""
    return tuple(
        BarView(name, number(value), round(min(100.0, max(0.0, 100 * value / greatest)), 2))
        for name, value in grades.items()
        if math.isfinite(value)
    )


def time_bars(timing: Mapping[str, float]) -> tuple[BarView, ...]:
    """Bars in proportion to the whole; steps may contain one another, so they need not add up to it."""
    steps = {name: value for name, value in timing.items() if math.isfinite(value) and value >= 0}
    whole = steps.get("total", 0.0) or max(steps.values(), default=0.0)
    if len(steps) > 1:
        steps.pop("total", None)
    return tuple(
        BarView(name, seconds(value), round(min(100.0, 100 * value / whole), 2) if whole else 0.0)
        for name, value in steps.items()
    )


def shortened(text: str, limit: int = INSTRUCTION_CHARACTERS) -> str:
    """Cut a text at a word; the same text if it is short enough."""
    folded = " ".join(text[: 4 * limit].split())
    if len(folded) <= limit and len(text) <= 4 * limit:
        return folded
    return printable(folded, limit).removesuffix("…").rsplit(" ", 1)[0] + " …"
