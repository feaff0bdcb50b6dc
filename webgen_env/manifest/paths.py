"""Which file paths a completion may write."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import fnmatchcase

MAX_PATH_BYTES = 400
MAX_SEGMENT_BYTES = 255

_DRIVE = re.compile(r"[A-Za-z]:")
# Controls, lone surrogates, and the marks that break or reorder lines.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_RESERVED_FOLDERS = frozenset({"node_modules", ".git"})
_RESERVED_NAMES = (
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".pnpmfile.cjs",
    ".pnpmfile.mjs",
    "pnpm-workspace.yaml",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
    "deno.lock",
    ".env*",
    ".dev.vars",
)


def path_problem(path: str) -> tuple[str, str] | None:
    """Say what is wrong with a path.

    Args:
        path: A path as a completion wrote it.

    Returns:
        Rule and sentence, or ``None`` for a relative POSIX path that stays inside the project.
    """
    found: tuple[str, str] | None = None
    if not path:
        found = "path-missing", "A file action has no filePath; name a path such as src/App.tsx."
    elif _FORBIDDEN.search(path):
        found = "path-character", "The path has a control character, a lone surrogate or a mark that reorders text."
    elif "\\" in path:
        found = "path-backslash", "The path has a backslash; separate folders by '/'."
    elif path.startswith("/"):
        found = "path-absolute", "The path is absolute; write it relative to the project, such as src/App.tsx."
    elif _DRIVE.match(path):
        found = "path-drive", "The path has a drive letter; write it relative to the project."
    return found or _segment_problem(path)


def _segment_problem(path: str) -> tuple[str, str] | None:
    segments = path.split("/")
    if ".." in segments:
        return "path-escape", "The path has '..'; every file lies inside the project."
    if "" in segments or "." in segments:
        return "path-form", "The path has an empty or '.' segment; write it in its normal form."
    if len(path.encode()) > MAX_PATH_BYTES or any(len(part.encode()) > MAX_SEGMENT_BYTES for part in segments):
        return "path-long", f"The path is longer than {MAX_PATH_BYTES} bytes or a part longer than {MAX_SEGMENT_BYTES}."
    return None


def is_reserved(path: str) -> bool:
    """Whether a path belongs to the package manager, to version control or to the environment, and is never written.

    Args:
        path: A valid path.

    Returns:
        ``True`` for ``node_modules/``, ``.git/``, lock files, ``.npmrc``, ``.env*`` and the like, in any folder and
        in any case.
    """
    *folders, name = collision_key(path).split("/")
    if name in _RESERVED_FOLDERS or not _RESERVED_FOLDERS.isdisjoint(folders):
        return True
    return any(fnmatchcase(name, pattern) for pattern in _RESERVED_NAMES)


def collision_key(path: str) -> str:
    """The form in which two paths are the same on a file system that folds case or composes accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents(path: str) -> list[str]:
    """Every folder above a path, outermost first: ``"a/b/c"`` gives ``["a", "a/b"]``."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
