"""The README's table of the 7B presets says what the dry run says.

``python -m tests.agents.grpo.planning.test_readme`` prints the table and the lines as they should be.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from agents.grpo.loading import load_settings
from agents.grpo.planning import make_plan
from agents.grpo.planning.plan import SECONDS_PER_REWARD
from webgen_env.cli.training_plan import plan_record
from webgen_env.markdown import table

pytestmark = pytest.mark.filterwarnings("default")

README = Path(__file__).parents[4] / "README.md"
PRESETS = ("webgen-r1-7b", "7b-one-gpu", "7b-server")
GIGA = 10**9


def record_of(preset: str) -> dict[str, Any]:
    """What ``webgen train --preset … --dry-run --json`` prints."""
    return plan_record(make_plan(load_settings(preset), ["train", "--preset", preset]))


def rows(record: dict[str, Any]) -> dict[str, str]:
    """The numbers of one preset, by the name of their row."""
    settings, memory, engine, feeding = (record[part] for part in ("settings", "memory", "engine", "feeding"))
    hardware, generation = settings["hardware"], settings["generation"]
    machine = f"{hardware['gpus']}" + (f", ZeRO-{hardware['zero_stage']}" if hardware["zero_stage"] else "")
    if generation["engine"] == "vllm-server":
        machine += f"; {generation['server_gpus']} for the server"
    lora = settings["model"]["lora"]
    seconds = [f"{feeding['cores'][time]}" for time in ("60", "30", "15")]
    return {
        "trained": "all weights" if lora is None else f"adapters of rank {lora['rank']}",
        f"GPUs of {hardware['gpu_memory_gb']:g} GB": machine,
        "GB on each: warm start": total(memory["sft"], "update"),
        "… while completions are written": total(memory["grpo"], "generation"),
        "… while weights are updated": total(memory["grpo"], "update"),
        "full-length completions: room in the KV cache, written at once": (
            f"{engine['whole_sequences']}, {engine['sequences']}"
        ),
        "GB of a checkpoint": f"{record['checkpoint_bytes'] / GIGA:.0f}",
        "rewards a step, in all": f"{feeding['rewards_per_step']}, {feeding['rewards']:,}",
        "cores for a wait of 60, 30, 15 s a step": ", ".join(seconds),
    }


def total(estimate: dict[str, Any], phase: str) -> str:
    there = [item["bytes"] for item in estimate["items"] if item["phase"] in {"always", phase}]
    return f"{sum(there) / GIGA:.0f}"


def block(records: dict[str, dict[str, Any]]) -> str:
    """Table and start lines, as the README has them."""
    columns = [rows(record) for record in records.values()]
    head = ["by the dry run", *(f"`{name}`" for name in records)]
    said = table(head, [(name, *(column[name] for column in columns)) for name in columns[0]])
    lines = [line for name, record in records.items() for line in (f"# {name}", *record["launch"])]
    # Of an installed package the path begins elsewhere.
    shell = re.sub(r"\S*agents/grpo/presets", "agents/grpo/presets", "\n".join(lines))
    return f"{said}\n\n```sh\n{shell}\n```"


def test_the_readme_says_what_the_dry_run_says() -> None:
    records = {name: record_of(name) for name in PRESETS}
    assert all(record["can_run"] for record in records.values())
    text = README.read_text("utf-8")
    assert f"{SECONDS_PER_REWARD:g} s of a core for a reward" in text
    assert block(records) in text, f"The README should have:\n\n{block(records)}"


if __name__ == "__main__":
    print(block({name: record_of(name) for name in PRESETS}))
