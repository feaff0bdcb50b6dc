from __future__ import annotations

import json

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.reward import MixtureJudge, load_judge, make_judge
from webgen_env.reward.design import DesignJudge
from webgen_env.reward.vision import VisionJudge

KEY = "sk-very-secret"
TOML = """
judge = "mix"
[[parts]]
weight = 0.3
judge = "design"
[[parts]]
weight = 0.7
judge = "vision"
model = "Qwen/Qwen2.5-VL-7B-Instruct"
url = "http://127.0.0.1:8000/v1"
votes = 3
temperature = 0.7
seed = "none"
concurrency = 6
cache = false
prices = { input = 2, output = 10.0, currency = "EUR" }
budget = { max_cost = 20, max_requests = 1000 }
"""
YAML = """
judge: vision
model: gpt-4o-2024-11-20
temperature: none
votes: 2
"""


def write(folder, text, name="judge.toml"):
    path = folder / name
    path.write_text(text)
    return path


def test_a_mixture_in_toml(tmp_path):
    judge = load_judge(write(tmp_path, TOML))
    assert isinstance(judge, MixtureJudge)
    design, vision = judge.judges
    assert isinstance(design, DesignJudge)
    assert isinstance(vision, VisionJudge)
    assert judge.weights == pytest.approx((0.3, 0.7))
    assert (vision.settings.votes, vision.settings.temperature, vision.settings.seed) == (3, 0.7, None)
    assert vision.concurrency == 2
    assert vision.spending.currency == "EUR"


def test_yaml_and_json(tmp_path):
    yaml = load_judge(write(tmp_path, YAML, "judge.yaml"))
    assert isinstance(yaml, VisionJudge)
    assert yaml.settings.temperature is None
    assert "gpt-4o-2024-11-20@api.openai.com" in yaml.identity
    content = {"judge": "vision", "model": "gpt-4o-2024-11-20", "temperature": "none", "votes": 2}
    assert load_judge(write(tmp_path, json.dumps(content), "judge.json")).identity == yaml.identity


def test_make_judge_takes_a_path(tmp_path):
    assert make_judge(str(write(tmp_path, TOML))).identity == load_judge(write(tmp_path, TOML)).identity


def test_a_judge_by_its_name(tmp_path):
    assert isinstance(load_judge(write(tmp_path, 'judge = "design"')), DesignJudge)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("judge.toml", "judge = ", "not TOML"),
        ("judge.json", "{", r"judge\.json:1: not JSON"),
        ("judge.json", "[" * 100_000, "nested more than"),
        ("judge.yaml", "judge: vision\nmodel: [x\n", r"judge\.yaml:3: not YAML: expected ',' or ']'"),
        ("judge.yaml", "judge: vision\nmodel: x\nvotess: 3", r"judge\.yaml:3: votess: Extra inputs"),
        ("judge.json", '{"judge": "mix", "parts": [\n{"weight": 1, "judge": "vision"}]}', r"json:2: parts\.0\.model"),
        ("judge.yml", "!!python/object/apply:os.system ['true']", r"judge\.yml:1: expected a field 'judge'"),
        ("judge.txt", "judge: design", "ending '.txt'"),
        ("judge.json", "[]", "a field 'judge'"),
        ("judge.json", '{"judge": 5}', "a field 'judge'"),
        ("judge.toml", 'judge = "designs"', "Did you mean 'design'"),
        ("judge.toml", 'judge = "design"\nx = 1', "x: Extra inputs"),
        ("judge.toml", 'judge = "other.toml"', "names no further file"),
        ("judge.toml", 'judge = "vision"', "model: Field required"),
        ("judge.toml", 'judge = "vision"\nmodel = "m"\nvotes = "3"', "votes: Input should be a valid integer"),
        ("judge.toml", 'judge = "vision"\nmodel = "m"\nvotes = 99', "votes must be a whole number of 1–25, got 99"),
        ("judge.toml", 'judge = "vision"\nmodel = "m"\nprices = { input = -1, output = 1 }', "prices.input"),
        ("judge.toml", 'judge = "vision"\nmodel = "m"\nbudget = { max_cost = 1 }', "needs prices"),
        ("judge.toml", 'judge = "mix"', "parts: Field required"),
        ("judge.toml", 'judge = "mix"\nparts = [{ judge = "design" }]', "weight: Field required"),
        ("judge.toml", 'judge = "mix"\nparts = [{ weight = 1 }]', r"parts\.0: expected a field 'judge'"),
        ("judge.toml", 'judge = "mix"\nparts = [{ weight = 1, judge = "vision" }]', r"parts\.0\.model"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(tmp_path, name, text, message):
    with pytest.raises(ConfigurationError, match=message) as caught:
        load_judge(write(tmp_path, text, name))
    assert str(caught.value).startswith(str(tmp_path / name))
    assert str(caught.value).count(str(tmp_path)) == 1


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigurationError, match=r"cannot be read \(No such file"):
        make_judge(str(tmp_path / "judge.toml"))


def test_a_large_file(tmp_path):
    with pytest.raises(ConfigurationError, match="at most 1048576"):
        load_judge(write(tmp_path, "#" * 1_100_000))


def test_a_key_in_the_wrong_place_is_not_repeated(tmp_path):
    with pytest.raises(ConfigurationError, match="api_key: Extra inputs") as caught:
        load_judge(write(tmp_path, f'judge = "vision"\nmodel = "m"\napi_key = "{KEY}"'))
    assert KEY not in str(caught.value)


def test_mixtures_end_somewhere(tmp_path):
    content = {"judge": "design"}
    for _ in range(5):
        content = {"judge": "mix", "parts": [{"weight": 1, **content}]}
    with pytest.raises(ConfigurationError, match="third level"):
        load_judge(write(tmp_path, json.dumps(content), "judge.json"))
