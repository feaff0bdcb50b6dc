from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.grpo import read_demonstrations, slots_demonstrations
from agents.slots import fitting_choices, named, slot_tasks
from tests.agents.conftest import errors, parsed
from webgen_env.errors import ConfigurationError

TASKS = slot_tasks(12, seed=3)


def line(*roles: str) -> str:
    return json.dumps({"messages": [{"role": role, "content": f"of {role}"} for role in roles]})


def plan(completion: str) -> list[str]:
    return completion.split("</think>")[0].removeprefix("<think>").split()


def test_every_demonstration_complies_with_the_scaffold() -> None:
    for one in slots_demonstrations(TASKS, fitting=0.0):
        manifest, _, compliance = parsed(one.completion)
        assert errors(manifest.findings) == []
        assert errors(compliance.findings) == []


def test_all_choices_fit_if_asked_for() -> None:
    for task, one in zip(TASKS, slots_demonstrations(TASKS, fitting=1.0), strict=True):
        assert plan(one.completion) == list(named(fitting_choices(task.instruction)).values())


def test_choices_fit_about_as_often_as_asked_for() -> None:
    many = slot_tasks(200, seed=1)
    pairs = [
        (got, best)
        for task, one in zip(many, slots_demonstrations(many, fitting=0.5, seed=4), strict=True)
        for got, best in zip(plan(one.completion), named(fitting_choices(task.instruction)).values(), strict=True)
    ]
    share = sum(got == best for got, best in pairs) / len(pairs)
    assert 0.55 < share < 0.75  # half of them, and of the others what chance hits


def test_the_same_seed_gives_the_same_and_another_one_others() -> None:
    assert slots_demonstrations(TASKS, seed=1) == slots_demonstrations(TASKS, seed=1)
    assert slots_demonstrations(TASKS, seed=1) != slots_demonstrations(TASKS, seed=2)


def test_flawed_ones_leave_an_element_open_and_choose_alike() -> None:
    many = slot_tasks(200, seed=1)
    demonstrations = slots_demonstrations(many, flawed=0.4, seed=4)
    flawed = [one for one in demonstrations if "</main>" not in one.completion]
    assert 0.3 < len(flawed) / len(many) < 0.5
    assert all("<main" in one.completion for one in flawed)
    [sound], [open_one] = (slots_demonstrations(TASKS[:1], flawed=share) for share in (0.0, 1.0))
    assert open_one.completion == sound.completion.replace("</main>", "")


@pytest.mark.parametrize("share", ["fitting", "flawed"])
def test_a_share_beyond_one_is_said(share: str) -> None:
    with pytest.raises(ConfigurationError, match=r"1\.5"):
        slots_demonstrations(TASKS, **{share: 1.5})


def test_exported_completions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "sft.jsonl"
    file.write_text("\n".join([line("system", "user", "assistant"), "", line("user", "assistant")]) + "\n")
    first, second = read_demonstrations(file)
    assert [message["role"] for message in first.prompt] == ["system", "user"]
    assert second.completion == "of assistant"
    assert read_demonstrations(file, most=1) == [first]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "jsonl:1: not a JSON"),
        ("[" * 100_000, "jsonl:1: not a JSON"),
        ("[]", "jsonl:1: expected 'messages'"),
        ('{"messages": [{"role": "user"}]}', "jsonl:1: expected 'messages'"),
        (line("user", "assistant") + "\n" + line("user", "assistant", "user"), "jsonl:2: the last"),
        (line("assistant"), "jsonl:1: the last"),
        ("\n\n", "no demonstration"),
    ],
)
def test_a_broken_file_names_the_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "sft.jsonl"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=says):
        read_demonstrations(file)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_demonstrations(tmp_path / "none.jsonl")
