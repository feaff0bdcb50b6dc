"""Site: the files of a whole site, assembled from the library."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.scaffold import copywriting
from agents.scaffold.items import make_items
from agents.scaffold.library import part
from agents.scaffold.pages import COMPONENTS, as_literal, page_source
from agents.scaffold.palette import make_palette

if TYPE_CHECKING:
    from agents.scaffold.brief import Brief
    from agents.scaffold.copywriting import Words
    from agents.scaffold.library import Role
    from agents.scaffold.palette import Palette

LAYOUTS = ("top", "brand", "side")
HEROES = ("split", "banner", "editorial", "centre")
LOW_HEROES = ("band", "strip")
FEATURES = ("grid", "numbered", "panel")
CARDS = ("tile", "row", "ledger")
CORNERS = (("0.25rem", "0.25rem"), ("0.75rem", "0.5rem"), ("1.5rem", "9999px"), ("0px", "0px"))
FACES = (
    ("Inter, system-ui, sans-serif", "Inter, system-ui, sans-serif"),
    ("Georgia, Gelasio, serif", "Inter, system-ui, sans-serif"),
    ("'Times New Roman', Tinos, serif", "Arial, Arimo, sans-serif"),
    ("Georgia, Gelasio, serif", "Georgia, Gelasio, serif"),
    ("Arial, Arimo, sans-serif", "Arial, Arimo, sans-serif"),
)
_ITEMS_MODULE = "import type { Item } from '../types';\n\n"
PACKAGES: tuple[tuple[Role, str, str], ...] = (("register", "antd", "^5.21.0"), ("figures", "recharts", "^2.12.7"))
"""Packages beyond the scaffold's: the role of the page that needs one, its name and its range."""

_READERS = frozenset({"news", "portfolio"})
_IMPORT = re.compile(r"from '\./(\w+)'|from '\.\./components/(\w+)'")


@dataclass(frozen=True, slots=True)
class Style:
    """Free choices of a site's look; each follows from the instruction.

    Attributes:
        layout: Where the navigation is, one of ``LAYOUTS``.
        hero: How the home page opens: one of ``HEROES``, or of ``LOW_HEROES`` where the first page has work to do.
        features: How features are shown, one of ``FEATURES``.
        card: How listed things are shown, one of ``CARDS``.
        corners: Radius of cards and of controls.
        faces: Font families of headings and of text.
    """

    layout: str
    hero: str
    features: str
    card: str
    corners: tuple[str, str]
    faces: tuple[str, str]


def choose_style(brief: Brief) -> Style:
    """Choose the look of a site from its instruction."""
    seed = brief.seed
    layout = brief.domain.layout or LAYOUTS[seed % 2]
    welcome = brief.pages[0].role == "home"
    hero = HEROES[(seed >> 3) % 4] if welcome else LOW_HEROES[(seed >> 3) % 2]
    if layout in {"brand", "side"} and hero in {"banner", "band"}:
        # two fields of the brand colour side by side weigh too much
        hero = "split" if welcome else "strip"
    faces = FACES[1 + 2 * ((seed >> 11) % 2)] if brief.domain.id in _READERS else FACES[(seed >> 11) % len(FACES)]
    card = CARDS[(seed >> 7) % 3] if layout != "side" else CARDS[1 + (seed >> 7) % 2]
    return Style(layout, hero, FEATURES[(seed >> 5) % 3], card, CORNERS[(seed >> 9) % len(CORNERS)], faces)


def write_site(brief: Brief, style: Style | None = None, palette: Palette | None = None) -> dict[str, str]:
    """Write every variable file of a site.

    Args:
        brief: What was asked for.
        style: How it looks; ``None``: as the instruction decides.
        palette: Its colours; ``None``: made of the requested ones.

    Returns:
        Relative POSIX path to text, in the order in which people read a project.
    """
    style = style or choose_style(brief)
    palette = palette or make_palette(brief.background, brief.component, brief.seed)
    catalogue = next(page for page in brief.pages if page.role == "catalogue")
    items = make_items(brief, catalogue)
    pages = {f"src/pages/{page.identifier}.tsx": page_source(brief, page, items) for page in brief.pages}
    roles = {page.role for page in brief.pages}
    components = _components(style, {COMPONENTS[role] for role in roles})
    return {
        **_with_packages(roles),
        "index.html": _index_html(brief),
        "tailwind.config.js": _tailwind(palette, style),
        "src/index.css": part("index.css"),
        "src/types.ts": part("types.ts"),
        "src/data/site.ts": f"export const site = {as_literal(_site(brief))};\n",
        "src/data/items.ts": _ITEMS_MODULE + f"export const items: Item[] = {as_literal(items)};\n",
        "src/hooks/useStored.ts": part("useStored.ts"),
        **_theme(palette, style, roles),
        **components,
        **pages,
        "src/pages/NotFound.tsx": part("NotFound.tsx"),
        "src/App.tsx": _app(brief),
    }


def _with_packages(roles: set[Role]) -> dict[str, str]:
    """package.json, where a page needs a package that the scaffold does not declare."""
    wanted = {name: version for role, name, version in PACKAGES if role in roles}
    if not wanted:
        return {}
    from webgen_env.scaffold import default_scaffold

    manifest = json.loads(default_scaffold().files["package.json"])
    manifest["dependencies"] = dict(sorted({**manifest["dependencies"], **wanted}.items()))
    return {"package.json": json.dumps(manifest, indent=2) + "\n"}


def _theme(palette: Palette, style: Style, roles: set[Role]) -> dict[str, str]:
    """The palette as values, where a component cannot take it from classes."""
    if not roles & {role for role, _, _ in PACKAGES}:
        return {}
    colours = {name: getattr(palette, name) for name in palette.__slots__}
    radius = min(16, round(float(style.corners[0].removesuffix("rem").removesuffix("px")) * 16))
    tokens = {
        "colorPrimary": palette.accent,
        "colorText": palette.ink,
        "colorTextDescription": palette.muted,
        "colorTextPlaceholder": palette.muted,
        "colorTextHeading": palette.ink,
        "colorBgContainer": palette.surface,
        "colorBgElevated": palette.surface,
        "colorBorder": palette.line,
        "colorBorderSecondary": palette.line,
        "colorFillAlter": palette.tint,
        "borderRadius": radius,
        "fontFamily": style.faces[1],
    }
    theme = as_literal({"token": tokens})
    text = f"export const colours = {as_literal(colours)};\n\nexport const antdTheme = {theme};\n"
    return {"src/data/theme.ts": text}


def _site(brief: Brief) -> dict[str, Any]:
    words = copywriting.words_of(brief)
    nav = [page for page in brief.pages if page.standalone]
    catalogue = next(page for page in brief.pages if page.role == "catalogue")
    detail = next(page for page in brief.pages if page.role == "detail")
    others = [page for page in nav if page.path != "/"]
    order = ("cart", "form", "quiz", "board", "chat", "insights", "agenda", "story")
    doing = sorted((p for p in others if p.role in order), key=lambda page: order.index(page.role))
    second = doing[0] if doing else others[-1] if others else catalogue
    if catalogue.path != "/":
        first, label = catalogue, f"See all {words.items}" if len(words.items) < 14 else catalogue.label
    else:
        first = next((page for page in [*doing, *others] if page is not second), second)
        label = first.label
    return copywriting.site_words(brief, words) | {
        "headline": _headline(brief),
        "lead": _lead(brief, words),
        "nav": [{"label": p.label, "path": p.path, "icon": copywriting.role_icon(p, brief)} for p in nav],
        "primary": {"label": label, "path": first.path},
        "secondary": {"label": second.label, "path": second.path},
        "listPath": catalogue.path,
        "detailPath": detail.path,
        "chooseLabel": brief.domain.choose,
        "countable": any(page.role == "cart" for page in brief.pages),
        "stats": [
            {"value": str(40 + brief.seed % 400), "label": f"{words.items} in total"},
            {"value": f"{4.6 + brief.seed % 4 / 10:.1f}", "label": "average rating"},
            {"value": "24 h", "label": "until we answer"},
        ],
        "features": copywriting.features(brief, words),
    }


def _headline(brief: Brief) -> str:
    if brief.named:
        short = brief.purpose.rstrip(".")
        return short if len(short) <= 64 and not short.startswith(brief.name) else f"Welcome to {brief.name}"
    headlines = (f"Welcome to {brief.name}", *brief.domain.headlines)
    return headlines[(brief.seed >> 13) % len(headlines)]


def _lead(brief: Brief, words: Words) -> str:
    """The sentence below the headline: the purpose, unless the headline has it already."""
    if brief.purpose.rstrip(".") != _headline(brief):
        return brief.purpose
    labels = [page.label for page in brief.pages if page.standalone]
    pages = f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) > 1 else f"all {words.items}"
    return f"{brief.name} has it in one place: {pages}."


def _components(style: Style, roots: set[str]) -> dict[str, str]:
    """The components that the pages use, and those that these use in turn."""
    variants = {
        "Layout": style.layout,
        "Hero": style.hero,
        "Features": style.features,
        "ItemCard": style.card,
    }
    sources: dict[str, str] = {}
    waiting = ["Layout", "Hero", "Features", "Closing", *sorted(roots)]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            file = f"variants/{name}.{variants[name]}.tsx" if name in variants else f"components/{name}.tsx"
            sources[name] = part(file)
            waiting += [one or other for one, other in _IMPORT.findall(sources[name])]
    return {f"src/components/{name}.tsx": sources[name] for name in sorted(sources)}


def _app(brief: Brief) -> str:
    imports = "".join(f"import {p.identifier}Page from './pages/{p.identifier}';\n" for p in brief.pages)
    routes = []
    for page in brief.pages:
        element = f"<{page.identifier}Page />"
        if page.standalone:
            route = "index" if page.path == "/" else f'path="{page.path[1:]}"'
            routes.append(f"          <Route {route} element={{{element}}} />")
        if page.role == "detail":
            routes.append(f'          <Route path="{page.path[1:]}/:id" element={{{element}}} />')
    return (
        "import { BrowserRouter, Route, Routes } from 'react-router-dom';\n"
        "import Layout from './components/Layout';\n"
        f"{imports}import NotFound from './pages/NotFound';\n\n"
        "export default function App() {\n"
        "  return (\n"
        "    <BrowserRouter>\n"
        "      <Routes>\n"
        "        <Route element={<Layout />}>\n" + "\n".join(routes) + "\n"
        '          <Route path="*" element={<NotFound />} />\n'
        "        </Route>\n"
        "      </Routes>\n"
        "    </BrowserRouter>\n"
        "  );\n"
        "}\n"
    )


def _index_html(brief: Brief) -> str:
    title = html.escape(brief.name).encode("ascii", "xmlcharrefreplace").decode()
    about = html.escape(brief.purpose).encode("ascii", "xmlcharrefreplace").decode()
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        "  <head>\n"
        '    <meta charset="UTF-8" />\n'
        '    <meta name="viewport" content="width=device-width, initial-scale=1.0" />\n'
        f'    <meta name="description" content="{about}" />\n'
        f"    <title>{title}</title>\n"
        "  </head>\n"
        "  <body>\n"
        '    <div id="root"></div>\n'
        '    <script type="module" src="/src/main.tsx"></script>\n'
        "  </body>\n"
        "</html>\n"
    )


def _tailwind(palette: Palette, style: Style) -> str:
    colours = "\n".join(f"        {name}: '{getattr(palette, name)}'," for name in palette.__slots__)
    display, body = ([family.strip().strip("'") for family in face.split(",")] for face in style.faces)
    return (
        "/** @type {import('tailwindcss').Config} */\n"
        "export default {\n"
        "  content: ['./index.html', './src/**/*.{js,ts,jsx,tsx}'],\n"
        "  theme: {\n"
        "    extend: {\n"
        f"      colors: {{\n{colours}\n      }},\n"
        f"      fontFamily: {{ display: {display!r}, body: {body!r} }},\n"
        f"      borderRadius: {{ card: '{style.corners[0]}', control: '{style.corners[1]}' }},\n"
        "    },\n"
        "  },\n"
        "  plugins: [],\n"
        "};\n"
    )
