from __future__ import annotations

import json

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.reward import Preset, get_preset, load_preset

TOML = """
name = "mine"
description = "Pages first."
requires_compliance = false
visual_range = [0.0, 4.0]
[terms]
visual = 1
clean_pages = 0.5
[gates]
static = -0.5
"""
FIELDS = {
    "name": "mine",
    "terms": {"visual": 1.0, "clean_pages": 0.5},
    "gates": {"static": -0.5},
    "requires_compliance": False,
    "visual_range": (0.0, 4.0),
    "description": "Pages first.",
}


def test_toml_and_json_give_the_same_preset(tmp_path):
    (tmp_path / "mine.toml").write_text(TOML)
    (tmp_path / "mine.json").write_text(json.dumps(FIELDS))
    assert load_preset(tmp_path / "mine.toml") == load_preset(str(tmp_path / "mine.json")) == Preset(**FIELDS)


def test_get_preset_takes_a_path(tmp_path):
    (tmp_path / "mine.toml").write_text(TOML)
    assert get_preset(str(tmp_path / "mine.toml")).name == "mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "x"\n[terms]\nvisual = "much"', r"p\.toml: terms\.visual: .*number"),
        ('name = "x"\n[terms]\nvisual = inf', r"p\.toml: terms\.visual: .*finite"),
        ('name = "x"\n[terms]\nvisua = 1', r"p\.toml: Unknown reward term 'visua'.*'visual'"),
        ('name = "x"\n[term]\nvisual = 1', r"p\.toml: terms: Field required; term: Extra"),
        ('name = "x"\n[terms]\nvisual = 1\n[gates]\nbilud = 0', r"p\.toml: gates\.bilud"),
        ('name = "x"\n[terms]', r"p\.toml: terms: "),
        ("name = ", r"p\.toml: not TOML"),
        ("name = '\udcff'".encode("utf-8", "surrogateescape"), r"p\.toml: not TOML"),
    ],
)
def test_bad_files_name_file_and_field(tmp_path, text, message):
    path = tmp_path / "p.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigurationError, match=message):
        load_preset(path)


def test_other_files_are_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_preset(tmp_path / "absent.toml")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_preset(tmp_path)
    (tmp_path / "p.yaml").write_text("name: x")
    with pytest.raises(ConfigurationError, match=r"expected \.toml or \.json"):
        load_preset(tmp_path / "p.yaml")
    (tmp_path / "p.json").write_text("[" * 100_000)
    with pytest.raises(ConfigurationError, match="nested more than"):
        load_preset(tmp_path / "p.json")
    (tmp_path / "p.json").write_text(" " * ((1 << 20) + 1))
    with pytest.raises(ConfigurationError, match="bytes"):
        load_preset(tmp_path / "p.json")
