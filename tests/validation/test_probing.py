"""What the probes say about faults, counted; and shown with the real builder and browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.validation.values import contract, reference, subject
from webgen_env.cli.validate import ValidateRequest
from webgen_env.cli.validate_probes import _subjects, print_probing, run_validate_probes
from webgen_env.errors import ConfigurationError
from webgen_env.examination import ControlTried, Examination, PageProbe, ProbeReport
from webgen_env.validation import (
    OPERATORS,
    SELF_EVIDENT,
    Change,
    Mutant,
    Probed,
    ProbingReport,
    Proportion,
    Rewrite,
    SiteFaults,
    Validator,
    subjects_of,
)

KNOWN = "wrong-total"
"""An operator whose faults are faults only to whoever knows what was asked for."""


def probed(kind: str, behaviour: float = 1.0, accessibility: float = 1.0, **fields: Any) -> Probed:
    refused = fields.pop("refused", None)
    terms = {"behaviour": behaviour, "accessibility": accessibility}
    return Probed(subject(kind, **fields), refused, terms, ("/: it is broken",) if behaviour < 1 else ())


CLEAN = probed("clean", id="clean")


def test_operators_are_known() -> None:
    assert set(OPERATORS) >= SELF_EVIDENT
    assert KNOWN not in SELF_EVIDENT


def test_a_fault_is_seen_when_the_site_is_worth_less_or_refused() -> None:
    mutants = [
        probed("mutant", 0.9),
        probed("mutant", accessibility=0.99),
        probed("mutant"),
        probed("mutant", 0.0, 0.0, refused="build"),
        probed("mutant", 0.5, operator=KNOWN),
        probed("mutant", operator=KNOWN),
    ]
    report = ProbingReport((CLEAN, *mutants))
    assert [report.seen(outcome) for outcome in mutants] == [True, True, False, True, True, False]
    assert (report.recall, report.recall_of_the_rest) == (Proportion(3, 4), Proportion(1, 2))
    assert report.unseen == (mutants[2],)
    recall, lost = report.by_operator()["dead-handler"]
    assert recall == Proportion(3, 4)
    # 0.6 for behaviour and 0.04 for accessibility, in the preset `executable`
    assert lost == pytest.approx((0.06 + 0.0004 + 0.0 + 0.64) / 4)


def test_what_the_clean_site_already_lacks_is_not_the_mutants() -> None:
    clean = probed("clean", accessibility=0.8, id="clean")
    better, same, worse = (probed("mutant", accessibility=value) for value in (0.9, 0.8, 0.7))
    report = ProbingReport((clean, better, same, worse))
    assert [report.seen(outcome) for outcome in (better, same, worse)] == [False, False, True]
    mixed = probed("mutant", 0.9, 0.9)
    assert mixed.lost(clean) == pytest.approx(0.06), "a better term does not make up for a worse one"


def test_rewrites_and_clean_sites_are_not_to_be_blamed() -> None:
    fine, blamed, poorer = probed("rewrite"), probed("rewrite", 0.8), probed("rewrite", accessibility=0.5)
    report = ProbingReport((CLEAN, fine, blamed, poorer))
    assert (report.blamed_rewrites, report.blamed_sites) == (Proportion(2, 3), Proportion(1, 4))
    assert report.blamed == (blamed, poorer)
    assert ProbingReport((probed("clean", 0.9, id="clean"),)).blamed_sites == Proportion(1, 1)


def test_what_was_not_decided_is_neither_seen_nor_blamed() -> None:
    page = PageProbe("/", "undecided")
    open_ = [
        Probed.of(subject(kind), Examination(probes=ProbeReport((page,)))) for kind in ("clean", "mutant", "rewrite")
    ]
    report = ProbingReport(open_)
    assert (report.undecided, report.recall, report.blamed_sites) == (
        Proportion(3, 3),
        Proportion(0, 1),
        Proportion(0, 2),
    )


def test_blames_tell_place_and_reason() -> None:
    page = PageProbe(
        "/a",
        errors=("TypeError: x",),
        controls=(ControlTried("button", "button 'Go'", worked=False, detail="nothing changed"),),
        violations={"critical": 1},
        rules=("label",),
    )
    outcome = Probed.of(subject("mutant"), Examination(probes=ProbeReport((page,))))
    assert outcome.blames == ("/a: button 'Go': nothing changed", "/a: error: TypeError: x", "/a: axe-core: label")
    assert outcome.terms == {"behaviour": 0.0, "accessibility": 0.9}


def test_the_record_is_json() -> None:
    report = ProbingReport((CLEAN, probed("mutant", 0.5), probed("mutant", operator=KNOWN, id="other")))
    record = json.loads(json.dumps(report.as_record()))
    assert record["recall"]["hits"] == 1
    assert record["by_operator"]["dead-handler"]["self_evident"] is True
    assert record["by_operator"][KNOWN] | {"low": 0, "high": 0} == {
        "self_evident": False,
        "lost": 0.0,
        "hits": 0,
        "of": 1,
        "value": 0.0,
        "low": 0,
        "high": 0,
    }
    assert record["outcomes"][1]["blames"] == ["/: it is broken"]


def test_the_tables_tell_what_was_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = Probed(subject("rewrite", id="odd"), None, {"behaviour": 0.5, "accessibility": 1.0}, ("\x1b[31m[b]x",))
    outcomes = (CLEAN, probed("mutant", id="quiet"), probed("mutant", 0.5), probed("mutant", operator=KNOWN), hostile)
    print_probing(ProbingReport(outcomes))
    text = capsys.readouterr().out
    lines = {line.split("  ")[0].strip(): " ".join(line.split()) for line in text.splitlines()}
    assert lines["dead-handler"].startswith("dead-handler 2 1 50.0%")
    assert lines["recall: faults that a site shows by itself"].split(")")[0].endswith("50.0% (1 of 2")
    assert "small/quiet: it is wrong" in text
    assert "[b]x" in text
    assert "\x1b" not in text


def test_mutants_come_with_their_clean_sites() -> None:
    subjects = _subjects(ValidateRequest(tasks=("ceramics-studio-shop",), only=("mobile-overflow",)))
    assert [subject.kind for subject in subjects[:2]] == ["clean", "mutant"]
    assert {subject.operator for subject in subjects[1:]} == {"mobile-overflow"}
    with pytest.raises(ConfigurationError, match="expected one run"):
        run_validate_probes(ValidateRequest(repeats=2))


COUNTER = """import { useState } from 'react';

export default function App() {
  const [count, setCount] = useState(0);
  return (
    <main>
      <h1>Counter</h1>
      <p>How many loaves came out of the oven this morning? Count them here.</p>
      <button type="button" onClick={() => setCount(count + 1)}>Add one</button>
      <button type="button" onClick={() => setCount(count + 10)}>Add ten</button>
      <button type="button" onClick={() => setCount(0)}>Start again</button>
      <button type="button" onClick={() => setCount(count * 2 + 1)}>Double and one</button>
      <label>Name <input /></label>
      <label>Street <input /></label>
      <p>Total: {count}</p>
    </main>
  );
}
"""


@pytest.mark.slow
async def test_a_small_site_from_end_to_end() -> None:
    def change(find: str, replace: str) -> tuple[Change, ...]:
        return (Change(file="src/App.tsx", find=find, replace=replace),)

    faults = SiteFaults(
        task="small",
        mutants=(
            Mutant(
                id="dead",
                operator="dead-handler",
                says="Nothing happens.",
                changes=change("setCount(count + 10)", "{}"),
                breaks=("one",),
            ),
            Mutant(
                id="by-two",
                operator=KNOWN,
                says="It adds two.",
                changes=change("count + 1)", "count + 2)"),
                breaks=("one",),
            ),
            Mutant(
                id="nameless",
                operator="missing-label",
                says="A field has no name.",
                changes=change("<label>Street <input /></label>", "<input />"),
                breaks=("one",),
            ),
        ),
        rewrites=(
            Rewrite(id="plainer", kind="element", says="Another element.", changes=change("<main>", "<main id='top'>")),
        ),
    )
    subjects = list(subjects_of(reference(contract("one"), app=COUNTER), faults))
    async with Validator(sites=2) as validator:
        report = ProbingReport([outcome async for outcome in validator.run_probes(subjects)])
    assert report.undecided.hits == 0
    assert report.blamed == ()
    seen = {outcome.subject.id for outcome in report.mutants if report.seen(outcome)}
    assert seen == {outcome.subject.id for outcome in report.mutants} - {"by-two"}
    refused = {outcome.subject.id: outcome.refused for outcome in report.mutants if outcome.refused}
    assert refused == {
        "syntax-error": "build",
        "unresolved-import": "build",
        "crash-at-start": "render",
        "blank-page": "render",
    }
