from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from webgen_env.errors import ConfigurationError
from webgen_env.reward.vision import AnswerCache, Reply, Usage, choose_answer_cache


def test_answers_come_back(tmp_path):
    cache = AnswerCache(tmp_path)
    cache.put("k", Reply("text ✓", Usage(3, 4)))
    cache.put("without", Reply("other"))
    assert cache.get("k") == Reply("text ✓", Usage(3, 4))
    assert cache.get("without") == Reply("other", None)
    assert cache.get("unknown") is None
    cache.close()
    assert cache.get("k") == Reply("text ✓", Usage(3, 4))
    cache.close()
    cache.close()


def test_a_text_that_no_database_holds_is_left_out(tmp_path):
    cache = AnswerCache(tmp_path)
    cache.put("k", Reply("\ud800"))
    assert cache.get("k") is None
    cache.close()


def test_the_least_recently_used_make_room(tmp_path):
    cache = AnswerCache(tmp_path, max_answers=10)
    for number in range(10):
        cache.put(str(number), Reply("x"))
    assert cache.get("0") is not None
    cache.put("new", Reply("x"))
    assert [cache.get(key) is not None for key in ("0", "1", "2", "3", "new")] == [True, False, False, True, True]
    cache.close()


def test_many_threads(tmp_path):
    cache = AnswerCache(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: cache.put(str(number % 7), Reply(str(number % 7))), range(100)))
    assert [cache.get(str(number)) for number in range(7)] == [Reply(str(number)) for number in range(7)]
    copy = pickle.loads(pickle.dumps(cache))
    assert copy.get("3") == Reply("3")
    for each in (cache, copy):
        each.close()


@pytest.mark.parametrize("wrong", [0, -1, True, 1.5])
def test_bounds_that_are_none(tmp_path, wrong):
    with pytest.raises(ConfigurationError, match="max_answers"):
        AnswerCache(tmp_path, max_answers=wrong)


def test_where_answers_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("WEBGEN_HOME", str(tmp_path))
    assert choose_answer_cache(None) is None  # the tests switch it off
    monkeypatch.setenv("WEBGEN_CACHE", "1")
    assert choose_answer_cache(None).folder == tmp_path / "judge-answers"
    assert choose_answer_cache(True).folder == tmp_path / "judge-answers"
    assert choose_answer_cache(False) is None
    assert choose_answer_cache(tmp_path / "mine").folder == tmp_path / "mine"
