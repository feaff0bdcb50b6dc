"""Key: the content address of an evaluation."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import astuple, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from webgen_env.codec import encode

if TYPE_CHECKING:
    from webgen_env.scaffold.project import Project
    from webgen_env.tasks.task import Task

FORMAT = 2
"""Changed whenever the form of the entries is."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Everything besides project and task that decides an evaluation.

    Attributes:
        builder: Identity of the builder.
        browser: Identity of the browser, viewport included.
        judge: Identity of the judge.
        routes: Most routes visited besides the home page.
        source: Digest of the source of this package.
        examiner: Identity of the examiner; empty if sites are not tried out.
    """

    builder: str
    browser: str
    judge: str
    routes: int
    source: str
    examiner: str = ""


def verdict_key(project: Project, task: Task, identities: Identities) -> str:
    """Address an evaluation by everything that decides it.

    Args:
        project: The composed project.
        task: The specification, all of which a judge may look at.
        identities: What builds, opens and judges.

    Returns:
        SHA-256 in hexadecimal.
    """
    return hashlib.sha256(_canonical([FORMAT, project.digest, task, astuple(identities)]).encode()).hexdigest()


def _canonical(value: object) -> str:
    """JSON of anything. Escaped to ASCII, because texts of unknown origin may hold lone surrogates."""
    try:
        return json.dumps(value, sort_keys=True, ensure_ascii=True, default=_plain)
    except TypeError:  # a mapping with keys other than texts
        return json.dumps(encode(value), sort_keys=True, ensure_ascii=True)


def _plain(value: object) -> object:
    """One level of what JSON does not know; a task is mostly plain data already, of which there may be much."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return encode(value)


@functools.cache
def source_digest() -> str:
    """Digest of this package's own source.

    Identities name versions of tools; this names the code that uses them, so that an upgrade, or an edit in a working
    copy, never meets verdicts of the code before it.

    Returns:
        SHA-256 in hexadecimal over paths and contents; takes some 20 ms once per process.
    """
    root = Path(__file__).resolve().parents[1]
    hasher = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix == ".pyc" or not path.is_file():
            continue
        content = path.read_bytes()
        hasher.update(f"{path.relative_to(root).as_posix()}:{len(content)}:".encode())
        hasher.update(content)
    return hasher.hexdigest()
