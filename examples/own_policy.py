"""Write a policy of your own and compare it with a bundled one.

    python examples/own_policy.py

A policy is anything with a method `act(observation, info) -> completion`. This one writes a single page by hand; a
language model would be called in the same place, with `info["messages"]` as its chat.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium

import agents
from webgen_env import render_completion

TASKS = 2


class OnePage:
    """Repeats the specification on a page with a heading."""

    def act(self, observation: str, info: Mapping[str, Any]) -> str:
        """Write a completion.

        Args:
            observation: The specification.
            info: What `reset` reported; `info["messages"]` is the chat for a language model.

        Returns:
            Only the files that differ from the scaffold: everything else is there already.
        """
        title = info["task_id"].replace("-", " ").title()
        page = f"""\
export default function Home() {{
  return (
    <main className="mx-auto max-w-2xl px-6 py-16">
      <h1 className="text-4xl font-bold text-slate-900">{{{title!r}}}</h1>
      <p className="mt-6 leading-relaxed text-slate-700">{{{observation!r}}}</p>
    </main>
  );
}}
"""
        app = 'import Home from "./pages/Home";\n\nexport default function App() {\n  return <Home />;\n}\n'
        files = {"src/App.tsx": app, "src/pages/Home.tsx": page}
        return render_completion(files, title=title, think="One page with the specification on it.")


def main() -> None:
    """Give both policies the same tasks."""
    env = gymnasium.make("webgen_env:WebGen-v0")
    try:
        for policy in (OnePage(), agents.make("scaffold")):
            rewards = []
            for seed in range(TASKS):
                observation, info = env.reset(seed=seed)
                _, reward, _, _, _ = env.step(policy.act(observation, info))
                rewards.append(reward)
            print(f"{type(policy).__name__}: {sum(rewards) / len(rewards):.2f}")
    finally:
        env.close()


if __name__ == "__main__":
    main()
