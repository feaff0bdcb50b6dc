"""Settings from presets, files and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.grpo.loading import documented_fields, load_settings, preset_names, preset_path
from agents.grpo.settings import TrainSettings
from webgen_env.errors import ConfigurationError


def _written(folder: Path, text: str, name: str = "run.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_bundled_presets_are_read_by_name() -> None:
    assert preset_names() == ["7b-one-gpu", "7b-server", "tiny-cpu", "webgen-r1-7b"]
    for name in preset_names():
        assert load_settings(name).name == name


def test_unknown_preset_names_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'webgen-r1-7b'"):
        preset_path("webgen-r1")


def test_file_holds_only_what_differs_from_its_base(tmp_path: Path) -> None:
    file = _written(tmp_path, "base: webgen-r1-7b\nname: mine\ngrpo:\n  max_steps: 7\n")
    settings = load_settings(file)
    assert (settings.name, settings.grpo.max_steps) == ("mine", 7)
    assert settings.grpo.num_generations == load_settings("webgen-r1-7b").grpo.num_generations


def test_json_file_is_read_too(tmp_path: Path) -> None:
    assert load_settings(_written(tmp_path, '{"grpo": {"beta": 0}}', "run.json")).grpo.beta == 0


def test_settings_written_as_json_come_back_as_they_were(tmp_path: Path) -> None:
    settings = load_settings("webgen-r1-7b")
    assert load_settings(_written(tmp_path, settings.model_dump_json(), "run.json")) == settings


def test_assignments_win_over_the_file_and_the_folder_over_all(tmp_path: Path) -> None:
    file = _written(tmp_path, "grpo:\n  max_steps: 7\n  beta: 0.5\n")
    settings = load_settings(
        file, ["grpo.max_steps=9", "tasks.set=slots", 'model.lora={"rank": 4}', "sft=null"], folder=tmp_path / "out"
    )
    assert (settings.grpo.max_steps, settings.grpo.beta, settings.tasks.set) == (9, 0.5, "slots")
    assert settings.model.lora is not None
    assert settings.model.lora.rank == 4
    assert settings.sft is None
    assert settings.output.folder == str(tmp_path / "out")


def test_assignment_begins_a_part_that_was_absent() -> None:
    assert load_settings("tiny-cpu", ["model.lora.rank=3"]).model.lora is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grpo:\n  max_steps: 7\n  epsilonn: 0.2\n", r":3: grpo.epsilonn is no field .*did you mean 'grpo.epsilon'"),
        ("grpo:\n  beta: -1.0\n", r":2: grpo.beta: .*greater than or equal to 0, got -1.0"),
        ("\nseed: 1.5\n", r":2: seed: .*integer, got 1.5"),
        ("model:\n  lora:\n    targets: [1]\n", r":3: model.lora.targets"),
        ("learning_rate: 1.0\n", r":1: learning_rate is no field .*did you mean 'sft.learning_rate'"),
        ("grpo: 3\n", r":1: grpo: .*got 3"),
        ("grpo:\n  use_vllm: true\n", r":2: grpo.use_vllm .*goes under 'grpo.extra'"),
        ("grpo: [\n", r":2: not YAML"),
        ("- 1\n", r":1: expected fields like 'grpo:'"),
        ("base: nope\n", r":1: base: Got the training preset 'nope'"),
        ("base: 3\n", r":1: base must be the name"),
        ("a: &x 1\nb: *x\n", r":2: aliases are not read"),
        ("seed: 1\nseed: 2\n", r":2: the key 'seed' stands twice"),
    ],
)
def test_broken_file_names_file_line_and_field(tmp_path: Path, text: str, expected: str) -> None:
    file = _written(tmp_path, text)
    with pytest.raises(ConfigurationError, match=expected) as caught:
        load_settings(file)
    assert str(file) in str(caught.value)


def test_a_key_with_odd_characters_is_named_in_full(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"grpo\.max-steps is no field"):
        load_settings(_written(tmp_path, "grpo:\n  max-steps: 7\n"))


def test_absent_file_says_which_presets_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be read .*tiny-cpu"):
        load_settings(tmp_path / "absent.yaml")


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        ("grpo.max_stepz=3", "--set grpo.max_stepz=3: .*did you mean 'grpo.max_steps'"),
        ("grpo", "expected PART.FIELD=VALUE"),
        ("seed.deep=3", "'seed' holds a value and no fields"),
        ("grpo.loss_type=ppo", "--set grpo.loss_type=ppo: grpo.loss_type: .*'bnpo'"),
    ],
)
def test_bad_assignment_is_named(assignment: str, expected: str) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        load_settings("tiny-cpu" if "seed" not in assignment else "webgen-r1-7b", [assignment])


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_assignment_does_anything_but_set_or_say(name: str, value: str) -> None:
    try:
        changed = load_settings("tiny-cpu", [f"{name}={value}"])
    except ConfigurationError:
        return
    assert isinstance(changed, TrainSettings)


def test_every_field_is_explained() -> None:
    rows = documented_fields()
    assert not [name for name, kind, _, description in rows if not description or not kind or "typing" in kind]
    names = [name for name, *_ in rows]
    assert len(names) == len(set(names))
    assert {"grpo.epsilon", "model.tiny.layers", "sft.until_built", "environment.design.weights"} <= set(names)


def test_documented_fields_are_those_of_the_settings() -> None:
    leaves = {name for name, kind, *_ in documented_fields() if not kind.startswith("part")}
    dumped = load_settings("webgen-r1-7b", ['model.lora={"rank": 4}', "environment.design={}"]).model_dump()

    def places(data: object, place: str = "") -> list[str]:
        if isinstance(data, dict) and not place.endswith("extra"):
            return [inner for name, value in data.items() for inner in places(value, f"{place}.{name}".lstrip("."))]
        return [place]

    assert leaves == set(places(dumped))
