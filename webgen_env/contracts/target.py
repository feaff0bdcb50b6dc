"""Target: which elements a step or an expectation is about, in a user's terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from webgen_env.contracts._nearest import hint
from webgen_env.contracts.aria import LEVEL_ROLES, NAMELESS_ROLES, ROLES, STATE_ROLES
from webgen_env.contracts.text import Text  # noqa: TC001 - read by pydantic

MAX_ALTERNATIVES = 12
MAX_WAYS = 48
"""Most alternatives that a target may come to with those of the elements around it."""
MAX_NTH = 500

FIELD_ROLES = ("textbox", "searchbox", "spinbutton", "combobox")
"""What has the accessible name that ``field`` asks for; after these come labels, then placeholders."""

WAYS_OF_FIELD = 3
CONTROL_ROLES = ("link", "tab", "menuitem", "button")
"""What ``control`` may be, in the order tried."""

_LOCATING = ("role", "field", "control", "label", "placeholder", "text", "title", "alt", "any")
_EXCLUSIVE = ("role", "field", "control", "any")


class Model(BaseModel):
    """What all parts of a contract have in common: a key that nobody reads is a mistake of the writer."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Target(Model):
    """Which elements a user would mean. All fields given must hold.

    Attributes:
        role: ARIA role. ``"main"`` is the whole page where it has no such landmark.
        name: Accessible name; goes with a role.
        field: Name of a field that a user would fill or choose in: its accessible name, label or placeholder.
        control: Name of a link, tab, menu item or button; tried in this order.
        level: Level of a heading.
        checked: Whether it is checked.
        expanded: Whether it is expanded.
        selected: Whether it is selected.
        disabled: Whether it is disabled.
        label: Text of a field's label.
        placeholder: Placeholder of a field.
        text: Text that it shows: with a role a part of it, otherwise the smallest element with the text.
        title: Its title attribute.
        alt: Alternative text of a picture.
        within: An ancestor.
        has: Something that it contains.
        has_text: A text that it contains.
        beside: Another element: of the visible matches the one that shares the closest ancestor with a visible match
            of it, such as the button of the card that says something. The first in document order among equals.
        nth: Which of the visible matches, from 0; negative from the end.
        any: Alternatives: the first that has a visible match. The other fields hold for each of them.
        strict: Whether more than one visible match fails the contract.
    """

    role: Annotated[str, StringConstraints(max_length=40)] | None = None
    name: Text | None = None
    field: Text | None = None
    control: Text | None = None
    level: Annotated[int, Field(ge=1, le=6)] | None = None
    checked: bool | None = None
    expanded: bool | None = None
    selected: bool | None = None
    disabled: bool | None = None
    label: Text | None = None
    placeholder: Text | None = None
    text: Text | None = None
    title: Text | None = None
    alt: Text | None = None
    within: Target | None = None
    has: Target | None = None
    has_text: Text | None = None
    beside: Target | None = None
    nth: Annotated[int, Field(ge=-MAX_NTH, le=MAX_NTH)] | None = None
    any: Annotated[tuple[Target, ...], Field(min_length=1, max_length=MAX_ALTERNATIVES, strict=False)] | None = None
    strict: bool = False

    @field_validator("role")
    @classmethod
    def _known_role(cls, role: str | None) -> str | None:
        if role is not None and role not in ROLES:
            raise PydanticCustomError(
                "role",
                "impossible locator: ARIA has no role {role}{hint}",
                {"role": repr(role), "hint": hint(role, ROLES)},
            )
        return role

    @model_validator(mode="after")
    def _possible(self) -> Target:
        if problem := self.problem():
            raise PydanticCustomError("locator", "impossible locator: {problem}", {"problem": problem})
        return self

    def problem(self) -> str:
        """Why no element can match; empty if one can."""
        if all(getattr(self, field) is None for field in _LOCATING):
            return f"expected at least one of {', '.join(_LOCATING)}"
        role = self.role
        if len(both := [repr(name) for name in _EXCLUSIVE if getattr(self, name) is not None]) > 1:
            return f"{' and '.join(both)} exclude each other; an alternative in 'any' may have a role"
        if self.name is not None and role is None:
            return "'name' is the accessible name of a role: add 'role', or take 'label' or 'text'"
        if self.name is not None and role in NAMELESS_ROLES:
            return f"the role {role!r} has no accessible name; take 'text'"
        if self.level is not None and role not in LEVEL_ROLES:
            return f"'level' goes with the roles {', '.join(sorted(LEVEL_ROLES))}"
        for state, roles in STATE_ROLES.items():
            if getattr(self, state) is not None and role not in roles:
                return f"{state!r} goes with the roles {', '.join(sorted(roles))}"
        for place, inner in (("within", self.within), ("has", self.has), ("beside", self.beside)):
            if inner is not None and inner.beside is not None:
                return f"'beside' does not go inside {place!r}"
        if (ways := self.ways) > MAX_WAYS:
            return f"{ways} alternatives, counting those of 'within'; expected at most {MAX_WAYS}"
        return ""

    @property
    def ways(self) -> int:
        """How many alternatives there are, with those of the elements around."""
        own = 1
        if self.any is not None:
            own = sum(alternative.ways for alternative in self.any)
        elif self.field is not None:
            own = WAYS_OF_FIELD
        elif self.control is not None:
            own = len(CONTROL_ROLES)
        return own * (self.within.ways if self.within is not None else 1)

    def __str__(self) -> str:
        """The target in words, for evidence."""
        if self.any is not None:
            words = [" or ".join(str(alternative) for alternative in self.any)]
        elif self.field is not None:
            words = [f"field {self.field}"]
        elif self.control is not None:
            words = [f"control {self.control}"]
        else:
            words = [self.role or "element"]
        words += [f"level {self.level}"] if self.level is not None else []
        words += [
            state if getattr(self, state) else f"not {state}"
            for state in ("checked", "expanded", "selected", "disabled")
            if getattr(self, state) is not None
        ]
        named = {"name": "named", "label": "labelled", "placeholder": "with the placeholder", "text": "with the text"}
        named |= {"title": "with the title", "alt": "with the alternative text", "has_text": "containing"}
        words += [f"{word} {getattr(self, field)}" for field, word in named.items() if getattr(self, field) is not None]
        words += [f"that has ({self.has})"] if self.has is not None else []
        words += [f"beside ({self.beside})"] if self.beside is not None else []
        words += [f"within ({self.within})"] if self.within is not None else []
        words += [f"number {self.nth}"] if self.nth is not None else []
        return " ".join(words)


class OptionalTarget(Target):
    """A target that may be left out: no locating field at all then."""

    def problem(self) -> str:
        """Why no element can match; empty if one can, or if there is no target."""
        return super().problem() if self.given else ""

    @property
    def given(self) -> bool:
        """Whether there is a target."""
        return not self.model_fields_set.isdisjoint(Target.model_fields)


def target_of(body: Target, *, leave_out: tuple[str, ...] = ()) -> Target:
    """The target whose fields stand side by side with others.

    Args:
        body: A step or an expectation that is a target with further fields.
        leave_out: Fields that have another meaning there.

    Returns:
        The target alone.
    """
    names = body.model_fields_set & (Target.model_fields.keys() - set(leave_out))
    fields = {name: getattr(body, name) for name in names}
    return Target.model_construct(_fields_set=set(fields), **fields)


def walk(value: Any) -> Iterator[Any]:
    """Every model and text inside a part of a contract, itself first."""
    yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)
