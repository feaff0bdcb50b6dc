"""Phrases: small, linear-time tools for taking an instruction apart."""

from __future__ import annotations

import re
import unicodedata

from agents.scaffold.library import words

MAX_INSTRUCTION_CHARACTERS = 6000
"""How much of an instruction is read; nobody specifies a site in more."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LINKS = frozenset({"of", "are", "is", "has", "to", "or", "and"})
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20,
}  # fmt: skip
COUNT = r"(?:" + "|".join(_NUMBERS) + r"|\d[\d,]{0,5})"
"""Regular expression of a number in words or digits."""

_COUNTED = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2})\s((?:[a-z-]{2,16}\s)??[a-z]{3,16}s)\b(?!\s(?:a|per|long)\b)"
)
_ARTICLE = re.compile(r"^(?:an?|the|their|its|his|her|his or her|your|our|one's|and|or)\s+", re.IGNORECASE)


def readable(text: str, limit: int) -> str:
    r"""Fold white space, drop what cannot be printed, and cut at a word.

    Args:
        text: Any text.
        limit: Most characters to keep.

    Returns:
        One line without control characters and lone surrogates.

    Example:
        >>> readable("a\n  b\x00c", 10)
        'a bc'
    """
    kept = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in text[: limit * 4])
    folded = " ".join(kept.split())
    if len(folded) <= limit:
        return folded
    cut = folded[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:-") + "…"


def sentences(text: str) -> list[str]:
    """Split readable text into sentences, at most 60 of them.

    Example:
        >>> sentences("One. Two!")
        ['One.', 'Two!']
    """
    return [part for part in _SENTENCE_END.split(text.strip()) if part][:60]


def split_list(text: str, *, most: int = 12) -> list[str]:
    """Split an enumeration; what stands in parentheses or quotation marks stays together.

    Args:
        text: An enumeration such as ``"name, e-mail and size (S, M, L)"``.
        most: Most parts to return.

    Returns:
        The parts without articles and closing punctuation.

    Example:
        >>> split_list("a name, size (S, M, L) and the date")
        ['name', 'size (S, M, L)', 'date']
    """
    parts: list[str] = []
    current: list[str] = []
    depth = 0
    quoted = False
    for word in text.split():
        quoted ^= word.count('"') % 2 == 1
        depth += word.count("(") - word.count(")")
        outside = depth <= 0 and not quoted
        if outside and word.lower() in {"and", "or"}:
            parts.append(" ".join(current))
            current = []
        elif outside and word.endswith((",", ";")):
            current.append(word[:-1])
            parts.append(" ".join(current))
            current = []
        else:
            current.append(word)
    parts.append(" ".join(current))
    cleaned = (without_article(part.strip(" .,;:")) for part in parts)
    return [part for part in cleaned if len(part) > 1][:most]


def without_article(phrase: str) -> str:
    """Drop leading articles and possessives.

    Example:
        >>> without_article("and the menu")
        'menu'
    """
    for _ in range(3):
        shorter = _ARTICLE.sub("", phrase, count=1)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase


def counted_things(text: str) -> tuple[int, str] | None:
    """Find the first counted plural noun that is a thing to list, such as "ten night trains".

    Returns:
        The number and the noun phrase in the plural, or ``None``.

    Example:
        >>> counted_things("Departures lists ten night trains with a price.")
        (10, 'night trains')
    """
    for match in _COUNTED.finditer(text.lower()):
        noun = match[2]
        if noun.split()[-1] not in words("not-things") and noun.split()[0] not in {
            "of",
            "are",
            "is",
            "has",
            "to",
            "or",
            "and",
        }:
            number = _NUMBERS.get(match[1]) or int(match[1])
            if number > 1:
                return number, noun
    return None


def singular(noun: str) -> str:
    """Singular of a regular English noun phrase.

    Example:
        >>> singular("berries"), singular("night trains"), singular("glasses")
        ('berry', 'night train', 'glass')
    """
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def plural(noun: str) -> str:
    """Plural of a regular English noun phrase.

    Example:
        >>> plural("dish"), plural("entry"), plural("tree")
        ('dishes', 'entries', 'trees')
    """
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def sentence_case(phrase: str) -> str:
    """Raise the first letter and leave the rest.

    Example:
        >>> sentence_case("view DNS records")
        'View DNS records'
    """
    return phrase[:1].upper() + phrase[1:]


def title_case(phrase: str) -> str:
    """Raise the first letter of every word but short connecting ones.

    Example:
        >>> title_case("state of the art")
        'State of the Art'
    """
    small = {"of", "the", "and", "for", "a", "an", "in", "to", "on", "with"}
    words = phrase.split()
    return " ".join(word if index and word in small else sentence_case(word) for index, word in enumerate(words))


def slug(text: str) -> str:
    """Path segment of at most 40 ASCII letters, digits and hyphens; may be empty.

    Example:
        >>> slug("Tonight's Sky!")
        'tonights-sky'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")


def identifier(text: str) -> str:
    """Component name of ASCII letters and digits that starts with a capital; may be empty.

    Example:
        >>> identifier("how it works")
        'HowItWorks'
    """
    name = "".join(part.capitalize() for part in slug(text).split("-"))
    return name if name[:1].isalpha() else (f"Page{name}" if name else "")
