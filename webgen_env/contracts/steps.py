"""Steps: what a contract does, in the order written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from webgen_env.contracts._one_of import one_of
from webgen_env.contracts.expectations import Expectation  # noqa: TC001 - read by pydantic
from webgen_env.contracts.target import Model, OptionalTarget, Target, target_of
from webgen_env.contracts.text import Name, Pattern, Remembered, Text  # noqa: TC001 - read by pydantic

MAX_STEPS = 80
MAX_WAIT_S = 30.0

_KEY = r"^(?:(?:Control|Shift|Alt|Meta|ControlOrMeta)\+)*(?:[A-Z][A-Za-z0-9]{1,20}|[!-~])$"
_FileName = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^/\\\x00-\x1f]+$")]

Path = Annotated[str, StringConstraints(max_length=300, pattern=r"^/(?:[^\s\\/][^\s\\]*)?$")]
"""A path of the site, with query and fragment."""

Size = Annotated[
    tuple[Annotated[int, Field(ge=240, le=4000)], Annotated[int, Field(ge=240, le=4000)]], Field(strict=False)
]
"""Width and height of the window in CSS pixels."""


class Click(Model):
    """Click the first visible and enabled match."""

    click: Target


class FillWith(Target):
    """A field and what is written into it; an empty value clears it."""

    value: Annotated[str, StringConstraints(max_length=2000)] | Remembered


class Fill(Model):
    """Write into a field."""

    fill: FillWith


class SelectOption(Target):
    """A menu and the option to choose: its label, or part of it."""

    option: Text


class Select(Model):
    """Choose an option of a native menu, a combobox or a listbox."""

    select: SelectOption


class ChoiceOf(Model):
    """An option, whatever the choice is made of.

    Attributes:
        option: Its name.
        from_: Name of the menu or group that offers it; without one it may be anywhere.
        within: An element that holds menu and options.
    """

    option: Text
    from_: Annotated[Text | None, Field(alias="from")] = None
    within: Target | None = None


class Choose(Model):
    """Choose an option of a menu, radio group, tab list, set of buttons or links, whichever there is."""

    choose: ChoiceOf


class Check(Model):
    """Check a checkbox, radio or switch; nothing happens if it is checked."""

    check: Target


class Uncheck(Model):
    """Uncheck a checkbox or switch; nothing happens if it is not checked."""

    uncheck: Target


class PressKey(OptionalTarget):
    """A key, with the element that gets it; without one the focused element does."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=_KEY)]


class Press(Model):
    """Press a key or a chord such as ``Control+a``."""

    press: PressKey


class Hover(Model):
    """Move the pointer over the first visible match."""

    hover: Target


class UploadFile(Target):
    """A file input, or a button that opens a chooser, and the file.

    Attributes:
        name: Name of the file. A control with an accessible name is given as ``any``: ``[{"role": …, "name": …}]``.
        content: What is in the file.
    """

    name: _FileName  # type: ignore[assignment]
    content: Annotated[str, StringConstraints(max_length=100_000)]

    def problem(self) -> str:
        """Why no element can match; of the control alone, whose name is not the file's."""
        return self.target.problem()

    @property
    def target(self) -> Target:
        """The input or button."""
        return target_of(self, leave_out=("name",))


class Upload(Model):
    """Choose a file."""

    upload: UploadFile


class Navigate(Model):
    """Open a path of the site, as by typing it into the address bar."""

    navigate: Path


class _Flag(Model):
    @model_validator(mode="after")
    def _true(self) -> _Flag:
        (name,) = type(self).model_fields
        if getattr(self, name) is not True:
            raise PydanticCustomError("flag", "expected true")
        return self


class Reload(_Flag):
    """Load the page anew."""

    reload: bool


class Back(_Flag):
    """Go one page back."""

    back: bool


class Resize(Model):
    """Give the window another size."""

    resize: Size


class Wait(Model):
    """Let seconds of the page's own time pass."""

    wait: Annotated[float, Field(ge=0, le=MAX_WAIT_S)]


class RememberAs(Model):
    """What is kept, under which name; exactly one of count, text, value and number.

    Attributes:
        as_: The name.
        count: How many visible matches there are.
        text: Visible text of the first visible match.
        value: Value of the first visible match.
        number: The number in the text or value of the first visible match.
        pattern: Picks a part of the text.
    """

    as_: Annotated[Name, Field(alias="as")]
    count: Target | None = None
    text: Target | None = None
    value: Target | None = None
    number: Target | None = None
    pattern: Pattern | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> RememberAs:
        given = [name for name in ("count", "text", "value", "number") if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError(
                "remember",
                "expected exactly one of count, text, value and number, got {got}",
                {"got": " and ".join(given) or "none"},
            )
        if self.pattern is not None and given == ["count"]:
            raise PydanticCustomError("remember", "'pattern' goes with text, value or number")
        return self

    @property
    def what(self) -> Literal["count", "text", "value", "number"]:
        """What is kept."""
        if self.count is not None:
            return "count"
        if self.text is not None:
            return "text"
        return "value" if self.value is not None else "number"

    @property
    def target(self) -> Target:
        """The element that it is taken from."""
        target = self.count or self.text or self.value or self.number
        if target is None:
            raise ValueError("a validated step has a target")
        return target

    @property
    def is_number(self) -> bool:
        """Whether a number is kept, and not a text."""
        return self.what in {"count", "number"}


class Remember(Model):
    """Keep a number or a text for later steps."""

    remember: RememberAs


class Expect(Model):
    """Want to see something."""

    expect: Expectation


class OptionalSteps(Model):
    """Steps that are done only if the target of the first exists now."""

    optional: Annotated[tuple[Action, ...], Field(min_length=1, max_length=MAX_STEPS, strict=False)]


if TYPE_CHECKING:
    Action = (
        Click | Fill | Select | Choose | Check | Uncheck | Press | Hover | Upload | Navigate | Reload | Back | Resize
        | Wait | Remember
    )  # fmt: skip
    Step = Action | Expect | OptionalSteps
else:
    _ACTIONS = (
        Click, Fill, Select, Choose, Check, Uncheck, Press, Hover, Upload, Navigate, Reload, Back, Resize, Wait,
        Remember,
    )  # fmt: skip
    Action = one_of("optional step", _ACTIONS)
    Step = one_of("step", (*_ACTIONS, Expect, OptionalSteps))

OptionalSteps.model_rebuild()
