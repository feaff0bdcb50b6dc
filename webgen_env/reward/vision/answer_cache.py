"""AnswerCache: answers of models on disk, so that the same question is paid for once."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from webgen_env.errors import ConfigurationError
from webgen_env.openai_server import Reply, Usage
from webgen_env.toolchain.home import cache_home
from webgen_env.verdict_cache.cache import SWITCH_VARIABLE

logger = logging.getLogger(__name__)

DEFAULT_MAX_ANSWERS = 200_000
_NAME = "answers-1.sqlite3"
_BUSY_S = 2.0
_KEEP_SHARE = 0.9
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, input_tokens INTEGER, output_tokens INTEGER, used INTEGER NOT NULL
) WITHOUT ROWID
"""


class AnswerCache:
    """Answers by question, shared by any number of threads and processes.

    A cache that is broken, locked or on a full disk never stops a judge: that is logged once, and the judge asks.
    Pickles as its configuration.

    Args:
        folder: Where the database lies; ``None``: ``judge-answers`` in the cache folder of webgen-env.
        max_answers: Most answers kept, 1 or more, to a thousandth; the least recently used make room.

    Raises:
        ConfigurationError: ``max_answers`` is no positive number.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, max_answers: int = DEFAULT_MAX_ANSWERS) -> None:
        if isinstance(max_answers, bool) or not isinstance(max_answers, int) or max_answers < 1:
            raise ConfigurationError(f"max_answers must be a positive integer, got {max_answers!r}.")
        self._folder = cache_home() / "judge-answers" if folder is None else Path(folder).absolute()
        self._max_answers = max_answers
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._failed = False
        self._puts = 0

    @property
    def folder(self) -> Path:
        """Where the database lies."""
        return self._folder

    def get(self, key: str) -> Reply | None:
        """Look an answer up.

        Args:
            key: Digest of the question and of everything that decides its answer.

        Returns:
            The answer, or ``None``.
        """
        with self._lock:
            try:
                database = self._opened()
                row = database.execute(
                    "SELECT text, input_tokens, output_tokens FROM answers WHERE key = ?", (key,)
                ).fetchone()
                if row is None:
                    return None
                database.execute("UPDATE answers SET used = ? WHERE key = ?", (time.time_ns(), key))
            except (sqlite3.Error, OSError) as trouble:
                self._complain(trouble)
                return None
        text, input_tokens, output_tokens = row
        if not isinstance(text, str):
            return None
        counted = isinstance(input_tokens, int) and isinstance(output_tokens, int)
        return Reply(text, Usage(input_tokens, output_tokens) if counted else None)

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer.

        Args:
            key: Digest of the question and of everything that decides its answer.
            reply: The answer, known to have the right form.
        """
        usage = reply.usage
        row = (key, reply.text, usage and usage.input_tokens, usage and usage.output_tokens, time.time_ns())
        with self._lock:
            try:
                database = self._opened()
                database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
                self._evict(database)
            except (sqlite3.Error, OSError, UnicodeEncodeError) as trouble:  # a lone surrogate is no text to SQLite
                self._complain(trouble)

    def close(self) -> None:
        """Close the database. Idempotent; the next look-up opens it again."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None and self._process == os.getpid():
                connection.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (str(self._folder), self._max_answers))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            # SQLite must not be carried over a fork.
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / _NAME
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(_TABLES)
            except BaseException:
                connection.close()
                raise
            self._connection, self._process = connection, os.getpid()
        return self._connection

    def _evict(self, database: sqlite3.Connection) -> None:
        self._puts += 1
        if self._puts % max(1, self._max_answers // 1000):
            return  # counting takes a walk over all of them
        (count,) = database.execute("SELECT count(*) FROM answers").fetchone()
        if count > self._max_answers:
            # The newest stays, so that a bound of one keeps one.
            surplus = count - max(1, int(self._max_answers * _KEEP_SHARE))
            database.execute(
                "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used LIMIT ?)", (surplus,)
            )

    def _complain(self, trouble: Exception) -> None:
        level = logging.DEBUG if self._failed else logging.WARNING
        self._failed = True
        logger.log(level, "the cache of judges' answers in %s cannot be used: %s", self._folder, trouble)


def _restore(folder: str, max_answers: int) -> AnswerCache:
    return AnswerCache(folder, max_answers=max_answers)


def choose_answer_cache(cache: bool | str | os.PathLike[str] | None) -> AnswerCache | None:
    """Decide whether, and where, answers are kept.

    Args:
        cache: ``True``: in the usual folder; ``False``: nowhere; a folder: there. ``None``: in the usual folder unless
            the environment variable ``WEBGEN_CACHE`` says ``0``.

    Returns:
        The cache, or ``None``.
    """
    if isinstance(cache, str | os.PathLike):
        return AnswerCache(cache)
    if cache is None:
        return None if _switched_off() else AnswerCache()
    return AnswerCache() if cache else None


def _switched_off() -> bool:
    return os.environ.get(SWITCH_VARIABLE, "").strip().lower() in ("0", "off", "no", "false")
