"""Targets compiled onto Playwright's locators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.contracts.target import CONTROL_ROLES, FIELD_ROLES, Target
from webgen_env.contracts.text import Remembered, TextMatch

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

Memory = Mapping[str, "str | float"]

_FIELDS = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=slider]"
_ALL_WITHOUT_MAIN = "body:not(:has(main, [role=main]))"
_SAID = ":not(textarea, option:not(:checked))"


@dataclass(frozen=True, slots=True)
class Plan:
    """One alternative of a target.

    Attributes:
        locator: Finds its elements.
        beside: Finds the elements that it has to be beside; ``None`` if it need not.
        nth: Which of the visible matches; ``None`` for all.
        strict: Whether one match only is allowed.
    """

    locator: Locator
    beside: Locator | None = None
    nth: int | None = None
    strict: bool = False


class UnionTarget(Target):
    """Alternatives of which none comes before the others; for targets that are made here, not read from files."""


class UnknownMemoryError(Exception):
    """A remembered text is used that was never remembered, because its step was skipped."""


def compile_target(page: Page, target: Target, memory: Memory) -> list[Plan]:
    """Compile a target.

    Args:
        page: The page.
        target: What is meant.
        memory: What was remembered.

    Returns:
        Its alternatives, in the order in which they are tried.

    Raises:
        UnknownMemoryError: It uses a text that was not remembered.
    """
    return _alternatives(page, page, target, memory)


def matcher(text: TextMatch | Remembered, memory: Memory) -> dict[str, str]:
    """A text to compare with, as the script in the page takes it."""
    match = resolve_text(text, memory)
    return {"kind": match.kind, "value": match.value, "flags": match.flags}


def resolve_text(text: TextMatch | Remembered, memory: Memory) -> TextMatch:
    """A text to compare with, what was remembered put in.

    Raises:
        UnknownMemoryError: It was not remembered.
    """
    if isinstance(text, TextMatch):
        return text
    return TextMatch("contains", " ".join(remembered_text(text, memory).split())[:300])


def remembered_text(text: Remembered, memory: Memory) -> str:
    """What was remembered, as text.

    Raises:
        UnknownMemoryError: Nothing was remembered under this name, or an empty text.
    """
    value = memory.get(text.remembered)
    shown = f"{value:g}" if isinstance(value, float) else value
    if not shown or not shown.strip():
        raise UnknownMemoryError(f"nothing was remembered as {text.remembered!r}")
    return shown


def _alternatives(page: Page, root: Page | Locator, target: Target, memory: Memory) -> list[Plan]:
    roots: list[Page | Locator] = [root]
    if target.within is not None:
        roots = [_narrowed(plan) for plan in _alternatives(page, root, target.within, memory)]
    plans: list[Plan] = []
    for base in roots:
        if target.any is not None:
            found = [plan for one in target.any for plan in _alternatives(page, base, one, memory)]
            plans += [Plan(_union(found))] if isinstance(target, UnionTarget) else found
        elif target.field is not None:
            plans += _field(page, base, target.field, memory)
        elif target.control is not None:
            words, exact = _playwright_text(target.control, memory)
            plans += [Plan(_by_role(base, role, name=words, exact=exact)) for role in CONTROL_ROLES]
        else:
            plans.append(Plan(_base(page, base, target, memory)))
    beside = None
    if target.beside is not None:
        beside = _union(_alternatives(page, page, target.beside, memory))
    return [
        Plan(
            _filtered(page, plan.locator, target, memory),
            beside or plan.beside,
            target.nth if target.nth is not None else plan.nth,
            target.strict or plan.strict,
        )
        for plan in plans
    ]


def _field(page: Page, root: Page | Locator, name: TextMatch | Remembered, memory: Memory) -> list[Plan]:
    """What a user would fill or choose in, by its name."""
    words, exact = _playwright_text(name, memory)
    named = [Plan(_by_role(root, role, name=words, exact=exact)) for role in FIELD_ROLES]
    labelled = root.get_by_label(words, exact=exact).and_(page.locator(_FIELDS))
    return [Plan(_union(named)), Plan(labelled), Plan(root.get_by_placeholder(words, exact=exact))]


def _narrowed(plan: Plan) -> Locator:
    """The elements of a plan as a place to look in."""
    return plan.locator if plan.nth is None else plan.locator.filter(visible=True).nth(plan.nth)


def _union(plans: list[Plan]) -> Locator:
    found = _narrowed(plans[0])
    for plan in plans[1:]:
        found = found.or_(_narrowed(plan))
    return found


def _base(page: Page, root: Page | Locator, target: Target, memory: Memory) -> Locator:
    """What finds the elements, by the first locating field; the others are met in addition."""
    if target.role is not None:
        states: dict[str, Any] = {
            state: getattr(target, state)
            for state in ("checked", "expanded", "selected", "disabled", "level")
            if getattr(target, state) is not None
        }
        if target.name is not None:
            words, exact = _playwright_text(target.name, memory)
            states |= {"name": words, "exact": exact}
        found = _by_role(root, target.role, **states)
        if target.role == "main" and root is page:
            found = found.or_(page.locator(_ALL_WITHOUT_MAIN))
        return found
    for field in ("label", "placeholder", "text", "title", "alt"):
        if (text := getattr(target, field)) is not None:
            return _by_text(page, root, field, text, memory)
    raise ValueError("a validated target has a locating field")


def _by_role(root: Page | Locator, role: str, **options: Any) -> Locator:
    return root.get_by_role(role, **options)  # type: ignore[arg-type]


def _by_text(page: Page, root: Page | Locator, field: str, text: TextMatch | Remembered, memory: Memory) -> Locator:
    words, exact = _playwright_text(text, memory)
    find = {
        "label": root.get_by_label,
        "placeholder": root.get_by_placeholder,
        "text": root.get_by_text,
        "title": root.get_by_title,
        "alt": root.get_by_alt_text,
    }[field]
    found = find(words, exact=exact)
    # What was written into a field and options that were not chosen are not what a page says.
    return found.and_(page.locator(_SAID)) if field == "text" else found


def _filtered(page: Page, locator: Locator, target: Target, memory: Memory) -> Locator:
    if target.role is not None and target.text is not None:
        locator = locator.filter(has_text=_filter_text(target.text, memory))
    first = any(getattr(target, name) is not None for name in ("role", "field", "control", "any"))
    for field in ("label", "placeholder", "text", "title", "alt"):
        text = getattr(target, field)
        if text is None or (field == "text" and target.role is not None):
            continue
        if first:
            locator = locator.and_(_by_text(page, page, field, text, memory))
        first = True
    if target.has_text is not None:
        locator = locator.filter(has_text=_filter_text(target.has_text, memory))
    if target.has is not None:
        locator = locator.filter(has=_union(_alternatives(page, page, target.has, memory)))
    return locator


def _playwright_text(text: TextMatch | Remembered, memory: Memory) -> tuple[str | re.Pattern[str], bool]:
    match = resolve_text(text, memory)
    if match.kind == "regex":
        return match.pattern, False
    return match.value, match.kind == "exact"


def _filter_text(text: TextMatch | Remembered, memory: Memory) -> str | re.Pattern[str]:
    match = resolve_text(text, memory)
    if match.kind == "regex":
        return match.pattern
    if match.kind == "contains":
        return match.value
    words = r"\s+".join(re.escape(word).replace("/", r"\/") for word in match.value.split())
    return re.compile(rf"^\s*{words}\s*$")
