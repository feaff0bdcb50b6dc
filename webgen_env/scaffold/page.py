"""What a page loads, read from its HTML as data. Linear in the length of the text."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from webgen_env.manifest.tag_attributes import read_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCRIPT = re.compile(r"<script(?=[\s/>])", re.IGNORECASE)


def script_sources(html: str) -> list[str]:
    """Addresses of the scripts of a page, as written and in order.

    Args:
        html: Text of ``index.html``, of any kind.

    Returns:
        The values of ``src``; comments are skipped.
    """
    return [attributes["src"] for attributes in _scripts(html) if attributes.get("src")]


def local_scripts(html: str) -> list[str]:
    """Paths of the module scripts that a page at the root of the project loads from the project.

    Args:
        html: Text of ``index.html``, of any kind.

    Returns:
        Relative POSIX paths without query, in order. Scripts of other hosts, data URLs and addresses with
        placeholders are left out.

    Example:
        >>> local_scripts('<script type="module" src="/src/main.tsx"></script>')
        ['src/main.tsx']
    """
    modules = [attributes for attributes in _scripts(html) if attributes.get("type", "").strip().lower() == "module"]
    return [path for attributes in modules if (path := _local(attributes.get("src", "")))]


def _scripts(html: str) -> Iterator[Mapping[str, str]]:
    text = _without_comments(html)
    for match in _SCRIPT.finditer(text):
        read = read_attributes(text, match.end())
        if read is not None:
            yield read.attributes


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _local(source: str) -> str:
    plain = source.partition("#")[0].partition("?")[0].strip()
    if not plain or ":" in plain or "%" in plain or plain.startswith("//") or "\\" in plain:
        return ""
    path = normpath(plain.lstrip("/"))
    return "" if path.startswith("..") else path
