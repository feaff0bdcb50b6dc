"""Faults: the declarative file of mutants and equivalent rewrites of one reference site."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from webgen_env.contracts._nearest import hint
from webgen_env.contracts.places import Document, PathKey, read_document
from webgen_env.errors import ConfigurationError, ContractError
from webgen_env.findings import printable
from webgen_env.validation.operators import PLACED_OPERATORS

Detector = Literal["build", "render", "contracts"]
"""What refuses a faulty site: the bundler, the first opening of its pages, or a contract."""

RewriteKind = Literal["structure", "classes", "library", "router", "element", "prose", "storage", "style"]
"""What a rewrite changes: components, class names, the component library, the kind of router, the element behind a
role, explaining texts, how state is kept, or looks that nobody asked for."""

_Id = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_File = Annotated[str, StringConstraints(max_length=200, pattern=r"^[\w@][\w./@-]*$")]
_Text = Annotated[str, StringConstraints(max_length=20_000)]
_MAX_PROBLEMS = 20


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Change(_Model):
    """One textual change of a file.

    Attributes:
        file: Path within the site.
        find: The text to replace; it must stand there exactly once. Without it the whole file is written.
        replace: What comes in its place.
        every: Whether every occurrence is meant, at least one.
    """

    file: _File
    find: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    replace: _Text
    every: bool = False


class Mutant(_Model):
    """A fault at a place.

    Attributes:
        id: Unique within the site.
        operator: Kind of the fault; see :data:`~webgen_env.validation.operators.PLACED_OPERATORS`.
        says: What a user would notice, in one sentence.
        changes: The fault; usually one change.
        breaks: Contracts that it must break, told from the meaning of the fault and of the contract.
        detector: What must refuse the site.
        short: Whether it belongs to the small sample for CI.
    """

    id: _Id
    operator: str
    says: Annotated[str, StringConstraints(min_length=5, max_length=300)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=10)]
    breaks: tuple[_Id, ...] = ()
    detector: Detector = "contracts"
    short: bool = False

    @field_validator("operator")
    @classmethod
    def _known(cls, operator: str) -> str:
        if operator not in PLACED_OPERATORS:
            raise PydanticCustomError(
                "operator",
                "unknown operator {got}{hint}",
                {"got": operator[:60], "hint": hint(operator, PLACED_OPERATORS)},
            )
        return operator

    @model_validator(mode="after")
    def _labelled(self) -> Mutant:
        if (self.detector == "contracts") != bool(self.breaks):
            raise PydanticCustomError(
                "labels",
                "expected 'breaks' with at least one contract, or a detector other than 'contracts' without it",
            )
        if len(set(self.breaks)) != len(self.breaks):
            raise PydanticCustomError("labels", "a contract stands twice under 'breaks'")
        return self


class Rewrite(_Model):
    """Another way to write the same site, which no contract may blame.

    Attributes:
        id: Unique within the site.
        kind: What it changes.
        says: What is different, in one sentence.
        changes: The changes.
        short: Whether it belongs to the small sample for CI.
    """

    id: _Id
    kind: RewriteKind
    says: Annotated[str, StringConstraints(min_length=5, max_length=300)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=40)]
    short: bool = False


class SiteFaults(_Model):
    """Mutants and rewrites of the reference site of one task.

    Attributes:
        task: Id of the task.
        mutants: Faults that the instrument must see.
        rewrites: Changes that it must not blame.
    """

    task: _Id
    mutants: tuple[Mutant, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> SiteFaults:
        seen: set[str] = set()
        for name in (*(mutant.id for mutant in self.mutants), *(rewrite.id for rewrite in self.rewrites)):
            if name in seen:
                raise PydanticCustomError("twice", "the id {id} stands twice", {"id": repr(name)})
            seen.add(name)
        return self


def load_faults(path: str | Path) -> SiteFaults:
    """Read the mutants and rewrites of a site.

    Args:
        path: A YAML or JSON file.

    Returns:
        What it says.

    Raises:
        ConfigurationError: It cannot be read or is not valid; names file, line and place of each problem.
        MissingDependencyError: It is YAML and PyYAML is absent.
    """
    path = Path(path)
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    return _parse(text, path.name)


def bundled_faults() -> tuple[SiteFaults, ...]:
    """The mutants and rewrites that come with the package, sorted by task.

    Raises:
        MissingDependencyError: PyYAML is absent.
    """
    folder = resources.files("webgen_env.validation") / "mutants"
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda item: item.name)
    return tuple(_parse(entry.read_bytes(), entry.name) for entry in entries)


def _parse(text: bytes, name: str) -> SiteFaults:
    try:
        document = read_document(text, name)
    except ContractError as error:
        raise ConfigurationError(str(error)) from error
    try:
        return SiteFaults.model_validate(document.data)
    except ValidationError as error:
        problems = list(_problems(document, error))
        more = len(problems) - _MAX_PROBLEMS
        shown = problems[:_MAX_PROBLEMS] + ([f"and {more} more problems"] if more > 0 else [])
        raise ConfigurationError("\n".join(shown)) from error


def _problems(document: Document, error: ValidationError) -> Iterable[str]:
    for problem in error.errors(include_url=False, include_context=False):
        place: PathKey = tuple(problem["loc"])
        message: Any = {"extra_forbidden": "unknown field", "missing": "this field is missing"}.get(
            problem["type"], problem["msg"]
        )
        path = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
        yield printable(f"{document.name}:{document.line(place)}: {path}: {message}", 600)
