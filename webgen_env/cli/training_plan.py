"""What ``webgen train --dry-run`` prints: whether a machine can make a run, and what the run would do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from webgen_env.cli.output import plain, results

if TYPE_CHECKING:
    from agents.grpo.planning import EngineEstimate, MemoryEstimate, Plan
    from agents.grpo.settings import TrainSettings

_GIGA = 10**9
_STYLES = {"stop": "bold red", "warning": "yellow", "note": "dim"}


def plan_record(plan: Plan) -> dict[str, Any]:
    """A plan as JSON values.

    Args:
        plan: The plan.

    Returns:
        Its record. Memory is in bytes.
    """
    return {
        "settings": plan.settings.model_dump(mode="json"),
        "can_run": plan.can_run,
        "fits": plan.fits,
        "remarks": [asdict(remark) for remark in plan.remarks],
        "architecture": None
        if plan.architecture is None
        else {**asdict(plan.architecture), "parameters": plan.architecture.parameters},
        "memory": {"grpo": _estimate(plan.grpo), "sft": _estimate(plan.sft)},
        "engine": None
        if plan.engine is None
        else {
            **asdict(plan.engine),
            "tokens": plan.engine.tokens,
            "whole_sequences": plan.engine.whole_sequences,
        },
        "checkpoint_bytes": plan.checkpoint_bytes,
        "lengths": asdict(plan.lengths),
        "feeding": {**asdict(plan.feeding), "cores": {f"{time:g}": n for time, n in plan.feeding.cores.items()}},
        "arguments": {part: dict(values) for part, values in plan.arguments.items()},
        "checked": list(plan.checked),
        "unchecked": list(plan.unchecked),
        "launch": list(plan.launch),
    }


def show_plan(plan: Plan) -> None:
    """Print a plan: the verdict first, then memory, what a step does, what there is to say, and how to start.

    Args:
        plan: The plan.
    """
    results.print(_title(plan))
    results.print(_verdict(plan))
    if plan.grpo is not None:
        results.print()
        results.print(_memory(plan))
    results.print()
    results.print(_facts(plan))
    if plan.remarks:
        results.print()
        results.print(_remarks(plan))
    results.print()
    results.print(_how_to_start(plan), style="bold")
    for line in plan.launch:
        results.print(plain(line, 2000), soft_wrap=True)


def _estimate(estimate: MemoryEstimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {**asdict(estimate), "peak": estimate.peak, "fits": estimate.fits}


def _title(plan: Plan) -> Text:
    settings, lora = plan.settings, plan.settings.model.lora
    hardware, generation = settings.hardware, settings.generation
    size = "of unknown size" if plan.architecture is None else f"{_count(plan.architecture.parameters)} parameters"
    trained = "all trained"
    if lora is not None:
        of = "" if plan.architecture is None else f" of {_count(plan.architecture.adapter_parameters(lora))}"
        trained = f"adapters{of} trained"
    machine = "the CPU"
    if hardware.gpus:
        machine = f"{hardware.gpus} GPU{'s' if hardware.gpus > 1 else ''} of {hardware.gpu_memory_gb:g} GB"
        machine += f" with ZeRO-{hardware.zero_stage}" if hardware.zero_stage else ""
    if generation.engine == "vllm-server":
        machine += f", {generation.server_gpus} more for the server"
    name = settings.model.path if plan.architecture is None else plan.architecture.name
    described = f": {name}, {size}, {trained}, {settings.model.dtype}, on {machine}"
    return Text.assemble(plain(settings.name, 80, "bold cyan"), plain(described, 400))


def _verdict(plan: Plan) -> Text:
    stops = len(plan.stops)
    if stops:
        things = "1 thing stands" if stops == 1 else f"{stops} things stand"
        return Text(f"CANNOT RUN as it is: {things} in the way, see below.", style="bold red")
    if plan.fits is None:
        where = "" if plan.settings.hardware.gpus == 0 else "; how much memory it needs is not known"
        return Text(f"CAN RUN as far as could be checked{where}.", style="bold green")
    peak = max(estimate.peak for estimate in (plan.grpo, plan.sft) if estimate is not None)
    capacity = plan.settings.hardware.gpu_memory_gb
    return Text(
        f"CAN RUN as far as could be checked: about {peak / _GIGA:.0f} of {capacity:g} GB on each GPU at the most.",
        style="bold green",
    )


def _memory(plan: Plan) -> Table:
    """One row for each thing in a GPU's memory, one column for each part of the run."""
    table = Table(
        box=None, pad_edge=False, title="GB on each GPU, an estimate", title_justify="left", title_style="bold"
    )
    columns: list[tuple[str, MemoryEstimate, str]] = []
    if plan.sft is not None:
        columns.append(("warm start", plan.sft, "update"))
    if plan.grpo is not None:
        columns += [("writing", plan.grpo, "generation"), ("update", plan.grpo, "update")]
    table.add_column("", no_wrap=True)
    for name, _, _ in columns:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("how", style="dim")
    grpo_items = {item.name: item for item in plan.grpo.items} if plan.grpo is not None else {}
    sft_items = {item.name: item for item in plan.sft.items} if plan.sft is not None else {}
    for name in dict.fromkeys([*grpo_items, *sft_items]):
        cells, formulas = [], []
        for _, estimate, phase in columns:
            item = (grpo_items if estimate is plan.grpo else sft_items).get(name)
            there = item is not None and item.phase in {"always", phase}
            cells.append(f"{item.bytes / _GIGA:.1f}" if item is not None and there else "")
            if item is not None:
                formulas.append(item.formula)
        table.add_row(name, *cells, "; warm start ".join(reversed(list(dict.fromkeys(formulas)))))
    totals = [estimate.total(phase) / _GIGA for _, estimate, phase in columns]  # type: ignore[arg-type]
    capacity = plan.settings.hardware.gpu_memory_gb
    table.add_row(
        "together",
        *(Text(f"{total:.1f}", style="bold red" if total > capacity else "bold") for total in totals),
        f"of {capacity:g}",
    )
    return table


def _remarks(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for remark in plan.remarks:
        table.add_row(Text(remark.level, style=_STYLES[remark.level]), plain(str(remark), 700))
    return table


def _how_to_start(plan: Plan) -> str:
    once = ", once that is mended" if plan.stops else ""
    if len(plan.launch) > 1:
        return f"To start it{once}: the server first, and the trainer when the server answers."
    return f"To start it{once}:"


def _facts(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(plan):
        table.add_row(name, plain(value, 700))
    return table


def _rows(plan: Plan) -> Iterator[tuple[str, str]]:
    settings, grpo, feeding = plan.settings, plan.settings.grpo, plan.feeding
    yield "tasks", _tasks(plan)
    yield "reward", _reward(plan)
    sft = settings.sft
    if sft is not None:
        amount = f"at most {sft.max_steps} updates" if sft.max_steps else f"{sft.epochs:g} epochs"
        examples = f"{sft.examples:,} examples of" if sft.examples else "every example of"
        until = f", until {sft.until_built:.0%} of samples build" if sft.until_built else ""
        yield "warm start", f"{examples} {sft.source!r}, {amount} in batches of {sft.batch_size}{until}"
    asked = f"{grpo.prompts_per_step} prompts x {grpo.num_generations} completions = {feeding.rewards_per_step} rewards"
    yield "a step", f"{asked}, {_accumulation(plan)}; {feeding.rewards:,} rewards in {grpo.max_steps} steps"
    yield "lengths", _lengths(plan)
    if plan.engine is not None:
        yield "vLLM", f"{_engine_place(plan)}; {_room(plan.engine)}"
    yield "scoring", _scoring(plan)
    if plan.checkpoint_bytes is not None:
        yield "disk", _disk(settings, plan.checkpoint_bytes)
    if plan.checked:
        yield "checked", f"by TRL's own {' and '.join(plan.checked)}"
    if plan.unchecked:
        yield "not checked", f"{'; '.join(plan.unchecked)}"


def _tasks(plan: Plan) -> str:
    tasks = plan.settings.tasks
    number = f"{tasks.number:,}" if tasks.number else "all"
    # Of another split where one is named, and else taken out of those that are trained on.
    apart = f" of split {tasks.held_out_split!r}" if tasks.held_out_split else ""
    held_out = f"; {tasks.held_out}{apart} are held out, to measure before and after" if tasks.held_out else ""
    return f"{tasks.set!r}, split {tasks.split or 'any'}: {number}{held_out}"


def _reward(plan: Plan) -> str:
    environment = plan.settings.environment
    routes = f" and {environment.routes} more" if environment.routes else ""
    return (
        f"{environment.preset}, judged by {environment.judge}; the home page{routes}, at most "
        f"{environment.timeout_s:g} s for a site"
    )


def _disk(settings: TrainSettings, size: float) -> str:
    shown = f"{size / _GIGA:.0f} GB" if size >= _GIGA else f"{max(1, round(size / 10**6))} MB"
    return (
        f"{settings.output.folder}: a checkpoint of about {shown} every {settings.grpo.save_steps} steps, "
        f"{settings.grpo.save_total_limit} of them kept and one more while it is written"
    )


def _accumulation(plan: Plan) -> str:
    arguments = plan.arguments.get("grpo")
    if arguments is None:
        return "which cannot be divided"
    each, times = arguments["per_device_train_batch_size"], arguments["gradient_accumulation_steps"]
    ranks = plan.settings.ranks
    where = f"{ranks} GPUs x " if plan.settings.hardware.gpus > 1 else ""
    return f"{where}{each} at once x {times} accumulated"


def _lengths(plan: Plan) -> str:
    grpo, lengths = plan.settings.grpo, plan.lengths
    about = "" if lengths.counted else "about "
    context = plan.architecture.context if plan.architecture is not None else 0
    total = grpo.max_prompt_length + grpo.max_completion_length
    within = f" of a context of {context:,}" if context else ""
    prompt = (
        f"{about}{lengths.system_prompt:,} of them the system prompt" if lengths.system_prompt else "no system prompt"
    )
    return (
        f"prompt {grpo.max_prompt_length:,} ({prompt}) + completion {grpo.max_completion_length:,} = {total:,} "
        f"tokens{within}. The smallest site takes {about}{lengths.smallest_site:,}, one with every file written out "
        f"{lengths.whole_site:,}, one of several pages {lengths.typical_site:,}"
    )


def _engine_place(plan: Plan) -> str:
    generation = plan.settings.generation
    share = f"{generation.gpu_memory_utilization:g} of"
    if generation.engine == "vllm-server":
        gpus = f"{generation.server_gpus} GPUs" if generation.server_gpus > 1 else "a GPU"
        return f"{share} {gpus} of its own"
    asleep = ", asleep during updates" if generation.sleep else ""
    spread = f", one engine on {generation.tensor_parallel_size}" if generation.tensor_parallel_size > 1 else ""
    gpu = "each GPU" if plan.settings.hardware.gpus > 1 else "the GPU"
    return f"{share} {gpu}{spread}{asleep}"


def _room(engine: EngineEstimate) -> str:
    return (
        f"KV cache of {engine.kv_bytes / _GIGA:.0f} GB for {engine.tokens:,} tokens ({engine.kv_bytes_per_token:,} B "
        f"each): {engine.whole_sequences} completions of full length at once, {engine.sequences} wanted"
    )


def _scoring(plan: Plan) -> str:
    feeding = plan.feeding
    known = "measured" if feeding.measured else "assumed; 'webgen bench' measures"
    work = feeding.rewards_per_step * feeding.seconds_per_reward
    text = f"{feeding.seconds_per_reward:g} s of a core for a reward ({known}), {work:,.0f} s for those of a step. "
    if feeding.step_known:
        [(time, cores)] = feeding.cores.items()
        text += f"{cores} core{'s' if cores > 1 else ''} to have them within the {time:g} s of a step"
    else:
        shortest: dict[int, float] = {}  # as many cores serve every longer time as well
        for time, cores in feeding.cores.items():
            shortest[cores] = min(time, shortest.get(cores, time))
        waits = ", ".join(f"{time:g} s with {cores}" for cores, time in shortest.items())
        text += f"The trainer waits for them, by cores: at most {waits}"
    if feeding.wait_seconds is not None:
        text += f". The {plan.settings.hardware.cores} that are named take {feeding.wait_seconds:g} s"
    return text


def _count(number: int) -> str:
    return f"{number / _GIGA:.2f} B" if number >= _GIGA else f"{number / 10**6:.1f} M"
