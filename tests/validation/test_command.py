"""What ``webgen validate`` prints, and its help."""

from __future__ import annotations

import pytest

from tests.validation.values import outcome
from webgen_env.cli.validate import _print
from webgen_env.validation import ValidationReport


def printed(capsys: pytest.CaptureFixture[str], *outcomes, runs: int = 1) -> str:
    _print(ValidationReport.of([outcomes] * runs))
    return capsys.readouterr().out


def test_the_tables_tell_what_was_missed_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(
        capsys,
        outcome("mutant", "fpp", ("one",)),
        outcome("mutant", "ppp", ("one", "two"), operator="wrong-total", id="unseen"),
        outcome("rewrite", "fpp", id="blamed"),
    )
    assert "small/unseen: it is wrong Did not break: one, two." in " ".join(text.split())
    assert "small/blamed" in text
    lines = {line.split("  ")[0].strip(): line for line in text.splitlines()}
    assert "50.0% (1 of 2)" in lines["recall, per mutant"]
    assert "≥ 95%: MISSED" in lines["recall, per mutant"]
    assert "33.3% (1 of 3)" in lines["false alarms, per verdict"]
    assert "≤ 1%: met" in lines["inconclusive, per verdict"]


def test_what_broke_without_a_label_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(
        printed(capsys, outcome("mutant", "ffp", ("one",), id="wide"), outcome("mutant", "fpp", ("one",))).split()
    )
    assert "broke contracts that are not labelled: small/wide: it is wrong Broke too: two." in text
    assert text.count("Broke too") == 1
    assert "precision of labels 66.7% (2 of 3)" in text


def test_a_sound_instrument_is_told_in_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, outcome("mutant", "fpp", ("one",)), outcome("clean", "ppp"), runs=2)
    assert "not seen" not in text
    assert "MISSED" not in text
    assert "1 mutants, 1 sound sites in 2 runs, which say the same" in text


def test_texts_of_pages_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = outcome("clean", "fpp")
    hostile.messages["one"] = "\x1b[31m[bold]red[/bold]\x07\n" * 50  # type: ignore[index]
    text = printed(capsys, hostile)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]red" in text
