"""Make the page load the policy's entry where the policy named or placed it differently from the scaffold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webgen_env.findings import Finding

EXTENSIONS = ("tsx", "jsx", "ts", "js", "mjs")

_MAIN = "src/main.tsx"
_APP = "src/App.tsx"
_MOUNTS = re.compile(r"\bcreateRoot\b|\bReactDOM\b|\bhydrateRoot\b")
_SCRIPT = '<script type="module" src="/src/main.tsx"></script>'


def fit(written: Sequence[str], files: dict[str, str], notes: list[Finding]) -> None:
    """Fit the scaffold's page and entry to the policy's files.

    A policy that writes ``src/main.jsx`` means it instead of ``src/main.tsx``, and one that writes ``src/App.jsx``
    means it instead of ``src/App.tsx``: the scaffold's files of that name give way, and the scaffold's ``index.html``
    loads the policy's entry. A page that the policy wrote itself is left alone.

    Args:
        written: Paths that the policy wrote.
        files: The files of the project; changed in place.
        notes: Notes of the project; appended to.
    """
    if _APP not in written:
        own = _variant("src/App", written)
        if own is not None and files.pop(_APP, None) is not None:
            notes.append(Finding("scaffold.entry", f"The scaffold's {_APP} gives way to this file.", own, "note"))
    if _MAIN in written:
        return
    entry = _variant("src/main", written) or next(
        (
            path
            for extension in EXTENSIONS
            for path in (f"src/index.{extension}",)
            if path in written and _MOUNTS.search(files[path])
        ),
        None,
    )
    if entry is None:
        return
    if "index.html" not in written and _SCRIPT in files.get("index.html", ""):
        files["index.html"] = files["index.html"].replace("/src/main.tsx", f"/{entry}")
        notes.append(Finding("scaffold.entry", f"The scaffold's index.html loads /{entry}.", "index.html", "note"))
    if "src/main.tsx" not in files.get("index.html", ""):
        files.pop(_MAIN, None)


def _variant(stem: str, written: Sequence[str]) -> str | None:
    """The path that the policy wrote for a module, whatever its extension."""
    return next((f"{stem}.{extension}" for extension in EXTENSIONS if f"{stem}.{extension}" in written), None)
