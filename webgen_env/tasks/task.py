"""Task: one website specification."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TestCase:
    """One case of a GUI test in the form of WebGen-Bench (arXiv 2505.03733).

    Attributes:
        task: What a tester does.
        expected_result: What the tester should then see.
        category: Primary category, such as ``"Functional Testing"``; empty if none was given.
        subcategories: Finer categories; may be empty.
    """

    __test__ = False  # not a test class of pytest

    task: str
    expected_result: str
    category: str = ""
    subcategories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One website specification: the observation of an episode.

    Attributes:
        id: Unique within its task set.
        instruction: The specification in natural language, as the policy sees it.
        split: ``"train"``, ``"test"`` or another name.
        category: Primary category, such as ``"Content Presentation"``; empty if unknown.
        application_type: Kind of application, such as ``"Online Store"``; empty if unknown.
        contracts: Executable requirements, as plain data; empty where the task has none.
        test_cases: GUI test cases; empty where the task has none.
        metadata: Anything else, JSON-like. Recognised keys: ``"pages"`` (names of requested pages), ``"actions"``
            (what a user can do), ``"background_color"`` and ``"component_color"`` (requested colours, as CSS colours).
        subcategories: Minor categories of WebGen-Bench, such as ``"Form Systems"``; may be empty.
    """

    id: str
    instruction: str
    split: str = "train"
    category: str = ""
    application_type: str = ""
    contracts: tuple[Mapping[str, Any], ...] = ()
    test_cases: tuple[TestCase, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    subcategories: tuple[str, ...] = ()
