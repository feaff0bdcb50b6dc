"""What a page loads, read from its HTML as data."""

from __future__ import annotations

from html.parser import HTMLParser
from posixpath import normpath

MAX_PAGE_CHARACTERS = 512 * 1024


def local_scripts(html: str) -> list[str]:
    """Paths of the module scripts that a page at the root of the project loads from the project.

    Args:
        html: Text of ``index.html``, of any kind.

    Returns:
        Relative POSIX paths without query, in order, such as ``["src/main.tsx"]``. Scripts of other hosts, data URLs
        and scripts with placeholders are left out.

    Example:
        >>> local_scripts('<script type="module" src="/src/main.tsx"></script>')
        ['src/main.tsx']
    """
    reader = _Scripts()
    reader.feed(html[:MAX_PAGE_CHARACTERS])
    reader.close()
    return [path for source in reader.sources if (path := _local(source))]


def _local(source: str) -> str:
    plain = source.partition("#")[0].partition("?")[0].strip()
    if not plain or ":" in plain or "%" in plain or plain.startswith("//") or "\\" in plain:
        return ""
    path = normpath(plain.lstrip("/"))
    return "" if path.startswith("..") else path


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "script" and (attributes.get("type") or "").lower() == "module" and attributes.get("src"):
            self.sources.append(attributes["src"] or "")
