from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reward.values import page, visit
from webgen_env.browser.visit import ConsoleMessage, Visit
from webgen_env.reward import rendered, site_errors


def rules(*pages):
    return [(finding.rule, finding.place, finding.severity) for finding in site_errors(visit(*pages))]


def console(level, text):
    return page(console=(ConsoleMessage(level, text),))


def test_a_quiet_site_has_no_errors():
    assert rules(page(), page("/about")) == []


@pytest.mark.parametrize("status", ["timeout", "crashed", "left"])
def test_a_page_that_ended_badly_is_named(status):
    assert rules(page(), page("/about", status=status)) == [(f"render.{status}", "/about", "error")]


def test_an_exception_keeps_its_text_and_route():
    (finding,) = site_errors(visit(page(), page("/cart", errors=("TypeError: cart is undefined",))))
    assert (finding.rule, finding.place, finding.message) == (
        "render.exception",
        "/cart",
        "TypeError: cart is undefined",
    )


def test_a_console_error_counts_and_a_warning_does_not():
    assert rules(console("error", "Warning: validateDOMNesting")) == [("render.console-error", "/", "error")]
    assert rules(console("warning", "deprecated")) == []


def test_a_missing_file_of_the_site_counts():
    assert rules(page(failed_requests=("/logo.png",))) == [("render.request-failed", "/", "error")]


def test_the_browsers_own_message_about_a_request_is_not_counted_twice():
    assert rules(console("error", "Failed to load resource: net::ERR_FAILED")) == []


def test_a_failed_call_to_a_stubbed_origin_is_not_the_sites_error():
    stubbed = {"fetch": 1}
    assert rules(page(blocked_requests=stubbed, errors=("TypeError: Failed to fetch",))) == []
    message = (ConsoleMessage("error", "could not load AxiosError: Network Error"),)
    assert rules(page(blocked_requests=stubbed, console=message)) == []


def test_a_failed_call_without_any_stub_is_the_sites_error():
    assert rules(page(errors=("TypeError: Failed to fetch",))) == [("render.exception", "/", "error")]


def test_a_stub_does_not_hide_other_errors():
    assert rules(page(blocked_requests={"image": 1}, errors=("TypeError: x is null",))) == [
        ("render.exception", "/", "error")
    ]


def test_blank_is_an_error_at_home_and_a_note_elsewhere():
    assert rules(page(blank=True), page("/x", blank=True)) == [
        ("render.blank", "/", "error"),
        ("render.blank", "/x", "note"),
    ]


def test_errors_come_in_the_order_of_the_visit():
    found = rules(page(errors=("a",)), page("/b", failed_requests=("/x",), errors=("c",)))
    assert found == [
        ("render.exception", "/", "error"),
        ("render.exception", "/b", "error"),
        ("render.request-failed", "/b", "error"),
    ]


def test_rendered_needs_a_picture_with_content():
    home = page()
    assert rendered(visit(home))
    assert rendered(visit(page(status="timeout")))
    assert not rendered(None)
    assert not rendered(Visit(()))
    assert not rendered(visit(replace(home, screenshot=None)))
    assert not rendered(visit(replace(home, blank=True)))
    assert not rendered(visit(page(status="crashed")))
    assert not rendered(visit(page(status="left")))
