"""Copywriting: the sentences of a site, from the instruction's own nouns and verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.scaffold.items import people
from agents.scaffold.library import words as words_of_list
from agents.scaffold.phrases import plural, readable, sentence_case, singular, slug, title_case

if TYPE_CHECKING:
    from agents.scaffold.brief import Brief
    from agents.scaffold.library import Role
    from agents.scaffold.page_briefs import PageBrief

_ICONS: tuple[tuple[str, str], ...] = (
    ("search|filter|find|browse|quer", "Search"),
    ("chart|report|statistic|analy|compar|result|rank|insight", "BarChart3"),
    ("message|messaging|chat|communic|discuss|comment|reply", "MessageCircle"),
    ("book|reserve|reserving|reservation|schedule|scheduling|date|calendar", "Calendar"),
    ("pay|purchas|order|cart|buy", "ShoppingBag"),
    ("account|profile|login|log in|personal", "User"),
    ("contact|email|mail|newsletter", "Mail"),
    ("game|play|quiz|spin", "Gamepad2"),
    ("rate|review|rating", "Star"),
    ("manag|creat|edit|delete|deleting|add|update|updating|record|track", "ListChecks"),
    ("team|member|client|customer|user", "Users"),
    ("article|news|post|publish|blog", "Newspaper"),
    ("favour|save|collect|bookmark", "Heart"),
    ("secure|security|privac|protect|verif", "Shield"),
    ("learn|course|stud", "GraduationCap"),
    ("upload|share|send", "Send"),
    ("photo|picture|image", "Camera"),
    ("music|song|audio|listen", "Music"),
    ("map|place|location|route", "Compass"),
)
_ROLE_ICONS: dict[Role, str] = {
    "home": "Home", "catalogue": "Search", "detail": "BookOpen", "form": "Pencil", "board": "ListChecks",
    "insights": "BarChart3", "story": "BookOpen", "steps": "Compass", "help": "HelpCircle", "account": "User",
    "chat": "MessageCircle", "quiz": "Gamepad2", "cart": "ShoppingBag", "agenda": "Calendar", "register": "FileText",
    "figures": "LineChart",
}  # fmt: skip
_ROLE_WORDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("chart|report|statistic|analy|compar|result|rank|leaderboard|score|dashboard", ("insights",)),
    ("message|messaging|chat|communic|support|interact", ("chat", "form")),
    ("pay|purchas|order|cart|checkout", ("cart", "form")),
    ("account|profile|login|log in|personal", ("account", "board")),
    (
        "book|reserve|reserving|reservation|appl|register|registration|enrol|submi|contact|post|share|send|compos|subscri|message",
        ("form", "board"),
    ),
    ("manag|creat|edit|delete|deleting|add|update|updating|record|track|upload", ("board", "form")),
    ("play|quiz|game|answer|test|spin", ("quiz",)),
    ("introduc|mission|history|team|background|company", ("story",)),
    ("question|faq|help", ("help", "chat")),
)
_WISH_TEXTS = (
    "Open {page} to {wish}; what you enter is kept for your next visit.",
    "Everything you need to {wish}, on one clear page.",
    "Made for people who {wish} often, and would rather not search for the right button.",
)
_THING_TEXTS = (
    "A calm, clear page for {wish}, with every step explained.",
    "From {page} it takes two clicks, on a phone as well as on a desk.",
    "{name} takes {wish} seriously: easy to find, easy to use.",
)
_ROLE_TEXTS: dict[Role, str] = {
    "home": "Start here and see what {name} is about.",
    "catalogue": "Browse all {items}, search by name, and narrow the list until it fits.",
    "detail": "Every {item} has a page of its own with all that is known about it.",
    "form": "Fill in a short form; mistakes are explained beside the field.",
    "board": "Add, edit and delete entries, follow their status, and find them again after a reload.",
    "insights": "Read the figures as bars or lines, and sort the table the way you need it.",
    "story": "Who is behind {name}, and what matters to them.",
    "steps": "Three steps, illustrated, from the first visit to the result.",
    "help": "Opening hours, the way here, and answers to what people ask most.",
    "account": "Log in, keep your details up to date, and find everything you saved.",
    "chat": "Ask a question and get an answer at once.",
    "quiz": "Play a round, collect points, and beat your own best.",
    "cart": "Change quantities, apply a code, and check out.",
    "agenda": "Everything in order of time; open an entry to read more, or mark it for later.",
    "register": "All {items} in one table: sort a column, filter by group, and select what you compare.",
    "figures": "How the {items} do over the year, which lead, and how the groups share.",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Words of a site that its sentences use.

    Attributes:
        name: Name of the site.
        item: What it lists, in the singular.
        items: The same in the plural.
    """

    name: str
    item: str
    items: str


def words_of(brief: Brief) -> Words:
    """Choose the words of a site: the catalogue's own noun, or the subject's."""
    catalogue = next(page for page in brief.pages if page.role == "catalogue")
    if catalogue.noun:
        return Words(brief.name, singular(catalogue.noun), plural(catalogue.noun))
    return Words(brief.name, brief.domain.item, brief.domain.items)


def icon_for(text: str, default: str = "Sparkles") -> str:
    """Name of the icon that suits a phrase."""
    low = text.lower()
    return next((icon for pattern, icon in _ICONS if re.search(rf"\b(?:{pattern})", low)), default)


def role_icon(page: PageBrief, brief: Brief) -> str:
    """Name of the icon of a page in the navigation."""
    return brief.domain.icon if page.role == "catalogue" else icon_for(page.label, _ROLE_ICONS[page.role])


def heading(brief: Brief, page: PageBrief, words: Words) -> dict[str, Any]:
    """Heading of a page in the form of ``Heading`` in ``types.ts``."""
    return {
        "eyebrow": brief.name,
        "title": page.label if page.label.lower() != "home" else f"All {words.items}",
        "intro": role_text("catalogue" if page.role == "home" else page.role, words),
        "level": 2 if page.path == "/" else 1,
    }


def role_text(role: Role, words: Words) -> str:
    """What a page of a role offers, in one sentence."""
    return _ROLE_TEXTS[role].format(name=words.name, item=words.item, items=words.items)


def features(brief: Brief, words: Words) -> list[dict[str, str]]:
    """Three to six features in the form of ``Feature`` in ``types.ts``, each with the page that it leads to."""
    nav = [page for page in brief.pages if page.standalone]
    made = []
    for index, wish in enumerate(brief.wishes[:6]):
        page = _page_for(wish, nav)
        verb = wish.split()[0] in words_of_list("verbs")
        template = _WISH_TEXTS[index % len(_WISH_TEXTS)] if verb else _THING_TEXTS[index % len(_THING_TEXTS)]
        text = template.format(page=page.label, wish=wish, name=words.name)
        made.append({"title": sentence_case(wish), "text": text, "path": page.path, "icon": icon_for(wish)})
    if len(made) < 3:
        made = [
            {"title": p.label, "text": role_text(p.role, words), "path": p.path, "icon": role_icon(p, brief)}
            for p in nav
            if p.path != "/"
        ] or made
    return made[:6]


def _page_for(wish: str, nav: list[PageBrief]) -> PageBrief:
    low = wish.lower()
    for pattern, roles in _ROLE_WORDS:
        if re.search(rf"\b(?:{pattern})", low):
            for role in roles:
                for page in nav:
                    if page.role == role:
                        return page
    return next((page for page in nav if page.role == "catalogue"), nav[0])


def questions(brief: Brief, words: Words) -> list[dict[str, str]]:
    """Five questions and answers about a site."""
    nav = ", ".join(page.label for page in brief.pages if page.standalone and page.path != "/")
    return [
        {
            "question": f"What is {brief.name}?",
            "answer": f"{brief.purpose} You find it all under {nav}.",
        },
        {
            "question": f"How do I find the right {words.item}?",
            "answer": (
                f"Search by name or choose a group. The number above the list tells how many {words.items} match."
            ),
        },
        {
            "question": "Do I need an account?",
            "answer": "No. What you save stays in this browser, also after a reload, until you remove it.",
        },
        {
            "question": f"Can I save a {words.item} for later?",
            "answer": f"Yes. Press the heart; the header counts the {words.items} that you saved.",
        },
        {
            "question": "How fast do you answer?",
            "answer": "Within one working day, and usually within the hour.",
        },
    ]


def story(brief: Brief, words: Words) -> dict[str, Any]:
    """Content of a page about the people behind a site."""
    aims = [sentence_case(wish) for wish in brief.wishes[:3]]
    titles = [*aims, "Plain words", "Steady work", "Open doors"][:3]
    texts = (
        f"We do this with care, so that every {words.item} keeps its promise.",
        "No small print, no detours: the important part comes first.",
        "We listen, try things out, and keep what helps.",
    )
    roles = ("Founder", f"Knows every {words.item}", "Looks after visitors", "Design and web")
    return {
        "paragraphs": [
            brief.purpose,
            (
                f"{brief.name} began with a simple idea: {words.items} deserve a place where they are easy to find, "
                "easy to understand and looked after by people who know them."
            ),
            (
                f"Today a small team keeps the {words.items} up to date, answers every question, and improves one "
                "thing each week."
            ),
        ],
        "values": [{"title": readable(t, 40), "text": x} for t, x in zip(titles, texts, strict=True)],
        "people": [{"name": n, "role": r} for n, r in zip(people(brief, 4), roles, strict=True)],
    }


def steps(brief: Brief, words: Words) -> list[dict[str, str]]:
    """Three steps of a page that explains how something works."""
    acts = [
        page for page in brief.pages if page.standalone and page.role in {"form", "board", "cart", "quiz", "account"}
    ]
    act = acts[0].label if acts else "Contact"
    return [
        {"title": f"Look at the {words.items}", "text": role_text("catalogue", words), "icon": "Search"},
        {"title": act, "text": role_text(acts[0].role if acts else "form", words), "icon": icon_for(act, "Pencil")},
        {
            "title": "Enjoy, and come back",
            "text": "Everything that you saved waits for you, also after a reload.",
            "icon": "Heart",
        },
    ]


def site_words(brief: Brief, words: Words) -> dict[str, Any]:
    """Facts about a site that several components show."""
    domain = brief.domain
    number = 200 + brief.seed % 700
    host = slug(brief.name) or "site"
    return {
        "name": brief.name,
        "kind": title_case(words.items) if brief.named else domain.kind,
        "purpose": brief.purpose,
        "icon": domain.icon,
        "seed": brief.seed % 997,
        "item": words.item,
        "items": words.items,
        "measure": domain.measure,
        "currency": brief.currency,
        "email": f"hello@{host}.example",
        "phone": f"+44 20 7946 0{number}",
        "address": f"{brief.seed % 90 + 2} Harbour Street",
        "year": 2025,
        "hours": [
            {"label": "Monday to Friday", "value": "09:00 to 18:00"},
            {"label": "Saturday", "value": "10:00 to 16:00"},
            {"label": "Sunday", "value": "Closed"},
        ],
        "promises": [
            f"Every {words.item} with the details that matter",
            "Search, filter and sort without waiting",
            "What you save is still there tomorrow",
        ],
        "quote": {
            "text": f"“I found the {words.item} I was looking for in a minute, and understood everything on the way.”",
            "name": people(brief, 1)[0],
            "role": "visitor since spring",
        },
        "closing": f"Ready for your next {words.item}?",
        "featuresEyebrow": "What you can do",
        "featuresTitle": f"Everything {brief.name} offers, in one place"
        if len(brief.name) < 28
        else "All in one place",
    }
