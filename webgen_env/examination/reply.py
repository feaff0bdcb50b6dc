"""Reply: what a request of a page under examination gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from webgen_env.browser.serving import Answer

Refusal = Literal["", "Aborted", "ConnectionRefused"]

DOCUMENT = "Document"
"""Resource type of what is opened in a page or in a frame of it."""

_KEPT = "max-age=86400, immutable"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply.

    Attributes:
        status: HTTP status; of no meaning if it is refused.
        headers: Headers by name.
        body: The body.
        refused: Error in place of a reply, by the protocol's name; empty if there is a reply.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    refused: Refusal = ""


ABORTED = Reply(refused="Aborted")


def reply_with(answer: Answer, kind: str, timing: str = "") -> Reply:
    """The reply that gives an answer.

    Args:
        answer: The answer.
        kind: Resource type of the protocol.
        timing: ``Server-Timing`` header, if it is to have one.

    Returns:
        The reply. What belongs to the site's documents may be kept by the page's process for the next document: it is
        the same for every contract. What is missing or another origin's may not, because each request of it counts.
    """
    if answer.status == 0:
        return Reply(refused="ConnectionRefused")
    headers = {header["name"]: header["value"] for header in answer.headers()}
    if answer.status == 200 and not answer.blocked and kind != DOCUMENT:
        headers["cache-control"] = _KEPT
    if timing:
        headers["server-timing"] = timing
    return Reply(answer.status, headers, answer.body)
