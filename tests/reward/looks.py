"""The bookshop in many looks: each differs from the good one in one respect."""

from __future__ import annotations

from tests.reward.pages import (
    CHEATS,
    CONTACT,
    DECENT,
    EXCELLENT,
    HOME,
    PAGES,
    READINGS,
    other_subject,
    page_site,
    site,
    soup,
)

BROKEN_IMAGES = "".join(f'<img src="/missing-{i}.png" width="200" height="120" alt="">' for i in range(4))
PLACEHOLDER = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.</p>" * 4

HERO = '<section class="hero"><h1>Books</h1><p class="lead">Readings</p></section>'
EMPTY_CARD = '<article class="card" style="height: 160px"></article>'

SITES = {
    "excellent": site(css=EXCELLENT),
    "decent": site(css=DECENT),
    "unstyled": site(),
    "low contrast": site(css=EXCELLENT + "main * { color: #cfe8cf !important }"),
    "overflow": site(css=EXCELLENT + "main { min-width: 1500px }"),
    "overlap": site(css=EXCELLENT + ".card p, .card h3 { margin: -14px 0 !important }"),
    "tiny text": site(css=EXCELLENT + "main * { font-size: 9px !important }"),
    "broken images": site({**PAGES, "/": HOME + BROKEN_IMAGES}, EXCELLENT),
    "placeholder": site({**PAGES, "/": HOME + PLACEHOLDER}, EXCELLENT),
    "other colours": site(css=EXCELLENT.replace("honeydew", "white").replace("seagreen", "#7c3aed")),
    "right background": site(css=EXCELLENT.replace("seagreen", "#7c3aed")),
    "other subject": other_subject(EXCELLENT),
    "one page": site({"/": HOME}, EXCELLENT),
    "two pages": site({"/": HOME, "/contact": CONTACT}, EXCELLENT),
    "three pages": site({"/": HOME, "/contact": CONTACT, "/readings": READINGS}, EXCELLENT),
    "blank": page_site("", "body { background: honeydew }"),
    "gradient only": page_site("", "body { min-height: 100vh; background: linear-gradient(red, blue) }"),
    "one word": page_site("<p>Hello</p>", ""),
    "router error": page_site("<h2>Unexpected Application Error!</h2><h3>404 Not Found</h3>" + HOME, EXCELLENT),
    "word soup": site({path: soup(seed) for seed, path in enumerate(PAGES)}, EXCELLENT),
    "empty cards": page_site(HERO + '<div class="grid">' + EMPTY_CARD * 9 + "</div>", EXCELLENT),
    **{f"cheat: {name}": cheat for name, cheat in CHEATS.items()},
}
