"""VerdictCache: evaluations on disk, bounded, shared by any number of processes."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from webgen_env.errors import ConfigurationError
from webgen_env.toolchain.home import cache_home
from webgen_env.verdict_cache import _database as database
from webgen_env.verdict_cache._entry import Entry, PackedPage, pack, unpack

if TYPE_CHECKING:
    from webgen_env.verdict_cache.evaluation import Evaluation

logger = logging.getLogger(__name__)

T = TypeVar("T")

SWITCH_VARIABLE = "WEBGEN_CACHE"
"""Environment variable that switches the default off with ``0``, ``off``, ``no`` or ``false``."""

DEFAULT_MAX_BYTES = 2 * 1024**3
TROUBLE_PAUSE_S = 60.0
"""Seconds without the cache after the disk, or another process, refused it."""

_TOUCHES = 64
_ROW_OVERHEAD = 8192
_TROUBLES = (sqlite3.Error, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class CacheStatistics:
    """What a cache holds and how it was used, by all processes together.

    Attributes:
        folder: Where it lies.
        entries: Number of evaluations.
        size: Their bytes.
        max_bytes: Bound of ``size``.
        hits: Evaluations that were found.
        misses: Evaluations that were looked for in vain.
        stored: Evaluations that were kept.
        evicted: Evaluations that made room for others.
    """

    folder: str
    entries: int
    size: int
    max_bytes: int
    hits: int
    misses: int
    stored: int
    evicted: int


class VerdictCache:
    """Evaluations by key in an SQLite database, the least recently used of which make room for new ones.

    Any number of threads and processes may use one folder at once, and each may end at any moment. A broken database
    is moved aside and begun anew. When the disk refuses, or the database stays locked, everything is a miss for a
    minute and nothing is kept; that is logged once. No method but :meth:`statistics` and :meth:`clear` ever raises on
    account of the disk.

    Can be pickled and forked: the copy opens the folder for itself.

    Example:
        >>> from webgen_env import Scorer
        >>> from webgen_env.verdict_cache import VerdictCache
        >>> scorer = Scorer(cache=VerdictCache(max_bytes=200 * 1024**2))
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, *, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        """Configure a cache; nothing is opened.

        Args:
            folder: Where it lies; ``None``: ``verdicts`` in the folder of :func:`~webgen_env.toolchain.cache_home`.
            max_bytes: Bound of what it keeps, at least 1.

        Raises:
            ConfigurationError: The bound is not a positive integer.
        """
        if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
            raise ConfigurationError(f"max_bytes must be a positive integer, got {max_bytes!r}.")
        self._folder = cache_home() / "verdicts" if folder is None else Path(folder).absolute()
        self._max_bytes = max_bytes
        # By process, because a connection that came through a fork may be neither used nor closed.
        self._sessions: dict[int, _Session] = {}

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder

    @property
    def max_bytes(self) -> int:
        """Bound of what it keeps."""
        return self._max_bytes

    def get(self, key: str) -> Evaluation | None:
        """Look an evaluation up.

        Args:
            key: Its address.

        Returns:
            The evaluation, or ``None``.
        """
        return self._attempt(lambda session, connection: self._get(session, connection, key), None)

    def put(self, key: str, evaluation: Evaluation) -> bool:
        """Keep an evaluation, unless there is one of that key.

        Args:
            key: Its address.
            evaluation: What to keep. One that alone exceeds the bound is not kept.

        Returns:
            Whether it was kept.
        """
        entry = pack(evaluation)
        if _cost(entry) > self._max_bytes:
            return False
        return self._attempt(lambda session, connection: self._put(session, connection, key, entry), default=False)

    def statistics(self) -> CacheStatistics:
        """Count what there is.

        Returns:
            The counts.

        Raises:
            ConfigurationError: The folder cannot be used; says why.
        """
        return self._insist(self._statistics)

    def clear(self) -> int:
        """Remove everything, the counters included, and give the space back.

        Returns:
            The number of evaluations that there were.

        Raises:
            ConfigurationError: The folder cannot be used; says why.
        """
        return self._insist(lambda _, connection: database.clear(connection))

    def close(self) -> None:
        """Write the counters and close the database. Idempotent; the next use opens it again."""
        session = self._sessions.get(os.getpid())
        if session is not None:
            with session.lock:
                if session.opened is not None:
                    self._guarded(session, lambda connection: session.flush(connection), None)
                session.drop()

    def __reduce__(self) -> tuple[Callable[..., VerdictCache], tuple[Path, int]]:
        return (_restore, (self._folder, self._max_bytes))

    def __repr__(self) -> str:
        return f"VerdictCache({str(self._folder)!r}, max_bytes={self._max_bytes})"

    # --- with the session's lock held ---

    def _get(self, session: _Session, connection: sqlite3.Connection, key: str) -> Evaluation | None:
        found = database.select(connection, key)
        evaluation = None
        if found is not None:
            entry = Entry(found.document, tuple(PackedPage(picture, elements) for picture, elements in found.pages))
            evaluation = _checked(entry, key, found.checksum)
            if evaluation is None:
                session.say_once("An entry of the verdict cache at %s is damaged; it is left out.", self._folder)
                database.delete(connection, key)
        session.count(key, hit=evaluation is not None)
        if session.pending >= _TOUCHES:
            session.flush(connection)
        return evaluation

    def _put(self, session: _Session, connection: sqlite3.Connection, key: str, entry: Entry) -> bool:
        with database.transaction(connection):
            session.flush_within(connection)
            pages = [(page.screenshot, page.elements) for page in entry.pages]
            row = database.Row(entry.document, entry.checksum(key), pages)
            if not database.insert(connection, key, row, size=_cost(entry)):
                return False
            database.evict(connection, self._max_bytes)
        return True

    def _statistics(self, session: _Session, connection: sqlite3.Connection) -> CacheStatistics:
        session.flush(connection)
        return CacheStatistics(str(self._folder), max_bytes=self._max_bytes, **database.counts(connection))

    # --- troubles ---

    def _attempt(self, action: Callable[[_Session, sqlite3.Connection], T], default: T) -> T:
        session = self._session()
        with session.lock:
            if time.monotonic() < session.paused_until:
                return default
            return self._guarded(session, lambda connection: action(session, connection), default)

    def _guarded(self, session: _Session, action: Callable[[sqlite3.Connection], T], default: T) -> T:
        for last in (False, True):
            try:
                return action(session.connection(self._folder))
            except _TROUBLES as trouble:
                if last or not self._mended(session, trouble):
                    session.drop()
                    session.paused_until = time.monotonic() + TROUBLE_PAUSE_S
                    session.say_once(
                        "The verdict cache at %s cannot be used; going on without it: %s", self._folder, trouble
                    )
                    return default
        return default

    def _insist(self, action: Callable[[_Session, sqlite3.Connection], T]) -> T:
        session = self._session()
        with session.lock:
            for last in (False, True):
                try:
                    return action(session, session.connection(self._folder))
                except _TROUBLES as trouble:
                    if last or not self._mended(session, trouble):
                        session.drop()
                        raise ConfigurationError(
                            f"The verdict cache at {str(self._folder)!r} cannot be used: {trouble}. "
                            "Mend the folder, or name another with WEBGEN_HOME."
                        ) from trouble
        raise AssertionError("unreachable")

    def _mended(self, session: _Session, trouble: Exception) -> bool:
        """Move a broken database aside; what else is wrong with the disk cannot be mended here."""
        if not database.is_broken(trouble):
            return False
        opened = session.opened
        session.drop()
        try:
            database.move_aside(self._folder, None if opened is None else opened.inode)
        except _TROUBLES:
            return False
        session.say_once("The verdict cache at %s was damaged; it is moved aside and begun anew.", self._folder)
        return True

    def _session(self) -> _Session:
        # One operation, hence safe between threads.
        return self._sessions.setdefault(os.getpid(), _Session())


class _Session:
    """What one process has open, and what it has not written yet."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.opened: database.Opened | None = None
        self.paused_until = 0.0
        self._said: set[str] = set()
        self._used: dict[str, int] = {}
        self._hits = 0
        self._misses = 0

    @property
    def pending(self) -> int:
        """Number of look-ups that are not written yet."""
        return self._hits + self._misses

    def connection(self, folder: Path) -> sqlite3.Connection:
        if self.opened is None:
            self.opened = database.connect(folder)
        return self.opened.connection

    def drop(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            try:
                opened.connection.close()
            except sqlite3.Error as trouble:
                logger.debug("a database that was given up did not close: %s", trouble)

    def count(self, key: str, *, hit: bool) -> None:
        if hit:
            self._hits += 1
            self._used[key] = time.time_ns()
        else:
            self._misses += 1

    def flush(self, connection: sqlite3.Connection) -> None:
        if self.pending:
            with database.transaction(connection):
                self.flush_within(connection)

    def flush_within(self, connection: sqlite3.Connection) -> None:
        used, hits, misses = self._used, self._hits, self._misses
        self._used, self._hits, self._misses = {}, 0, 0
        database.touch(connection, used)
        database.add(connection, {"hits": hits, "misses": misses})

    def say_once(self, message: str, *arguments: object) -> None:
        if message not in self._said:
            self._said.add(message)
            logger.warning(message, *arguments)


def choose_cache(cache: bool | str | os.PathLike[str] | VerdictCache | None, *, trusted: bool) -> VerdictCache | None:
    """Decide whether, and where, verdicts are cached.

    Args:
        cache: ``True``: in the usual folder; ``False``: not at all; a folder or a cache: there. ``None``: in the usual
            folder if what builds, opens and judges is trusted and ``WEBGEN_CACHE`` does not say ``0``.
        trusted: Whether the identities of builder, browser and judge are known to tell all that decides a verdict.

    Returns:
        The cache, or ``None``.

    Raises:
        ConfigurationError: ``cache`` is something else.
    """
    if isinstance(cache, VerdictCache):
        return cache
    if isinstance(cache, str | os.PathLike):
        return VerdictCache(cache)
    if cache is None:
        switched_off = os.environ.get(SWITCH_VARIABLE, "").strip().lower() in ("0", "off", "no", "false")
        return VerdictCache() if trusted and not switched_off else None
    if not isinstance(cache, bool):
        raise ConfigurationError(f"cache must be true, false, a folder, a VerdictCache or None, got {cache!r}.")
    return VerdictCache() if cache else None


def _restore(folder: Path, max_bytes: int) -> VerdictCache:
    return VerdictCache(folder, max_bytes=max_bytes)


def _cost(entry: Entry) -> int:
    """Bytes on disk: every row ends in a page that is not full."""
    return entry.size + _ROW_OVERHEAD * (1 + len(entry.pages))


def _checked(entry: Entry, key: str, checksum: bytes) -> Evaluation | None:
    try:
        return unpack(entry) if entry.checksum(key) == checksum else None
    except (ValueError, KeyError, TypeError, zlib.error) as trouble:
        logger.debug("an entry of the verdict cache could not be read: %s", trouble)
        return None
