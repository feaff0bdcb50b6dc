"""Loading contracts: what is taken, and what is refused with file, line and place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webgen_env.contracts import Contract, load_contracts, parse_contracts
from webgen_env.errors import ConfigurationError, ContractError

VISIBLE = {"expect": {"visible": {"text": "Saved"}}}


def contract(*steps: Any, **fields: Any) -> dict[str, Any]:
    return {"id": "save", "requirement": "A user saves.", "category": "form", "steps": [*steps, VISIBLE], **fields}


def refusal(*steps: Any, **fields: Any) -> str:
    with pytest.raises(ContractError) as caught:
        parse_contracts([contract(*steps, **fields)])
    return str(caught.value)


TARGET = {"role": "button", "name": "Save"}

GOOD_STEPS = [
    {"click": TARGET},
    {"click": {"any": [TARGET, {"text": "/save/i"}], "within": {"role": "main"}, "nth": -1}},
    {"click": {**TARGET, "beside": {"text": "Lime Walk"}, "strict": True}},
    {"click": {"control": "/trees/i"}},
    {"fill": {"field": "Name", "value": "Linden"}},
    {"fill": {"label": "Name", "value": "Linden"}},
    {"fill": {"placeholder": "Search", "value": ""}},
    {"select": {"label": "Kind", "option": "=Good"}},
    {"choose": {"option": "Poor", "from": "/health/i", "within": {"role": "main"}}},
    {"check": {"role": "checkbox", "checked": False}},
    {"uncheck": {"label": "Terms"}},
    {"press": {"key": "Enter"}},
    {"press": {"key": "Control+a", "label": "Name"}},
    {"hover": {"alt": "Map"}},
    {"upload": {"label": "File", "name": "a.csv", "content": "a,b"}},
    {"navigate": "/about?x=1#top"},
    {"reload": True},
    {"back": True},
    {"resize": [375, 812]},
    {"wait": 1.5},
    {"wait": 2},
    {"remember": {"as": "n", "count": {"role": "listitem"}}},
    {"remember": {"as": "t", "text": {"role": "heading"}, "pattern": "/(\\d+) left/"}},
    {"optional": [{"click": {"role": "dialog", "has": TARGET}}]},
    {"expect": {"absent": {"title": "Busy"}}},
    {"expect": {"count": {"of": {"role": "row"}, "at_least": 1, "at_most": 9}}},
    {"expect": {"number": {"of": {"role": "status"}, "equals": 12.5}}},
    {"expect": {"value": {"label": "Name", "is": "Linden"}}},
    {"expect": {"text": {"of": {"role": "status"}, "is": "/saved/i"}}},
    {"expect": {"each": {"of": {"role": "row"}, "text": "Poor"}}},
    *({"expect": {name: {"label": "Name"}}} for name in ("enabled", "disabled", "focused", "checked", "unchecked")),
    {"expect": {"order": {"of": {"role": "listitem"}, "texts": ["One", "Two"]}}},
    {"expect": {"sorted": {"of": {"role": "cell"}, "by": "number", "direction": "ascending"}}},
    {"expect": {"url": "=/basket"}},
    {"expect": {"title": "Basket"}},
    {"expect": {"console_clean": True}},
    {"expect": {"no_overflow": True}},
    {"expect": {"colour": {"near": "lemonchiffon", "share_at_least": 0.2, "within": 2}}},
    {"expect": {"download": {"name": "/csv$/", "contains": "Linden"}}},
    {"expect": {"persists": {"visible": {"text": "Linden"}}}},
    {"expect": {"any_of": [{"visible": {"text": "a"}}, {"not": {"all_of": [{"url": "/^.b/"}]}}]}},
]


@pytest.mark.parametrize("step", GOOD_STEPS, ids=lambda step: json.dumps(step)[:50])
def test_each_step_of_the_language_is_taken(step: dict[str, Any]) -> None:
    (loaded,) = parse_contracts([contract(step)])
    assert isinstance(loaded, Contract)
    assert len(loaded.steps) == 2


def test_what_was_remembered_may_be_used_afterwards() -> None:
    steps = [
        {"remember": {"as": "n", "count": {"role": "listitem"}}},
        {"remember": {"as": "t", "text": {"role": "heading"}}},
        {"fill": {"label": "Search", "value": {"remembered": "t"}}},
        {"expect": {"count": {"of": {"role": "listitem"}, "more_than": "n", "by": 1}}},
        {"expect": {"number": {"of": {"role": "status"}, "same_as": "n", "times": 2}}},
        {"expect": {"text": {"of": {"role": "heading"}, "changed_from": "t"}}},
        {"expect": {"visible": {"text": {"remembered": "t"}}}},
    ]
    assert parse_contracts([contract(*steps)])


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"clickk": TARGET}, r"steps\[0\]: unknown step 'clickk'; did you mean 'click'\?"),
        ({"expect": {"visibel": TARGET}}, "unknown expectation 'visibel'; did you mean 'visible'"),
        ({"expect": {"not": {"xyzzy": 1}}}, "unknown expectation 'xyzzy'. Known: absent"),
        ({"click": TARGET, "wait": 1}, "exactly one key, got 'click', 'wait'"),
        ({}, "exactly one key, got none"),
        ("click", "expected step, got 'click'"),
        ({"click": {}}, "impossible locator: expected at least one of role"),
        ({"click": {"nth": 1}}, "impossible locator"),
        ({"click": {"role": "knob"}}, "ARIA has no role 'knob'"),
        ({"click": {"role": "buttn"}}, "did you mean 'button'"),
        ({"click": {"name": "Save"}}, "impossible locator"),
        ({"click": {"role": "paragraph", "name": "Save"}}, "has no accessible name; take 'text'"),
        ({"click": {"role": "button", "level": 2}}, "'level' goes with the roles heading"),
        ({"click": {"role": "button", "checked": True}}, "'checked' goes with the roles checkbox"),
        ({"click": {"any": [TARGET], "role": "link"}}, "'role' and 'any' exclude each other"),
        ({"click": {"control": "Save", "field": "Save"}}, "'field' and 'control' exclude each other"),
        ({"click": {"any": [TARGET] * 8, "within": {"any": [TARGET] * 8}}}, "64 alternatives"),
        ({"click": {"any": []}}, "at least 1"),
        ({"click": {**TARGET, "within": {**TARGET, "beside": TARGET}}}, "'beside' does not go inside 'within'"),
        ({"click": {**TARGET, "xpath": "//a"}}, r"click\.xpath: unknown field"),
        ({"click": {"role": "button", "name": "/Save(/"}}, "bad regular expression"),
        ({"fill": {"label": "Name"}}, r"fill\.value: this field is missing"),
        ({"press": {"key": "Enter; rm"}}, r"press\.key"),
        ({"navigate": "https://site.example/"}, "navigate"),
        ({"navigate": "//site.example/"}, "navigate"),
        ({"reload": False}, "expected true"),
        ({"wait": 31}, "wait"),
        ({"wait": True}, "wait"),
        ({"resize": [10, 800]}, r"resize\[0\]"),
        ({"remember": {"as": "n"}}, "exactly one of count, text, value and number, got none"),
        ({"optional": [VISIBLE]}, "unknown optional step 'expect'"),
        ({"expect": {"count": {"of": TARGET}}}, "got none"),
        ({"expect": {"count": {"of": TARGET, "equals": 1, "at_most": 3}}}, "got equals and at_most"),
        ({"expect": {"count": {"of": TARGET, "equals": 1, "by": 1}}}, "'by' goes with"),
        ({"expect": {"count": {"of": TARGET, "more_than": "n"}}}, "'n' is used before it is remembered"),
        ({"expect": {"colour": {"near": "blurple", "share_at_least": 0.1}}}, "expected a CSS colour"),
        ({"expect": {"console_clean": False}}, "for the contrary use 'not'"),
        (
            {"expect": {"text": {"of": TARGET, "is": "a", "same_as": "n"}}},
            "exactly one of is, changed_from and same_as",
        ),
        ({"upload": {"role": "button", "name": "../a", "content": ""}}, r"upload\.name"),
    ],
    ids=str,
)
def test_what_is_wrong_is_refused_with_its_place(step: Any, reason: str) -> None:
    assert re.search(reason, refusal(step)), refusal(step)


def test_a_text_is_no_number() -> None:
    steps = [
        {"remember": {"as": "t", "text": {"role": "heading"}}},
        {"expect": {"count": {"of": TARGET, "more_than": "t"}}},
    ]
    assert "'t' is a text" in refusal(*steps)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": "Save it"}, r"\[0\]\.id"),
        ({"category": "magic"}, r"\[0\]\.category"),
        ({"requirement": ""}, r"\[0\]\.requirement"),
        ({"start": "about"}, r"\[0\]\.start"),
        ({"viewport": [1280]}, r"\[0\]\.viewport"),
        ({"steps": [{"wait": 1}]}, "expected at least one step 'expect'"),
        ({"code": "alert(1)"}, "unknown field"),
    ],
    ids=str,
)
def test_a_contract_has_the_fields_that_it_needs(fields: dict[str, Any], reason: str) -> None:
    assert re.search(reason, refusal(**fields))


def test_an_id_belongs_to_one_contract() -> None:
    with pytest.raises(ContractError, match=r"\[1\]\.id: the id 'save' is taken by contract number 1"):
        parse_contracts([contract(), contract()])


def test_the_line_of_a_json_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "task.json"
    text = json.dumps({"id": "x", "contracts": [contract(), contract({"clickk": TARGET}, id="other")]}, indent=1)
    file.write_text(text, "utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "clickk" in row) - 1
    with pytest.raises(ContractError, match=rf"^task\.json:{line}: \$\.contracts\[1\]\.steps\[0\]: unknown step"):
        load_contracts(file)


YAML = """\
- id: save
  requirement: A user saves.
  category: form
  steps:
    - click: {role: button, name: /save/i}
    - press: {key: "y"}
    - expect:
        visible:
          role: {role}
"""


def test_yaml_is_read_like_json(tmp_path: Path) -> None:
    file = tmp_path / "contracts.yaml"
    file.write_text(YAML.replace("{role}", "status"), "utf-8")
    assert [item.id for item in load_contracts(file)] == ["save"]


def test_the_line_of_a_yaml_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "contracts.yml"
    file.write_text(YAML.replace("{role}", "statusx"), "utf-8")
    with pytest.raises(ContractError, match=r"^contracts\.yml:9: .*did you mean 'status'"):
        load_contracts(file)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", '{"a": 1}', "key 'contracts'"),
        ("a.json", "3", "expected a list"),
        ("a.json", '[{"id": "a", "id": "b"}]', "stands twice"),
        ("a.json", "[" * 100 + "]" * 100, "nested more than"),
        ("a.json", "[NaN]", "no JSON value"),
        ("a.yaml", "a: [", "not YAML"),
        ("a.yaml", "- &x {a: 1}\n- *x", "aliases are not read"),
        ("a.yaml", "- id: a\n  id: b", r"a\.yaml:2: the key 'id' stands twice"),
        ("a.yaml", "[" * 100 + "]" * 100, "nested"),
        ("a.yaml", "!!python/name:os.system x", "not YAML"),
        ("a.yaml", "", "expected a list"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, name: str, text: str, reason: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(ContractError, match=reason):
        load_contracts(file)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"cannot read .*none\.json"):
        load_contracts(tmp_path / "none.json")


def test_deep_nesting_of_plain_data_is_refused() -> None:
    target: dict[str, Any] = {"role": "main"}
    for _ in range(5000):
        target = {"role": "main", "within": target}
    with pytest.raises(ContractError, match="levels of nesting"):
        parse_contracts([contract({"click": target})])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_any_other_data_is_refused(data: Any) -> None:
    if data == []:
        assert parse_contracts(data) == ()
        return
    with pytest.raises(ContractError, match=r"^contracts: \$"):
        parse_contracts(data)


@given(JSON)
def test_any_other_step_is_refused(step: Any) -> None:
    with pytest.raises(ContractError, match=r"\$\[0\]\.steps\[0\]"):
        parse_contracts([contract(step)])


@given(JSON)
def test_every_element_of_a_json_file_has_its_line(data: Any) -> None:
    from webgen_env.contracts.places import read_document

    document = read_document(json.dumps(data, indent=1).encode(), "a.json")
    assert document.data == data
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    lines = json.dumps(data, indent=1).split("\n")
    while waiting:
        place, value = waiting.pop()
        assert place in document.lines
        assert 1 <= document.lines[place] <= len(lines)
        if isinstance(value, dict):
            waiting += [((*place, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [((*place, index), item) for index, item in enumerate(value)]
