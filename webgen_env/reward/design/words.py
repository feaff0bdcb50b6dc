"""Words: tokens, stems and the words that carry no meaning in a specification."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_MAX_TOKEN_CHARACTERS = 40
_VOWELS = frozenset("aeiouy")
_LEAST_STEM = 3
_ENDINGS = ("ation", "ment", "ingly", "ing", "edly", "ed", "er", "ly")  # codespell:ignore ment
_MEMO_SIZE = 1 << 15

# Function words of English.
_FUNCTION_WORDS = """
a about above across after all also am an and any are as at be because been before being below between both but by can
could did do does doing down during each either etc every few for from further had has have having he her here hers him
his how i if in including into is it its just like many may me might more most much must my no nor not now of off on
once one only or other our out over own per same shall she should so some such than that the their them then there these
they this those through to too two under until up upon us very via was we well were what when where which while who whom
why will with within without would you your yours
"""

# Words that specifications of every site use, so that they tell nothing about this one.
_SPECIFICATION_WORDS = """
able access additionally allow allows app application applications apps appropriate based basic build button buttons
choose click clicking color colors colour colours component components containing contain contains content create
created creating design designed develop developed display displayed displaying displays easily easy element elements
enable ensure exist feature features friendly function functional functionalities functionality functions good have help
implement implementation implemented include includes information interact interactive interface intuitive layout main
make named navigate navigation need needs new offer page pages perform platform please possible project provide provided
provides providing relevant required requirements responsive section sections select should show shown showing shows
simple site sites style styled style support supports system systems theme ui use used user users using various view
viewed viewing views visitor visitors want web website websites different multiple background corresponding
allowed allowing enabled enabling enables ensures ensuring additional advanced according accordingly ability achieve
automatically accurate accurately basic best better clear clearly comprehensive convenient conveniently correct
criteria detailed effective effectively efficient efficiently fill filling full fully general help helping helps input
inputs integrate integrated integration key large online option options personalized popular powerful professional
quick quickly related rich seamless simple simply smart smooth specific specified successfully suitable suit well
"""

# Words of web applications in general: they tell a little, but any site has some of them.
_COMMON_WORDS = """
account add administrator answer back book booking browse calculate card category change chart check checkout comment
community company compare confirm contact copy customer customize daily data date day delete detail discount discover
download edit email enter entry event export field file filter find follow form friend game generate group guide history
home image import item join keep level like link list live local location log login manage management map member menu
message mode month name news note notification number open order organize page password pay payment people
person personal phone photo picture plan play player point post price product profile progress public purchase question
rate rating read real recommend recommendation record register registration remind reminder remove rename reply
report request reset result review role row sale save schedule score search send service set setting share shop sign
sort start statistic status step store submit summary table tag task team text time tip title today tool top topic total
track type unit update upload video visit week welcome win work write year
"""

STOP_WORDS = frozenset(_FUNCTION_WORDS.split()) | frozenset(_SPECIFICATION_WORDS.split())
"""Words that are not looked for."""


def is_common(stemmed: str) -> bool:
    """Whether a stem belongs to the vocabulary of web applications in general, such as "search" or "price"."""
    return stemmed in _COMMON_STEMS


def tokens(text: str) -> list[str]:
    """Split a text into lower-case words; runs of Chinese, Japanese and Korean into pairs of characters.

    Args:
        text: Any text; time is linear in its length.

    Returns:
        Words in order.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text.lower()):
        word = match[0]
        if word[0] >= "\u2e80":
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            found.append(word[:_MAX_TOKEN_CHARACTERS])
    return found


def content_stems(words: list[str]) -> Iterator[str]:
    """Yield the stems of the words that carry meaning, in order, repetitions included."""
    for word in words:
        if word not in STOP_WORDS and (len(word) > 1 or word >= "\u2e80") and not word.isdigit():
            yield stem(word)


@lru_cache(maxsize=_MEMO_SIZE)
def stem(word: str) -> str:
    """Cut the endings that inflection and the commonest derivations add.

    Far simpler than Porter's, which is enough to match "managing", "managed" and "manages": both sides are cut alike.

    Args:
        word: A word in lower case.

    Returns:
        The stem; words of other scripts come back as they are.

    Example:
        >>> [stem(word) for word in ("managing", "managed", "manages", "companies", "bookings")]
        ['manag', 'manag', 'manag', 'company', 'book']
    """
    if not word.isascii():
        return word
    word = _singular(word)
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _LEAST_STEM and _VOWELS.intersection(rest):
            word = _undoubled(rest)
            break
    return word[:-1] if word.endswith("e") and len(word) > _LEAST_STEM else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _LEAST_STEM + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _LEAST_STEM:
        return word[:-1]
    return word


def _undoubled(word: str) -> str:
    if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word


_COMMON_STEMS = frozenset(map(stem, _COMMON_WORDS.split()))
