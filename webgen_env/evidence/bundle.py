"""Bundle: everything that a verdict was reached on, in a folder that explains itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webgen_env.browser.visit import PageVisit, Visit
from webgen_env.build.site import Site
from webgen_env.codec import decode, encode
from webgen_env.errors import EvidenceError
from webgen_env.evidence._documents import read_bytes, read_document, read_text, write_document, write_text
from webgen_env.evidence._folders import new_folder
from webgen_env.evidence._names import assign_names, resolve_inside, short_hash, slug
from webgen_env.evidence._readme import readme
from webgen_env.examination.result import ContractVerdict, Examination
from webgen_env.reward.result import RewardResult
from webgen_env.scaffold.project import Project
from webgen_env.tasks.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = "verdict.json"
"""The document by which a folder is known to be a bundle."""

_APART = ("visit", "examination", "build_log", "evidence")


_Pictured = PageVisit | ContractVerdict


@dataclass(frozen=True)
class Bundle:
    """A bundle on disk. Documents are read when they are asked for, and then kept.

    Attributes:
        folder: Where it lies.
        verdict: Plain content of ``verdict.json``.

    Raises:
        EvidenceError: From any property, if its documents are broken; names file and field.
    """

    folder: Path
    verdict: Mapping[str, Any]

    @property
    def policy(self) -> str:
        """Label of the policy; empty if none was given."""
        return str(self.verdict.get("policy", ""))

    @cached_property
    def completion(self) -> str:
        """What the policy wrote, code point by code point."""
        return read_text(self.folder / "completion.txt")

    @cached_property
    def task(self) -> Task:
        """The specification."""
        return decode(Task, read_document(self.folder / "task.json"), str(self.folder / "task.json"))

    @cached_property
    def project(self) -> Project | None:
        """The composed project; ``None`` if there was none."""
        if not self._contains("project"):
            return None
        path = self.folder / "project.json"
        content = read_document(path)
        files = {name: read_text(file) for name, file in self._files(content, path, "project")}
        return decode(Project, {**content, "files": files}, str(path))

    @cached_property
    def site(self) -> Site | None:
        """The built site; ``None`` if there was none."""
        if not self._contains("site"):
            return None
        path = self.folder / "site.json"
        content = read_document(path)
        routes = decode(Site, {**content, "files": {}}, str(path)).routes
        return Site({name: read_bytes(file) for name, file in self._files(content, path, "site")}, routes)

    @cached_property
    def visit(self) -> Visit | None:
        """What the browser saw, screenshots included; ``None`` if no browser opened the site."""
        if not self._contains("visit"):
            return None
        plain, pictures = self._apart("visit.json", "pages")
        visit = decode(Visit, plain, str(self.folder / "visit.json"))
        pages = zip(visit.pages, pictures, strict=True)
        return replace(visit, pages=tuple(replace(page, screenshot=picture) for page, picture in pages))

    @cached_property
    def examination(self) -> Examination | None:
        """What trying the site out came to, screenshots included; ``None`` if it was not tried out."""
        if not self._contains("examination"):
            return None
        plain, pictures = self._apart("examination.json", "contracts")
        examination = decode(Examination, plain, str(self.folder / "examination.json"))
        verdicts = zip(examination.contracts, pictures, strict=True)
        contracts = tuple(replace(verdict, screenshot=picture) for verdict, picture in verdicts)
        return replace(examination, contracts=contracts)

    @cached_property
    def build_log(self) -> str:
        """Bounded text of installer and builder output."""
        return read_text(self.folder / "build.log")

    @cached_property
    def result(self) -> RewardResult:
        """The verdict as it was given, with the visit and with ``evidence`` set to this folder.

        It can be graded again, by the same judge or another: ``await judge.grade(bundle.task, bundle.visit)``.
        """
        result = decode(RewardResult, dict(self.verdict), str(self.folder / MARKER))
        return replace(
            result,
            visit=self.visit,
            examination=self.examination,
            build_log=self.build_log,
            evidence=str(self.folder),
        )

    def _contains(self, part: str) -> bool:
        contents = self.verdict.get("contents")
        present = contents.get(part, False) if isinstance(contents, dict) else None
        if not isinstance(present, bool):
            raise EvidenceError(f"{self.folder / MARKER}.contents.{part}: expected true or false, got {present!r}.")
        return present

    def _files(self, content: Mapping[str, Any], document: Path, part: str) -> Iterator[tuple[str, Path]]:
        files = content.get("files")
        if not isinstance(files, dict):
            raise EvidenceError(f"{document}.files: expected an object of path to name.")
        for path, name in files.items():
            where = f"{document}.files[{path[:80]!r}]"
            if not isinstance(name, str):
                raise EvidenceError(f"{where}: expected a name below {part}/, got {name!r}.")
            yield path, resolve_inside(self.folder / part, name, told_by=where)

    def _apart(self, document: str, items: str) -> tuple[dict[str, Any], list[bytes | None]]:
        """A document without the pictures of its items, and these: on disk an item names its picture's file."""
        path = self.folder / document
        content = read_document(path)
        rows = content.get(items)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise EvidenceError(f"{path}.{items}: expected a list of objects.")
        plain = {**content, items: [{**row, "screenshot": None} for row in rows]}
        pictures = [
            self._picture(row.get("screenshot"), f"{path}.{items}[{index}].screenshot")
            for index, row in enumerate(rows)
        ]
        return plain, pictures

    def _picture(self, name: Any, where: str) -> bytes | None:
        if name is None:
            return None
        if not isinstance(name, str):
            raise EvidenceError(f"{where}: expected a file name or null, got {name!r}.")
        return read_bytes(resolve_inside(self.folder, name, told_by=where))


def bundle_name(task: Task, completion: str, policy: str = "") -> str:
    """Name the folder of a bundle: the same completion for the same task always gets the same one.

    Args:
        task: The specification.
        completion: What the policy wrote.
        policy: Label of the policy, to keep equal completions of several policies apart.

    Returns:
        A safe file name such as ``"garden-club-3f9a0c6e2b71"``.
    """
    return f"{slug(task.id, 'task')}-{short_hash(task.id, task.instruction, policy, completion)}"


def write_bundle(
    folder: str | os.PathLike[str],
    *,
    result: RewardResult,
    task: Task,
    completion: str,
    project: Project | None = None,
    site: Site | None = None,
    policy: str = "",
) -> Path:
    """Write a bundle. It appears whole or not at all.

    Args:
        folder: Where it shall lie; missing parents are made, and an older bundle there is replaced.
        result: The verdict.
        task: The specification.
        completion: What the policy wrote.
        project: The composed project.
        site: The built site.
        policy: Label of the policy.

    Returns:
        The folder.

    Raises:
        ConfigurationError: At the folder's place lies something that is no bundle.
        OSError: The disk refused.
    """
    target = Path(folder)
    with new_folder(target, marker=MARKER) as partial:
        write_text(partial / "completion.txt", completion)
        write_text(partial / "build.log", result.build_log)
        write_document(partial / "task.json", encode(task))
        if project is not None:
            names = assign_names(project.files)
            for path, text in project.files.items():
                _write(partial / "project", names[path], text.encode("utf-8", "surrogatepass"))
            write_document(partial / "project.json", {**encode(replace(project, files={})), "files": names})
        if site is not None:
            names = assign_names(site.files)
            for path, data in site.files.items():
                _write(partial / "site", names[path], data)
            write_document(partial / "site.json", {"routes": encode(site.routes), "files": names})
        if result.visit is not None:
            _write_visit(partial, result.visit)
        contents = {
            "project": project is not None,
            "site": site is not None,
            "visit": result.visit is not None,
            "examination": result.examination is not None,
        }
        if result.examination is not None:
            _write_examination(partial, result.examination)
        verdict = encode(replace(result, visit=None, examination=None))
        verdict = {"policy": policy, "contents": contents} | {k: v for k, v in verdict.items() if k not in _APART}
        write_text(partial / "README.txt", readme(result, task, policy, contents))
        write_document(partial / MARKER, verdict)  # last: what has no verdict is no bundle
    return target


def read_bundle(folder: str | os.PathLike[str]) -> Bundle:
    """Open a bundle.

    Args:
        folder: Where it lies.

    Returns:
        The bundle; its documents are read when they are asked for.

    Raises:
        EvidenceError: The folder holds no bundle, or one of another format.
    """
    path = Path(folder)
    if not (path / MARKER).is_file():
        raise EvidenceError(f"{str(path)!r} is no evidence bundle: it holds no {MARKER}.")
    return Bundle(path, read_document(path / MARKER))


def find_bundles(folder: str | os.PathLike[str]) -> list[Path]:
    """Find the bundles that lie directly in a folder.

    Args:
        folder: The folder, such as the ``evidence`` of a scorer.

    Returns:
        Their folders by name; half-written ones are hidden and left out.
    """
    return sorted(path.parent for path in Path(folder).glob(f"*/{MARKER}") if not path.parent.name.startswith("."))


def _write_visit(folder: Path, visit: Visit) -> None:
    names = [f"screenshots/{_picture_name(number, page)}" for number, page in enumerate(visit.pages, start=1)]
    pages = _write_apart(folder, visit.pages, names)
    write_document(folder / "visit.json", {**encode(replace(visit, pages=())), "pages": pages})


def _write_examination(folder: Path, examination: Examination) -> None:
    verdicts = examination.contracts
    names = [f"contracts/{n:02d}-{slug(verdict.id, 'contract')}.png" for n, verdict in enumerate(verdicts, start=1)]
    contracts = _write_apart(folder, verdicts, names)
    document = {**encode(replace(examination, contracts=())), "contracts": contracts}
    write_document(folder / "examination.json", document)


def _write_apart(folder: Path, items: Sequence[_Pictured], names: Sequence[str]) -> list[dict[str, Any]]:
    """Write pictures to files of their own; the items then name them."""
    rows = []
    for item, name in zip(items, names, strict=True):
        row: dict[str, Any] = encode(replace(item, screenshot=None))
        if item.screenshot is not None:
            row["screenshot"] = name
            _write(folder, name, item.screenshot)
        rows.append(row)
    return rows


def _picture_name(number: int, page: PageVisit) -> str:
    return f"{number:02d}-{slug(page.route, 'home' if page.route == '/' else 'page')}.png"


def _write(folder: Path, name: str, data: bytes) -> None:
    path = resolve_inside(folder, name, told_by="write_bundle")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
