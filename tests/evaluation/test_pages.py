"""Reports and comparisons: the numbers on them, and hostile texts that stay texts."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json

import pytest

from tests.evaluation.values import HOSTILE, cases, missing, site
from tests.evidence.values import TASK, scored
from webgen_env.errors import ConfigurationError, EvidenceError
from webgen_env.evaluation import Evaluation, LintOutcome, compare, write_comparison, write_report
from webgen_env.evaluation.pages import shown, signed
from webgen_env.evaluation.report import markdown
from webgen_env.evidence import write_bundle

SITES = (site("one", "YES", "NO"), site("two", "PARTIAL", category="Blog"), missing("three", 3))


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def tags(path):
    parser = Tags()
    parser.feed(path.read_text("utf-8"))
    return parser.found


def hostile():
    told = cases("NO", task=HOSTILE, category=HOSTILE)
    told = tuple(
        type(case)(
            **{**{name: getattr(case, name) for name in case.__slots__}, "reason": HOSTILE, "actions": (HOSTILE,)}
        )
        for case in told
    )
    lint = LintOutcome(lint=(HOSTILE,), counts={"lint": 1})
    return site(HOSTILE, category=HOSTILE, instruction=HOSTILE, problem=HOSTILE, lint=lint, cases=told)


def test_the_three_documents_hold_the_same_numbers(tmp_path):
    page = write_report(Evaluation("bench", "me", judge="design-1", tester="t", sites=SITES), tmp_path)
    content = json.loads((tmp_path / "evaluation.json").read_text())
    assert content["metrics"]["FSR"]["value"] == 1.5 / 6
    for text in (page.read_text(), (tmp_path / "report.md").read_text()):
        assert "25.00 %" in text
        assert "66.67 %" in text
        assert "never started" in text
        assert "DesignJudge" in text


def test_where_nobody_was_asked_no_zeros_are_shown(tmp_path):
    asked = write_report(Evaluation("bench", "me", tester="t", sites=SITES), tmp_path).read_text("utf-8")
    assert "Test cases by category" in asked
    assert "1 / 2" in asked
    unasked = Evaluation("bench", "me", sites=(site("one", None, None, source=""), site("two", None, source="")))
    page = write_report(unasked, tmp_path).read_text("utf-8")
    written_down = (tmp_path / "report.md").read_text("utf-8")
    for text in (page, written_down):
        assert "FSR was not measured" in text
        assert "Test cases by category" not in text
    assert "0 / 2" not in page


def test_what_came_out_alike_everywhere_is_no_interval(tmp_path):
    evaluation = Evaluation("bench", "me", tester="t", sites=(site("one", "YES"), site("two", "NO")))
    page = write_report(evaluation, tmp_path).read_text("utf-8")
    for text in (page, (tmp_path / "report.md").read_text("utf-8")):
        assert "alike on every site" in text
        assert "100.00 % to 100.00 %" not in text
    assert "0.00 % to 100.00 %" in page


def test_a_report_tells_specifications_and_what_was_never_started(tmp_path):
    asked = site("one", "YES", instruction="A shop for bees. " * 20)
    page = write_report(Evaluation("bench", "me", tester="t", sites=(asked,)), tmp_path).read_text("utf-8")
    assert "every site was started" in page
    assert "A shop for bees." in page
    assert "A shop for bees. " * 10 not in page
    assert "1 sites with 3 cases were never started" in write_report(
        Evaluation("bench", "me", sites=SITES), tmp_path
    ).read_text("utf-8")


def test_hostile_texts_stay_texts(tmp_path):
    evaluation = Evaluation(HOSTILE, HOSTILE, judge=HOSTILE, sites=(hostile(), *SITES))
    found = tags(write_report(evaluation, tmp_path))
    assert not [tag for tag, _ in found if tag in ("script", "img", "svg", "iframe")]
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    written = markdown(evaluation)
    assert "<script>" not in written
    assert "\x1b" not in written
    assert "\u202e" not in written


def test_a_report_says_which_style_is_its_own(tmp_path):
    page = write_report(Evaluation("bench", "me", sites=SITES), tmp_path)
    policy = next(attributes["content"] for tag, attributes in tags(page) if "http-equiv" in attributes)
    style = page.read_text("utf-8").partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert policy.endswith(f"style-src 'sha256-{digest}'")


def written(folder, name, *sites, **fields):
    (folder / name).mkdir(parents=True)
    Evaluation("bench", name, judge="design-1", tester="t", sites=sites, **fields).write(folder / name)
    return folder / name


def test_differences_are_paired_by_task(tmp_path):
    first = written(tmp_path, "old", site("a", "NO", reward=1.0), site("b", "NO", reward=3.0), site("x", "NO"))
    second = written(tmp_path, "new", site("b", "YES", reward=4.0), site("a", "NO", reward=1.5), missing("y", 1))
    comparison = compare(first, second)
    found = {one.name: one for one in comparison.differences}
    assert found["reward"].difference == pytest.approx(0.75)
    assert found["reward"].interval == (0.5, 1.0)
    assert (found["FSR"].difference, found["FSR"].better, found["FSR"].worse) == (0.5, 1, 0)
    assert comparison.alone == (1, 1)
    assert len(comparison.pairs) == 2
    assert set(comparison.categories) == {"Shop"}


def test_a_run_against_itself_differs_in_nothing(tmp_path):
    first = written(tmp_path, "me", *SITES)
    comparison = compare(first, first)
    assert {(one.difference, one.interval) for one in comparison.differences} == {(0.0, (0.0, 0.0))}
    assert comparison.names == ("me (A)", "me (B)")


def test_what_only_one_measured_is_left_out_and_said(tmp_path):
    first = written(tmp_path, "old", site("a", None, source="", lint=None))
    second = written(tmp_path, "new", site("a", "YES"))
    comparison = compare(first, second)
    assert {one.name for one in comparison.differences} == {"reward", "VRR", "AAS"}
    fault = written(tmp_path, "fault", site("a", "YES", reward=None))
    assert "reward" not in {one.name for one in compare(fault, second).differences}


def test_another_judge_is_said(tmp_path):
    first = written(tmp_path, "old", site("a", "YES"))
    (tmp_path / "new").mkdir()
    Evaluation("bench", "new", judge="vision-1", tester="t", sites=(site("a", "YES"),)).write(tmp_path / "new")
    assert any("judge" in remark for remark in compare(first, tmp_path / "new").remarks)


def test_sites_stand_next_to_each_other_with_their_pictures(tmp_path):
    first = written(tmp_path, "old", site("a", "NO", evidence="evidence/a"), hostile())
    second = written(tmp_path, "new", site("a", "YES", evidence="evidence/none"), hostile())
    write_bundle(first / "evidence" / "a", result=scored(), task=TASK, completion="x")
    page = write_comparison(compare(first, second), (first, second), tmp_path / "out")
    found = tags(page)
    pictures = [attributes["src"] for tag, attributes in found if tag == "img"]
    assert len(pictures) == 1
    assert (tmp_path / "out" / pictures[0]).read_bytes()[:4] == b"RIFF"
    assert not [tag for tag, _ in found if tag in ("script", "svg", "iframe")]
    assert json.loads((tmp_path / "out" / "comparison.json").read_text())["names"] == ["old", "new"]


def test_a_plain_run_can_be_compared(tmp_path):
    folder = tmp_path / "run"
    write_bundle(folder / "evidence" / "a", result=scored(), task=TASK, completion="x")
    record = {
        "task_id": "garden", "sample": 0, "reward": 4.2, "category": "Shop", "stage": "scored",
        "evidence": "evidence/a", "provenance": {"judge": "design-1"},
    }  # fmt: skip
    (folder / "results.jsonl").write_text(f"{json.dumps(record)}\n{json.dumps({**record, 'sample': 1, 'reward': 0})}\n")
    (folder / "run.json").write_text(json.dumps({"agent": "me", "tasks": "bundled"}))
    comparison = compare(folder, folder)
    assert {one.name: one.first for one in comparison.differences} == {
        "reward": 4.2, "VRR": 1.0, "AAS": pytest.approx(4.0),
    }  # fmt: skip


def test_what_cannot_be_compared_is_refused(tmp_path):
    first, second = written(tmp_path, "old", site("a", "NO")), written(tmp_path, "new", site("b", "NO"))
    with pytest.raises(ConfigurationError, match="no task in common"):
        compare(first, second)
    with pytest.raises(EvidenceError, match="neither an evaluation nor a run"):
        compare(first, tmp_path)


def test_numbers_in_words():
    assert (shown("AAS", 3.5), shown("FSR", 0.5), shown("VRR", None)) == ("3.50", "50.00 %", "not measured")
    assert (signed("AAS", -0.5), signed("FSR", 0.05), signed("reward", None)) == ("-0.500", "+5.00 pp", "–")
