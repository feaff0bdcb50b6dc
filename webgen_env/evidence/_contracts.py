"""What the page of a rollout shows of each contract: verdict, steps done, picture at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webgen_env.evidence._pictures import read_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from webgen_env.evidence._pictures import Picture
    from webgen_env.examination.result import ContractVerdict, Examination, StepDone

MAX_STEPS = 60
_WORDS = {"pass": "holds", "fail": "broken", "inconclusive": "undecided"}


@dataclass(frozen=True, slots=True)
class ContractView:
    """One contract as it went.

    Attributes:
        verdict: The verdict with its texts.
        word: The verdict in one word.
        steps: The steps done, the failed one last; at most 60.
        more_steps: How many steps are not shown.
        picture: Address of the picture at the end; empty if there is none.
        width: Pixels of the picture.
        height: Pixels of the picture.
        alt: Alternative text.
    """

    verdict: ContractVerdict
    word: str
    steps: tuple[StepDone, ...]
    more_steps: int
    picture: str
    width: int
    height: int
    alt: str


def contract_views(examination: Examination | None, keep: Callable[[str, Picture], str]) -> tuple[ContractView, ...]:
    """Gather what is shown of the contracts.

    Args:
        examination: What trying the site out came to; ``None`` if it was not.
        keep: Stores a picture under a name, and returns its address.

    Returns:
        One view for each contract, in the order of the task.
    """
    verdicts = () if examination is None else examination.contracts
    return tuple(_view(number, verdict, keep) for number, verdict in enumerate(verdicts, start=1))


def _view(number: int, verdict: ContractVerdict, keep: Callable[[str, Picture], str]) -> ContractView:
    picture = read_picture(verdict.screenshot)
    # The last step says why it failed.
    left_out = max(0, len(verdict.steps) - MAX_STEPS)
    return ContractView(
        verdict=verdict,
        word=_WORDS[verdict.verdict],
        steps=verdict.steps[left_out:],
        more_steps=left_out,
        picture="" if picture is None else keep(f"contract-{number:02d}", picture),
        width=0 if picture is None else picture.width,
        height=0 if picture is None else picture.height,
        alt=f"The page at the end of the contract {verdict.id}",
    )
