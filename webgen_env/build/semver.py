"""Version ranges as npm reads them.

The grammar and its meaning are those of the ``semver`` package, version 7, in the loose form that npm itself uses:
see its README, "Ranges" and "Range Grammar". Only what deciding "does this version satisfy this range" needs is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering

MAX_LENGTH = 256
"""Most characters of a version or range; the same limit as in the reference."""

_NUMBER = r"(?:0|[1-9][0-9]{0,15})"
_LOOSE_NUMBER = r"[0-9]{1,16}"
_IDENTIFIERS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION = re.compile(
    rf"[v=\s]*({_LOOSE_NUMBER})\.({_LOOSE_NUMBER})\.({_LOOSE_NUMBER})(?:-?({_IDENTIFIERS}))?(?:\+{_IDENTIFIERS})?\Z"
)
_X = rf"(?:{_LOOSE_NUMBER}|[xX*])"
_PARTIAL = rf"[v=\s]*({_X})(?:\.({_X})(?:\.({_X})(?:-?({_IDENTIFIERS}))?(?:\+{_IDENTIFIERS})?)?)?"
_COMPARATOR = re.compile(rf"(\^|~>?|>=|<=|>|<|=)?{_PARTIAL}\Z")
_HYPHEN = re.compile(rf"\s*{_PARTIAL}\s+-\s+{_PARTIAL}\s*\Z")
_OPERATOR_SPACE = re.compile(r"(\^|~>?|>=|<=|>|<|=)\s+")
_MAX_SAFE = 2**53 - 1


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A semantic version; build metadata is dropped.

    Attributes:
        major: First number.
        minor: Second number.
        patch: Third number.
        prerelease: Identifiers after the hyphen; empty for a release.
    """

    major: int
    minor: int
    patch: int
    prerelease: tuple[int | str, ...] = ()

    @property
    def release(self) -> tuple[int, int, int]:
        """The three numbers."""
        return (self.major, self.minor, self.patch)

    def _key(self) -> tuple[object, ...]:
        # A release is above its prereleases; numbers are below words.
        words = tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in self.prerelease)
        return (self.release, not self.prerelease, words)

    def __lt__(self, other: Version) -> bool:
        return self._key() < other._key()

    def __str__(self) -> str:
        text = ".".join(map(str, self.release))
        return f"{text}-{'.'.join(map(str, self.prerelease))}" if self.prerelease else text


_Comparator = tuple[str, Version]
_Set = tuple[_Comparator, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A version range: alternatives, each a set of comparators that must all hold.

    Attributes:
        alternatives: The sets; an empty set admits every release.
    """

    alternatives: tuple[_Set, ...]

    def admits(self, version: Version) -> bool:
        """Whether a version satisfies the range.

        A prerelease does only where a comparator of the same set names a prerelease of the same three numbers.
        """
        return any(_holds(comparators, version) for comparators in self.alternatives)


@lru_cache(maxsize=8192)
def parse_version(text: str) -> Version | None:
    """Read a version.

    Args:
        text: Such as ``"1.2.3"`` or ``"v1.2.3-beta.1"``.

    Returns:
        The version, or ``None`` if this is not one.
    """
    if len(text) > MAX_LENGTH:
        return None
    match = _VERSION.match(text.strip())
    if match is None:
        return None
    major, minor, patch = (int(part) for part in match.group(1, 2, 3))
    if max(major, minor, patch) > _MAX_SAFE:
        return None
    return Version(major, minor, patch, _prerelease(match.group(4)))


@lru_cache(maxsize=8192)
def parse_range(text: str) -> Range | None:
    """Read a version range.

    Args:
        text: Such as ``"^18.2.0"``, ``">=1.2 <3"``, ``"1.x || 2.x"`` or ``""``.

    Returns:
        The range, or ``None`` if this is not one.
    """
    if len(text) > MAX_LENGTH:
        return None
    sets = [parsed for part in text.split("||") if (parsed := _parse_set(part.strip())) is not None]
    return Range(tuple(sets)) if sets else None


def _parse_set(text: str) -> _Set | None:
    hyphen = _HYPHEN.match(text)
    if hyphen is not None:
        groups = hyphen.groups()
        return (*_from(groups[:4], ">="), *_upto(groups[4:]))
    tight = _OPERATOR_SPACE.sub(r"\1", text)
    comparators: list[_Comparator] = []
    for word in tight.split():
        match = _COMPARATOR.match(word)
        if match is None:
            return None
        comparators += _expand(match.group(1) or "", match.groups()[1:])
    return tuple(comparators)


def _expand(operator: str, partial: tuple[str | None, ...]) -> list[_Comparator]:
    """Turn one word of a range into plain comparators."""
    if operator == "^":
        return _caret(partial)
    if operator in ("~", "~>"):
        return _tilde(partial)
    wild = _wild(partial)
    if wild == 3:
        return [("", _at(partial))] if operator in ("", "=") else [(operator, _at(partial))]
    if wild == 0:
        # "<*" and ">*" admit nothing; everything else admits all.
        return [("<", Version(0, 0, 0, (0,)))] if operator in ("<", ">") else []
    low = _at(partial)
    high = Version(low.major + 1, 0, 0) if wild == 1 else Version(low.major, low.minor + 1, 0)
    floor, ceiling = Version(*low.release, (0,)), Version(*high.release, (0,))
    return {
        "": [(">=", low), ("<", ceiling)],
        "=": [(">=", low), ("<", ceiling)],
        ">": [(">=", high)],
        ">=": [(">=", low)],
        "<": [("<", floor)],
        "<=": [("<", ceiling)],
    }[operator]


def _caret(partial: tuple[str | None, ...]) -> list[_Comparator]:
    wild = _wild(partial)
    if wild == 0:
        return []
    low = _at(partial)
    if low.major > 0 or wild == 1:
        high = Version(low.major + 1, 0, 0, (0,))
    elif low.minor > 0 or wild == 2:
        high = Version(0, low.minor + 1, 0, (0,))
    else:
        high = Version(0, 0, low.patch + 1, (0,))
    return [(">=", low), ("<", high)]


def _tilde(partial: tuple[str | None, ...]) -> list[_Comparator]:
    wild = _wild(partial)
    if wild == 0:
        return []
    low = _at(partial)
    high = Version(low.major + 1, 0, 0, (0,)) if wild == 1 else Version(low.major, low.minor + 1, 0, (0,))
    return [(">=", low), ("<", high)]


def _from(partial: tuple[str | None, ...], operator: str) -> list[_Comparator]:
    return [] if _wild(partial) == 0 else [(operator, _at(partial))]


def _upto(partial: tuple[str | None, ...]) -> list[_Comparator]:
    wild = _wild(partial)
    if wild == 3:
        return [("<=", _at(partial))]
    return _expand("<=", partial) if wild else []


def _wild(partial: tuple[str | None, ...]) -> int:
    """How many leading numbers are given: 3 for a whole version, 0 for ``*``."""
    for index, part in enumerate(partial[:3]):
        if part is None or part in "xX*":
            return index
    return 3


def _at(partial: tuple[str | None, ...]) -> Version:
    wild = _wild(partial)
    major, minor, patch = (int(part or 0) if index < wild else 0 for index, part in enumerate(partial[:3]))
    return Version(major, minor, patch, _prerelease(partial[3]) if wild == 3 else ())


def _prerelease(text: str | None) -> tuple[int | str, ...]:
    if not text:
        return ()
    return tuple(int(part) if re.fullmatch(_NUMBER, part) else part for part in text.split("."))


def _holds(comparators: _Set, version: Version) -> bool:
    if not all(_compare(operator, version, bound) for operator, bound in comparators):
        return False
    if not version.prerelease:
        return True
    return any(bound.prerelease and bound.release == version.release for _, bound in comparators)


def _compare(operator: str, version: Version, bound: Version) -> bool:
    if operator in ("", "="):
        return version == bound
    if operator == ">=":
        return version >= bound
    if operator == "<=":
        return version <= bound
    return version > bound if operator == ">" else version < bound
