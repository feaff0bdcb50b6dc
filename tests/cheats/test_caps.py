"""No cheat gets more than its cap in any preset: the whole corpus through the real cascade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cheats.corpus import TASK_ID, Cheat
from tests.cheats.table import CHEATS, CODE, ENTRIES, HONEST, R1
from webgen_env import RewardResult, Scorer, TaskSet
from webgen_env.reward import PRESETS

_TOLERANCE = 1e-9
_IDS = [cheat.entry.name for cheat in CHEATS]

Results = Mapping[str, RewardResult]


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Results]:
    """Verdicts of the whole corpus by preset; what two presets have in common is built and opened once."""
    cache = tmp_path_factory.mktemp("verdicts")
    task = TaskSet.bundled()[TASK_ID]
    known: dict[str, Results] = {}

    def of(preset: str) -> Results:
        if preset not in known:
            with Scorer(preset=preset, cache=cache) as scorer:
                verdicts = scorer.score_batch_sync([task] * len(ENTRIES), [entry.completion() for entry in ENTRIES])
            known[preset] = {entry.name: verdict for entry, verdict in zip(ENTRIES, verdicts, strict=True)}
        return known[preset]

    return of


def _rewards(results: Results) -> dict[str, float]:
    faults = {name: result.fault_message for name, result in results.items() if result.reward is None}
    assert not faults
    return {name: result.reward for name, result in results.items() if result.reward is not None}


def test_the_corpus_is_whole() -> None:
    names = [entry.name for entry in ENTRIES]
    folders = {path.name for path in (Path(__file__).parent / "corpus").iterdir()}
    layers = {layer for entry in ENTRIES for layer in entry.layers}
    assert len(names) == len(set(names))
    assert folders == set(names) | layers
    assert len(CHEATS) >= 30


def test_every_cap_has_a_reason_and_a_reference_that_is_there() -> None:
    honest = {entry.name for entry in HONEST}
    for cheat in CHEATS:
        assert cheat.trick.endswith(".")
        assert cheat.reason.endswith(".")
        assert set(cheat.caps) == set(PRESETS)
        assert {cap.above for cap in cheat.caps.values()} <= honest | {""}


@pytest.mark.slow
@pytest.mark.parametrize("preset", [R1, CODE])
def test_the_references_are_what_they_claim(results: Callable[[str], Results], preset: str) -> None:
    """A cap relative to a site that itself failed would hold for nothing."""
    verdicts = results(preset)
    rewards = _rewards({entry.name: verdicts[entry.name] for entry in HONEST})
    assert rewards["_honest"] >= 4.0
    assert 1.0 <= rewards["_plain"] <= 2.0
    for name in ("_honest", "_plain", "_neutral", "_other-colours"):
        assert verdicts[name].terms["functional"] == 1.0, verdicts[name].errors
    for name in ("_complaining", "_broken"):
        assert verdicts[name].terms["functional"] == 0.0
        assert rewards[name] <= rewards["_honest"] - 1.0


@pytest.mark.slow
@pytest.mark.parametrize("preset", sorted(PRESETS))
@pytest.mark.parametrize("cheat", CHEATS, ids=_IDS)
def test_no_cheat_gets_more_than_its_cap(results: Callable[[str], Results], preset: str, cheat: Cheat) -> None:
    rewards = _rewards(results(preset))
    most = cheat.caps[preset].most(rewards)
    assert rewards[cheat.entry.name] <= most + _TOLERANCE, f"{cheat.trick} {cheat.reason}"


@pytest.mark.slow
@pytest.mark.parametrize("name", [cheat.entry.name for cheat in CHEATS if cheat.entry.name.startswith("silenced-")])
def test_what_was_silenced_is_heard(results: Callable[[str], Results], name: str) -> None:
    verdict = results(R1)[name]
    assert verdict.terms["functional"] == 0.0
    assert verdict.errors


# Without contracts, by probes alone: reward at most, as a share of the honest site's.
_WITHOUT_CONTRACTS = {
    "gradient": 0.25,
    "picture-with-words-behind": 0.25,
    "requested-routes-empty": 0.5,
    "many-routes": 0.5,
    "stuffed-below": 0.5,
    "dead-routes": 0.7,
    "one-page-everywhere": 0.7,
    "_broken": 0.8,
    "dead-controls": 0.8,
    "always-success": 0.95,
}


@pytest.mark.slow
def test_what_does_not_work_pays_less_without_contracts() -> None:
    task = replace(TaskSet.bundled()[TASK_ID], contracts=())
    entries = [entry for entry in ENTRIES if entry.name in {"_honest", *_WITHOUT_CONTRACTS}]
    with Scorer(preset="executable", cache=False) as scorer:
        verdicts = scorer.score_batch_sync([task] * len(entries), [entry.completion() for entry in entries])
    rewards = _rewards({entry.name: verdict for entry, verdict in zip(entries, verdicts, strict=True)})
    honest = rewards.pop("_honest")
    assert honest >= 0.9
    assert set(rewards) == set(_WITHOUT_CONTRACTS)
    shares = {name: round(reward / honest, 3) for name, reward in rewards.items()}
    assert {name: share for name, share in shares.items() if share > _WITHOUT_CONTRACTS[name]} == {}
