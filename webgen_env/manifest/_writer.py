"""FileWriter: decides for each file action whether it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from webgen_env.manifest.manifest import ManifestFile
from webgen_env.manifest.paths import collision_key, is_reserved, parents, path_problem

if TYPE_CHECKING:
    from webgen_env.findings import Severity

MAX_FILES = 200
MAX_FILE_BYTES = 512 * 1024
MAX_TOTAL_BYTES = 4 * 1024 * 1024


class _Report(Protocol):
    def __call__(self, rule: str, message: str, line: int | None = None, severity: Severity = "error") -> None: ...


class FileWriter:
    """Collects the files of a manifest and reports what is not taken.

    Attributes:
        files: Files to write, in order.
        reserved: Files with reserved names, in order; never written.
    """

    def __init__(self, report: _Report) -> None:
        self._report = report
        self._by_key: dict[str, ManifestFile] = {}
        self._folders: set[str] = set()
        self._total = 0
        self._full = False
        self.files: list[ManifestFile] = []
        self.reserved: list[ManifestFile] = []

    def write(self, path: str, content: str, line: int) -> None:
        """Take a file, or report why not."""
        path = self._normal(path, line)
        problem = path_problem(path)
        if problem is not None:
            rule, message = problem
            self._report(f"manifest.{rule}", f"{path!r}: {message} Nothing is written.", line)
            return
        size = self._size(path, content, line)
        if size is None:
            return
        if is_reserved(path):
            if len(self.reserved) < MAX_FILES:
                self.reserved.append(ManifestFile(path, content, line))
            self._report("manifest.path-reserved", f"{path!r} is a reserved name; it is not written.", line, "note")
            return
        if self._is_free(path, content, line) and self._fits(path, size, line):
            self._add(ManifestFile(path, content, line), size)

    def _normal(self, path: str, line: int) -> str:
        plain = path.strip(" \t\r\n")
        while plain.startswith("./"):
            plain = plain[2:]
        if plain != path:
            self._report("manifest.path-form", f"{path!r} is read as {plain!r}.", line, "note")
        return plain

    def _size(self, path: str, content: str, line: int) -> int | None:
        if len(content) > MAX_FILE_BYTES:
            size = len(content)
        else:
            try:
                size = len(content.encode())
            except UnicodeEncodeError:
                self._report("manifest.not-text", f"{path!r} has lone surrogates; it is not written.", line)
                return None
        if size > MAX_FILE_BYTES:
            message = f"{path!r} is larger than {MAX_FILE_BYTES // 1024} KiB; it is not written."
            self._report("manifest.file-size", message, line)
            return None
        if "\0" in content:
            self._report("manifest.not-text", f"{path!r} has NUL characters; it is not written.", line)
            return None
        return size

    def _is_free(self, path: str, content: str, line: int) -> bool:
        key = collision_key(path)
        first = self._by_key.get(key)
        if first is not None:
            self._report_collision(path, content, line, first)
            return False
        if key in self._folders or any(parent in self._by_key for parent in parents(key)):
            message = f"{path!r} would be a file and a folder at once; it is not written."
            self._report("manifest.path-conflict", message, line)
            return False
        return True

    def _report_collision(self, path: str, content: str, line: int, first: ManifestFile) -> None:
        if path != first.path:
            message = f"{path!r} differs from {first.path!r} in case or accents only; it is not written."
            self._report("manifest.path-case", message, line)
        elif content == first.content:
            self._report("manifest.path-duplicate", f"{path!r} is written twice with the same text.", line, "note")
        else:
            message = f"{path!r} is written twice with different texts; the first, on line {first.line}, counts."
            self._report("manifest.path-duplicate", message, line)

    def _fits(self, path: str, size: int, line: int) -> bool:
        if len(self.files) >= MAX_FILES:
            self._report("manifest.file-count", f"{path!r} is one of more than {MAX_FILES} files; not written.", line)
            return False
        if self._total + size > MAX_TOTAL_BYTES:
            message = f"{path!r} takes the files over {MAX_TOTAL_BYTES // 1024} KiB in total; it is not written."
            self._report("manifest.total-size", message, line)
            return False
        return True

    def _add(self, file: ManifestFile, size: int) -> None:
        key = collision_key(file.path)
        self._by_key[key] = file
        self._folders.update(parents(key))
        self._total += size
        self.files.append(file)
