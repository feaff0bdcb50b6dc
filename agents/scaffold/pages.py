"""Pages: the source of every page component of a site."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from agents.scaffold import copywriting
from agents.scaffold.fields import FieldBrief
from agents.scaffold.items import make_filters, people
from agents.scaffold.phrases import readable, sentence_case, singular, slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.scaffold.brief import Brief
    from agents.scaffold.copywriting import Words
    from agents.scaffold.library import Role
    from agents.scaffold.page_briefs import PageBrief

COMPONENTS: dict[Role, str] = {
    "catalogue": "Catalogue", "detail": "Detail", "form": "RequestForm", "board": "Board", "insights": "Insights",
    "story": "Story", "steps": "Steps", "help": "Help", "account": "Account", "chat": "Chat", "quiz": "Quiz",
    "cart": "Cart", "agenda": "Agenda", "home": "Catalogue", "register": "Register", "figures": "Figures",
}  # fmt: skip
"""Component that shows a page of each role."""

_PERIODS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SAID = re.compile(r"\b(?:shows|answers|answered by|shows a number such as|ends with)\s\"([^\"]{4,48})\"")


def page_source(brief: Brief, page: PageBrief, items: list[dict[str, Any]]) -> str:
    """Write the source of one page.

    Args:
        brief: What was asked for.
        page: The page.
        items: The things that the site lists.

    Returns:
        A TSX module with a default export.
    """
    component = COMPONENTS[page.role]
    name = f"{page.identifier}Page"
    home = page.path == "/"
    imports = [f"import {component} from '../components/{component}';"]
    content = _content(brief, page, items)
    if content:
        imports.append(f"import type {{ Props }} from '../components/{component}';")
    if home:
        imports += [f"import {part} from '../components/{part}';" for part in ("Hero", "Features", "Closing")]
    body = f"<{component}{' {...content}' if content else ''} />"
    if home:
        body = f"(\n    <>\n      <Hero />\n      {body}\n      <Features />\n      <Closing />\n    </>\n  )"
    constant = f"const content: Props = {as_literal(content)};\n\n" if content else ""
    lines = "\n".join(sorted(imports))
    return f"{lines}\n\n{constant}export default function {name}() {{\n  return {body};\n}}\n"


def as_literal(value: Any) -> str:
    """Write a value as a TypeScript literal that nothing in it can end.

    Args:
        value: A JSON-like value; its strings may be hostile.

    Returns:
        ASCII text in which angle brackets, ampersands and everything outside ASCII are escaped.
    """
    text = json.dumps(value, ensure_ascii=True, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _content(brief: Brief, page: PageBrief, items: list[dict[str, Any]]) -> dict[str, Any]:
    if page.role == "detail":
        return {}
    words = copywriting.words_of(brief)
    content: dict[str, Any] = {"heading": copywriting.heading(brief, page, words)}
    makers: dict[Role, Callable[[], dict[str, Any]]] = {
        "catalogue": lambda: {"filters": make_filters(brief, page, items)},
        "home": lambda: {"filters": make_filters(brief, page, items)},
        "form": lambda: _form(brief, page, words, items),
        "board": lambda: _board(brief, page, words, items),
        "insights": lambda: _insights(brief, words),
        "story": lambda: copywriting.story(brief, words),
        "steps": lambda: {"steps": copywriting.steps(brief, words)},
        "help": lambda: {"questions": copywriting.questions(brief, words)},
        "chat": lambda: {
            "greeting": f"Hello, and welcome to {brief.name}. How can we help?",
            "answers": copywriting.questions(brief, words)[:4],
        },
        "quiz": lambda: {"choices": list(dict.fromkeys(item["category"] for item in items))},
        "cart": lambda: {"codes": list(brief.codes)},
        "agenda": lambda: _agenda(brief, page),
        "figures": lambda: _insights(brief, words),
        "register": dict,
        "account": dict,
    }
    return content | makers[page.role]()


def _form(brief: Brief, page: PageBrief, words: Words, items: list[dict[str, Any]]) -> dict[str, Any]:
    said = _SAID.search(" ".join(page.text))
    wanted = page.fields if len(page.fields) > 1 else _usual_fields(page, words, items)
    fields = [_field(_with_options(brief, field)) for field in wanted]
    record = next(
        (word for word in ("booking", "application", "order", "offer", "request") if word[:4] in page.label.lower()),
        "message",
    )
    return {
        "store": f"form-{slug(page.label) or 'main'}",
        "fields": fields,
        "submit": page.label if 3 < len(page.label) < 22 else "Send",
        "success": f"{said[1].rstrip('.')}." if said else "Thank you, we have received it and will answer soon.",
        "record": record,
        "aside": [
            "It takes about two minutes, and nothing is charged.",
            f"Have the name of the {words.item} at hand if it is about one.",
            "You can cancel here at any time, without giving a reason.",
        ],
    }


def _with_options(brief: Brief, field: FieldBrief) -> FieldBrief:
    """Give a field the choices of the menu of the same name, if a list of the site has one."""
    for page in brief.pages:
        for menu in page.filters:
            if menu.label.lower() == field.label.lower() and menu.options and field.type == "text":
                return replace(field, type="select", options=menu.options)
    return field


def _usual_fields(page: PageBrief, words: Words, items: list[dict[str, Any]]) -> tuple[FieldBrief, ...]:
    choices = tuple(item["title"] for item in items[:6])
    fields = [FieldBrief("Your name"), FieldBrief("E-mail", "email")]
    if page.label != "Contact" and not page.label.startswith("Contact"):
        fields += [FieldBrief(sentence_case(words.item), "select", choices), FieldBrief("Preferred date", "date")]
    else:
        fields += [
            FieldBrief("Phone", "tel"),
            FieldBrief("Subject", "select", ("A question", f"A {words.item}", "Feedback")),
        ]
    return (*fields, FieldBrief("Message", "textarea"))


def _field(field: FieldBrief) -> dict[str, Any]:
    hints = {"email": "name@example.com", "tel": "+44 20 7946 0000", "textarea": "A few words are enough", "number": ""}
    hint = f"{field.low} to {field.high}" if field.low is not None else hints.get(field.type, "")
    return {
        "name": slug(field.label).replace("-", "_") or "field",
        "label": field.label,
        "type": field.type,
        "required": field.type not in {"textarea", "tel", "date"},
        "options": list(field.options),
        "hint": hint,
        "min": field.low,
        "max": field.high,
    }


def _board(brief: Brief, page: PageBrief, words: Words, items: list[dict[str, Any]]) -> dict[str, Any]:
    own = singular(page.label.lower().removeprefix("my ").removeprefix("manage ").strip())
    plain = own.isascii() and own.replace(" ", "").isalpha() and page.label.lower().endswith("s")
    noun = own if plain and 2 < len(own) < 18 and own != "manage" else words.item
    statuses = ["New", "In progress", "Done"]
    names = people(brief, 5)
    return {
        "store": f"board-{slug(page.label) or 'main'}",
        "noun": noun,
        "statuses": statuses,
        "entries": [
            {
                "id": index + 1,
                "title": item["title"],
                "status": statuses[(index + brief.seed) % 3],
                "note": f"With {name}",
            }
            for index, (item, name) in enumerate(zip(items, names, strict=False))
        ],
    }


def _insights(brief: Brief, words: Words) -> dict[str, Any]:
    labels = [
        f"{sentence_case(words.items)} in use",
        brief.domain.measure if brief.domain.measure != "Year" else "Interest",
        "Visitors",
    ]
    units = ["", "", ""]
    series = []
    for number, (label, unit) in enumerate(zip(labels, units, strict=True)):
        base = 40 + (brief.seed >> (number * 5)) % 60 + number * 90
        values = [
            base + index * (3 + number) + ((brief.seed >> (index + number)) % 19) * (number + 1) for index in range(12)
        ]
        series.append({"label": label, "unit": unit, "values": values})
    return {"series": series, "periods": list(_PERIODS)}


def _agenda(brief: Brief, page: PageBrief) -> dict[str, Any]:
    when = ("3 May, 10:00", "11 May, 18:30", "19 May, 09:00", "2 June, 20:00", "8 June, 14:15", "15 June, 19:30")
    if re.search(r"histor|deep time|archive|timeline", page.label.lower()):
        when = ("1924", "1951", "1968", "1987", "2004", "2022")
    entries = brief.domain.entries[::-1][:6]
    return {
        "store": f"agenda-{slug(page.label) or 'main'}",
        "mark": "Remember",
        "entries": [
            {"when": moment, "title": entry.title, "group": entry.category, "text": readable(entry.summary, 200)}
            for moment, entry in zip(when, entries, strict=False)
        ],
    }
