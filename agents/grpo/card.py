"""Card: what a trained policy is and where it comes from, as a README beside its weights.

Names in it come from files and from the command line: every one is escaped, and a path of this machine is cut down to
its last name.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.curves import read_curves, seed_interval
from agents.grpo.settings import SLOTS, TINY
from webgen_env.errors import WebGenError
from webgen_env.markdown import escaped, table

if TYPE_CHECKING:
    from agents.grpo.assessment import Assessment
    from agents.grpo.settings import EnvironmentSettings, TrainSettings
    from agents.grpo.train import TrainResult

FILE = "README.md"

PACKAGES = (
    "webgen-env", "torch", "transformers", "trl", "peft", "accelerate", "datasets", "tokenizers", "deepspeed", "vllm",
)  # fmt: skip

_INTRODUCTION = (
    "A policy that writes websites: it gets a specification and answers with a whole React project of several pages. "
    "It was trained with GRPO, as in [WebGen-R1](https://arxiv.org/abs/2604.20398), on rewards of webgen-env, which "
    "builds every project, opens it in a browser and grades what is seen."
)

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_ADDRESS = re.compile(r"https?://[^#\s]*")
_ENDS = 0.1


def write_card(settings: TrainSettings, result: TrainResult) -> Path:
    """Write the card of a trained policy into its folder.

    Args:
        settings: Settings of the run.
        result: What it came to.

    Returns:
        The file.
    """
    path = result.model / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(card(settings, result), "utf-8")
    return path


def card(settings: TrainSettings, result: TrainResult) -> str:
    """The card of a trained policy: a Markdown document with the header that model hubs read.

    Args:
        settings: Settings of the run.
        result: What it came to.

    Returns:
        The document.
    """
    parts = [
        _header(settings),
        f"# {escaped(settings.name)}",
        _INTRODUCTION,
        "## What it learnt",
        *_results(result),
        "## Where it comes from",
        table(("part", "value"), [(name, escaped(value)) for name, value in _provenance(settings, result)]),
        "## Versions",
        table(("package", "version"), [(escaped(name), escaped(version)) for name, version in versions().items()]),
        "## Settings",
        "Of the whole run, as `webgen train --config` reads them. Paths and addresses are cut.",
        _block(json.dumps(_shareable(settings), indent=2, ensure_ascii=True)),
    ]
    return "\n\n".join(parts) + "\n"


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that take part; one that is absent is left out."""
    found = {"Python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _header(settings: TrainSettings) -> str:
    """What hubs read. Strings are JSON, which is YAML that nothing can break out of."""
    base = settings.model.path
    fields: dict[str, Any] = {"library_name": "transformers", "pipeline_tag": "text-generation"}
    if _HUB_ID.fullmatch(base) and not Path(base).exists():
        fields["base_model"] = base
    fields["tags"] = ["webgen-env", "grpo", "trl"]
    return "---\n" + "\n".join(f"{name}: {json.dumps(value)}" for name, value in fields.items()) + "\n---"


def _results(result: TrainResult) -> Iterator[str]:
    names = list(dict.fromkeys([*result.start, *result.end]))
    if names:
        yield (
            "Mean rewards with 95 % intervals over tasks, which are drawn again. *Before* is after the warm start, if "
            "there was one. Held-out tasks were never trained on."
        )
        yield table(
            ("tasks", "before", "after", "built before", "built after", "best slot sites"),
            [
                (
                    escaped(name.replace("_", "-")),
                    _mean(result.start.get(name)),
                    _mean(result.end.get(name)),
                    _built(result.start.get(name)),
                    _built(result.end.get(name)),
                    _mean(result.best.get(name)),
                )
                for name in names
            ],
        )
    else:
        yield "No task was held out, so nothing was measured before and after."
    curve = _curve(result.curve)
    if curve is not None:
        yield curve


def _mean(assessment: Assessment | None) -> str:
    if assessment is None or not assessment.rewards:
        return ""
    return str(seed_interval([assessment.rewards]))


def _built(assessment: Assessment | None) -> str:
    return "" if assessment is None or assessment.built is None else f"{assessment.built:.0%}"


def _curve(path: Path) -> str | None:
    """The ends of the learning curve; ``None`` where there is none to read."""
    try:
        [curve] = read_curves([path])
    except (WebGenError, ValueError):
        return None
    number = max(1, round(_ENDS * len(curve.values)))
    first, last = (seed_interval([values]) for values in (curve.values[:number], curve.values[-number:]))
    return (
        f"Mean reward of completions during training: {first} over the first {number} of {len(curve.values)} logged "
        f"steps, {last} over the last. The run's `curve.csv` has every step."
    )


def _provenance(settings: TrainSettings, result: TrainResult) -> Iterator[tuple[str, str]]:
    model, tasks, grpo = settings.model, settings.tasks, settings.grpo
    yield "base model", "made on the spot, trained from scratch" if model.path == TINY else _named(model.path)
    yield "trained", "all weights" if model.lora is None else f"adapters of rank {model.lora.rank}"
    kept_out = f"; {tasks.held_out} held out" if tasks.held_out else ""
    yield "tasks", f"{_named(tasks.set)}, split {tasks.split or 'any'}, {tasks.number or 'all'} of them{kept_out}"
    if settings.sft is not None:
        source = "completions of the slots policy" if settings.sft.source == SLOTS else _named(settings.sft.source)
        yield "warm start", f"at most {settings.sft.examples or 'all'} of {source}"
    yield "reward", _reward(settings.environment)
    yield "judge", _judge(settings.environment)
    yield "scaffold", _scaffold()
    steps = f"{result.steps} steps of {grpo.prompts_per_step} x {grpo.num_generations} completions"
    yield "GRPO", f"{steps}, loss {grpo.loss_type}, beta {grpo.beta:g}, learning rate {grpo.learning_rate:g}"
    yield "completions written by", settings.generation.engine
    yield "seed", str(settings.seed)
    yield "preset", settings.name
    yield "time of the last part", f"{result.seconds / 60:.1f} minutes"


def _reward(environment: EnvironmentSettings) -> str:
    from agents.grpo.scoring import preset_of
    from webgen_env.reward import get_preset

    try:
        return get_preset(preset_of(environment)).identity
    except WebGenError:
        return _named(environment.preset)


def _judge(environment: EnvironmentSettings) -> str:
    from agents.grpo.scoring import judge_of
    from webgen_env.reward import make_judge

    try:
        return make_judge(judge_of(environment)).identity
    except WebGenError:
        return _named(environment.judge)


def _scaffold() -> str:
    from webgen_env.scaffold import default_scaffold

    return default_scaffold().identity


def _shareable(settings: TrainSettings) -> dict[str, Any]:
    """The settings without paths of this machine and addresses of servers."""
    data = settings.model_dump(mode="json")
    data["model"]["path"] = _named(settings.model.path)
    data["tasks"]["set"] = _named(settings.tasks.set)
    data["tasks"]["path"] = None if settings.tasks.path is None else _named(settings.tasks.path)
    data["environment"]["preset"] = _named(settings.environment.preset)
    data["environment"]["judge"] = _named(settings.environment.judge)
    if settings.generation.server_url is not None:
        data["generation"]["server_url"] = "http://SERVER"
    data["output"]["folder"] = _named(settings.output.folder)
    if settings.sft is not None:
        data["sft"]["source"] = _named(settings.sft.source)
    return data


def _named(text: str) -> str:
    """A name, or the last part of a path that leads out of the present folder; no address of a server."""
    text = _ADDRESS.sub("http://SERVER", text)
    path = Path(text)
    return path.name if path.is_absolute() or text.startswith(("~", "..")) else text


def _block(text: str) -> str:
    """A block of code whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}json\n{text}\n{fence}"
