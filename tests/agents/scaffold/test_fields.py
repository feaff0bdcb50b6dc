"""Fields, menus and columns that a page's text names."""

from __future__ import annotations

from agents.scaffold.fields import FieldBrief, FilterBrief, find_columns, find_fields, find_filters


def test_menus_are_found_with_their_options():
    text = 'A "Glaze" filter (All, Celadon, Tenmoku) and a "Sort" menu with lowest and highest price.'
    assert find_filters(text) == (FilterBrief("Glaze", ("Celadon", "Tenmoku")),)
    assert find_filters('A "From" menu and a button shape the list.') == (FilterBrief("From", ()),)
    assert find_filters("buttons All, Home, Street and Work filter them.")[0].options == ("Home", "Street", "Work")
    assert find_filters("Nothing to choose from.") == ()


def test_fields_are_found_with_their_types():
    fields = find_fields(
        "Check In takes the visitor's name, what is wrong, and a bench (Electrics, Wood); empty is refused."
    )
    assert [(field.label, field.type) for field in fields] == [
        ("Name", "text"),
        ("What is wrong", "textarea"),
        ("Bench", "select"),
    ]
    assert fields[2].options == ("Electrics", "Wood")
    assert find_fields("Book asks for a date and a number of visitors from 1 to 12; each is checked.") == (
        FieldBrief("Date", "date"),
        FieldBrief("Number of visitors", "number", (), 1, 12),
    )
    tries = find_fields("Add Climb needs a route name and between 1 and 50 tries, and explains each mistake.")
    assert [(field.label, field.low, field.high) for field in tries] == [("Route name", None, None), ("Tries", 1, 50)]
    assert find_fields("A page about us.") == ()


def test_columns_are_found():
    assert find_columns("It starts with eight packets as cards (name, kind, year, giver).") == (
        "Name",
        "Kind",
        "Year",
        "Giver",
    )
    assert find_columns("A table of ten climbs with route, grade (V0 to V8) and tries.") == ("Route", "Grade", "Tries")
    assert find_columns("A story.") == ()
