"""Expectations: what a contract wants to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from webgen_env.contracts._one_of import one_of
from webgen_env.contracts.target import Model, Target
from webgen_env.contracts.text import Match, Name, Pattern, Text  # noqa: TC001 - read by pydantic

MAX_ALTERNATIVES = 12
MAX_ITEMS = 50

_Count = Annotated[int, Field(ge=0, le=100_000)]


class Visible(Model):
    """At least one visible match."""

    visible: Target


class Absent(Model):
    """No visible match."""

    absent: Target


class _Comparison(Model):
    """A number compared with a fixed one or a remembered one; exactly one comparison.

    Attributes:
        same_as: Name of a remembered number that it equals.
        more_than: Name of a remembered number that it exceeds.
        less_than: Name of a remembered number that it stays under.
        by: By how much exactly it exceeds or stays under it.
        times: What the remembered number is multiplied with first.
    """

    same_as: Name | None = None
    more_than: Name | None = None
    less_than: Name | None = None
    by: Annotated[float, Field(gt=0, le=1e9)] | None = None
    times: Annotated[float, Field(gt=0, le=1e6)] | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> _Comparison:
        names = ("equals", "at_least", "at_most", "same_as", "more_than", "less_than")
        given = [name for name in names if getattr(self, name) is not None]
        bounds = given in (["at_least", "at_most"],)
        if len(given) != 1 and not bounds:
            raise PydanticCustomError(
                "comparison",
                "expected one of equals, at_least, at_most (or these two together), same_as, more_than and less_than, "
                "got {got}",
                {"got": " and ".join(given) or "none"},
            )
        remembered = given[0] in {"same_as", "more_than", "less_than"}
        if self.times is not None and not remembered:
            raise PydanticCustomError("comparison", "'times' goes with same_as, more_than or less_than")
        if self.by is not None and given[0] not in {"more_than", "less_than"}:
            raise PydanticCustomError("comparison", "'by' goes with more_than or less_than")
        return self

    @property
    def remembered(self) -> str | None:
        """Name of the remembered number that it is compared with, if any."""
        return self.same_as or self.more_than or self.less_than


class CountComparison(_Comparison):
    """How many visible matches there are; see :class:`Target` for ``of``."""

    of: Target
    equals: _Count | None = None
    at_least: _Count | None = None
    at_most: _Count | None = None


class Count(Model):
    """How many visible matches there are."""

    count: CountComparison


class NumberComparison(_Comparison):
    """A number in the text or value of the first visible match.

    Attributes:
        of: The element.
        pattern: Picks the part of the text with the number; without it the first number counts.
        equals: The number that it is.
        at_least: Its lower bound.
        at_most: Its upper bound.
    """

    of: Target
    pattern: Pattern | None = None
    equals: float | None = None
    at_least: float | None = None
    at_most: float | None = None


class Number(Model):
    """A number that an element shows."""

    number: NumberComparison


class ValueIs(Target):
    """A target and the value of its field."""

    is_: Annotated[Text, Field(alias="is")]


class Value(Model):
    """The value of a field; of a menu the label of the chosen option or its value."""

    value: ValueIs


class TextComparison(Model):
    """The visible text of the first visible match; exactly one comparison."""

    of: Target
    is_: Annotated[Text | None, Field(alias="is")] = None
    changed_from: Name | None = None
    same_as: Name | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> TextComparison:
        if sum(item is not None for item in (self.is_, self.changed_from, self.same_as)) != 1:
            raise PydanticCustomError("comparison", "expected exactly one of is, changed_from and same_as")
        return self


class TextIs(Model):
    """The visible text of an element."""

    text: TextComparison


class EachText(Model):
    """Visible matches that all carry a text."""

    of: Target
    text: Text


class Each(Model):
    """Every visible match carries the text, and there is at least one."""

    each: EachText


class Enabled(Model):
    """The first visible match is enabled."""

    enabled: Target


class Disabled(Model):
    """The first visible match is disabled."""

    disabled: Target


class Focused(Model):
    """A match has the focus."""

    focused: Target


class Checked(Model):
    """The first visible match is checked."""

    checked: Target


class Unchecked(Model):
    """The first visible match is not checked."""

    unchecked: Target


class OrderOf(Model):
    """Visible matches and the texts of the first of them."""

    of: Target
    texts: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MAX_ITEMS, strict=False)]


class Order(Model):
    """The first visible matches carry these texts in this order."""

    order: OrderOf


class SortedBy(Model):
    """Visible matches and how they are sorted."""

    of: Target
    by: Literal["number", "text", "date"]
    direction: Literal["ascending", "descending"]


class Sorted(Model):
    """The visible matches, at least two, are sorted."""

    sorted: SortedBy


class Url(Model):
    """Path with query and fragment; what stands after ``#`` is tried too."""

    url: Match


class Title(Model):
    """The document's title."""

    title: Match


class _Flag(Model):
    @model_validator(mode="after")
    def _true(self) -> _Flag:
        (name,) = type(self).model_fields
        if getattr(self, name) is not True:
            raise PydanticCustomError("flag", "expected true; for the contrary use 'not'")
        return self


class ConsoleClean(_Flag):
    """No uncaught error and no ``console.error`` since the contract began."""

    console_clean: bool


class NoOverflow(_Flag):
    """The page does not scroll sideways at the present size."""

    no_overflow: bool


class ColourShare(Model):
    """A colour and how much of the viewport has it.

    Attributes:
        near: CSS colour.
        share_at_least: Share of the viewport's pixels in 0–1.
        within: Largest CIEDE2000 difference that counts as the colour.
    """

    near: Annotated[str, StringConstraints(min_length=3, max_length=60)]
    share_at_least: Annotated[float, Field(gt=0, le=1)]
    within: Annotated[float, Field(gt=0, le=30)] = 12.0

    @field_validator("near")
    @classmethod
    def _known(cls, value: str) -> str:
        from PIL import ImageColor

        try:
            ImageColor.getrgb(value)
        except ValueError:
            raise PydanticCustomError(
                "colour", "expected a CSS colour such as 'lemonchiffon' or '#fffacd', got {got}", {"got": repr(value)}
            ) from None
        return value


class Colour(Model):
    """How much of the viewport has a colour, in a real screenshot."""

    colour: ColourShare


class DownloadOf(Model):
    """A file that was offered."""

    name: Match | None = None
    contains: Match | None = None


class Download(Model):
    """A file was offered since the last action."""

    download: DownloadOf


class Persists(Model):
    """Holds now, and again after a reload."""

    persists: Expectation


class AnyOf(Model):
    """One of them holds."""

    any_of: Annotated[tuple[Expectation, ...], Field(min_length=1, max_length=MAX_ALTERNATIVES, strict=False)]


class AllOf(Model):
    """All of them hold at the same time."""

    all_of: Annotated[tuple[Expectation, ...], Field(min_length=1, max_length=MAX_ALTERNATIVES, strict=False)]


class Not(Model):
    """Does not hold, asked once after settling."""

    not_: Expectation = Field(alias="not")


if TYPE_CHECKING:
    Expectation = (
        Visible | Absent | Count | Number | Value | TextIs | Each | Enabled | Disabled | Focused | Checked | Unchecked
        | Order | Sorted | Url | Title | ConsoleClean | NoOverflow | Colour | Download | Persists | AnyOf | AllOf | Not
    )  # fmt: skip
else:
    Expectation = one_of(
        "expectation",
        (
            Visible, Absent, Count, Number, Value, TextIs, Each, Enabled, Disabled, Focused, Checked, Unchecked, Order,
            Sorted, Url, Title, ConsoleClean, NoOverflow, Colour, Download, Persists, AnyOf, AllOf, Not,
        ),
    )  # fmt: skip

for _model in (Persists, AnyOf, AllOf, Not):
    _model.model_rebuild()
