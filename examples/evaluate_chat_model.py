"""Evaluate a language model behind any OpenAI-compatible server: hosted, vLLM, SGLang, llama.cpp.

    python examples/evaluate_chat_model.py --url http://127.0.0.1:8000/v1 --model NAME
    python examples/evaluate_chat_model.py --model gpt-4o-mini --tasks webgen-bench --limit 20 --evidence runs/gpt

The key is read from the environment: OPENAI_API_KEY for OpenAI's own server, WEBGEN_POLICY_API_KEY for any other that
needs one. A request that fails in spite of retries is counted, and its episode scored as what it is: nothing written.
The same with resuming and a gallery: `webgen run --agent chat --set model=NAME`.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import agents
from webgen_env import Scorer, load_tasks
from webgen_env.episode import reset_info


@dataclass(frozen=True)
class Args:
    """Settings of the example."""

    model: str
    """Name of the model, as the server calls it."""
    url: str
    """Base address of the server."""
    tasks: str
    """Task set: a name or a JSONL file."""
    limit: int | None
    """Only the first tasks; by default all."""
    batch: int
    """Tasks that are asked for at once."""
    temperature: float
    """Sampling temperature; the paper infers with 0.7."""
    max_tokens: int
    """Most tokens of a completion: a website needs thousands."""
    evidence: Path | None
    """Folder to keep an evidence bundle of every episode in."""


def parse_args() -> Args:
    """Read the settings from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--url", default="https://api.openai.com/v1")
    parser.add_argument("--tasks", default="bundled")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--temperature", type=float, default=0.7)
    parser.add_argument("--max-tokens", type=int, default=8192)
    parser.add_argument("--evidence", type=Path)
    return Args(**vars(parser.parse_args()))


def main() -> None:
    """Ask, score, sum up."""
    args = parse_args()
    tasks = list(load_tasks(args.tasks))[: args.limit]
    policy = agents.make(
        "chat", model=args.model, url=args.url, temperature=args.temperature, max_tokens=args.max_tokens
    )
    results = []
    try:
        with Scorer(evidence=args.evidence) as scorer:
            for start in range(0, len(tasks), args.batch):
                batch = tasks[start : start + args.batch]
                infos = [reset_info(task, scorer.scaffold) for task in batch]
                completions = agents.act_batch(policy, [task.instruction for task in batch], infos)
                for task, result in zip(batch, scorer.score_batch_sync(batch, completions), strict=True):
                    told = "no reward" if result.reward is None else f"{result.reward:.2f}"
                    print(f"{task.id}: {told}, stage {result.stage}", flush=True)
                    results.append(result)
    finally:
        agents.close(policy)

    # A fault of the environment's own is no reward of 0: it is in no mean.
    rewards = [result.reward for result in results if result.reward is not None]
    shown = sum(result.stage == "scored" for result in results)
    print(f"\n{len(results)} episodes, {len(results) - len(rewards)} without a reward through a fault of ours")
    if rewards:
        print(f"mean reward {statistics.mean(rewards):.3f}; rendered {shown / len(rewards):.0%}")
    print(f"ended at {dict(Counter(result.stage for result in results))}")
    print(f"the server: {policy.tally}")


if __name__ == "__main__":
    main()
