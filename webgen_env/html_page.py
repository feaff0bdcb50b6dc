"""HTML pages of ours: templates that escape every text, characters that none may hold, and digests for policies."""

from __future__ import annotations

import base64
import hashlib
import re

import jinja2

# What no HTML document may hold, lone surrogates, and the marks that reorder text. No template holds one.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def page_templates(package: str) -> jinja2.Environment:
    """The templates of a package; every text in them is escaped, and a name that is not given is an error.

    Args:
        package: The package with a folder ``templates``.

    Returns:
        The templates.
    """
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_text(page: str) -> str:
    """A page without what no HTML document may hold.

    Args:
        page: The page.

    Returns:
        The page; forbidden characters are replacement characters.
    """
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", page)


def inline_digest(text: str) -> str:
    """The source of a content security policy that lets one inline style or script through.

    Args:
        text: The style or script.

    Returns:
        Such as ``"sha256-…"``, without quotes.
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
