"""What is read from a snapshot: references and places, whatever a page calls its elements."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from webgen_env.evaluation.tester.snapshot import Mark, read_tree, with_numbers


def test_controls_in_the_window_get_marks():
    tree = "\n".join(
        [
            "- generic [active] [ref=e1] [box=0,0,1024,900]:",
            '  - link "Home" [ref=e2] [cursor=pointer] [box=8,8,40,18]:',
            "    - /url: /",
            '  - textbox "Name" [ref=e3] [box=8,40,200,20]',
            "  - generic [ref=e4] [cursor=pointer] [box=8,80,200,20]: Card",
            '  - button "Below" [ref=e5] [box=8,2000,40,20]',
            '  - button "Nothing" [ref=e6] [box=8,8,0,0]',
            "  - text: plain [ref=e7]",
        ]
    )
    refs, marks = read_tree(tree)
    assert refs == {"e1", "e2", "e3", "e4", "e5", "e6"}
    assert [mark.ref for mark in marks] == ["e2", "e3", "e4"]


@given(st.text(max_size=60))
def test_a_name_is_never_read_as_a_reference(name):
    quoted = json.dumps(f"{name} [ref=e99] [box=1,1,5,5]")
    refs, _ = read_tree(f"- button {quoted} [ref=e5] [box=8,98,46,21]")
    assert "e99" not in refs


def test_a_hostile_name_takes_no_time():
    read_tree('- button "' + "\\" * 200_000 + "\n" + "- button " + " [ref=e1" * 50_000)


def test_numbers_are_drawn_on_the_picture_and_its_size_stays():
    buffer = io.BytesIO()
    Image.new("RGB", (100, 60), "white").save(buffer, "PNG")
    marked = with_numbers(buffer.getvalue(), [Mark("e7", (10, 10, 40, 20)), Mark("e8", (-5, -5, 2000, 2000))])
    with Image.open(io.BytesIO(marked)) as picture:
        assert picture.size == (100, 60)
        assert len(picture.convert("RGB").getcolors(6000)) > 2
    assert with_numbers(buffer.getvalue(), []) != marked
