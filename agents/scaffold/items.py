"""Items: the sample things that a site lists."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from agents.scaffold.phrases import singular, slug

if TYPE_CHECKING:
    from agents.scaffold.brief import Brief
    from agents.scaffold.page_briefs import PageBrief

MAX_ITEMS = 12

_NAMES = (
    "Ada Lindqvist",
    "Jonas Okoye",
    "Priya Raman",
    "Tomás Vidal",
    "Wren Abbott",
    "Mei Tanaka",
    "Ruth Adler",
    "Idris Bello",
)
_PLACES = ("Lisbon", "Vienna", "Ghent", "Oslo", "Turin", "Porto", "Zagreb", "Leeds")
_TITLES = ("Northlight", "Juniper", "Old Mill", "Second Wind", "Marigold", "Low Tide", "Lantern", "Evergreen")
_COLUMNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\byear|\bdecade|\bplanted"), ("2019", "2022", "2017", "2024", "2021", "2018")),
    (re.compile(r"\bdate|\bday\b"), ("3 May", "11 May", "19 May", "2 June", "8 June", "15 June")),
    (re.compile(r"\btime|\bdeparture|\barrival|\bhours?\b"), ("18:05", "19:40", "20:15", "21:30", "22:10", "06:55")),
    (re.compile(r"\bgiver|\bhost|\bowner|\bsender|\bcomposer|\bauthor|\bartist|\bteacher|\bby\b"), _NAMES),
    (re.compile(r"\bplace|\bcity|\bfrom\b|\bto\b|\broom\b|\bdistrict"), _PLACES),
    (re.compile(r"\bmood"), ("Calm", "Bright", "Busy", "Quiet")),
    (re.compile(r"\bdifficult|\blevel|\bgrade"), ("Easy", "Medium", "Hard")),
    (re.compile(r"\bhealth|\bstatus|\bstate|\bresult"), ("Good", "Fair", "Open", "Done")),
    (re.compile(r"\blight"), ("Full sun", "Half shade", "Shade")),
    (re.compile(r"\bwater"), ("Twice a week", "Weekly", "Rarely")),
    (re.compile(r"\btries|\bnumber|\bcount|\bamount"), ("2", "5", "3", "8", "1")),
    (re.compile(r"\bheight|\bsize|\bdimension"), ("12 cm", "24 cm", "1.8 m", "3.2 m")),
    (re.compile(r"\bkind|\btype|\bgroup|\bskill"), ("Everyday", "Special", "Seasonal")),
    (re.compile(r"\bmeaning"), ("Courage", "Return", "Patience", "Welcome")),
)
_ELSE = ("First choice", "Well liked", "New this week", "Worth a look")


def make_items(brief: Brief, catalogue: PageBrief) -> list[dict[str, Any]]:
    """Make the things that a site lists.

    Args:
        brief: What was asked for.
        catalogue: The page that lists them.

    Returns:
        8 to 12 items in the form of ``Item`` in ``types.ts``.
    """
    domain = brief.domain
    rng = random.Random(brief.seed)  # noqa: S311  # variety, not secrecy
    noun = singular(catalogue.noun or domain.items)
    entries = list(domain.entries)
    rng.shuffle(entries)
    titles = [entry.title for entry in entries] + [f"{title} {noun}" for title in _TITLES]
    groups = _groups(catalogue)
    columns = [name for name in catalogue.columns if not re.match(r"(?:name|title|price|cost)", name.lower())][:4]
    facts = {name: _values(name, catalogue) for name in columns} or dict(domain.facts)
    low, high, step = domain.range
    steps = int((high - low) / step)
    items: list[dict[str, Any]] = []
    for index in range(max(8, min(MAX_ITEMS, catalogue.count or len(entries)))):
        entry = entries[index % len(entries)]
        amount = round(low + step * rng.randint(0, steps), 2)
        items.append(
            {
                "id": slug(titles[index]) or f"item-{index}",
                "title": titles[index],
                "category": groups[index % len(groups)] if groups else entry.category,
                "summary": entry.summary,
                "value": money(brief, domain.format.format(amount)),
                "amount": amount,
                "facts": [
                    {"label": label, "value": values[(index + shift) % len(values)]}
                    for shift, (label, values) in enumerate(facts.items())
                ],
            }
        )
    return items


def make_filters(brief: Brief, catalogue: PageBrief, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make the menus of a list: those that were asked for, or one over the groups.

    Args:
        brief: What was asked for.
        catalogue: The page that lists the items.
        items: The items.

    Returns:
        Menus in the form of ``Filter`` in ``types.ts``; each choice finds at least one item.
    """
    made = []
    for wanted in catalogue.filters:
        label = wanted.label
        in_facts = [fact["value"] for item in items for fact in item["facts"] if fact["label"] == label]
        in_groups = [item["category"] for item in items] if wanted.options else []
        present = list(dict.fromkeys([*in_facts, *in_groups]))
        options = [option for option in wanted.options if option in present] or present
        if options:
            made.append({"label": label, "options": options})
    if not made:
        groups = list(dict.fromkeys(item["category"] for item in items))
        made.append({"label": "Kind" if "kind" not in brief.domain.kind.lower() else "Group", "options": groups})
    return made


def money(brief: Brief, text: str) -> str:
    """Write an amount in the currency of the instruction.

    Args:
        brief: What was asked for.
        text: An amount with a dollar sign, or anything without one.

    Returns:
        The same amount.
    """
    return text.replace("$", brief.currency)


def people(brief: Brief, number: int) -> list[str]:
    """Names of people for a site, the same for the same instruction; at most eight."""
    start = brief.seed % len(_NAMES)
    return [_NAMES[(start + index) % len(_NAMES)] for index in range(min(number, len(_NAMES)))]


def _groups(catalogue: PageBrief) -> tuple[str, ...]:
    return next((wanted.options for wanted in catalogue.filters if wanted.options), ())


def _values(column: str, catalogue: PageBrief) -> tuple[str, ...]:
    for wanted in catalogue.filters:
        if wanted.label == column and wanted.options:
            return wanted.options
    low = column.lower()
    return next((values for pattern, values in _COLUMNS if pattern.search(low)), _ELSE)
