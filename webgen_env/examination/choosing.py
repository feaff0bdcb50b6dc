"""Choosing an option, whatever the choice is made of: menu, listbox, radio buttons, tabs, plain buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from webgen_env.contracts.target import Target
from webgen_env.contracts.text import TextMatch
from webgen_env.examination.actions import click, find, guarded
from webgen_env.examination.failing import StepFailedError
from webgen_env.examination.locators import UnionTarget, matcher, resolve_text
from webgen_env.examination.polling import poll
from webgen_env.examination.sighting import Sighting, look, pick

if TYPE_CHECKING:
    from webgen_env.contracts.steps import ChoiceOf
    from webgen_env.contracts.text import Remembered
    from webgen_env.examination.tab import Tab

Memory = Mapping[str, "str | float"]

_OPENED = ("option", "menuitemradio", "menuitemcheckbox", "menuitem", "treeitem", "radio")
_IN_PLACE = ("radio", "tab", "option", "menuitemradio", "button", "switch", "checkbox", "link", "menuitem")
_GROUPS = ("radiogroup", "group", "tablist", "toolbar", "listbox", "menu", "navigation", "list", "region", "form")
_MENUS = ("combobox", "listbox")
_MAX_MENUS = 12
_OPEN_STEPS_MS = (20, 80, 150, 250, 500)
_LOOK_STEPS_MS = (20, 80, 150, 250, 500, 500)


async def choose_in(tab: Tab, target: Target, option: TextMatch | Remembered, memory: Memory) -> str:
    """Choose an option of one control.

    Args:
        tab: The page.
        target: A native menu, a combobox, a listbox, or a button that opens one.
        option: The option.
        memory: What was remembered.

    Returns:
        What was chosen, for evidence.

    Raises:
        StepFailedError: There is no such control, or it offers no such option.
    """
    seen = await find(tab, target, memory)
    index = next((at for at, match in enumerate(seen.matches) if match.enabled), 0)
    menu = seen.matches[index]
    wanted = resolve_text(option, memory)
    if not menu.enabled:
        raise StepFailedError(f"{menu.description}: it is disabled")
    if menu.tag == "select":
        return await _choose_native(tab, target, wanted, memory)
    inside = await look(tab, _named(_IN_PLACE, wanted, within=target), memory)
    if inside.count:
        return (await click(tab, _named(_IN_PLACE, wanted, within=target), memory)).detail
    return await _choose_opened(tab, target, seen, index, wanted, memory)


async def choose_anywhere(tab: Tab, choice: ChoiceOf, memory: Memory) -> str:
    """Choose an option from whatever offers it; see :class:`~webgen_env.contracts.steps.Choose`.

    Raises:
        StepFailedError: Nothing offers it.
    """
    wanted = resolve_text(choice.option, memory)
    place = choice.within
    if choice.from_ is not None:
        from_ = resolve_text(choice.from_, memory)
        menus = _named(_MENUS, from_, within=place)
        in_group = _named(_IN_PLACE, wanted, within=_named(_GROUPS, from_, within=place))
        labelled = _make(label=from_, within=place)
        opener = _make(role="button", name=from_, within=place)
        ways = (menus, in_group, labelled, opener)
        seen = await poll(tab, lambda: _first_seen(tab, ways, memory), lambda way: way is not None, _LOOK_STEPS_MS)
        if seen is in_group:
            return (await click(tab, in_group, memory)).detail
        if seen is not None:
            try:
                return await choose_in(tab, seen, wanted, memory)
            except StepFailedError:
                if not (await look(tab, _named(_IN_PLACE, wanted, within=place), memory)).count:
                    raise
    return await _choose_unlabelled(tab, wanted, place, memory)


async def _choose_unlabelled(tab: Tab, wanted: TextMatch, place: Target | None, memory: Memory) -> str:
    in_place = _named(_IN_PLACE, wanted, within=place)
    menus = _make(role="combobox", within=place)

    async def search() -> tuple[Sighting, int, int] | None:
        seen = await look(tab, menus, memory, acting=True)
        for index, menu in enumerate(seen.matches[:_MAX_MENUS]):
            offered = None
            if menu.tag == "select" and menu.enabled:
                offered = await tab.ask("options", _ask(seen, index, wanted))
            if offered and offered["index"] >= 0:
                return seen, index, offered["index"]
        return None

    async def either() -> tuple[Sighting, int, int] | bool | None:
        if (native := await search()) is not None:
            return native
        return True if (await look(tab, in_place, memory, detail=1)).count else None

    found = await poll(tab, either, lambda way: way is not None, _LOOK_STEPS_MS)
    if isinstance(found, tuple):
        seen, index, position = found
        choosing = pick(tab, seen, index).select_option(index=position, timeout=0)
        await guarded(tab, choosing, "choosing")
        return f"option {wanted} of {seen.matches[index].description}"
    if found:
        return (await click(tab, in_place, memory)).detail
    raise StepFailedError(f"nothing offers the option {wanted}")


async def _first_seen(tab: Tab, ways: tuple[Target, ...], memory: Memory) -> Target | None:
    for way in ways:
        if (await look(tab, way, memory, detail=1)).count:
            return way
    return None


async def _choose_native(tab: Tab, target: Target, wanted: TextMatch, memory: Memory) -> str:
    async def search() -> tuple[Sighting, int, dict[str, object]]:
        seen = await look(tab, target, memory, acting=True)
        index = next((at for at, match in enumerate(seen.matches) if match.enabled), 0)
        return seen, index, await tab.ask("options", _ask(seen, index, wanted)) or {"index": -1, "labels": []}

    seen, index, offered = await poll(tab, search, lambda tried: _position(tried[2]) >= 0)
    if _position(offered) < 0:
        labels = offered["labels"] if isinstance(offered["labels"], list) else []
        raise StepFailedError(f"{target} offers no option {wanted}, only {', '.join(map(str, labels[:10])) or 'none'}")
    choosing = pick(tab, seen, index).select_option(index=_position(offered), timeout=0)
    await guarded(tab, choosing, "choosing")
    return f"option {wanted} of {seen.matches[index].description}"


def _position(offered: Mapping[str, object]) -> int:
    position = offered["index"]
    return position if isinstance(position, int) else -1


async def _choose_opened(
    tab: Tab, target: Target, seen: Sighting, index: int, wanted: TextMatch, memory: Memory
) -> str:
    """Open a menu that is no native one, and take the option from what appears."""
    by_text = _make(text=wanted)
    before = await look(tab, by_text, memory, detail=0)
    await click(tab, target, memory)
    option = await _appeared(tab, wanted, before.slot, memory)
    if option is None and seen.matches[index].tag == "input" and wanted.kind != "regex":
        # A field that suggests what goes with what is written.
        writing = pick(tab, seen, index).fill(wanted.value, timeout=0, force=True)
        await guarded(tab, writing, "writing")
        option = await _appeared(tab, wanted, before.slot, memory)
    if option is None:
        await tab.page.keyboard.press("Escape")
        raise StepFailedError(f"{seen.matches[index].description} offers no option {wanted}")
    element = pick(tab, option)
    await guarded(tab, element.click(timeout=0, no_wait_after=True), "choosing")
    return f"option {option.matches[0].description} of {seen.matches[index].description}"


async def _appeared(tab: Tab, wanted: TextMatch, before: int, memory: Memory) -> Sighting | None:
    async def search() -> Sighting | None:
        for match in _whole_first(wanted):
            seen = await look(tab, _any_role(_OPENED, match), memory)
            if seen.count:
                return seen
        for match in _whole_first(wanted):
            seen = await look(tab, _make(text=match), memory, exclude=before)
            if seen.count:
                return seen
        return None

    return await poll(tab, search, lambda seen: seen is not None, _OPEN_STEPS_MS)


def _ask(seen: Sighting, index: int, wanted: TextMatch) -> dict[str, object]:
    return {"slot": seen.slot, "index": index, "match": matcher(wanted, {})}


def _whole_first(wanted: TextMatch) -> tuple[TextMatch, ...]:
    """An option of that very name is meant rather than one that only holds it."""
    if wanted.kind != "contains":
        return (wanted,)
    words = r"\s+".join(re.escape(word) for word in wanted.value.split())
    return TextMatch("regex", rf"^\s*{words}\s*$", "i"), wanted


def _named(roles: tuple[str, ...], name: TextMatch, *, within: Target | None) -> Target:
    """An element of one of the roles with this name, rather with it as its whole name."""
    return _make(any=tuple(_any_role(roles, match) for match in _whole_first(name)), within=within)


def _any_role(roles: tuple[str, ...], name: TextMatch) -> Target:
    alternatives = tuple(_make(role=role, name=name) for role in roles)
    return UnionTarget.model_construct(_fields_set={"any"}, any=alternatives)


def _make(**fields: object) -> Target:
    """A target of ours, which needs no validation."""
    given = {name: value for name, value in fields.items() if value is not None}
    return Target.model_construct(_fields_set=set(given), **given)
