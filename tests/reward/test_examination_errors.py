"""What trying a site out counts against it, in words."""

from __future__ import annotations

import pytest

from webgen_env.examination import ContractVerdict, ControlTried, Examination, PageProbe, ProbeReport
from webgen_env.reward.examination_errors import examination_errors


def of(*pages: PageProbe) -> list[str]:
    return [str(found) for found in examination_errors(Examination((), ProbeReport(pages)))]


def test_failed_contracts_are_told_and_no_others() -> None:
    verdicts = tuple(
        ContractVerdict(name, verdict, "Honey can be sold.", "crud", "no button")  # type: ignore[arg-type]
        for name, verdict in (("sell", "fail"), ("buy", "pass"), ("ship", "inconclusive"))
    )
    [found] = examination_errors(Examination(verdicts))
    assert (found.rule, found.message, found.place) == ("contract", "Honey can be sold. But: no button", "sell")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (PageProbe("/bees", "missing"), "probe.page at /bees: The page shows what an address without a page shows."),
        (
            PageProbe("/", controls=(ControlTried("button", "<button> Go", False, "nothing changes"),)),
            "probe.control at /: <button> Go: nothing changes",
        ),
        (PageProbe("/", forms=2, refusing=1), "probe.form at /: 1 of 2 forms can be sent empty."),
        (
            PageProbe("/", overflow=(375, 768)),
            "probe.overflow at /: The page scrolls sideways at a width of 375, 768 pixels.",
        ),
    ],
)
def test_what_probes_blame_is_told(page: PageProbe, expected: str) -> None:
    assert of(PageProbe("/sound"), page) == [expected]


def test_what_works_and_what_is_undecided_is_no_error() -> None:
    works = (ControlTried("button", "<button> Go", True), ControlTried("link", "<a> Out", True))
    assert of(PageProbe("/", controls=works, forms=1, refusing=1), PageProbe("/bees", "undecided")) == []


def test_text_of_the_page_stays_harmless() -> None:
    [found] = of(PageProbe("/\x1b[2J", controls=(ControlTried("button", "\x1b[31mred", False, "nothing\x07"),)))
    assert found.isprintable()
