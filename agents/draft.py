"""Draft: the files of a site before they become a completion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from webgen_env.manifest import render_completion


@dataclass(frozen=True, slots=True)
class Draft:
    """A site that a policy has written.

    Attributes:
        title: Name of the site.
        files: Relative POSIX path to text; only what differs from the scaffold.
        think: The plan that comes before the answer.
        shell: Shell actions after the files; the rules only note it where ``npm install`` is missing.
        start: Start action at the end; empty for none, which is only noted too.
    """

    title: str
    files: Mapping[str, str]
    think: str
    shell: tuple[str, ...] = ("npm install",)
    start: str = "npm run dev"

    def completion(self) -> str:
        """Write it in the response form of WebGen-R1.

        Returns:
            The completion.
        """
        return render_completion(self.files, title=self.title, think=self.think, shell=self.shell, start=self.start)


@runtime_checkable
class Drafter(Protocol):
    """An agent that can give its files before they become a completion."""

    def draft(self, observation: str, info: Mapping[str, Any]) -> Draft:
        """Write the files of a site.

        Args:
            observation: The specification.
            info: The ``info`` that came with it.

        Returns:
            The draft.
        """
        ...
