"""The SQLite database of the verdict cache: its file, its tables and every statement."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "verdicts-1.sqlite3"
"""The number is that of the tables: another version of this package leaves the file alone."""

ASIDE = "damaged.sqlite3"
BUSY_S = 2.0
_KEEP_SHARE = 0.9
_SIDE_FILES = ("", "-wal", "-shm")

_TABLES = """
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,
    checksum BLOB NOT NULL, document BLOB NOT NULL
);
CREATE INDEX verdicts_by_use ON verdicts (used, size);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, verdict INTEGER NOT NULL REFERENCES verdicts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, screenshot BLOB, elements BLOB NOT NULL, UNIQUE (verdict, number)
);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database.

    Attributes:
        connection: In autocommit mode; usable from any thread, by one at a time.
        inode: Which file it is, whatever the file is called by now.
    """

    connection: sqlite3.Connection
    inode: int


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the tables hold it.

    Attributes:
        document: Everything but pages.
        checksum: Of key, document and pages.
        pages: Screenshot and elements of each page.
    """

    document: bytes
    checksum: bytes
    pages: Sequence[tuple[bytes | None, bytes]]


def connect(folder: Path) -> Opened:
    """Open the database of a folder; both are made where they are missing.

    Raises:
        OSError: The disk refused.
        sqlite3.Error: The database is broken or stays locked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    # Under a lock, because two first users must not both make the tables, nor one open what another moves aside.
    with _locked(folder):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        inode = path.stat().st_ino
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
    return Opened(connection, inode)


def _prepare(connection: sqlite3.Connection) -> None:
    # Whatever damage makes of a column, it is read, and then refused by its checksum.
    connection.text_factory = bytes
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    # A process may end at any moment, so may all; after a power failure the last entries may be missing, no more.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {64 * 1024**2}")
    connection.execute("PRAGMA trusted_schema = OFF")
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'counters'").fetchone()[0]:
        with transaction(connection):
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything in the block, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk ends the transaction by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def select(connection: sqlite3.Connection, key: str) -> Row | None:
    """Read an entry. One statement, hence one state of the database."""
    rows = connection.execute(
        "SELECT verdicts.document, verdicts.checksum, pages.number, pages.screenshot, pages.elements "
        "FROM verdicts LEFT JOIN pages ON pages.verdict = verdicts.id WHERE verdicts.key = ? ORDER BY pages.number",
        (key,),
    ).fetchall()
    if not rows:
        return None
    pages = [(picture, elements) for _, _, number, picture, elements in rows if number is not None]
    return Row(rows[0][0], rows[0][1], pages)


def insert(connection: sqlite3.Connection, key: str, row: Row, *, size: int) -> bool:
    """Write an entry unless there is one; within a transaction."""
    cursor = connection.execute(
        "INSERT INTO verdicts (key, used, size, checksum, document) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO NOTHING",
        (key, time.time_ns(), size, row.checksum, row.document),
    )
    if cursor.rowcount != 1:
        return False
    verdict = cursor.lastrowid
    connection.executemany(
        "INSERT INTO pages (verdict, number, screenshot, elements) VALUES (?, ?, ?, ?)",
        [(verdict, number, picture, elements) for number, (picture, elements) in enumerate(row.pages)],
    )
    add(connection, {"stored": 1})
    return True


def delete(connection: sqlite3.Connection, key: str) -> None:
    """Remove an entry."""
    connection.execute("DELETE FROM verdicts WHERE key = ?", (key,))


def evict(connection: sqlite3.Connection, max_bytes: int) -> None:
    """Remove the least recently used entries of a cache that is over its bound; within a transaction.

    It then keeps nine tenths of the bound, so that not every further entry has to evict.
    """
    total = connection.execute("SELECT coalesce(sum(size), 0) FROM verdicts").fetchone()[0]
    if total <= max_bytes:
        return
    # The newest stays, so that a bound of one entry keeps one.
    oldest = connection.execute("SELECT id, size FROM verdicts ORDER BY used, id").fetchall()[:-1]
    doomed = []
    for verdict, size in oldest:
        if total <= max_bytes * _KEEP_SHARE:
            break
        doomed.append((verdict,))
        total -= size
    connection.executemany("DELETE FROM verdicts WHERE id = ?", doomed)
    add(connection, {"evicted": len(doomed)})


def touch(connection: sqlite3.Connection, used: Mapping[str, int]) -> None:
    """Note when entries were last used, as :func:`time.time_ns` counts."""
    connection.executemany(
        "UPDATE verdicts SET used = max(used, ?) WHERE key = ?", [(moment, key) for key, moment in used.items()]
    )


def add(connection: sqlite3.Connection, counts: Mapping[str, int]) -> None:
    """Add to counters."""
    connection.executemany(
        "INSERT INTO counters (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
        [(name, count) for name, count in counts.items() if count],
    )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Entries, size and counters."""
    entries, size = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM verdicts").fetchone()
    counters = {name.decode(): value for name, value in connection.execute("SELECT name, value FROM counters")}
    names = ("hits", "misses", "stored", "evicted")
    return {"entries": entries, "size": size, **{name: counters.get(name, 0) for name in names}}


def clear(connection: sqlite3.Connection) -> int:
    """Remove everything and give the space back; returns the number of entries."""
    with transaction(connection):
        entries: int = connection.execute("SELECT count(*) FROM verdicts").fetchone()[0]
        for table in ("pages", "verdicts", "counters"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
    connection.execute("PRAGMA incremental_vacuum").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return entries


def is_broken(trouble: Exception) -> bool:
    """Whether the file is no database any more, as opposed to locked, read-only or full."""
    code = getattr(trouble, "sqlite_errorcode", None)
    if code is not None:
        # The low byte names the kind; a missing table means that somebody else's database lies there.
        return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "no such" in str(trouble)
    return isinstance(trouble, sqlite3.DatabaseError) and not isinstance(trouble, sqlite3.OperationalError)


def move_aside(folder: Path, inode: int | None) -> None:
    """Move a broken database out of the way; an older one there is given up.

    Args:
        folder: The folder of the cache.
        inode: Which file is broken; ``None`` if it could not be opened. Where another process has replaced it
            already, nothing is done.

    Raises:
        OSError: The disk refused.
    """
    with _locked(folder):
        path = folder / NAME
        try:
            present = path.stat().st_ino
        except FileNotFoundError:
            return
        if inode is None:
            inode = present
            if not _fails_to_open(path):
                return
        if present != inode:
            return
        for suffix in _SIDE_FILES:
            with contextlib.suppress(FileNotFoundError):
                (folder / (NAME + suffix)).replace(folder / (ASIDE + suffix))


def _fails_to_open(path: Path) -> bool:
    """Whether the file is broken still: between the failure and the lock somebody may have replaced it."""
    try:
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
        try:
            _prepare(connection)
        finally:
            connection.close()
    except sqlite3.Error as trouble:
        return is_broken(trouble)
    return False


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock alone; polled, because its holder may have been stopped."""
    descriptor = os.open(folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + BUSY_S
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"the lock of {folder} stayed taken for {BUSY_S:g} s") from None
                time.sleep(0.01)
        yield
    finally:
        os.close(descriptor)
