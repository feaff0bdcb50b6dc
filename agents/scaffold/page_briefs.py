"""Page briefs: which pages a site gets, and what each is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.scaffold.fields import FieldBrief, FilterBrief, find_columns, find_fields, find_filters
from agents.scaffold.library import roles_by_label
from agents.scaffold.phrases import (
    COUNT,
    counted_things,
    identifier,
    plural,
    readable,
    sentence_case,
    singular,
    slug,
    split_list,
    title_case,
)

if TYPE_CHECKING:
    from agents.scaffold.library import Domain, Role

MAX_PAGES = 7

_NAMED = re.compile(
    r"\b(?:[Pp]ages?|sections)\b(?:,? (?:including|such as|like|for|named|called)|:)? "
    r"((?:[^.(]|\([^)]{0,80}\)){3,260})\."
)
_BY_TEXT: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("form", re.compile(r"\basks for\b|\bform\b|\btakes (?:the|a)\b|\bregisters\b|\bmust not be empty\b")),
    ("insights", re.compile(r"\bchart\b|\bgauges?\b|\bmean\b|\brenews\b|\bgraphs?\b")),
    ("chat", re.compile(r"\bchat\b")),
    ("board", re.compile(r"\b(?:deleted?|edited|removed?|ticks?)\b")),
    ("agenda", re.compile(r"\btimeline\b|\bnotices\b|\bcalendar\b")),
    ("story", re.compile(r"\bletter\b|\btells about\b|\bpresents\b")),
)
_BY_LAST_WORD = frozenset({"home", "story", "insights", "agenda"})
_UNSAID: tuple[Role, ...] = ("board", "insights", "agenda", "story")
_CUES: tuple[tuple[Role, str, re.Pattern[str]], ...] = (
    (
        "board",
        "Manage",
        re.compile(r"\b(?:manag\w+|creat\w+|edit\w*|delete\w*|deleting|track\w*|record\w*|upload\w*)\b"),
    ),
    (
        "insights",
        "Insights",
        re.compile(
            r"\b(?:charts?|report\w*|statistic\w*|analy\w+|dashboards?|compar\w+|leaderboard|ranking\w*|trends?|results)\b"
        ),
    ),
    ("form", "Book", re.compile(r"\b(?:book\w*|reserve\w*|reservations?|reserving)\b")),
    ("form", "Apply", re.compile(r"\b(?:appl(?:y|ication)|enrol\w*|register\w*|registration)\b")),
    ("form", "Submit", re.compile(r"\b(?:submi\w+|post(?:ing)?|publish\w*|share|sharing|compos\w+|send\w*)\b")),
    ("quiz", "Play", re.compile(r"\b(?:games?|quiz\w*|trivia|play|exams?|practice)\b")),
    ("cart", "Cart", re.compile(r"\b(?:cart|payments?|purchas\w+|checkout|orders?)\b")),
    ("chat", "Messages", re.compile(r"\b(?:chat\w*|message\w*|messaging|communicat\w+|customer support)\b")),
    ("account", "Account", re.compile(r"\b(?:accounts?|profiles?|log ?in|login|personal center|user center)\b")),
    (
        "story",
        "About",
        re.compile(r"\b(?:about us|company information|introduc\w+|mission|biograph\w+|background and experience)\b"),
    ),
    ("form", "Contact", re.compile(r"\bcontact\w*\b|\bget in touch\b")),
    ("help", "Help", re.compile(r"\b(?:faq|frequently asked|help|questions?)\b")),
)


@dataclass(frozen=True)
class PageBrief:
    """One page that a site gets.

    Attributes:
        label: Its name in the navigation.
        path: Its route.
        identifier: Name of its component.
        role: What kind of page it is.
        text: What the instruction says about it; empty if nothing.
        noun: What it lists, in the plural; empty where the subject's own word is used.
        count: How many of them; 0 if not said.
        filters: Menus that narrow its list.
        columns: Names of what each listed thing has.
        fields: Fields of its form.
        standalone: Whether it is in the navigation; a page behind others is not.
    """

    label: str
    path: str
    identifier: str
    role: Role
    text: tuple[str, ...] = ()
    noun: str = ""
    count: int = 0
    filters: tuple[FilterBrief, ...] = ()
    columns: tuple[str, ...] = ()
    fields: tuple[FieldBrief, ...] = ()
    standalone: bool = True


def plan_pages(lines: list[str], domain: Domain, wishes: tuple[str, ...]) -> tuple[PageBrief, ...]:
    """Choose the pages of a site.

    Args:
        lines: The instruction's sentences.
        domain: The subject.
        wishes: Features and actions that were asked for.

    Returns:
        Two to eight pages; the first is at ``"/"`` and one lists the subject's things.
    """
    labels = _named_labels(" ".join(lines))
    pages = _from_labels(labels, lines) if len(labels) > 1 else _from_cues(" ".join(lines).lower(), domain, wishes)
    if not any(page.role == "catalogue" for page in pages):
        pages = _with_catalogue(pages, domain)
    if not any(page.role == "detail" for page in pages):
        catalogue = next(page for page in pages if page.role == "catalogue")
        pages.append(_page(sentence_case(singular(catalogue.noun or domain.items)), "detail", standalone=False))
    return addressed(pages)


def _named_labels(text: str) -> list[str]:
    for match in _NAMED.finditer(text):
        parts = [re.sub(r"\s+pages?$", "", part) for part in split_list(match[1], most=MAX_PAGES + 2)]
        parts = [f"The {part}" if f"The {part}" in match[1] else part for part in parts]
        labels = [title_case(part) for part in parts if len(part) <= 26 and len(part.split()) <= 4]
        capital = sum(part[:1].isupper() for part in parts)
        if len(labels) == len(parts) > 2 and (capital > len(parts) // 2 or "pages" in match[0][:40].lower()):
            return list(dict.fromkeys(label.replace("Homepage", "Home") for label in labels))[:MAX_PAGES]
    return []


def _from_labels(labels: list[str], lines: list[str]) -> list[PageBrief]:
    about: dict[str, list[str]] = {label: [] for label in labels}
    current = ""
    starts = sorted(labels, key=len, reverse=True)
    for line in lines[1:]:
        if re.match(r"(?:It has \w+ )?(?:the )?(?:four |five )?[Pp]ages\b", line) or re.search(r"\bbackground\b", line):
            continue
        opening = line[:60].removeprefix("On ").removeprefix("In ")
        current = next((label for label in starts if opening.startswith(label)), current)
        if current:
            about[current].append(line)
    everything = " ".join(lines)
    pages = [_described(label, about[label], everything) for label in labels]
    pages = _with_list_of_details(pages)
    unsaid = [page for page in pages if page.role == "story" and not page.text and not page.label.startswith("About")]
    for number, page in enumerate(unsaid):
        pages[pages.index(page)] = replace(page, role=_UNSAID[number % len(_UNSAID)])
    first_list = next((page for page in pages if page.role == "catalogue"), None)
    pages = [replace(p, role="agenda") if p.role == "catalogue" and p is not first_list else p for p in pages]
    if sum(page.role == "detail" for page in pages) > 1:
        first = next(page for page in pages if page.role == "detail")
        pages = [replace(p, role="story") if p.role == "detail" and p is not first else p for p in pages]
    return pages


def _with_list_of_details(pages: list[PageBrief]) -> list[PageBrief]:
    """A page that is named after what another one shows singly lists them: Trees, where there is a page Tree."""
    wholes = {plural(page.label) for page in pages if page.role == "detail"}
    return [
        replace(page, role="catalogue", noun=page.label.lower(), columns=find_columns(" ".join(page.text)))
        if page.label in wholes
        else page
        for page in pages
    ]


def _described(label: str, about: list[str], everything: str) -> PageBrief:
    text = " ".join(about)
    counted = counted_things(text)
    role = _role(label, text, everything, listed=counted is not None)
    page = _page(label, role)
    return replace(
        page,
        text=tuple(readable(line, 240) for line in about[:4]),
        noun=counted[1] if counted and role == "catalogue" else "",
        count=counted[0] if counted and role == "catalogue" else 0,
        filters=find_filters(text) if role == "catalogue" else (),
        columns=find_columns(text) if role == "catalogue" else (),
        fields=find_fields(text) if role == "form" else (),
    )


def _role(label: str, text: str, everything: str, *, listed: bool) -> Role:
    parts = label.lower().split()
    low = everything.lower()
    opened = f"opens its {label}" in everything or f"opens {label}" in everything
    many = re.search(rf"\b{COUNT} (?:[a-z-]+ )?{re.escape(plural(parts[0]))}\b", low)
    if len(parts) == 1 and not parts[0].endswith("s") and (opened or many):
        return "detail"
    for role, known in roles_by_label():
        if label.lower() in known or parts[0] in known or (parts[-1] in known and role in _BY_LAST_WORD):
            return role
    text = text.lower()
    if listed and re.search(r"\b(?:lists?|shows?|has|starts with|offers?|arranges|table|presents|displays)\b", text):
        return "catalogue"
    return next((role for role, pattern in _BY_TEXT if pattern.search(text)), "catalogue" if listed else "story")


def _from_cues(text: str, domain: Domain, wishes: tuple[str, ...]) -> list[PageBrief]:
    wished = " ".join(wishes) or text
    pages = [_page("Home", "home"), _page(title_case(domain.items), "catalogue")]
    taken: set[Role] = {"home", "catalogue"}
    for role, label, pattern in _CUES:
        if len(pages) >= MAX_PAGES - 1:
            break
        if role not in taken and (pattern.search(wished) or (role in {"story", "account"} and pattern.search(text))):
            pages.append(_page(label, role))
            taken.add(role)
    usual: tuple[tuple[Role, str], ...] = (("story", "About"), ("form", "Contact"))
    for role, label in usual:
        if len(pages) < 5 and role not in taken:
            pages.append(_page(label, role))
    return pages


def _with_catalogue(pages: list[PageBrief], domain: Domain) -> list[PageBrief]:
    for index, page in enumerate(pages):
        # a page that is named like the subject's things, or about which nothing is said, turns into the list
        if page.label.lower() == domain.items or (
            page.label.lower().startswith(("service", "product")) and not page.text
        ):
            return [*pages[:index], replace(page, role="catalogue"), *pages[index + 1 :]]
    return [*pages[:1], _page(title_case(domain.items), "catalogue"), *pages[1:]]


def _page(label: str, role: Role, *, standalone: bool = True) -> PageBrief:
    return PageBrief(label=label, path="", identifier="", role=role, standalone=standalone)


def addressed(pages: list[PageBrief]) -> tuple[PageBrief, ...]:
    """Give every page a route and a component name of its own; the first is the home page."""
    taken = {"", "app", "notfound"}
    addressed: list[PageBrief] = []
    for index, page in enumerate(pages):
        name = identifier(page.label) or f"Page{index + 1}"
        while name.lower() in taken:  # some file systems know no case
            name = f"{name}Page"
        taken.add(name.lower())
        path = "/" if index == 0 else f"/{slug(page.label) or f'page-{index + 1}'}"
        if any(path == other.path for other in addressed):
            path = f"{path}-{index + 1}"
        addressed.append(replace(page, identifier=name, path=path))
    return tuple(addressed)
