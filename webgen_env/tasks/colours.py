"""Requested colours: what an instruction asks for in its sentence about colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import ImageColor

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SENTENCES = 12
"""How many sentences are looked at, from the end of an instruction."""

MAX_SENTENCE_CHARACTERS = 400
"""Longer sentences name no colours in the form that is known here."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_TOKEN = re.compile(r"#[0-9a-f]+|[a-z]+|[,;]")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})")
_BREAKS = frozenset({"and", "then", "while", ",", ";"})
_GROUND = frozenset({
    "background", "backgrounds", "backdrop", "page", "pages", "layout", "canvas", "body", "base", "screen",
    "outer", "container", "overall",
})  # fmt: skip
_COMPONENT = frozenset({
    "accent", "accents", "block", "blocks", "button", "buttons", "card", "cards", "component", "components",
    "control", "controls", "details", "element", "elements", "highlights", "interactive", "interface", "piece",
    "pieces", "ui", "visuals",
})  # fmt: skip
# Words of such sentences that are no part of a colour's name.
_OTHER = frozenset({
    "a", "across", "adopt", "all", "an", "any", "apply", "are", "as", "assign", "at", "be", "choose", "color",
    "colors", "colour", "coloured", "colours", "colored", "configure", "content", "declare", "default", "define",
    "defined", "design", "each", "establish", "every", "everything", "everywhere", "for", "from", "give",
    "global", "have", "implement", "in", "initialize", "interfaces", "is", "its", "keep", "layer", "links",
    "main", "make", "of", "on", "or", "our", "paint", "primary", "render", "select", "set", "should", "site",
    "specify", "style", "styled", "styles", "styling", "surfaces", "that", "the", "their", "theme", "them",
    "themes", "throughout", "to", "use", "used", "uses", "using", "visible", "web", "website", "with", "you",
    "your",
})  # fmt: skip

# Usual values of names that are not CSS colours but that people ask for. Names without a settled value are left out.
_USUAL = {
    "alabaster": "#edeae0", "almond": "#efdecd", "amber": "#ffbf00", "amethyst": "#9966cc", "apricot": "#fbceb1",
    "ashgray": "#b2beb5", "babyblue": "#89cff0", "brick": "#b22222", "bronze": "#cd7f32", "burgundy": "#800020",
    "burntorange": "#cc5500", "burntsienna": "#e97451", "buttermilk": "#fff1b5", "caramel": "#c68e17",
    "cerulean": "#007ba7", "champagne": "#f7e7ce", "charcoal": "#36454f", "charcoalgray": "#36454f",
    "cobalt": "#0047ab", "cobaltblue": "#0047ab", "copper": "#b87333", "cream": "#fffdd0", "denim": "#1560bd",
    "desertsand": "#edc9af", "ecru": "#c2b280", "eggplant": "#614051", "eggshell": "#f0ead6", "emerald": "#50c878",
    "iceblue": "#d6ecef", "jade": "#00a86b", "lemon": "#fff700", "lilac": "#c8a2c8", "mauve": "#e0b0ff",
    "melon": "#febaad", "mint": "#98ff98", "mintgreen": "#98ff98", "mocha": "#967969", "mossgreen": "#8a9a5b",
    "mustard": "#ffdb58", "navyblue": "#000080", "ochre": "#cc7722", "offwhite": "#faf9f6", "peach": "#ffe5b4",
    "pearl": "#eae0c8", "periwinkle": "#ccccff", "pewter": "#96a8a1", "pine": "#01796f", "pistachio": "#93c572",
    "platinum": "#e5e4e2", "plaster": "#eae4d9", "porcelain": "#f6f4ee", "powderpink": "#ffd1dc", "rose": "#ff007f",
    "ruby": "#e0115f", "rust": "#b7410e", "sage": "#9caf88", "sagegreen": "#9caf88", "sand": "#c2b280",
    "sapphire": "#0f52ba", "scarlet": "#ff2400", "taupe": "#483c32", "terracotta": "#e2725b", "ultramarine": "#3f00ff",
    "vanilla": "#f3e5ab", "vermilion": "#e34234",
}  # fmt: skip
_LIGHTER = frozenset({"faint", "light", "pale", "soft"})
_LIGHTER_AFTER = frozenset({"frost", "mist"})
_DARKER = frozenset({"dark", "deep"})


def requested_colours(instruction: str) -> dict[str, str]:
    """Find the colours that an instruction asks for.

    Looks at the last sentence that names a colour for the background or for the components, such as "Use ivory for the
    background and forest green for components." A colour is hexadecimal, a CSS colour name in one word or more, a usual
    name outside CSS with its customary value, a lighter shade of these ("pale lilac", "azure mist": half white), a
    darker one ("deep rose": three tenths black), or any kind of white. A name without a settled value gives no key.

    Args:
        instruction: Any text; time is linear in its length.

    Returns:
        ``"background_color"`` and ``"component_color"``, each where it was found: a CSS colour name in one word, or
        hexadecimal.

    Example:
        >>> requested_colours("A shop. Use alice blue for the background and #0a5 for components.")
        {'background_color': 'aliceblue', 'component_color': '#0a5'}
    """
    sentences = _SENTENCE_END.split(instruction.strip())
    for sentence in reversed(sentences[-MAX_SENTENCES:]):
        if len(sentence) <= MAX_SENTENCE_CHARACTERS and (found := _of_sentence(sentence.lower())):
            return found
    return {}


def css_colour(name: str) -> str | None:
    """Resolve the name of a colour.

    Args:
        name: Hexadecimal with a number sign, or words in any case with or without spaces and hyphens.

    Returns:
        A CSS colour name in one word, or hexadecimal; ``None`` if the name has no settled value.

    Example:
        >>> css_colour("Forest Green"), css_colour("burnt sienna"), css_colour("dreamy")
        ('forestgreen', '#e97451', None)
    """
    text = name.strip().lower()
    if text.startswith("#"):
        return text if _HEX.fullmatch(text) else None
    return _resolve(tuple(re.findall(r"[a-z]+", text[:MAX_SENTENCE_CHARACTERS])))


def _of_sentence(sentence: str) -> dict[str, str]:
    tokens = _TOKEN.findall(sentence)
    if not _GROUND.intersection(tokens) and not _COMPONENT.intersection(tokens):
        return {}
    found: dict[str, str] = {}
    for clause in _clauses(tokens):
        colours = [_resolve(phrase) for phrase in _phrases(clause)]
        roles = _roles(clause)
        if len(colours) != len(roles):  # words of no importance were taken for names
            colours = [colour for colour in colours if colour is not None]
        for role, colour in zip(roles, colours, strict=False):
            if colour is not None:
                found.setdefault(role, colour)
    return dict(sorted(found.items()))


def _clauses(tokens: list[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for token in tokens:
        if token in _BREAKS:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _phrases(clause: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words that can only be names of colours."""
    phrase: list[str] = []
    for token in [*clause, "the"]:
        if token in _OTHER or token in _GROUND or token in _COMPONENT:
            if phrase:
                yield tuple(phrase)
            phrase = []
        elif token.startswith("#"):  # words before it only describe it: "the dark teal #114b5f"
            yield (token,)
            phrase = []
        else:
            phrase.append(token)


def _roles(clause: list[str]) -> tuple[str, ...]:
    """Return what the colours of a clause are for, in the order of the words that say so."""
    grounds = [place for place, word in enumerate(clause) if word in _GROUND]
    components = [place for place, word in enumerate(clause) if word in _COMPONENT]
    if grounds and components:
        both = ("background_color", "component_color")
        return both if grounds[0] < components[0] else both[::-1]
    if components:
        return ("component_color",)
    return ("background_color",) if grounds else ()


def _resolve(words: tuple[str, ...]) -> str | None:
    if len(words) == 1 and words[0].startswith("#"):
        return words[0] if _HEX.fullmatch(words[0]) else None
    name = "".join(words).replace("grey", "gray")
    if name in ImageColor.colormap:
        return name
    if name in _USUAL:
        return _USUAL[name]
    return _shade(words) if len(words) > 1 else None


def _shade(words: tuple[str, ...]) -> str | None:
    if words[-1] == "white":
        return "white"
    if words[-1] in _LIGHTER_AFTER:
        words = ("light", *words[:-1])
    if words[0] not in _LIGHTER and words[0] not in _DARKER:
        return None
    base = _resolve(words[1:])
    return _mixed(base, words[0]) if base else None


def _mixed(colour: str, word: str) -> str:
    rgb = ImageColor.getrgb(colour)[:3]
    toward, share = (255, 0.5) if word in _LIGHTER else (0, 0.3)
    return "#" + "".join(f"{round(part + (toward - part) * share):02x}" for part in rgb)
