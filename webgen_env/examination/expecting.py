"""Whether an expectation holds now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.contracts import expectations as kinds
from webgen_env.contracts.target import Target, target_of
from webgen_env.examination.comparing import compare_number, in_order
from webgen_env.examination.locators import matcher
from webgen_env.examination.pixels import share_of_colour
from webgen_env.examination.polling import SETTLE_MS, poll
from webgen_env.examination.sighting import Sighting, look
from webgen_env.examination.values import first_number

if TYPE_CHECKING:
    from webgen_env.contracts.expectations import Expectation
    from webgen_env.contracts.text import Remembered, TextMatch
    from webgen_env.examination.tab import Tab

Memory = Mapping[str, "str | float"]

_MAX_EACH = 200
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Held:
    """Whether an expectation holds.

    Attributes:
        ok: Whether it does.
        detail: What was seen instead, or what showed it.
        matched: Which elements matched, where that says why.
    """

    ok: bool
    detail: str = ""
    matched: tuple[str, ...] = ()


async def expect(tab: Tab, expectation: Expectation, memory: Memory) -> Held:
    """Wait in the page's own time, up to three seconds, for an expectation to hold.

    Args:
        tab: The page.
        expectation: What is wanted.
        memory: What was remembered.

    Returns:
        Whether it came to hold.
    """
    if isinstance(expectation, kinds.Persists):
        held = await expect(tab, expectation.persists, memory)
        if not held.ok:
            return held
        await tab.reload()
        held = await expect(tab, expectation.persists, memory)
        return held if held.ok else Held(False, f"after a reload: {held.detail}", held.matched)
    if isinstance(expectation, (kinds.Not, kinds.ConsoleClean)):
        for step in SETTLE_MS:
            await tab.advance(step)
        return await holds(tab, expectation, memory)
    return await poll(tab, lambda: holds(tab, expectation, memory), lambda held: held.ok)


async def holds(tab: Tab, expectation: Expectation, memory: Memory) -> Held:
    """Whether an expectation holds at this moment.

    Args:
        tab: The page.
        expectation: What is wanted.
        memory: What was remembered.

    Returns:
        Whether it does.
    """
    return await _RULES[type(expectation)](tab, expectation, memory)


async def _visible(tab: Tab, wanted: kinds.Visible, memory: Memory) -> Held:
    seen = await look(tab, wanted.visible, memory, detail=5)
    if seen.strict and seen.count > 1:
        return Held(False, f"{seen.count} elements match where one was expected", seen.descriptions)
    return Held(seen.count > 0, seen.matches[0].description if seen.matches else seen.missing, seen.descriptions)


async def _absent(tab: Tab, wanted: kinds.Absent, memory: Memory) -> Held:
    seen = await look(tab, wanted.absent, memory, detail=5)
    return Held(not seen.count, seen.matches[0].description if seen.matches else "", seen.descriptions)


async def _count(tab: Tab, wanted: kinds.Count, memory: Memory) -> Held:
    seen = await look(tab, wanted.count.of, memory, detail=5)
    ok, detail = compare_number(float(seen.count), wanted.count, memory)
    return Held(ok, detail, seen.descriptions)


async def _number(tab: Tab, wanted: kinds.Number, memory: Memory) -> Held:
    body = wanted.number
    seen = await look(tab, body.of, memory, pattern=body.pattern)
    first = seen.first
    if first is None:
        return Held(False, seen.missing)
    value = first.values[0] if first.values else ""
    texts = (first.part, first.value_part) if body.pattern is not None else (first.text, value)
    number = next((found for text in texts if text and (found := first_number(text)) is not None), None)
    if number is None:
        return Held(False, f"no number in {first.text[:_SHOWN]!r}", seen.descriptions)
    ok, detail = compare_number(number, body, memory)
    return Held(ok, detail, seen.descriptions)


async def _value(tab: Tab, wanted: kinds.Value, memory: Memory) -> Held:
    seen = await look(tab, target_of(wanted.value), memory, texts=(wanted.value.is_,))
    first = seen.first
    if first is None:
        return Held(False, seen.missing)
    return Held(first.value_matches[0], f"value {first.values[0] if first.values else ''!r}"[:300], seen.descriptions)


async def _text(tab: Tab, wanted: kinds.TextIs, memory: Memory) -> Held:
    body = wanted.text
    seen = await look(tab, body.of, memory, texts=(body.is_,) if body.is_ is not None else ())
    first = seen.first
    if first is None:
        return Held(False, seen.missing)
    shown = f"text {first.text[:_SHOWN]!r}"
    if body.is_ is not None:
        return Held(first.text_matches[0], shown, seen.descriptions)
    name = body.changed_from or body.same_as or ""
    if name not in memory:
        return Held(False, f"nothing was remembered as {name!r}")
    before = memory[name]
    if isinstance(before, float):
        number = first_number(first.text)
        same = number is not None and abs(number - before) < 1e-9
    else:
        same = before == first.text or before in first.values
    return Held(same if body.same_as is not None else not same, shown, seen.descriptions)


async def _each(tab: Tab, wanted: kinds.Each, memory: Memory) -> Held:
    seen = await look(tab, wanted.each.of, memory, texts=(wanted.each.text,), detail=_MAX_EACH)
    if not seen.count:
        return Held(False, seen.missing)
    other = next((match for match in seen.matches if not (match.text_matches[0] or match.value_matches[0])), None)
    return Held(other is None, f"one says {other.text[:_SHOWN]!r}" if other else f"{seen.count} match")


async def _enabled(tab: Tab, wanted: kinds.Enabled, memory: Memory) -> Held:
    return await _first(
        tab, wanted.enabled, memory, lambda seen: bool(seen.first and seen.first.enabled), "is disabled"
    )


async def _disabled(tab: Tab, wanted: kinds.Disabled, memory: Memory) -> Held:
    return await _first(
        tab, wanted.disabled, memory, lambda seen: not (seen.first and seen.first.enabled), "is enabled"
    )


async def _focused(tab: Tab, wanted: kinds.Focused, memory: Memory) -> Held:
    def focused(seen: Sighting) -> bool:
        return any(match.focused for match in seen.matches)

    return await _first(tab, wanted.focused, memory, focused, "does not have the focus")


async def _checked(tab: Tab, wanted: kinds.Checked, memory: Memory) -> Held:
    return await _first(
        tab, wanted.checked, memory, lambda seen: bool(seen.first and seen.first.checked), "is not checked"
    )


async def _unchecked(tab: Tab, wanted: kinds.Unchecked, memory: Memory) -> Held:
    return await _first(
        tab, wanted.unchecked, memory, lambda seen: not (seen.first and seen.first.checked), "is checked"
    )


async def _first(tab: Tab, target: Target, memory: Memory, rule: Callable[[Sighting], bool], otherwise: str) -> Held:
    seen = await look(tab, target, memory)
    if seen.first is None:
        return Held(False, seen.missing)
    ok = rule(seen)
    return Held(ok, seen.first.description if ok else f"{seen.first.description} {otherwise}", seen.descriptions)


async def _order(tab: Tab, wanted: kinds.Order, memory: Memory) -> Held:
    texts: tuple[TextMatch | Remembered, ...] = wanted.order.texts
    seen = await look(tab, wanted.order.of, memory, texts=texts, detail=len(texts))
    shown = ", ".join(repr(match.text[:40]) for match in seen.matches) or seen.missing
    ok = len(seen.matches) == len(texts) and all(
        match.text_matches[index] or match.value_matches[index] for index, match in enumerate(seen.matches)
    )
    return Held(ok, f"the order is {shown}"[:300])


async def _sorted(tab: Tab, wanted: kinds.Sorted, memory: Memory) -> Held:
    body = wanted.sorted
    seen = await look(tab, body.of, memory, detail=_MAX_EACH)
    if seen.count < 2:
        return Held(False, f"{seen.count} visible where at least two were expected" if seen.count else seen.missing)
    return Held(
        *in_order([match.text for match in seen.matches], by=body.by, descending=body.direction == "descending")
    )


async def _url(tab: Tab, wanted: kinds.Url, _memory: Memory) -> Held:
    page = await tab.ask("page", {"match": matcher(wanted.url, {})})
    return Held(page["urlMatches"], f"the address is {page['url']!r}"[:300])


async def _title(tab: Tab, wanted: kinds.Title, _memory: Memory) -> Held:
    page = await tab.ask("page", {"match": matcher(wanted.title, {})})
    return Held(page["titleMatches"], f"the title is {page['title']!r}"[:300])


async def _console_clean(tab: Tab, _wanted: kinds.ConsoleClean, _memory: Memory) -> Held:
    problems = tab.problems()
    return Held(not problems, problems[0] if problems else "")


async def _no_overflow(tab: Tab, _wanted: kinds.NoOverflow, _memory: Memory) -> Held:
    page = await tab.ask("page", {})
    if page["width"] <= page["viewport"] + 1:
        return Held(True)
    widest = f"; {page['widest']} sticks out" if page["widest"] else ""
    return Held(False, f"the page is {page['width']} px wide in a window of {page['viewport']}{widest}"[:300])


async def _colour(tab: Tab, wanted: kinds.Colour, _memory: Memory) -> Held:
    picture = await tab.picture()
    if picture is None:
        return Held(False, "no picture could be taken")
    share = share_of_colour(picture, wanted.colour.near, wanted.colour.within)
    # As many digits as the picture decides: evidence has to repeat.
    return Held(share >= wanted.colour.share_at_least, f"{share:.1%} of the window is {wanted.colour.near}")


async def _download(tab: Tab, wanted: kinds.Download, _memory: Memory) -> Held:
    body = wanted.download
    files = await tab.files()
    for file in files:
        name_ok = body.name is None or (
            await tab.ask("tests", {"match": matcher(body.name, {}), "texts": [file.name]})
        ) == [True]
        content_ok = body.contains is None or (
            await tab.ask("tests", {"match": matcher(body.contains, {}), "texts": [file.content]})
        ) == [True]
        if name_ok and content_ok:
            return Held(True, file.name)
    return Held(False, f"offered: {', '.join(file.name for file in files) or 'no file'}"[:300])


async def _any_of(tab: Tab, wanted: kinds.AnyOf, memory: Memory) -> Held:
    details = []
    for one in wanted.any_of:
        held = await holds(tab, one, memory)
        if held.ok:
            return held
        details.append(held.detail)
    return Held(False, "; ".join(detail for detail in details if detail)[:300])


async def _all_of(tab: Tab, wanted: kinds.AllOf, memory: Memory) -> Held:
    for one in wanted.all_of:
        held = await holds(tab, one, memory)
        if not held.ok:
            return held
    return Held(True)


async def _not(tab: Tab, wanted: kinds.Not, memory: Memory) -> Held:
    held = await holds(tab, wanted.not_, memory)
    return Held(not held.ok, held.detail, held.matched)


async def _persists(tab: Tab, wanted: kinds.Persists, memory: Memory) -> Held:
    return await expect(tab, wanted, memory)


_RULES: Mapping[type[Any], Callable[..., Awaitable[Held]]] = {
    kinds.Visible: _visible,
    kinds.Absent: _absent,
    kinds.Count: _count,
    kinds.Number: _number,
    kinds.Value: _value,
    kinds.TextIs: _text,
    kinds.Each: _each,
    kinds.Enabled: _enabled,
    kinds.Disabled: _disabled,
    kinds.Focused: _focused,
    kinds.Checked: _checked,
    kinds.Unchecked: _unchecked,
    kinds.Order: _order,
    kinds.Sorted: _sorted,
    kinds.Url: _url,
    kinds.Title: _title,
    kinds.ConsoleClean: _console_clean,
    kinds.NoOverflow: _no_overflow,
    kinds.Colour: _colour,
    kinds.Download: _download,
    kinds.Persists: _persists,
    kinds.AnyOf: _any_of,
    kinds.AllOf: _all_of,
    kinds.Not: _not,
}
