"""A report in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmark.values import bare_report, full_report, soak_report
from webgen_env.benchmark.facts import duration, facts_of


def values(group: str, **changes: object) -> dict[str, str]:
    return {fact.label: fact.value for fact in facts_of(full_report(**changes)) if fact.group == group}


def test_what_was_not_measured_is_not_told() -> None:
    assert facts_of(bare_report()) == ()


def test_every_section_is_told() -> None:
    groups = list(dict.fromkeys(fact.group for fact in facts_of(full_report())))
    assert groups == [
        "One site alone, warm",
        "A batch of distinct sites",
        "Scaling",
        "Memory, one builder and one browser",
        "Cold start",
        "New set of downloaded packages",
        "With contracts",
        "Verdict cache",
        "Half of a batch are duplicates",
        "Against the released way",
        "Soak, 2 builders and 1 browser",
        "What it means",
        "Goals, set for 2 cores",
    ]


def test_numbers_are_the_measured_ones() -> None:
    assert values("A batch of distinct sites")["throughput"] == "2.00 sites/s"
    assert values("A batch of distinct sites")["antd"] == "1.25 sites/s"
    assert values("Scaling")["2 workers on 2 cores"] == "2.00 sites/s"
    assert values("Against the released way")["one site"] == "28.9 × faster"
    assert values("What it means")["rewards per hour"] == "7,200"
    assert values("What it means")["51,200 rewards (WebGen-R1)"] == "7.1 h"
    assert values("Half of a batch are duplicates")["time against distinct"] == "52 %"


def test_an_interrupted_soak_says_so() -> None:
    notes = [fact.note for fact in facts_of(full_report(soak=soak_report(interrupted=True, scored=7)))]
    assert any(note.startswith("interrupted; ") for note in notes)
    assert not any(note.startswith("interrupted") for note in (fact.note for fact in facts_of(full_report())))


def test_without_a_baseline_no_hours_of_the_released_way() -> None:
    report = full_report()
    assert report.meaning is not None
    plain = replace(report.meaning, baseline_run_hours=None)
    assert not any("released way: " in fact.note for fact in facts_of(full_report(meaning=plain)))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0.00 ms"), (0.0042, "4.20 ms"), (0.0999, "99.90 ms"), (0.1, "0.10 s"), (59.0, "59.00 s"), (60, "1.0 min"),
     (3600, "1.0 h")],
)  # fmt: skip
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
