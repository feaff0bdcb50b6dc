"""Recipes: which further pages the sites of which tasks get."""

from __future__ import annotations

from collections.abc import Mapping

RECIPES: Mapping[str, tuple[str, ...]] = {
    "apiary-inspection-notebook": ("Register", "Figures"),
    "bakery-shift-planner": ("Planner", "Workspace", "Figures", "Preferences", "Questions"),
    "choir-rehearsal-room": ("Planner", "Journal", "People"),
    "climbing-gym-logbook": ("Figures", "Shares", "Membership", "Compare"),
    "film-club-ballot": ("Membership", "People", "Pictures"),
    "forgotten-sounds-museum": ("Pictures", "Background", "Questions", "Membership", "Journal"),
    "house-plant-advisor": ("Compare", "Background", "Preferences"),
    "island-ferry-tickets": ("Enquiry", "Register", "Background", "Questions", "People", "Membership"),
    "leftover-recipe-helper": ("Register", "Shares", "Journal", "Compare", "Questions", "Preferences"),
    "letterpress-poetry-magazine": ("Journal", "People", "Background"),
    "mountain-hut-warden-desk": ("Workspace", "Register", "Shares", "Planner"),
    "public-kitchen-lunch-board": ("Shares", "Questions"),
    "repair-cafe-queue": ("Enquiry", "People", "Questions"),
    "river-watch-dashboard": ("Figures", "Shares", "Register", "Compare", "Background", "People", "Questions"),
    "tide-table-harbour": ("Figures", "Background"),
    "word-weaver-game": ("Figures", "Workspace"),
}
"""Task id to names of :data:`~webgen_env.benchmark.corpus.extension.PAGES`. The rest stay as the policy wrote them."""

SMALL_TASKS = frozenset({"fossil-cabinet", "postcard-archive", "street-tree-census"})
"""Tasks with one more site that has few pages."""

SMALL_PAGES = 3
