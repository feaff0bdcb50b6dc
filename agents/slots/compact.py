"""Compact: a site in one short file, regular enough for a small model to learn to write it.

Each choice is a few words of the text, in a fixed place and order: the plan names all of them, the code follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageColor

from agents.draft import Draft
from agents.scaffold.pages import as_literal
from agents.scaffold.palette import best_text, contrast
from agents.slots.slots import BACKGROUNDS, COMPONENTS, named
from agents.slots.words import compact_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.slots.slots import Choices
    from agents.slots.words import Words

_TITLE = '<h1 className="text-5xl">{name}</h1><p className="text-xl">{lead}</p>'
_KINDS = {
    "dashboard": (
        '<dl className={card}><dt>Compare reports</dt><dd className="text-4xl">48</dd>'
        "<dt>Statistics of readers</dt><dd>92%</dd></dl>"
    ),
    "shop": (
        "<p className={card}>Product $12, price of an order <button className={button}>Add to cart and pay</button></p>"
    ),
    "articles": (
        "<article className={card}><h2>News</h2><p>Read an article, view its content, and comment on it</p></article>"
    ),
    "form": (
        "<form>Guests: <input className={card} aria-label='Email' /> Email, date "
        "<button className={button}>Book and submit</button></form>"
    ),
    "game": "<p className={card}>Players, level 1, score 0 <button className={button}>Play game</button></p>",
    "tracker": (
        "<p className={card}>Members, record 1 <button className={button}>Edit</button> <button>Delete</button></p>"
    ),
}
_SECTIONS = {
    "grid": (
        '<section className="grid grid-cols-3 gap-4">{points.map((t) => <p key={t} className={card}>{t}</p>)}</section>'
    ),
    "numbered": '<ol className="list-decimal space-y-4">{points.map((t) => <li key={t}>{t}</li>)}</ol>',
    "panel": '<section className="p-8 bg-[COLOUR] INK">{points.map((t) => <p key={t}>{t}</p>)}</section>',
    "empty": '<section className="h-96" />',
}
_HEROES = {
    "split": f'<header className="flex gap-8"><div>{_TITLE}</div><div className="flex-1 bg-[COLOUR]" /></header>',
    "banner": f'<header className="p-12 bg-[COLOUR] INK">{_TITLE}</header>',
    "editorial": f'<header className="py-12 border-b">{_TITLE}</header>',
    "centre": f'<header className="py-12 text-center">{_TITLE}</header>',
    "none": "",
}
_TABLE = '<table className="w-full"><tbody>{points.map((t) => <tr key={t}><td>{t}</td></tr>)}</tbody></table>'
_CHART = (
    '<svg className="h-40 text-[COLOUR]" viewBox="0 0 9 9">'
    '<path d="M0 9V5h2V2h2V7h2V1h2V9" fill="currentColor" /></svg>'
)
_EXTRAS = {"none": "", "table": _TABLE, "chart": _CHART, "both": f"{_TABLE}\n{_CHART}"}
_LAYOUTS = {
    "top": ("", "flex gap-6 p-4"),
    "brand": ("", "flex gap-6 p-4 bg-[COLOUR] INK"),
    "side": ("flex ", "flex flex-col gap-6 p-6 bg-[COLOUR] INK"),
}
_FACES = {"sans": "font-sans", "serif": "font-serif", "mixed": "font-mono", "default": "font-[serif]"}
_CORNERS = {"square": "border", "soft": "border rounded-lg", "round": "border rounded-3xl"}
_USUAL = ("Home", "About", "Contact")
_MANY = ("News", "Shop", "Team", "Help", "Gallery", "Events", "Jobs", "Prices", "Partners", "Press", "Shipping")
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


def render_compact(instruction: str, choices: Choices) -> Draft:
    """Write a site in one file.

    Args:
        instruction: The specification: any text.
        choices: One index for each slot.

    Returns:
        The draft: ``src/App.tsx`` and a plan that names the choices in the order of the slots.

    Raises:
        ConfigurationError: The choices are not what :data:`~agents.slots.SLOTS` expects.
    """
    options = named(choices)
    words = compact_words(instruction, options["words"])
    files = {"src/App.tsx": _app(options, words)}
    return Draft(title="Site", files=files, think=" ".join(options.values()), shell=(), start="")


def _app(options: Mapping[str, str], words: Words) -> str:
    ground, colour = BACKGROUNDS[options["background"]], COMPONENTS[options["component"]]
    light = contrast(_BLACK, _rgb(ground)) >= contrast(_WHITE, _rgb(ground))
    ink = f"text-{'black' if light else 'white'}{'/20' if options['contrast'] == 'faint' else ''}"
    on_colour = "text-white" if best_text(_rgb(colour)) == _WHITE else "text-black"
    corners = _CORNERS[options["corners"]]
    outer, bar = _LAYOUTS[options["layout"]]
    hero = _HEROES[options["hero"]].format(name=words.name, lead=words.lead)
    parts = [hero, _KINDS[options["kind"]], _SECTIONS[options["sections"]], _EXTRAS[options["extra"]]]
    text = "\n".join(
        (
            f"const pages = {_literals(_pages(options['pages'], words))};",
            f"const points = {_literals(words.points)};",
            f'const card = "p-4 {corners}";',
            f'const button = "p-2 bg-[COLOUR] INK {corners}";',
            "const page = Number(location.pathname.slice(1));",
            "const home = <>",
            *(part for part in parts if part),
            "</>;",
            f"const look = '{outer}min-h-screen bg-[{ground}] {ink} {_FACES[options['typography']]}';",
            "const App = () => <div className={look}>",
            f"<nav className=\"{bar}\">{{pages.map((t, i) => <a key={{t}} href={{'/' + (i || '')}}>{{t}}</a>)}}</nav>",
            '<main className="flex-1 p-8 space-y-8">',
            "{page ? <h1>{pages[page]}: look around, choose what you like best and come back here soon</h1> : home}",
            "</main></div>;",
            "export default App;",
        )
    )
    return text.replace("COLOUR", colour).replace("INK", on_colour)


def _pages(choice: str, words: Words) -> tuple[str, ...]:
    if choice == "asked":
        return words.pages[:7] or _USUAL
    if choice == "twelve":
        return (_USUAL[0], *_MANY)
    return _USUAL[: {"one": 1, "three": 3}[choice]]


def _literals(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(as_literal(text) for text in texts) + "]"


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue
