"""The commands and their options; each hands over to a module of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from webgen_env.errors import WebGenError

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_FAULT = 3
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="webgen",
    help="Build, open and reward the websites that language models write.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Preset = Annotated[str, typer.Option(help="Reward preset: a name, or the path of a TOML or JSON file.")]
Judge = Annotated[str, typer.Option(help="Judge, such as 'design'.")]


@app.command()
def doctor(json: Json = False) -> None:
    """Say what is present, what is missing, and the exact command that mends it."""
    from webgen_env.cli.doctor import show_doctor

    if not show_doctor(as_json=json):
        raise typer.Exit(EXIT_FAILED)


@app.command()
def setup() -> None:
    """Install the scaffold's packages, Chromium and the base dependency layer. A second run does nothing."""
    from webgen_env.cli.doctor import run_setup

    run_setup()


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder of the evidence and the gallery.")] = Path("webgen-runs/demo"),
    tasks: Annotated[int, typer.Option(min=1, help="Bundled tasks for the good policies.")] = 4,
) -> None:
    """Run bundled policies, good and bad, on bundled tasks; write a gallery."""
    from webgen_env.cli.demo import run_demo

    run_demo(out, number_of_tasks=tasks)


@app.command()
def score(
    files: Annotated[list[Path], typer.Argument(help="Files with one completion each; '-' reads standard input.")],
    task: Annotated[str | None, typer.Option(help="Id of a bundled task, or of a task in --tasks.")] = None,
    instruction: Annotated[str | None, typer.Option(help="A specification of your own.")] = None,
    tasks: Annotated[str | None, typer.Option(help="Task set: a name or a JSONL file.")] = None,
    preset: Preset = "webgen-r1",
    judge: Judge = "design",
    routes: Annotated[int, typer.Option(min=0, help="Most routes to visit besides the home page.")] = 5,
    out: Annotated[Path | None, typer.Option(help="Folder for evidence bundles and a gallery.")] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Whether verdicts may come from the cache.")] = True,
    json: Json = False,
) -> None:
    """Score completions. Exit status 0: all were scored; 2: usage; 3: a fault of ours prevented a score."""
    from webgen_env.cli.score import ScoreRequest, run_score

    request = ScoreRequest(
        files=tuple(files),
        task_id=task,
        instruction=instruction,
        tasks=tasks,
        preset=preset,
        judge=judge,
        routes=routes,
        out=out,
        cache=cache,
        as_json=json,
    )
    if not run_score(request):
        raise typer.Exit(EXIT_FAULT)


@app.command()
def bench(
    sites: Annotated[int | None, typer.Option(min=2, help="Distinct sites of the corpus.")] = 16,
    all_sites: Annotated[bool, typer.Option("--all-sites", help="Every site of the corpus.")] = False,
    repeats: Annotated[int, typer.Option(min=1, help="Times that each site is timed alone.")] = 2,
    routes: Annotated[int, typer.Option(min=0, help="Most routes to visit besides the home page.")] = 2,
    batch: Annotated[int, typer.Option(min=2, help="Completions of the batch with duplicates.")] = 32,
    only: Annotated[
        str | None,
        typer.Option(
            help="Sections, with commas between: cold, latency, memory, throughput, scaling, cache, duplicates, "
            "packages, contracts, probes, baseline, soak."
        ),
    ] = None,
    baseline: Annotated[bool, typer.Option("--baseline", help="Time the released way on the same sites too.")] = False,
    baseline_sites: Annotated[int, typer.Option(min=1, help="Sites for --baseline, about a minute each.")] = 3,
    soak: Annotated[int | None, typer.Option(min=1, help="Distinct sites in a row, watching memory.")] = None,
    soak_out: Annotated[Path, typer.Option(help="Folder for the soak's file and curve.")] = Path("webgen-runs/soak"),
    group_size: Annotated[int, typer.Option(min=1, help="Your trainer's completions per prompt.")] = 16,
    prompts: Annotated[int, typer.Option(min=1, help="Your trainer's prompts per step.")] = 8,
    step_seconds: Annotated[float, typer.Option(min=0.001, help="Your trainer's step without rewards.")] = 60.0,
    html: Annotated[Path | None, typer.Option(help="File for a report with plots.")] = None,
    json: Json = False,
) -> None:
    """Measure what a site costs on this machine, and what that means for a training run."""
    from webgen_env.benchmark.meaning import Trainer
    from webgen_env.benchmark.report import DEFAULT_SOAK, BenchmarkSettings
    from webgen_env.cli.bench import choose_sections, run_bench

    settings = BenchmarkSettings(
        sections=choose_sections(only, baseline=baseline, soak=soak is not None),
        sites=None if all_sites else sites,
        repeats=repeats,
        routes=routes,
        batch=batch,
        baseline_sites=baseline_sites,
        soak=soak or DEFAULT_SOAK,
        soak_folder=soak_out,
        trainer=Trainer(group_size, prompts, step_seconds),
    )
    if not run_bench(settings, html=html, as_json=json):
        raise typer.Exit(EXIT_INTERRUPTED)


@app.command()
def calibrate(
    bundles: Annotated[Path, typer.Option(help="Folder of evidence bundles, such as the --out of 'webgen score'.")],
    grades: Annotated[
        Path | None, typer.Option(help="CSV with the grades of people: columns bundle, grade; rater, group optional.")
    ] = None,
    judge: Judge = "design",
    repeats: Annotated[int, typer.Option(min=1, help="Times that each site is graded.")] = 3,
    pairs: Annotated[int, typer.Option(min=0, help="Most pairs that a judge which compares is shown, both ways.")] = 50,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the bootstrap.")] = 0,
    out: Annotated[Path | None, typer.Option(help="File for the report as JSON.")] = None,
    json: Json = False,
) -> None:
    """Measure a judge: steadiness, position bias, agreement with people. Exit status 3: some grades are missing."""
    from webgen_env.cli.calibrate import CalibrateRequest, run_calibrate

    request = CalibrateRequest(
        judge=judge,
        bundles=bundles,
        grades=grades,
        repeats=repeats,
        pairs=pairs,
        seed=seed,
        out=out,
        as_json=json,
    )
    if not run_calibrate(request):
        raise typer.Exit(EXIT_FAULT)


@app.command()
def run(
    out: Annotated[Path, typer.Option(help="Folder of the run; the same command goes on with one that is there.")],
    agent: Annotated[str | None, typer.Option(help="Name of the agent, such as 'scaffold' or 'chat'.")] = None,
    tasks: Annotated[str | None, typer.Option(help="Task set: a name or a JSONL file.")] = None,
    split: Annotated[str | None, typer.Option(help="Tasks of this split only.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Most tasks; 0 for all.")] = None,
    samples: Annotated[int | None, typer.Option(min=1, help="Completions for each task.")] = None,
    chunk: Annotated[int | None, typer.Option(min=1, help="Episodes that the agent is asked for at once.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="KEY=VALUE of the agent's configuration; may be repeated.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="YAML or JSON file with these options.")] = None,
    preset: Annotated[str | None, typer.Option(help="Reward preset: a name, or the path of a file.")] = None,
    judge: Annotated[str | None, typer.Option(help="Judge, such as 'design'.")] = None,
    routes: Annotated[int | None, typer.Option(min=0, help="Most routes to visit besides the home page.")] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Whether verdicts may come from the cache.")] = True,
    json: Json = False,
) -> None:
    """Run any agent on any task set, with evidence and a gallery.

    Exit status 3: a fault of ours prevented a score, or an agent could not be asked; the same command tries it again.
    """
    from webgen_env.cli.run import run_agent

    options = {
        "agent": agent,
        "tasks": tasks,
        "split": split,
        "limit": limit,
        "samples": samples,
        "chunk": chunk,
        "preset": preset,
        "judge": judge,
        "routes": routes,
    }
    if not run_agent(
        out,
        config_file=config,
        options=options,
        assignments=tuple(set_ or ()),
        cache=None if cache else False,
        as_json=json,
    ):
        raise typer.Exit(EXIT_FAULT)


@app.command()
def export(
    folders: Annotated[list[Path], typer.Argument(help="Folders of runs, or of evidence bundles.")],
    out: Annotated[Path, typer.Option(help="The JSONL file.")],
    form: Annotated[str, typer.Option("--format", help="'sft' for messages, 'dpo' for pairs.")] = "sft",
    best_of: Annotated[int, typer.Option(min=1, help="Completions, or pairs, for each task.")] = 1,
    least: Annotated[float | None, typer.Option(help="Reward below which a completion is left out.")] = None,
    margin: Annotated[float, typer.Option(help="For pairs: least difference of their rewards.")] = 0.5,
) -> None:
    """Write completions of evidence bundles as data to train on, in the form that TRL reads."""
    from webgen_env.cli.run import run_export

    run_export(folders, out, form=form, best_of=best_of, least=least, margin=margin)


@app.command()
def train(
    preset: Annotated[str | None, typer.Option(help="Bundled settings, such as 'webgen-r1-7b' or 'tiny-cpu'.")] = None,
    config: Annotated[
        Path | None, typer.Option(help="YAML or JSON file with settings; 'base: NAME' begins from a preset.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="PART.FIELD=VALUE over them, such as grpo.max_steps=100; may be repeated."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the run.")] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Say what the run would do and need; needs no GPU. Exit status 1: it cannot run."
        ),
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what is in the folder.")] = False,
    fields: Annotated[bool, typer.Option("--fields", help="Explain every field of the settings.")] = False,
    json: Json = False,
) -> None:
    """Train a language model with GRPO on this environment."""
    from webgen_env.cli.train import TrainRequest, run_train, show_fields

    if fields:
        show_fields(as_json=json)
        return
    request = TrainRequest(
        preset=preset,
        config_file=config,
        assignments=tuple(set_ or ()),
        out=out,
        dry_run=dry_run,
        resume=resume,
        as_json=json,
    )
    if not run_train(request):
        raise typer.Exit(EXIT_FAILED)


@app.command()
def validate(
    task: Annotated[list[str] | None, typer.Option(help="Site of this task only; may be repeated.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Operator, kind (clean, rewrite, mutant) or id; may be repeated.")
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="A small fixed sample, for CI.")] = False,
    labelled_only: Annotated[
        bool, typer.Option("--labelled-only", help="Of each mutant only the contracts that it must break; faster.")
    ] = False,
    probes: Annotated[
        bool, typer.Option("--probes", help="Show the sites to the probes, which know no contracts; has no target.")
    ] = False,
    repeat: Annotated[int, typer.Option(min=1, help="Runs, which must say the same; each site is built once.")] = 1,
    sites: Annotated[int, typer.Option(min=1, help="Sites at the same time.")] = 2,
    out: Annotated[Path | None, typer.Option(help="File for the report as JSON.")] = None,
    json: Json = False,
) -> None:
    """Test the contracts with injected faults and equivalent rewrites. Exit status 1: a target is missed."""
    from webgen_env.cli.validate import ValidateRequest, run_validate
    from webgen_env.cli.validate_probes import run_validate_probes

    request = ValidateRequest(
        tasks=tuple(task or ()),
        only=tuple(only or ()),
        short=short,
        labelled_only=labelled_only,
        repeats=repeat,
        sites=sites,
        out=out,
        as_json=json,
    )
    if probes:
        run_validate_probes(request)
    elif not run_validate(request):
        raise typer.Exit(EXIT_FAILED)


@app.command()
def evaluate(
    out: Annotated[Path, typer.Option(help="Folder of the evaluation.")],
    agent: Annotated[str | None, typer.Option(help="Name of the agent, such as 'scaffold' or 'chat'.")] = None,
    benchmark: Annotated[str, typer.Option(help="Task set: a name or a JSONL file.")] = "webgen-bench",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="KEY=VALUE of the agent's configuration; may be repeated.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="YAML or JSON file with options of the run.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Most tasks; the others count 0, as not started.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what is in the folder.")] = False,
    preset: Annotated[str | None, typer.Option(help="Reward preset: a name, or the path of a file.")] = None,
    judge: Annotated[str | None, typer.Option(help="Judge of the look, such as 'design'.")] = None,
    tester: Annotated[
        str | None,
        typer.Option(help="What tests the cases: 'pictures:MODEL', 'text:URL#MODEL'; without, contracts only."),
    ] = None,
    lint: Annotated[bool, typer.Option("--lint/--no-lint", help="Whether to check lint and types.")] = True,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Whether verdicts may come from the cache.")] = True,
    json: Json = False,
) -> None:
    """Evaluate an agent on a benchmark: FSR, VRR, AAS, LDPR. Exit status 3: a fault of ours prevented an outcome."""
    from webgen_env.cli.evaluate import EvaluateRequest, run_evaluate

    request = EvaluateRequest(
        benchmark=benchmark,
        out=out,
        options={"agent": agent, "limit": limit, "preset": preset, "judge": judge},
        config_file=config,
        assignments=tuple(set_ or ()),
        tester=tester,
        lint=lint,
        resume=resume,
        cache=cache,
        as_json=json,
    )
    if not run_evaluate(request):
        raise typer.Exit(EXIT_FAULT)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="Folder of 'webgen evaluate' or 'webgen run'.")],
    second: Annotated[Path, typer.Argument(help="The other.")],
    out: Annotated[Path, typer.Option(help="Folder for the page.")] = Path("webgen-runs/compare"),
    json: Json = False,
) -> None:
    """Compare two runs: paired differences with intervals, and the sites next to each other."""
    from webgen_env.cli.compare import run_compare

    run_compare(first, second, out=out, as_json=json)


@app.command()
def rescore(
    bundles: Annotated[list[Path], typer.Argument(help="Bundles, folders of bundles, or folders of runs.")],
    judge: Judge = "design",
    preset: Preset = "webgen-r1",
    out: Annotated[Path | None, typer.Option(help="Folder for new bundles and a gallery.")] = None,
    json: Json = False,
) -> None:
    """Score stored bundles with another judge or preset, without building. Exit status 3: one lacks what it takes."""
    from webgen_env.cli.rescore import run_rescore

    if not run_rescore(bundles, judge=judge, preset=preset, out=out, as_json=json):
        raise typer.Exit(EXIT_FAULT)


cache_app = typer.Typer(help="Show the verdict cache, or clear it.", invoke_without_command=True)
app.add_typer(cache_app, name="cache")


@cache_app.callback()
def cache_show(context: typer.Context, json: Json = False) -> None:
    """Show the verdict cache: where it lies, what it holds, how often it helped."""
    if context.invoked_subcommand is None:
        from webgen_env.cli.cache import show_cache

        show_cache(as_json=json)


@cache_app.command("clear")
def cache_clear() -> None:
    """Remove every cached verdict."""
    from webgen_env.cli.cache import clear_cache

    clear_cache()


contracts_app = typer.Typer(help="Executable requirements of tasks.", no_args_is_help=True)
app.add_typer(contracts_app, name="contracts")


@contracts_app.callback()
def contracts() -> None:
    """Executable requirements of tasks."""


@contracts_app.command("check")
def contracts_check(
    files: Annotated[list[Path], typer.Argument(help="JSON or YAML files of contracts, or task files.")],
) -> None:
    """Say what is wrong with contracts, with file, line and place. Exit status 1: something is."""
    from webgen_env.cli.contracts import check_contracts

    if not check_contracts(tuple(files)):
        raise typer.Exit(EXIT_FAILED)


def main() -> None:
    """Entry point of ``webgen``: a known error is one message on standard error, not a traceback."""
    try:
        app()
    except WebGenError as error:
        sys.stderr.write(f"webgen: {error}\n")
        raise SystemExit(EXIT_USAGE if isinstance(error, ValueError | KeyError) else EXIT_FAILED) from error
