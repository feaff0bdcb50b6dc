"""Accessibility: the rules of axe-core, run in the world that the page cannot touch."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from webgen_env.examination.failing import OvertimeError
from webgen_env.findings import printable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from webgen_env.examination.tab import Tab

_LOGGER = logging.getLogger(__name__)

IMPACTS = ("critical", "serious", "moderate", "minor")
"""Severities of axe-core, the worst first."""

TIMEOUT_S = 2.0
_MAX_RULES = 60
# Whether a link stands out from its text is found in a time that grows with the square of the number of links: half a
# minute for two thousand.
_MAX_LINKS_IN_TEXT = 150
_RUN = f"""axe.run(document, {{
  resultTypes: ["violations"], elementRef: false, iframes: false,
  rules: {{ "link-in-text-block": {{ enabled: document.links.length <= {_MAX_LINKS_IN_TEXT} }} }},
  runOnly: {{ type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }},
}}).then((results) => results.violations.map((one) => [one.id, one.impact ?? "minor", one.nodes.length]))"""


@dataclass(frozen=True, slots=True)
class Violations:
    """What axe-core finds on a page, WCAG 2.1 A and AA.

    Attributes:
        elements: Number of elements that violate a rule, by the rule's severity.
        rules: The rules that are violated.
    """

    elements: Mapping[str, int]
    rules: tuple[str, ...]


async def find_violations(tab: Tab, axe: Path) -> Violations | None:
    """Run axe-core on a page as it is now.

    Args:
        tab: The page.
        axe: The program of axe-core.

    Returns:
        What it finds; ``None`` if it does not come to an end.

    Raises:
        StaleError: The document was replaced meanwhile.
    """
    try:
        await tab.patiently(tab.evaluate(_program(axe)), TIMEOUT_S)
        found = await tab.patiently(tab.evaluate(_RUN), TIMEOUT_S)
    except OvertimeError:
        _LOGGER.debug("axe-core did not come to an end")
        # It would go on, and the page would seem to hang.
        await tab.terminate()
        return None
    counted: Counter[str] = Counter()
    for _, impact, nodes in found[:_MAX_RULES]:
        counted[impact] += nodes
    elements = {impact: counted[impact] for impact in IMPACTS if counted[impact]}
    return Violations(elements, tuple(printable(rule, 60) for rule, _, _ in found[:_MAX_RULES]))


@cache
def _program(path: Path) -> str:
    # Nothing is to be given back: the program's value cannot be sent.
    return f"globalThis.axe || {{}}; if (!globalThis.axe) {{ {path.read_text('utf-8')} }}; 0"
