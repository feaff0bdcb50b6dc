"""``webgen cache`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import webgen
from webgen_env.build.site import BuildOutcome
from webgen_env.verdict_cache import Evaluation, VerdictCache


def test_show_and_clear(tmp_path: Path) -> None:
    cache = VerdictCache(tmp_path / "verdicts")
    cache.put("a", Evaluation(BuildOutcome(None, "build", log="oh")))
    cache.get("a")
    cache.close()

    done = webgen("cache", "--json", WEBGEN_HOME=str(tmp_path))
    counted = json.loads(done.stdout)
    assert (done.returncode, counted["entries"], counted["hits"], counted["misses"]) == (0, 1, 1, 0), done.stderr
    assert counted["folder"] == str(tmp_path / "verdicts")
    assert 0 < counted["size"] < counted["max_bytes"]

    done = webgen("cache", "clear", WEBGEN_HOME=str(tmp_path))
    assert (done.returncode, "1 cached" in done.stdout) == (0, True), done.stderr
    assert cache.get("a") is None

    done = webgen("cache", WEBGEN_HOME=str(tmp_path))
    assert done.returncode == 0
    assert "entries" in done.stdout
    cache.close()


def test_a_folder_that_cannot_be_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "verdicts").write_text("in the way")
    for arguments in (("cache",), ("cache", "clear")):
        done = webgen(*arguments, WEBGEN_HOME=str(tmp_path))
        assert done.returncode == 2
        assert "cannot be used" in done.stderr
        assert "Traceback" not in done.stderr


def test_score_can_do_without() -> None:
    done = webgen("score", "-", "--instruction", "x", "--no-cache", "--json", text="nothing")
    assert (done.returncode, json.loads(done.stdout)[0]["stage"]) == (0, "format"), done.stderr
