"""Task records as they stand in files, and their way to and from :class:`~webgen_env.tasks.task.Task`."""

from __future__ import annotations

import reprlib
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError, field_validator

from webgen_env.errors import TaskDataError
from webgen_env.findings import printable
from webgen_env.tasks.colours import requested_colours
from webgen_env.tasks.task import Task, TestCase

MAX_INSTRUCTION_CHARACTERS = 32_768
"""Longest instruction that a loader takes: eight times the prompt length of published training runs."""

MAX_ITEMS = 1_000
"""Most contracts, test cases, pages or actions of one task."""

# Identifiers become names of folders and columns of tables, hence the plain alphabet without a path separator.
_Identifier = Annotated[
    str, StringConstraints(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$")
]
_Name = Annotated[str, StringConstraints(max_length=200)]
_Line = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
_Colour = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_Instruction = Annotated[str, StringConstraints(max_length=MAX_INSTRUCTION_CHARACTERS)]
_Names = Annotated[list[_Name], Field(max_length=MAX_ITEMS)]
_Lines = Annotated[list[_Line], Field(max_length=MAX_ITEMS)]


class _OwnModel(BaseModel):
    """Our own format: a key that nobody reads is a mistake of the writer."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _BenchModel(BaseModel):
    """The format of others: a key that we do not read is none of our business."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Instructed(BaseModel):
    id: _Identifier
    instruction: _Instruction

    @field_validator("instruction")
    @classmethod
    def _readable(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("String should hold a specification, not only white space")
        if "\x00" in value:
            raise ValueError("String should not hold a NUL character")
        return value


class CaseRecord(_OwnModel):
    """A GUI test case in our own format."""

    task: _Line
    expected_result: _Line
    category: _Name = ""
    subcategories: _Names = []


class MetadataRecord(BaseModel):
    """Metadata in our own format: four recognised keys and anything else that JSON can hold."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, JsonValue] = Field(init=False)

    pages: _Lines = []
    actions: _Lines = []
    background_color: _Colour = ""
    component_color: _Colour = ""


class TaskRecord(_OwnModel, _Instructed):
    """A task in our own format."""

    split: Annotated[str, StringConstraints(min_length=1, max_length=200)] = "train"
    category: _Name = ""
    subcategories: _Names = []
    application_type: _Name = ""
    contracts: Annotated[list[dict[str, JsonValue]], Field(max_length=MAX_ITEMS)] = []
    test_cases: Annotated[list[CaseRecord], Field(max_length=MAX_ITEMS)] = []
    metadata: MetadataRecord = MetadataRecord()

    def to_task(self) -> Task:
        """Turn the record into a task."""
        return Task(
            id=self.id,
            instruction=self.instruction,
            split=self.split,
            category=self.category,
            application_type=self.application_type,
            contracts=tuple(self.contracts),
            test_cases=tuple(
                TestCase(case.task, case.expected_result, case.category, tuple(case.subcategories))
                for case in self.test_cases
            ),
            metadata=self.metadata.model_dump(exclude_unset=True),
            subcategories=tuple(self.subcategories),
        )


class BenchCategory(_BenchModel):
    """A category of WebGen-Bench."""

    primary_category: _Name
    subcategories: _Names = []


class BenchCase(_BenchModel):
    """A GUI test case of WebGen-Bench."""

    task: _Line
    expected_result: _Line
    task_category: BenchCategory | None = None


class BenchRecord(_BenchModel, _Instructed):
    """A task of WebGen-Bench.

    Its training half, WebGen-Instruct, comes without categories and cases in its file, and with empty ones from the
    hub.
    """

    category: BenchCategory | None = Field(default=None, alias="Category")
    application_type: _Name | None = None
    ui_instruct: Annotated[list[BenchCase], Field(max_length=MAX_ITEMS)] | None = None

    def to_task(self, split: str) -> Task:
        """Turn the record into a task of a split, with the requested colours read from its instruction."""
        category = self.category
        return Task(
            id=self.id,
            instruction=self.instruction,
            split=split,
            category=category.primary_category if category else "",
            application_type=self.application_type or "",
            test_cases=tuple(_bench_case(case) for case in self.ui_instruct or ()),
            metadata=requested_colours(self.instruction),
            subcategories=tuple(category.subcategories) if category else (),
        )


class BenchmarkRecord(BenchRecord):
    """A task of the test half of WebGen-Bench, where categories and cases are always given."""

    category: BenchCategory = Field(alias="Category")
    application_type: _Name
    ui_instruct: Annotated[list[BenchCase], Field(min_length=1, max_length=MAX_ITEMS)]


_RecordT = TypeVar("_RecordT", bound=BaseModel)


def _bench_case(case: BenchCase) -> TestCase:
    category = case.task_category
    if category is None:
        return TestCase(case.task, case.expected_result)
    return TestCase(case.task, case.expected_result, category.primary_category, tuple(category.subcategories))


def own_task(record: Any, place: str) -> Task:
    """Validate a record of our own format.

    Args:
        record: What the JSON held.
        place: File and line, for the error.

    Returns:
        The task.

    Raises:
        TaskDataError: The record is not a task.
    """
    return _validate(TaskRecord, record, place).to_task()


def benchmark_task(record: Any, place: str, split: str) -> Task:
    """Validate a record of the test half of WebGen-Bench; like :func:`own_task`."""
    return _validate(BenchmarkRecord, record, place).to_task(split)


def instruct_task(record: Any, place: str, split: str) -> Task:
    """Validate a record that needs no categories and no cases, such as WebGen-Instruct's; like :func:`own_task`."""
    return _validate(BenchRecord, record, place).to_task(split)


def task_record(task: Task) -> dict[str, Any]:
    """Turn a task into a record of our own format, leaving out what is empty."""
    record: dict[str, Any] = {
        "id": task.id,
        "instruction": task.instruction,
        "split": task.split,
        "category": task.category,
        "subcategories": list(task.subcategories),
        "application_type": task.application_type,
        "contracts": [dict(contract) for contract in task.contracts],
        "test_cases": [_case_record(case) for case in task.test_cases],
        "metadata": dict(task.metadata),
    }
    return {key: value for key, value in record.items() if value or key in ("id", "instruction", "split")}


def _case_record(case: TestCase) -> dict[str, Any]:
    record: dict[str, Any] = {
        "task": case.task,
        "expected_result": case.expected_result,
        "category": case.category,
        "subcategories": list(case.subcategories),
    }
    return {key: value for key, value in record.items() if value or key in ("task", "expected_result")}


def _validate(model: type[_RecordT], record: Any, place: str) -> _RecordT:
    if not isinstance(record, dict):
        raise TaskDataError(f"{place}: expected a JSON object, got {_excerpt(record)}")
    try:
        return model.model_validate(record)
    except ValidationError as error:
        raise TaskDataError(f"{place}: {_first_problem(error)}") from None


def _first_problem(error: ValidationError) -> str:
    problems = error.errors(include_url=False, include_context=False)
    first = problems[0]
    field = ".".join(str(part) for part in first["loc"]) or "record"
    got = "" if first["type"] == "missing" else f", got {_excerpt(first['input'])}"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return printable(f"field {field!r}: {first['msg']}", 300) + got + more


def _excerpt(value: Any) -> str:
    return printable(reprlib.repr(value), 120)
