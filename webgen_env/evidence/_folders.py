"""A folder that appears at once and whole, or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webgen_env.errors import ConfigurationError

_TRIES = 20


@contextmanager
def new_folder(target: Path, *, marker: str) -> Iterator[Path]:
    """Fill a folder beside its place, then move it there.

    A process that is killed while writing leaves only a hidden ``.<name>.<random>.partial`` folder, which the next
    write to the same place removes. Of two that write to one place at once, the last one stays.

    Args:
        target: Where the folder shall be. An older folder there is replaced if it holds the marker or is empty.
        marker: Name of the file by which a folder of this kind is known.

    Yields:
        The folder to write into; moved to the target when the block ends without an exception, else removed.

    Raises:
        ConfigurationError: At the target lies something else.
        OSError: The disk refused.
    """
    if target.name in ("", ".", ".."):
        raise ConfigurationError(f"The folder {str(target)!r} has no name of its own; give a path that ends in one.")
    _check_replaceable(target, marker)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    folder, lock = _make_partial(target)
    try:
        yield folder
        _move(folder, target, marker)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        os.close(lock)


def _check_replaceable(target: Path, marker: str) -> None:
    try:
        # One look, because another writer may be replacing the folder.
        names = [] if target.is_symlink() else os.listdir(target)  # noqa: PTH208  # iterdir looks when it is consumed
    except FileNotFoundError:
        return
    except NotADirectoryError:
        names = [target.name]
    if not target.is_symlink() and (not names or marker in names):
        return
    raise ConfigurationError(
        f"{str(target)!r} exists and was not written by this function (it holds no {marker}); "
        "name another folder, or remove that one first."
    )


def _make_partial(target: Path) -> tuple[Path, int]:
    """Make a locked folder beside the target; the lock tells others that its writer lives."""
    while True:
        folder = _partial_name(target)
        folder.mkdir()
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # swept by another writer between the two lines
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return folder, lock
        os.close(lock)


def _sweep(target: Path) -> None:
    """Remove what killed writers left of the same target."""
    for folder in target.parent.glob(f".{_escaped(_short(target.name))}.*.partial"):
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            continue  # another writer was faster
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # its writer lives
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


def _move(folder: Path, target: Path, marker: str) -> None:
    for _ in range(_TRIES):
        _check_replaceable(target, marker)
        old = _partial_name(target)
        try:
            target.rename(old)
        except FileNotFoundError:
            pass
        else:
            shutil.rmtree(old, ignore_errors=True)
        try:
            folder.rename(target)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            continue  # another writer was faster: replace its folder
        return
    raise OSError(f"{str(target)!r} could not be replaced: {_TRIES} other writers were faster.")


def _partial_name(target: Path) -> Path:
    return target.with_name(f".{_short(target.name)}.{secrets.token_hex(6)}.partial")


def _short(name: str) -> str:
    return name[:100]


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)
