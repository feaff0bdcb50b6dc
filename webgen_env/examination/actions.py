"""Doing what a step says, as a user would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webgen_env.contracts import steps as kinds
from webgen_env.contracts.target import Target, target_of
from webgen_env.contracts.text import Remembered
from webgen_env.examination.failing import OvertimeError, StaleError, StepFailedError
from webgen_env.examination.locators import remembered_text
from webgen_env.examination.polling import poll
from webgen_env.examination.sighting import Readiness, Sighting, kept, look, pick
from webgen_env.examination.values import first_number

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    from webgen_env.contracts.steps import Action
    from webgen_env.examination.sighting import ReadyFor
    from webgen_env.examination.tab import Tab

_ACTION_TIMEOUT_S = 2.0
_CHOOSER_TIMEOUT_S = 1.5
"""Real time that Playwright may take for an action that the page is ready for; only a busy machine takes it."""

AFTER_ACTION_MS = 20


@dataclass(frozen=True, slots=True)
class Done:
    """How an action went.

    Attributes:
        detail: What was done to which element.
        matched: What else matched.
    """

    detail: str = ""
    matched: tuple[str, ...] = ()


async def act(tab: Tab, action: Action, memory: MutableMapping[str, str | float]) -> Done:
    """Do one action.

    Args:
        tab: The page.
        action: The step.
        memory: What was remembered; a step ``remember`` adds to it.

    Returns:
        How it went.

    Raises:
        StepFailedError: It cannot be done on this site.
        SiteFaultError: The site crashed or hangs.
    """
    await tab.before_action()
    done = await _ACTIONS[type(action)](tab, action, memory)
    await tab.advance(AFTER_ACTION_MS)
    return done


async def find(tab: Tab, target: Target, memory: Mapping[str, str | float]) -> Sighting:
    """Wait for a target in the page's own time.

    Raises:
        StepFailedError: There is no visible match after three seconds, or more than one for a strict target.
    """
    seen = await poll(tab, lambda: look(tab, target, memory, acting=True), lambda sighting: sighting.count > 0)
    if not seen.count:
        raise StepFailedError(f"{target}: {seen.missing}")
    if seen.strict and seen.count > 1:
        raise _several(target, seen)
    return seen


async def ready_match(
    tab: Tab, target: Target, memory: Mapping[str, str | float], ready: ReadyFor
) -> tuple[Sighting, Readiness]:
    """Wait in the page's own time until a user could use the first visible and enabled match.

    Args:
        tab: The page.
        target: What is meant.
        memory: What was remembered.
        ready: What is to be done to it.

    Returns:
        What was seen, and which match is ready.

    Raises:
        StepFailedError: There is none, or something is in its way.
    """
    seen = await poll(
        tab,
        lambda: look(tab, target, memory, acting=True, ready=ready),
        lambda seen: seen.readiness is not None and seen.readiness.ready,
    )
    if seen.strict and seen.count > 1:
        raise _several(target, seen)
    readiness = seen.readiness or Readiness(reason=seen.missing)
    if not readiness.ready:
        which = seen.matches[readiness.index].description if seen.matches else str(target)
        raise StepFailedError(f"{which}: {readiness.reason}", matched=seen.descriptions)
    return seen, readiness


def _several(target: Target, seen: Sighting) -> StepFailedError:
    return StepFailedError(f"{target}: {seen.count} elements match where one was expected", matched=seen.descriptions)


async def click(tab: Tab, target: Target, memory: Mapping[str, str | float]) -> Done:
    """Click the first visible and enabled match, once nothing is in its way.

    Raises:
        StepFailedError: There is none, or something is in its way.
    """
    seen, readiness = await ready_match(tab, target, memory, "press")
    await press(tab, seen.slot, readiness)
    return Done(seen.matches[readiness.index].description, seen.descriptions)


async def press(tab: Tab, slot: int, readiness: Readiness) -> None:
    """Press on a kept element that is ready, and let go.

    Args:
        tab: The page.
        slot: Where it is kept in the page.
        readiness: Which one it is there, and where it can be hit.

    Raises:
        StepFailedError: It was not possible.
        SiteFaultError: The page hangs.
    """
    if readiness.point is not None:
        await guarded(tab, tab.page.mouse.click(*readiness.point), "the click")
        if not await _hit_instead(tab):
            return
    # It moves, or what lies over it belongs to it, or something came to lie there as the pointer arrived.
    element = kept(tab, slot, readiness.index, operated=True)
    clicking = element.click(timeout=0, force=readiness.through, no_wait_after=True)
    await guarded(tab, clicking, "the click")


async def _hit_instead(tab: Tab) -> bool:
    """Whether something else lay under the pointer; it was not pressed then."""
    try:
        return bool(await tab.ask("hitInstead", {}))
    except StaleError:
        # The press led to another document.
        return False


async def _click(tab: Tab, action: kinds.Click, memory: Mapping[str, str | float]) -> Done:
    return await click(tab, action.click, memory)


async def guarded(tab: Tab, doing: Awaitable[Any], what: str) -> Any:
    """Await an action of Playwright's; what it cannot do is the site's failure.

    Raises:
        StepFailedError: It was not possible.
        SiteFaultError: The page hangs.
    """
    from playwright.async_api import Error

    try:
        return await tab.patiently(doing, _ACTION_TIMEOUT_S)
    except OvertimeError as error:
        await tab.blame_if_silent()
        raise StepFailedError(f"{what} did not come to an end", repeatable=False) from error
    except Error as error:
        tab.check()
        text = str(error)
        if "closed" in text or "crashed" in text or "disconnected" in text:
            raise
        raise StepFailedError(f"{what} was not possible: {text.splitlines()[0][:200]}") from error


async def _fill(tab: Tab, action: kinds.Fill, memory: Mapping[str, str | float]) -> Done:
    body = action.fill
    value = remembered_text(body.value, memory) if isinstance(body.value, Remembered) else body.value
    target = target_of(body)

    seen, readiness = await ready_match(tab, target, memory, "there")
    field = seen.matches[readiness.index]
    if field.tag == "select":
        raise StepFailedError(f"{field.description} is a menu and takes no text; the step 'select' chooses an option")
    writing = pick(tab, seen, readiness.index).fill(value, timeout=0)
    await guarded(tab, writing, "writing")
    return Done(field.description, seen.descriptions)


async def _select(tab: Tab, action: kinds.Select, memory: Mapping[str, str | float]) -> Done:
    from webgen_env.examination.choosing import choose_in

    return Done(await choose_in(tab, target_of(action.select), action.select.option, memory))


async def _choose(tab: Tab, action: kinds.Choose, memory: Mapping[str, str | float]) -> Done:
    from webgen_env.examination.choosing import choose_anywhere

    return Done(await choose_anywhere(tab, action.choose, memory))


async def _check(tab: Tab, action: kinds.Check, memory: Mapping[str, str | float]) -> Done:
    return await _switch(tab, action.check, memory, on=True)


async def _uncheck(tab: Tab, action: kinds.Uncheck, memory: Mapping[str, str | float]) -> Done:
    return await _switch(tab, action.uncheck, memory, on=False)


async def _switch(tab: Tab, target: Target, memory: Mapping[str, str | float], *, on: bool) -> Done:
    wanted = "checked" if on else "unchecked"
    seen = await find(tab, target, memory)
    if seen.matches[0].checked == on:
        return Done(f"{seen.matches[0].description} was {wanted} already", seen.descriptions)
    seen, readiness = await ready_match(tab, target, memory, "press")
    index = readiness.index
    await press(tab, seen.slot, readiness)

    async def state() -> bool | None:
        now = await tab.ask("state", {"slot": seen.slot, "index": index})
        return bool(now["checked"]) if now else None

    # The very element, because a target may ask for the state that it had. One that is gone afterwards says nothing;
    # the expectation that follows does.
    if await poll(tab, state, lambda checked: checked in (None, on)) not in (None, on):
        raise StepFailedError(f"{seen.matches[index].description} did not become {wanted}")
    return Done(seen.matches[index].description, seen.descriptions)


async def _press(tab: Tab, action: kinds.Press, memory: Mapping[str, str | float]) -> Done:
    body = action.press
    if not body.given:
        await guarded(tab, tab.page.keyboard.press(body.key), "pressing a key")
        return Done()
    seen = await find(tab, target_of(body), memory)
    await guarded(tab, pick(tab, seen).press(body.key, timeout=0, no_wait_after=True), "pressing a key")
    return Done(seen.matches[0].description, seen.descriptions)


async def _hover(tab: Tab, action: kinds.Hover, memory: Mapping[str, str | float]) -> Done:
    seen, readiness = await ready_match(tab, action.hover, memory, "reach")
    hovering = pick(tab, seen, readiness.index).hover(timeout=0, force=readiness.through)
    await guarded(tab, hovering, "hovering")
    return Done(seen.matches[readiness.index].description, seen.descriptions)


async def _upload(tab: Tab, action: kinds.Upload, memory: Mapping[str, str | float]) -> Done:
    from playwright.async_api import FilePayload

    body = action.upload
    suffix = body.name.rpartition(".")[2].lower()
    kind = {"csv": "text/csv", "json": "application/json", "txt": "text/plain", "md": "text/markdown"}.get(suffix)
    kind = kind or {"svg": "image/svg+xml", "png": "image/png"}.get(suffix, "application/octet-stream")
    file = FilePayload(name=body.name, mimeType=kind, buffer=body.content.encode())
    seen = await _find_file_input(tab, body.target, memory)
    match = seen.matches[0]
    if match.type == "file":
        await guarded(tab, pick(tab, seen).set_input_files(file, timeout=0), "choosing a file")
        return Done(match.description, seen.descriptions)
    try:
        async with tab.page.expect_file_chooser(timeout=0) as waiting:
            await click(tab, body.target, memory)
            chooser = await tab.patiently(waiting.value, _CHOOSER_TIMEOUT_S)
    except OvertimeError:
        raise StepFailedError(f"{match.description} opens no file chooser") from None
    await guarded(tab, chooser.set_files(file), "choosing a file")
    return Done(match.description, seen.descriptions)


async def _find_file_input(tab: Tab, target: Target, memory: Mapping[str, str | float]) -> Sighting:
    """A file input, which may be hidden, or what opens a chooser."""
    seen = await poll(tab, lambda: look(tab, target, memory, files=True), lambda sighting: sighting.count > 0)
    if not seen.count:
        raise StepFailedError(f"{target}: {seen.missing}")
    return seen


async def _navigate(tab: Tab, action: kinds.Navigate, _memory: Mapping[str, str | float]) -> Done:
    await tab.goto(action.navigate)
    return Done()


async def _reload(tab: Tab, _action: kinds.Reload, _memory: Mapping[str, str | float]) -> Done:
    await tab.reload()
    return Done()


async def _back(tab: Tab, _action: kinds.Back, _memory: Mapping[str, str | float]) -> Done:
    if not await tab.back():
        raise StepFailedError("there is no page to go back to")
    return Done()


async def _resize(tab: Tab, action: kinds.Resize, _memory: Mapping[str, str | float]) -> Done:
    await tab.resize(*action.resize)
    return Done()


async def _wait(tab: Tab, action: kinds.Wait, _memory: Mapping[str, str | float]) -> Done:
    await tab.advance(action.wait * 1000)
    return Done()


async def _remember(tab: Tab, action: kinds.Remember, memory: MutableMapping[str, str | float]) -> Done:
    body = action.remember
    if body.what == "count":
        seen = await look(tab, body.target, memory, detail=1)
        memory[body.as_] = float(seen.count)
        return Done(f"{body.as_} = {seen.count}")
    seen = await poll(
        tab, lambda: look(tab, body.target, memory, pattern=body.pattern), lambda sighting: sighting.count > 0
    )
    first = seen.first
    if first is None:
        raise StepFailedError(f"{body.target}: {seen.missing}")
    kept = _kept(body, first)
    if kept is None:
        raise StepFailedError(f"{first.description} shows no such {body.what}: {first.text[:80]!r}")
    memory[body.as_] = kept
    return Done(f"{body.as_} = {kept!r}"[:200], seen.descriptions)


def _kept(body: kinds.RememberAs, first: Any) -> str | float | None:
    value = first.values[0] if first.values else ""
    if body.what == "number":
        for text in (first.part, first.value_part) if body.pattern else (first.text, value):
            number = first_number(text) if text else None
            if number is not None:
                return number
        return None
    if body.pattern is not None:
        part = first.part if body.what == "text" else first.value_part
        return part if isinstance(part, str) else None
    return first.text if body.what == "text" else str(value)


_ACTIONS: Mapping[type[Any], Callable[..., Awaitable[Done]]] = {
    kinds.Click: _click,
    kinds.Fill: _fill,
    kinds.Select: _select,
    kinds.Choose: _choose,
    kinds.Check: _check,
    kinds.Uncheck: _uncheck,
    kinds.Press: _press,
    kinds.Hover: _hover,
    kinds.Upload: _upload,
    kinds.Navigate: _navigate,
    kinds.Reload: _reload,
    kinds.Back: _back,
    kinds.Resize: _resize,
    kinds.Wait: _wait,
    kinds.Remember: _remember,
}
