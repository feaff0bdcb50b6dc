"""Roles and states of ARIA 1.2: which there are, and which role has which state."""

from __future__ import annotations

ROLES = frozenset({
    "alert", "alertdialog", "application", "article", "banner", "blockquote", "button", "caption", "cell", "checkbox",
    "code", "columnheader", "combobox", "complementary", "contentinfo", "definition", "deletion", "dialog", "directory",
    "document", "emphasis", "feed", "figure", "form", "generic", "grid", "gridcell", "group", "heading", "img",
    "insertion", "link", "list", "listbox", "listitem", "log", "main", "marquee", "math", "menu", "menubar", "menuitem",
    "menuitemcheckbox", "menuitemradio", "meter", "navigation", "none", "note", "option", "paragraph", "presentation",
    "progressbar", "radio", "radiogroup", "region", "row", "rowgroup", "rowheader", "scrollbar", "search", "searchbox",
    "separator", "slider", "spinbutton", "status", "strong", "subscript", "superscript", "switch", "tab", "table",
    "tablist", "tabpanel", "term", "textbox", "time", "timer", "toolbar", "tooltip", "tree", "treegrid", "treeitem",
})  # fmt: skip
"""Every concrete role."""

NAMELESS_ROLES = frozenset({
    "caption", "code", "definition", "deletion", "emphasis", "generic", "insertion", "none", "paragraph",
    "presentation", "strong", "subscript", "superscript", "term", "time",
})  # fmt: skip
"""Roles for which ARIA prohibits an accessible name."""

LEVEL_ROLES = frozenset({"heading", "listitem", "row", "treeitem"})

STATE_ROLES = {
    "disabled": frozenset({
        "application", "button", "checkbox", "columnheader", "combobox", "grid", "gridcell", "group", "link", "listbox",
        "menu", "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "radiogroup", "row",
        "rowheader", "scrollbar", "searchbox", "separator", "slider", "spinbutton", "switch", "tab", "tablist",
        "textbox", "toolbar", "tree", "treegrid", "treeitem",
    }),
    "checked": frozenset({
        "checkbox", "menuitemcheckbox", "menuitemradio", "option", "radio", "switch", "treeitem",
    }),
    "expanded": frozenset({
        "application", "button", "checkbox", "columnheader", "combobox", "gridcell", "link", "listbox", "menuitem",
        "menuitemcheckbox", "menuitemradio", "row", "rowheader", "switch", "tab", "treeitem",
    }),
    "selected": frozenset({"columnheader", "gridcell", "option", "row", "rowheader", "tab", "treeitem"}),
}  # fmt: skip
"""State to the roles that have it."""
