"""Small sites, faults and outcomes for the tests of this folder."""

from __future__ import annotations

from typing import Any

from webgen_env.contracts import parse_contracts
from webgen_env.tasks import Task, TaskSet
from webgen_env.validation import Outcome, Reference, Subject

APP = """export default function App() {
  return <button type="button">Save</button>;
}
"""


def contract(name: str, *steps: Any) -> dict[str, Any]:
    expected = steps or ({"expect": {"visible": {"role": "button", "name": "Save"}}},)
    return {"id": name, "requirement": f"It must {name}.", "category": "content", "steps": list(expected)}


def reference(*contracts: dict[str, Any], app: str = APP) -> Reference:
    task = TaskSet.bundled()[0]
    made = Task(
        id="small",
        instruction=task.instruction,
        contracts=tuple(contracts or (contract("show"), contract("stay", {"expect": {"console_clean": True}}))),
    )
    return Reference(made, {"src/App.tsx": app})


def subject(kind: str, breaks: tuple[str, ...] = (), *, operator: str = "dead-handler", **fields: Any) -> Subject:
    contracts = parse_contracts([contract("one"), contract("two"), contract("three")])
    name = fields.pop("id", "it")
    return Subject("small", name, kind, operator, "it is wrong", {}, contracts, breaks, **fields)  # type: ignore[arg-type]


def outcome(kind: str, verdicts: str, breaks: tuple[str, ...] = (), **fields: Any) -> Outcome:
    """An outcome; ``verdicts`` has one letter for each of the contracts one, two and three: p, f or i."""
    refused = fields.pop("refused", None)
    names = {"p": "pass", "f": "fail", "i": "inconclusive"}
    said = {name: names[letter] for name, letter in zip(("one", "two", "three"), verdicts, strict=False)}
    return Outcome(subject(kind, breaks, **fields), refused, said, {})  # type: ignore[arg-type]
