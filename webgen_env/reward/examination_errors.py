"""What trying a site out counts against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webgen_env.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webgen_env.examination.probes.report import PageProbe, ProbeReport
    from webgen_env.examination.result import Examination

_PAGES = {
    "blank": "The page is blank.",
    "empty": "The page has no content but a few words.",
    "missing": "The page shows what an address without a page shows.",
    "copy": "The page shows what the home page shows.",
    "hangs": "The page hangs.",
    "crashed": "The page crashed.",
    "left": "The page went to another origin.",
}


def examination_errors(examination: Examination) -> tuple[Finding, ...]:
    """List what counts against a site that was tried out.

    Args:
        examination: What trying it out came to.

    Returns:
        One finding of rule ``contract`` per failed contract, in order; its place is the contract's id. Of a site that
        was probed: findings of rules ``probe.page``, ``probe.control``, ``probe.form`` and ``probe.overflow``, page by
        page; their place is the route.
    """
    failed = tuple(
        Finding("contract", f"{verdict.requirement} But: {verdict.message}", verdict.id)
        for verdict in examination.contracts
        if verdict.verdict == "fail"
    )
    return failed if examination.probes is None else (*failed, *_of_probes(examination.probes))


def _of_probes(report: ProbeReport) -> Iterator[Finding]:
    for page in report.pages:
        yield from _of_page(page)


def _of_page(page: PageProbe) -> Iterator[Finding]:
    if page.status in _PAGES:
        yield Finding("probe.page", _PAGES[page.status], page.route)
    for control in page.controls:
        if not control.worked:
            yield Finding("probe.control", f"{control.description}: {control.detail}", page.route)
    if page.refusing < page.forms:
        taken = page.forms - page.refusing
        yield Finding("probe.form", f"{taken} of {page.forms} forms can be sent empty.", page.route)
    if page.overflow:
        widths = ", ".join(f"{width}" for width in page.overflow)
        yield Finding("probe.overflow", f"The page scrolls sideways at a width of {widths} pixels.", page.route)
