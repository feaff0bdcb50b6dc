"""The bundled scaffold, vite-react-typescript-starter, and the hash that pins it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from webgen_env.errors import ConfigurationError
from webgen_env.scaffold.scaffold import Scaffold

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "vite-react-typescript-starter"
VERSION = "1"
DIGEST = "3be51f7157ff614db65d92d109673736de2b5a9721a036c560dfaf3796848530"
"""SHA-256 of the scaffold. A change of a template file needs a new version and a new digest."""

OWNED = (
    "vite.config.*",
    "vitest.config.*",
    "postcss.config.*",
    ".postcssrc",
    ".postcssrc.*",
    "tailwind.config.*",
    "eslint.config.*",
    ".eslintrc",
    ".eslintrc.*",
    ".eslintignore",
    "tsconfig.json",
    "tsconfig.*.json",
    "jsconfig.json",
    "babel.config.*",
    ".babelrc",
    ".babelrc.*",
    ".swcrc",
    ".browserslistrc",
)

SLOTS = ("package.json", "index.html", "src/*", "public/*")


@cache
def default_scaffold() -> Scaffold:
    """The bundled scaffold.

    Returns:
        The one instance of it.

    Raises:
        ConfigurationError: A file of the installed template was changed.
    """
    here = resources.files("webgen_env.scaffold")
    files = dict(sorted(_read(here / "template" / NAME, "")))
    prompt = (here / "system_prompt.md").read_text(encoding="utf-8")
    scaffold = Scaffold(NAME, VERSION, files, OWNED, SLOTS, prompt)
    if scaffold.digest != DIGEST:
        raise ConfigurationError(
            f"The files of the scaffold {NAME}@{VERSION} have the digest {scaffold.digest}, expected {DIGEST}. "
            "Reinstall webgen-env; to change the scaffold on purpose, give it a new version and digest."
        )
    return scaffold


def _read(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    """Path and text of every file below a folder."""
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _read(entry, f"{path}/")
        elif not entry.name.endswith((".pyc", "~")) and entry.name != ".DS_Store":
            found.append((path, entry.read_text(encoding="utf-8")))
    return found
