"""Numbers and dates in texts of pages."""

from __future__ import annotations

import re
from datetime import datetime

_NUMBER = re.compile(r"[-−–+]?\d[\d.,'’\u00a0\u202f]*|[-−–+]?[.,]\d+")
_DATES = (
    *("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y"),
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%B %Y", "%b %Y"),
    *("%d %B", "%d %b", "%B %d", "%b %d", "%H:%M", "%Y"),
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE_PART = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    rf"|\d{{1,2}} {_MONTH},?(?: \d{{4}})?|{_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}(?!\d)(?:[a-z]{{2}})?,?(?: \d{{4}})?"
    r"|\d{1,2}:\d{2}|\d{4}"
)


def first_number(text: str) -> float | None:
    """The first number in a text.

    Of point and comma the later one separates the decimals: ``"1,234.50"`` and ``"1.234,50"`` are the same. A single
    comma before three digits separates thousands, as ``"1,234"``; any other one separates decimals, as ``"12,5"``. A
    single point always does: ``"1.234"`` is between 1 and 2.

    Args:
        text: Any text, at most a few thousand characters.

    Returns:
        The number, or ``None`` if there is none.

    Example:
        >>> first_number("Total: € 1.234,50")
        1234.5
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    written = found[0]
    before = text[found.start() - 1] if found.start() else " "
    sign = -1.0 if written[0] in "-−–" and not before.isalnum() else 1.0
    digits = re.sub(r"[-−–+'’\u00a0\u202f]", "", written).rstrip(".,")
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        digits = digits.replace(",", "") if point > comma else digits.replace(".", "").replace(",", ".")
    elif digits.count(",") > 1 or (comma >= 0 and re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)):
        digits = digits.replace(",", "")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    else:
        digits = digits.replace(",", ".")
    try:
        return sign * float(digits[:40])
    except ValueError:
        return None


def first_date(text: str) -> datetime | None:
    """The first date, month or time of day in a text; what it leaves open is the same for all.

    Args:
        text: Any text.

    Returns:
        The date, or ``None`` if there is none in a common English or ISO form.
    """
    for found in _DATE_PART.finditer(text[:2000]):
        words = re.sub(r"(?<=\d)[a-z]{2}\b", "", found[0]).replace(".,", ",")
        for form in _DATES:
            for written in (words, words.rstrip(","), words.replace(".", "")):
                parsed = _parsed(written, form)
                if parsed is not None:
                    return parsed
    return None


def _parsed(written: str, form: str) -> datetime | None:
    try:
        # The year is put in front, because a day without one may be the 29th of February.
        if "%Y" not in form:
            return datetime.strptime(f"2024 {written}", f"%Y {form}")
        return datetime.strptime(written, form)
    except ValueError:
        return None
