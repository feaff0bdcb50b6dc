"""The verdict cache: what comes back, what must not, and what a bad disk or a killed process does to it."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
import os
import pickle
import random
import signal
import sqlite3
import threading
import time
import types
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.values import ELEMENT, HOSTILE, PROJECT, SITE, TASK, png, scored, texts
from webgen_env.browser.visit import ConsoleMessage, PageFacts, PageVisit, Visit
from webgen_env.build.site import BuildOutcome
from webgen_env.errors import ConfigurationError
from webgen_env.examination.probes.report import PageProbe, ProbeReport
from webgen_env.examination.result import ContractVerdict, Examination
from webgen_env.findings import Finding
from webgen_env.reward.judge import Judgement
from webgen_env.tasks import TestCase
from webgen_env.verdict_cache import (
    Evaluation,
    Identities,
    LeftOutError,
    VerdictCache,
    choose_cache,
    is_repeatable,
    source_digest,
    verdict_key,
)
from webgen_env.verdict_cache._database import ASIDE, NAME
from webgen_env.verdict_cache._entry import pack, unpack

IDENTITIES = Identities("builder-1", "browser-1", "judge-1", 5, "source")


RESULT = scored()


def evaluation(text: str = "built", pages: int = 3) -> Evaluation:
    visit = RESULT.visit
    assert visit is not None
    visit = dataclasses.replace(visit, pages=visit.pages[:2][:pages])
    build = BuildOutcome(SITE, "build", notes=(Finding("build.note", "A note.", severity="note"),), log=text)
    return Evaluation(build, visit, RESULT.judgement, {"builder": "builder-1", "browser": "browser-1"})


def failed_build(rule: str = "build.unresolved") -> Evaluation:
    return Evaluation(BuildOutcome(None, "build", (Finding(rule, "No './Map'.", "src/App.tsx:3"),), log="oh"))


def same(one: Evaluation, other: Evaluation) -> bool:
    """Equal but for the built files, which are not kept."""
    builds = [dataclasses.replace(each.build, site=None) for each in (one, other)]
    routes = [each.build.site and each.build.site.routes for each in (one, other)]
    rest = [(each.visit, each.judgement, dict(each.provenance)) for each in (one, other)]
    return builds[0] == builds[1] and routes[0] == routes[1] and rest[0] == rest[1]


@pytest.fixture
def cache(tmp_path: Path) -> VerdictCache:
    return VerdictCache(tmp_path / "cache")


# --- what comes back ---


@pytest.mark.parametrize("kept", [evaluation(), evaluation(pages=1), failed_build()])
def test_what_was_kept_comes_back_also_from_another_opening(cache: VerdictCache, kept: Evaluation) -> None:
    assert cache.get("a") is None
    assert cache.put("a", kept)
    cache.close()
    found = VerdictCache(cache.folder).get("a")
    assert found is not None
    assert same(found, kept)
    assert cache.get("b") is None


def test_a_key_is_kept_once(cache: VerdictCache) -> None:
    assert cache.put("a", evaluation("first"))
    assert not cache.put("a", evaluation("second"))
    found = cache.get("a")
    assert found is not None
    assert found.build.log == "first"


def test_built_files_refuse_to_be_looked_at_but_routes_are_there() -> None:
    site = unpack(pack(evaluation())).build.site
    assert site is not None
    assert site.routes == SITE.routes
    for look in (
        lambda: site.files["index.html"],
        lambda: len(site.files),
        lambda: list(site.files),
        lambda: site.digest,
    ):
        with pytest.raises(LeftOutError, match="cache off"):
            look()


def test_facts_decode_late_and_behave_as_facts() -> None:
    fresh = PageFacts(elements=(ELEMENT, ELEMENT), images=2)
    page = PageVisit("/", facts=fresh)
    kept = Evaluation(BuildOutcome(SITE, "build"), Visit((page,)))
    facts = unpack(pack(kept)).visit.home.facts  # type: ignore[union-attr]
    assert facts == fresh
    assert fresh == facts
    assert hash(facts) == hash(fresh)
    assert facts.elements == (ELEMENT, ELEMENT)
    assert facts != dataclasses.replace(fresh, images=3)
    assert dataclasses.replace(facts, elements=()).elements == ()
    assert type(pickle.loads(pickle.dumps(facts))) is PageFacts
    assert dataclasses.asdict(facts) == dataclasses.asdict(fresh)
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.images = 5  # type: ignore[misc]


@settings(max_examples=40, deadline=None)
@given(text=texts(), level=texts(10), number=st.floats(allow_nan=False))
def test_any_text_survives(text: str, level: str, number: float) -> None:
    facts = PageFacts(language=text, elements=(dataclasses.replace(ELEMENT, text=text, x=number),))
    page = PageVisit(
        text, title=text, text=text, console=(ConsoleMessage(level, text),), errors=(text,), failed_requests=(text,),
        blocked_requests={text: 1}, facts=facts,
    )  # fmt: skip
    kept = Evaluation(
        BuildOutcome(None, "install", (Finding("install.x", text, text),), log=text),
        Visit((page,), (text,)),
        Judgement(1.0, {text: 2.0}, text, text, {text: number}),
        {text: text},
    )
    assert same(unpack(pack(kept)), kept)


def test_hostile_text_survives_the_disk(cache: VerdictCache) -> None:
    kept = Evaluation(BuildOutcome(None, "build", (Finding("build.x", HOSTILE),), log=HOSTILE))
    cache.put("a", kept)
    found = cache.get("a")
    assert found is not None
    assert found.build.log == HOSTILE


# --- what is kept ---


@pytest.mark.parametrize("rule", ["build.deadline", "build.crash"])
def test_builds_that_load_may_have_ended_do_not_repeat(rule: str) -> None:
    assert not is_repeatable(failed_build(rule))
    assert is_repeatable(failed_build("build.unresolved"))


def test_what_the_registry_refuses_today_it_may_have_tomorrow() -> None:
    refused = Finding("install.unknown-package", "There is no package 'nope'.")
    assert not is_repeatable(Evaluation(BuildOutcome(None, "install", (refused,))))


@pytest.mark.parametrize(("status", "expected"), [("ok", True), ("left", True), ("timeout", False), ("crashed", False)])
def test_pages_that_load_may_have_ended_do_not_repeat(status: str, expected: bool) -> None:
    pages = (PageVisit("/"), PageVisit("/about", status=status))  # type: ignore[arg-type]
    assert is_repeatable(Evaluation(BuildOutcome(SITE, "build"), Visit(pages))) is expected


@pytest.mark.parametrize("repeatable", [True, False])
def test_contracts_that_a_deadline_decided_do_not_repeat(repeatable: bool) -> None:
    verdict = ContractVerdict("a", "fail", "It works.", "form", "the page hangs", repeatable=repeatable)
    examination = Examination((ContractVerdict("b", "pass", "It works.", "form"), verdict))
    evaluation = Evaluation(BuildOutcome(SITE, "build"), Visit((PageVisit("/"),)), examination=examination)
    assert is_repeatable(evaluation) is repeatable


@pytest.mark.parametrize(
    ("status", "expected"), [("ok", True), ("left", True), ("blank", True), ("hangs", False), ("crashed", False)]
)
def test_probes_that_a_deadline_decided_do_not_repeat(status: str, expected: bool) -> None:
    probes = ProbeReport((PageProbe("/"), PageProbe("/about", status=status)))  # type: ignore[arg-type]
    evaluation = Evaluation(BuildOutcome(SITE, "build"), Visit((PageVisit("/"),)), examination=Examination((), probes))
    assert is_repeatable(evaluation) is expected


# --- the key ---


def test_every_component_changes_the_key() -> None:
    keys = {verdict_key(PROJECT, TASK, IDENTITIES)}
    others = [
        *(dataclasses.replace(IDENTITIES, **{name: "other"}) for name in ("builder", "browser", "judge", "source")),
        dataclasses.replace(IDENTITIES, routes=4),
    ]
    keys |= {verdict_key(PROJECT, TASK, identities) for identities in others}
    projects = [
        dataclasses.replace(PROJECT, files={**PROJECT.files, "src/App.tsx": "other"}),
        dataclasses.replace(PROJECT, dependencies={}),
        dataclasses.replace(PROJECT, dev_dependencies={}),
        dataclasses.replace(PROJECT, configuration={}),
        dataclasses.replace(PROJECT, scaffold="starter@2"),
    ]
    keys |= {verdict_key(project, TASK, IDENTITIES) for project in projects}
    tasks = [
        dataclasses.replace(TASK, **change)
        for change in ({"id": "x"}, {"instruction": "x"}, {"metadata": {}}, {"category": "x"}, {"contracts": ()})
    ]
    keys |= {verdict_key(PROJECT, task, IDENTITIES) for task in tasks}
    assert len(keys) == 1 + len(others) + len(projects) + len(tasks)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": {1: "x"}}, {"a": {2: "x"}}),
        ({"a": {1: "x", "b": "y"}}, {"a": {1: "x", "b": "z"}}),
        ({(1, 2): "x"}, {(1, 3): "x"}),
        ({"a": types.MappingProxyType({"b": 1})}, {"a": types.MappingProxyType({"b": 2})}),
        ({"a": [TestCase("x", "y")]}, {"a": [TestCase("x", "z")]}),
        ({"a": "\ud800"}, {"a": "\ud801"}),
        ({"a": Path("x")}, {"a": Path("y")}),
    ],
)
def test_a_task_with_anything_in_it_has_a_key_of_its_own(one: dict[str, object], other: dict[str, object]) -> None:
    keys = [verdict_key(PROJECT, dataclasses.replace(TASK, metadata=data), IDENTITIES) for data in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]


def test_what_decides_nothing_leaves_the_key() -> None:
    project = dataclasses.replace(PROJECT, written=(), notes=(), files=dict(reversed(PROJECT.files.items())))
    assert verdict_key(project, TASK, IDENTITIES) == verdict_key(PROJECT, TASK, IDENTITIES)
    assert source_digest() == source_digest()


# --- bounds and counters ---


def test_the_least_recently_used_make_room(tmp_path: Path) -> None:
    one = evaluation()
    room = 5 * (pack(one).size + 8192 * 3)
    cache = VerdictCache(tmp_path, max_bytes=room)
    for name in "abcde":
        assert cache.put(name, one)
    assert cache.get("a") is not None
    assert cache.put("f", one)
    assert cache.get("b") is None, "the oldest that nobody used"
    assert cache.get("a") is not None
    assert cache.get("f") is not None
    counted = cache.statistics()
    assert counted.size <= room
    assert counted.evicted == 6 - counted.entries > 0


def test_what_exceeds_the_bound_alone_is_not_kept(tmp_path: Path) -> None:
    cache = VerdictCache(tmp_path, max_bytes=100)
    assert not cache.put("a", evaluation())
    assert cache.statistics().entries == 0


def test_statistics_and_clear(cache: VerdictCache) -> None:
    for name in "abc":
        cache.put(name, evaluation())
    cache.get("a")
    cache.get("nothing")
    counted = cache.statistics()
    assert (counted.entries, counted.hits, counted.misses, counted.stored, counted.evicted) == (3, 1, 1, 3, 0)
    assert counted.size > 3 * len(png())
    assert cache.clear() == 3
    counted = cache.statistics()
    assert (counted.entries, counted.size, counted.hits) == (0, 0, 0)
    cache.close()
    assert (cache.folder / NAME).stat().st_size < 200_000, "the space is given back"


@pytest.mark.parametrize("bound", [0, -1, True, 1.5])
def test_wrong_bounds_are_refused(bound: object) -> None:
    with pytest.raises(ConfigurationError, match="max_bytes"):
        VerdictCache(max_bytes=bound)  # type: ignore[arg-type]


def test_choice_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBGEN_HOME", str(tmp_path))
    monkeypatch.delenv("WEBGEN_CACHE", raising=False)
    assert choose_cache(None, trusted=True).folder == tmp_path / "verdicts"  # type: ignore[union-attr]
    assert choose_cache(None, trusted=False) is None
    assert choose_cache(True, trusted=False).folder == tmp_path / "verdicts"  # type: ignore[union-attr]
    assert choose_cache(False, trusted=True) is None
    assert choose_cache(tmp_path / "x", trusted=False).folder == tmp_path / "x"  # type: ignore[union-attr]
    monkeypatch.setenv("WEBGEN_CACHE", "off")
    assert choose_cache(None, trusted=True) is None
    with pytest.raises(ConfigurationError, match="cache must be"):
        choose_cache(3, trusted=True)  # type: ignore[arg-type]


# --- a bad disk ---


def warnings_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, bytes(range(256)) * 64])
def test_a_file_that_is_no_database_is_moved_aside(
    cache: VerdictCache, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    cache.folder.mkdir()
    (cache.folder / NAME).write_bytes(damage)
    assert cache.get("a") is None
    assert cache.put("a", evaluation())
    assert cache.get("a") is not None
    if damage:
        assert (cache.folder / ASIDE).read_bytes() == damage
        assert len(warnings_of(caplog)) == 1


def test_a_database_that_breaks_later_is_moved_aside(cache: VerdictCache, caplog: pytest.LogCaptureFixture) -> None:
    for name in "abcdef":
        cache.put(name, evaluation())
    cache.close()
    path = cache.folder / NAME
    content = bytearray(path.read_bytes())
    content[8192:] = random.Random(0).randbytes(len(content) - 8192)
    path.write_bytes(content)
    assert [cache.get(name) for name in "abcdef"] == [None] * 6
    assert cache.put("a", evaluation())
    assert cache.get("a") is not None
    assert len(warnings_of(caplog)) == 1


def test_a_flipped_bit_is_a_miss_and_never_a_wrong_verdict(
    cache: VerdictCache, caplog: pytest.LogCaptureFixture
) -> None:
    cache.put("a", evaluation())
    cache.put("b", evaluation())
    cache.close()
    connection = sqlite3.connect(cache.folder / NAME)
    with connection:
        connection.execute("UPDATE pages SET screenshot = x'00' || substr(screenshot, 2) WHERE verdict = 1")
    connection.close()
    assert cache.get("a") is None
    assert cache.get("b") is not None
    assert cache.put("a", evaluation()), "the damaged entry was removed"
    assert "damaged" in warnings_of(caplog)[0]


def test_an_entry_under_a_wrong_key_is_a_miss(cache: VerdictCache) -> None:
    cache.put("a", evaluation())
    cache.close()
    connection = sqlite3.connect(cache.folder / NAME)
    with connection:
        connection.execute("UPDATE verdicts SET key = 'b'")
    connection.close()
    assert cache.get("b") is None


def test_a_folder_that_cannot_be_is_a_run_without_the_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VerdictCache(tmp_path / "file" / "below")
    for _ in range(3):
        assert cache.get("a") is None
        assert not cache.put("a", evaluation())
    cache.close()
    assert len(warnings_of(caplog)) == 1
    with pytest.raises(ConfigurationError, match="cannot be used"):
        cache.statistics()
    with pytest.raises(ConfigurationError, match="cannot be used"):
        cache.clear()


def test_a_folder_in_the_place_of_the_file(cache: VerdictCache) -> None:
    (cache.folder / NAME).mkdir(parents=True)
    assert cache.get("a") is None
    assert not cache.put("a", evaluation())


def test_a_full_disk_is_a_run_without_the_cache(cache: VerdictCache, caplog: pytest.LogCaptureFixture) -> None:
    cache.put("a", evaluation())
    opened = cache._session().opened
    assert opened is not None
    pages = opened.connection.execute("PRAGMA page_count").fetchone()[0]
    opened.connection.execute(f"PRAGMA max_page_count = {pages}")
    big = dataclasses.replace(
        evaluation(), build=BuildOutcome(None, "build", log=random.Random(0).randbytes(200_000).hex())
    )
    assert not cache.put("b", big)
    assert cache.get("a") is None, "it rests for a while"
    assert len(warnings_of(caplog)) == 1
    assert VerdictCache(cache.folder).get("a") is not None, "what was there is there"


def test_a_locked_database_is_a_run_without_the_cache(
    cache: VerdictCache, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.put("a", evaluation())
    cache._session().opened.connection.execute("PRAGMA busy_timeout = 20")  # type: ignore[union-attr]
    other = sqlite3.connect(cache.folder / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert cache.get("a") is not None, "who reads does not wait for who writes"
    assert not cache.put("b", evaluation())
    other.execute("ROLLBACK")
    other.close()
    assert len(warnings_of(caplog)) == 1
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert cache.put("b", evaluation()), "it is tried again after a while"


# --- threads and processes ---


def test_many_threads(cache: VerdictCache) -> None:
    wrong: list[str] = []

    def work(number: int) -> None:
        for name in map(str, range(5)):
            cache.put(name, evaluation(name))
            found = cache.get(name)
            if found is None or found.build.log != name:
                wrong.append(f"{number}:{name}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert cache.statistics().entries == 5


def _write(folder: Path, first: int, count: int) -> None:
    cache = VerdictCache(folder)
    for number in range(first, first + count):
        cache.put(str(number), evaluation(str(number)))
    cache.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_many_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    # Neighbours overlap, so that equal keys meet.
    writers = [context.Process(target=_write, args=(tmp_path, first, 12)) for first in range(0, 24, 6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * 4
    cache = VerdictCache(tmp_path)
    for number in range(30):
        found = cache.get(str(number))
        assert found is not None
        assert found.build.log == str(number)
    assert cache.statistics().stored == 30


def _write_for_ever(folder: Path, seed: int, begun: threading.Event) -> None:
    cache = VerdictCache(folder, max_bytes=2_000_000)
    number = 0
    while True:
        cache.put(f"{seed}-{number}", evaluation(f"{seed}-{number}"))
        begun.set()
        cache.get(f"{seed}-{number}")
        number += 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_writer_killed_at_any_moment_leaves_a_sound_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    context = multiprocessing.get_context("fork")
    moments = random.Random(7)
    for seed in range(12):
        begun = context.Event()
        writer = context.Process(target=_write_for_ever, args=(tmp_path, seed, begun))
        writer.start()
        if seed % 3:  # the others are killed while they open it
            assert begun.wait(60)
        time.sleep(0.1 * moments.random())
        os.kill(writer.pid, signal.SIGKILL)  # type: ignore[arg-type]
        writer.join()
    connection = sqlite3.connect(tmp_path / NAME)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = [key for (key,) in connection.execute("SELECT key FROM verdicts")]
    connection.close()
    cache = VerdictCache(tmp_path)
    assert keys
    for key in keys:
        found = cache.get(key)
        assert found is not None
        assert same(found, evaluation(key))
    assert cache.statistics().size <= 2_000_000
    assert warnings_of(caplog) == []


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork.*:DeprecationWarning")
def test_a_forked_child_opens_the_cache_for_itself(cache: VerdictCache) -> None:
    cache.put("a", evaluation())
    child = os.fork()
    if child == 0:
        found = cache.get("a") is not None and cache.put("b", evaluation("of the child"))
        os._exit(0 if found else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    found = cache.get("b")
    assert found is not None
    assert found.build.log == "of the child"


def test_it_pickles_as_configuration(cache: VerdictCache) -> None:
    cache.put("a", evaluation())
    copy = pickle.loads(pickle.dumps(cache))
    assert repr(copy) == repr(cache)
    assert copy.get("a") is not None
