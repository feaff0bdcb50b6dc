"""What a page says and what goes wrong in it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import home
from webgen_env.browser.capture import Capture, message_text


def _texts(page, level=None):
    return [message.text for message in page.console if level is None or message.level == level]


async def test_levels_and_texts(chrome):
    page = await home(
        chrome,
        """<h1>Hi</h1><script>
        console.log('plain', 1, true, null, undefined, [1, 2], { a: 1 });
        console.info('info'); console.warn('careful'); console.error('bad', new TypeError('broken'));
        console.debug('deep'); console.assert(false, 'must hold');
        </script>""",
    )
    assert [message.level for message in page.console] == ["log", "info", "warning", "error", "debug", "error"]
    assert _texts(page)[0] == "plain 1 true null undefined {0: 1, 1: 2} {a: 1}"
    assert "TypeError: broken" in _texts(page, "error")[0]
    assert page.errors == ()


@pytest.mark.parametrize(
    "silencer",
    [
        "console.error = () => {}",
        "window.console = { error() {} }",
        "console = { error() {} }",
        "try { Object.defineProperty(console, 'error', { value() {} }) } catch {}",
        "try { Object.defineProperty(window, 'console', { value: { error() {} } }) } catch {}",
        "try { delete console.error; delete window.console } catch {}",
        "Object.assign(console, { error() {} })",
        "Function.prototype.apply = Function.prototype.call = () => {}; Reflect.apply = () => {}",
        "Array.prototype.push = () => {}; String.prototype.slice = () => ''",
    ],
)
async def test_the_console_cannot_be_silenced(chrome, silencer):
    page = await home(chrome, f"<h1>Hi</h1><script>{silencer}\n;console.error('heard')</script>")
    assert _texts(page, "error") == ["heard"]


async def test_overwriting_the_console_does_not_break_a_module(chrome):
    page = await home(
        chrome,
        "<p id=p></p><script type=module>console.log = () => {}; console.log('still'); p.textContent = 'fine'</script>",
    )
    assert page.text == "fine"
    assert page.errors == ()
    assert _texts(page) == ["still"]


@pytest.mark.parametrize(
    "silencer",
    [
        "",
        "window.onerror = () => true",
        "addEventListener('error', (e) => { e.preventDefault(); e.stopImmediatePropagation() }, true)",
        "addEventListener('unhandledrejection', (e) => { e.preventDefault(); e.stopImmediatePropagation() }, true)",
        "EventTarget.prototype.addEventListener = () => {}; window.__webgen_report = () => {}",
        "JSON.stringify = () => 'x'; Event.prototype.preventDefault = null; window.String = () => ''",
        "Object.defineProperty(ErrorEvent.prototype, 'message', { get() { return '' } })",
    ],
)
async def test_errors_cannot_be_silenced(chrome, silencer):
    page = await home(
        chrome,
        f"""<script>{silencer}</script><h1>Hi</h1>
        <script>throw new RangeError('thrown')</script>
        <script>Promise.reject(new TypeError('rejected'))</script>""",
    )
    assert len(page.errors) == 2
    assert "RangeError: thrown" in page.errors[0]
    assert "Uncaught (in promise) TypeError: rejected" in page.errors[1]


async def test_errors_of_timers_and_syntax(chrome):
    page = await home(
        chrome,
        "<h1>Hi</h1><script>setTimeout(() => { nothing.here }, 1000)</script><script>let = ;</script>",
    )
    assert len(page.errors) == 2
    assert any("SyntaxError" in error for error in page.errors)
    assert any("nothing is not defined" in error for error in page.errors)


async def test_what_is_caught_or_made_up_is_no_error(chrome):
    page = await home(
        chrome,
        """<h1>Hi</h1><script>
        try { throw new Error('caught') } catch {}
        Promise.reject(new Error('handled')).catch(() => {});
        dispatchEvent(new ErrorEvent('error', { message: 'made up' }));
        </script><img src=/missing.png>""",
    )
    assert page.errors == ()
    assert page.failed_requests == ("/missing.png",)


async def test_strange_rejections_are_described(chrome):
    page = await home(
        chrome,
        """<h1>Hi</h1><script>
        Promise.reject('words'); Promise.reject(undefined); Promise.reject({ message: 'object' });
        Promise.reject({ get message() { throw 1 } }); Promise.reject(Symbol('s'));
        </script>""",
    )
    assert [error.removeprefix("Uncaught (in promise) ") for error in page.errors] == [
        "words",
        "undefined",
        "Error: object",
        "a value that cannot be described",
        "Symbol(s)",
    ]


async def test_a_flood_is_bounded_and_printable(chrome):
    page = await home(
        chrome,
        r"""<h1>Hi</h1><script>
        console.log('\x1b[31mred\u202e' + 'x'.repeat(5e6));
        for (let i = 0; i < 20000; i++) console.log('line ' + i);
        for (let i = 0; i < 500; i++) setTimeout(() => { throw new Error('e' + i) });
        </script>""",
    )
    assert page.status == "ok"
    assert len(page.console) == 80  # the rest is left for errors
    assert len(page.errors) == 50
    first = page.console[0].text
    assert len(first) == 500
    assert "\x1b" not in first
    assert "\u202e" not in first


async def test_blocked_requests_are_not_the_sites_console_errors(chrome):
    page = await home(
        chrome,
        """<h1>Hi</h1><img src=https://pictures.example/a.png><link rel=stylesheet href=https://fonts.example/f.css>
        <script src=https://cdn.example/x.js></script><script>fetch('https://api.example/').catch(() => {})</script>""",
    )
    assert page.console == ()
    assert page.errors == ()
    assert page.blocked_requests == {"fetch": 1, "image": 1, "script": 1, "stylesheet": 1}


def test_format_directives_are_filled_in():
    def text(value):
        return {"type": "string", "value": value}

    assert message_text([text("Warning: %s in %s"), text("a"), text("b"), text("c")]) == "Warning: a in b c"
    assert message_text([text("%cstyled%c end"), text("color:red"), text("")]) == "styled end"
    assert message_text([text("100%% of %s")]) == "100% of %s"
    assert message_text([{"type": "number", "value": 3}, text("%s")]) == "3 %s"
    assert message_text([]) == ""


def test_a_report_that_is_not_ours_is_still_an_error():
    capture = Capture()
    for payload in ("not json", "[1]", "{}", '["error", "m", 5, 1]', '["rejection", "gone", "", 0]'):
        capture.on_report({"name": "__webgen_report", "payload": payload})
    capture.on_report({"name": "other", "payload": "x"})
    assert len(capture.errors) == 5
    assert capture.errors[-1] == "Uncaught (in promise) gone"
