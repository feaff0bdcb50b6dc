"""Extension: further pages for a site of the scaffold policy, from a library of page components."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from webgen_env.errors import ConfigurationError
from webgen_env.scaffold import default_scaffold

if TYPE_CHECKING:
    from agents import Draft

_BRAND = re.compile(r"\bbrand: '(#[0-9a-f]{6})'")
_SITE_DATA = "src/data/site.ts"
_SITE_HEAD = "export const site = "
_HOME_ROUTE = re.compile(r"^ *<Route index element=.*$", re.MULTILINE)
_LAST_PAGE_IMPORT = "import NotFound from './pages/NotFound';\n"
# Beside the page: a menu on top has no room for twelve entries.
_LAYOUT = "variants/Layout.side.tsx"


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A page component of the library.

    Attributes:
        name: Name of the component and its file.
        label: Entry in the menu.
        icon: Name of a Lucide icon that the policy's ``Icon.tsx`` knows.
        packages: Package name to version range: what it needs beside the scaffold's.
    """

    name: str
    label: str
    icon: str
    packages: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its route."""
        return f"/{self.name.lower()}"


_ANTD = {"antd": "^5.22.0"}
_DAYJS = {"dayjs": "^1.11.13"}
_RECHARTS = {"recharts": "^2.15.0"}

PAGES: Mapping[str, FurtherPage] = {
    page.name: page
    for page in (
        FurtherPage("Register", "Register", "ListChecks", _ANTD),
        FurtherPage("Enquiry", "Enquiry", "Send", _ANTD),
        FurtherPage("Planner", "Planner", "Calendar", {**_ANTD, **_DAYJS}),
        FurtherPage("Workspace", "Workspace", "Briefcase", _ANTD),
        FurtherPage("Figures", "Figures", "LineChart", _RECHARTS),
        FurtherPage("Shares", "Shares", "BarChart3", _RECHARTS),
        FurtherPage("Background", "Background", "BookOpen", {}),
        FurtherPage("Questions", "Questions", "HelpCircle", {}),
        FurtherPage("Membership", "Membership", "Wallet", {}),
        FurtherPage("People", "People", "Users", {}),
        FurtherPage("Compare", "Compare", "Search", {}),
        FurtherPage("Pictures", "Pictures", "Camera", {}),
        FurtherPage("Journal", "Journal", "Newspaper", {}),
        FurtherPage("Preferences", "Preferences", "Settings", {}),
    )
}
"""The library, by name."""


def extended(draft: Draft, pages: Sequence[FurtherPage]) -> Draft:
    """Add pages to a site that the scaffold policy wrote, right behind its home page.

    Args:
        draft: The site, as :class:`agents.scaffold.ScaffoldAgent` drafts it.
        pages: What to add; they show the site's own data in its own colours.

    Returns:
        The larger site.

    Raises:
        ConfigurationError: The draft has another form, or has a page of that name.
    """
    from agents.scaffold.library import part

    files = dict(draft.files)
    try:
        [brand] = _BRAND.findall(files["tailwind.config.js"])
        site = json.loads(files[_SITE_DATA].removeprefix(_SITE_HEAD).rstrip(";\n"))
        site["nav"][1:1] = [{"label": page.label, "path": page.path, "icon": page.icon} for page in pages]
        files["src/App.tsx"] = _with_routes(files["src/App.tsx"], pages)
    except (KeyError, ValueError) as error:
        raise ConfigurationError(f"The draft of {draft.title!r} is not one of the scaffold policy: {error}") from error
    for page in pages:
        path = f"src/pages/{page.name}.tsx"
        if path in files:
            raise ConfigurationError(f"The draft of {draft.title!r} has a page {page.name!r} already; add another.")
        files[path] = _source(page.name).replace("__BRAND__", brand)
    files[_SITE_DATA] = f"{_SITE_HEAD}{json.dumps(site, indent=2)};\n"
    files["src/components/Layout.tsx"] = part(_LAYOUT)
    packages = {name: version for page in pages for name, version in page.packages.items()}
    if packages:
        files = {"package.json": _package_json(packages), **files}
    return replace(draft, files=files)


def _with_routes(app: str, pages: Sequence[FurtherPage]) -> str:
    home = _HOME_ROUTE.search(app)
    if home is None or _LAST_PAGE_IMPORT not in app:
        raise ValueError("src/App.tsx has no home route to put others behind")
    routes = "".join(f'\n          <Route path="{page.path[1:]}" element={{<{page.name} />}} />' for page in pages)
    imports = "".join(f"import {page.name} from './pages/{page.name}';\n" for page in pages)
    app = app[: home.end()] + routes + app[home.end() :]
    return app.replace(_LAST_PAGE_IMPORT, _LAST_PAGE_IMPORT + imports)


def _package_json(packages: Mapping[str, str]) -> str:
    package: dict[str, Any] = json.loads(default_scaffold().files["package.json"])
    package["dependencies"] = dict(sorted({**package["dependencies"], **packages}.items()))
    return json.dumps(package, indent=2) + "\n"


@cache
def _source(name: str) -> str:
    return resources.files("webgen_env.benchmark.corpus").joinpath("pages", f"{name}.tsx").read_text("utf-8")
