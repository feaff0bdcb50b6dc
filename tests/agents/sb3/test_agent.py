"""The trained policy as an agent."""

from __future__ import annotations

import json
import shutil

import pytest

import agents
from agents.sb3 import Design, SB3Agent
from tests.agents.sb3.conftest import FIXED, HELD_OUT, TASKS
from webgen_env.errors import ConfigurationError


def test_it_is_made_by_name_and_keeps_the_protocol(trained):
    agent = agents.make("sb3", model=str(trained.folder))
    agents.check_agent(agent)
    instruction = HELD_OUT[0].instruction
    assert agent.act(instruction, {}) == agent.act_batch([instruction], [{}])[0]
    assert agent.choices([instruction])[0].keys() == {"kind", "extra"}


def test_saved_and_read_again_it_answers_alike(trained, tmp_path):
    trained.agent.save(tmp_path / "copy")
    instructions = [task.instruction for task in TASKS][:20]
    copy = SB3Agent(tmp_path / "copy")
    assert copy.act_batch(instructions, [{}] * 20) == trained.agent.act_batch(instructions, [{}] * 20)
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["design.json", "model.zip"]


def test_drawn_choices_differ_and_the_most_likely_do_not(trained):
    instructions = [HELD_OUT[0].instruction] * 30
    assert len({str(choice) for choice in trained.agent.choices(instructions)}) == 1
    drawing = SB3Agent(trained.folder, deterministic=False)
    assert len({str(choice) for choice in drawing.choices(instructions)}) > 1


def test_a_folder_without_a_policy_is_said(tmp_path):
    with pytest.raises(ConfigurationError, match=r"design\.json cannot be read"):
        SB3Agent(tmp_path)
    Design(fixed=FIXED).save(tmp_path)
    with pytest.raises(ConfigurationError, match=r"model\.zip cannot be loaded"):
        SB3Agent(tmp_path)


def test_a_design_of_another_training_is_said(trained, tmp_path):
    shutil.copytree(trained.folder, tmp_path / "run")
    Design(size=64, fixed=FIXED).save(tmp_path / "run")
    with pytest.raises(ConfigurationError, match="different trainings"):
        SB3Agent(tmp_path / "run")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "got list"),
        ('{"colour": 1}', r"got \['colour'\]"),
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ('{"size": 1}', "size must be"),
        ('{"encoder": "hashd", "form": "long"}', "'compact' or 'full'"),
        ('{"fixed": 3}', "design.json"),
        ('{"ngrams": "ab"}', "design.json"),
    ],
)
def test_a_design_that_is_none_is_said_with_its_file(tmp_path, text, said):
    (tmp_path / "design.json").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=said) as raised:
        Design.load(tmp_path)
    assert "design.json" in str(raised.value)


def test_a_design_is_the_same_after_a_file(tmp_path):
    design = Design(algorithm="SAC", size=64, ngrams=(1, 2), form="full", fixed={"layout": "side"})
    design.save(tmp_path)
    assert Design.load(tmp_path) == design
    assert json.loads((tmp_path / "design.json").read_text("utf-8"))["ngrams"] == [1, 2]
    assert design.choice_space().form == "box"
