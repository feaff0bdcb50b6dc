"""Mutation operators: the kinds of faults that are put into sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.contracts.target import walk
from webgen_env.errors import ConfigurationError

if TYPE_CHECKING:
    from webgen_env.contracts import Contract
    from webgen_env.validation.faults import Detector

APP = "src/App.tsx"
_APP_HEAD = "export default function App("

PLACED_OPERATORS: Mapping[str, str] = {
    "dead-handler": "a control does nothing",
    "wrong-route": "a link leads to another page",
    "dropped-route": "a page of the router is gone",
    "dropped-link": "a page is not in the navigation",
    "swallowed-submit": "a form drops what was sent",
    "validation-removed": "a form takes what it must refuse",
    "validation-too-strict": "a form refuses what it must take",
    "state-not-saved": "nothing is written to storage",
    "state-not-restored": "storage is not read again",
    "list-not-updated": "a list stays as it was",
    "wrong-position": "a new entry is put at the wrong end",
    "filter-ignored": "a filter filters nothing",
    "filter-off-by-one": "a filter leaves one thing too many or too few",
    "filter-stuck": "a filter cannot be taken back",
    "search-broken": "a search finds the wrong things",
    "sort-reversed": "an order is the wrong way round",
    "sort-ignored": "an order is not applied",
    "wrong-total": "a sum is wrong",
    "stale-count": "a number does not follow",
    "limit-ignored": "a limit is not kept",
    "wrong-outcome": "a rule of the task is computed wrongly",
    "deletes-wrong-row": "another entry than the chosen one is removed",
    "delete-ignored": "an entry that is deleted stays",
    "edit-not-applied": "a change of an entry is lost",
    "edit-duplicates": "a change of an entry makes a second one",
    "control-missing": "a control is not there",
    "control-disabled": "a control can never be used",
    "content-missing": "something that was asked for is not shown",
    "renamed-control": "a control has another name than was asked for",
    "missing-label": "a field has no name",
    "dialog-stays-open": "a dialog cannot be closed",
    "dialog-never-opens": "a dialog does not open",
    "reset-ignored": "a reset does not reset",
    "empty-export": "an exported file is empty or has the wrong form",
    "wrong-colour": "a requested colour is another one",
    "unreadable-contrast": "the ground has the colour of the text",
    "overlapping-layout": "something lies over what must be used",
    "mobile-overflow": "a page is wider than a phone",
    "hidden-on-mobile": "a phone does not show what must be used",
    "keyboard-trap": "keys do nothing",
    "crash-on-click": "a click ends the application",
    "crash-on-route": "a page throws instead of showing",
    "console-error-on-route": "a page writes an error to the console",
    "endless-loading": "what is loading never arrives",
    "timer-dead": "what should go on by itself does not",
    "role-ignored": "somebody may do what is for others",
}
"""Operators whose place is chosen by hand for each site: name, and what it makes wrong."""


@dataclass(frozen=True, slots=True)
class GenericOperator:
    """A fault that can be put into any site that has the scaffold's ``src/App.tsx``.

    Attributes:
        name: Its name.
        says: What it makes wrong.
        detector: What must refuse the site.
        change: From the text of ``src/App.tsx`` to the mutated text.
        concerns: Which contracts it must break; none where another detector refuses the site before.
    """

    name: str
    says: str
    detector: Detector
    change: Callable[[str], str]
    concerns: Callable[[Contract], bool] = lambda _contract: False

    def apply(self, files: Mapping[str, str]) -> dict[str, str]:
        """Put the fault into a site.

        Raises:
            ConfigurationError: The site has no ``src/App.tsx`` of the usual form.
        """
        text = files.get(APP)
        if text is None or text.count(_APP_HEAD) != 1:
            raise ConfigurationError(f"{self.name}: expected a file {APP} with {_APP_HEAD!r} exactly once.")
        return {**files, APP: self.change(text)}


def _instead(body: str) -> Callable[[str], str]:
    """Another component takes the place of the application; everything else stays in the bundle."""
    return lambda text: (
        text.replace(_APP_HEAD, "export function Hidden(") + f"\nexport default function App() {{\n  {body}\n}}\n"
    )


def _wants_clean_console(contract: Contract) -> bool:
    return any(getattr(part, "console_clean", None) for step in contract.steps for part in walk(step))


GENERIC_OPERATORS: tuple[GenericOperator, ...] = (
    GenericOperator(
        "syntax-error", "the source does not parse", "build", lambda text: f"{text}\nexport const broken = ;\n"
    ),
    GenericOperator(
        "unresolved-import",
        "a file that is imported is not there",
        "build",
        lambda text: f"import './components/NeverWritten';\n{text}",
    ),
    GenericOperator(
        "crash-at-start",
        "the application throws before it shows anything",
        "render",
        lambda text: f"{text}\nthrow new Error('The application cannot start');\n",
    ),
    GenericOperator("blank-page", "the application shows nothing", "render", _instead("return null;")),
    GenericOperator(
        "endless-spinner",
        "the application never gets past its loading sign",
        "contracts",
        _instead('return <p role="status">Loading…</p>;'),
        lambda _contract: True,
    ),
    GenericOperator(
        "console-error",
        "the application writes an error to the console at its start",
        "contracts",
        lambda text: f"{text}\nconsole.error('Warning: the configuration is incomplete');\n",
        _wants_clean_console,
    ),
)
"""Operators that need no place."""

OPERATORS: Mapping[str, str] = {**PLACED_OPERATORS, **{operator.name: operator.says for operator in GENERIC_OPERATORS}}
"""All operators: name, and what each makes wrong."""

SELF_EVIDENT: frozenset[str] = frozenset(
    {
        *(operator.name for operator in GENERIC_OPERATORS),
        "dead-handler",
        "dropped-route",
        "swallowed-submit",
        "validation-removed",
        "list-not-updated",
        "filter-ignored",
        "filter-stuck",
        "sort-ignored",
        "delete-ignored",
        "edit-not-applied",
        "reset-ignored",
        "dialog-stays-open",
        "dialog-never-opens",
        "missing-label",
        "unreadable-contrast",
        "overlapping-layout",
        "mobile-overflow",
        "keyboard-trap",
        "crash-on-click",
        "crash-on-route",
        "console-error-on-route",
        "endless-loading",
    }
)
"""Operators whose fault a site shows by itself: a visitor who does not know what was asked for would call it broken."""
