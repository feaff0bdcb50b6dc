from __future__ import annotations

import pytest

from webgen_env.calibration import HumanGrade, read_grades
from webgen_env.errors import ConfigurationError


def write(folder, text):
    path = folder / "grades.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_grades_are_averaged_over_raters(tmp_path):
    text = "bundle,grade,rater\na,4,ann\nb,1.5,ann\na,2,bob\n"
    assert read_grades(write(tmp_path, text)) == [HumanGrade("a", 3.0, 2), HumanGrade("b", 1.5, 1)]


def test_columns_in_any_order_with_quotes_mark_and_other_line_ends(tmp_path):
    text = '\ufeffgroup,grade,note,bundle\r\ng1,5,"a ""fine"" one, really",a\r\n,0,,b\r\n'
    assert read_grades(write(tmp_path, text)) == [HumanGrade("a", 5.0, 1, "g1"), HumanGrade("b", 0.0, 1, "")]


def test_lines_without_a_rater_are_raters_of_their_own(tmp_path):
    assert read_grades(write(tmp_path, "bundle,grade\na,1\na,2\n")) == [HumanGrade("a", 1.5, 2)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected the columns"),
        ("bundle,grade\n", "holds no grades"),
        ("bundle\na\n", ":1: expected the columns"),
        ("bundle,grade,stars\na,1,2\n", ":1: expected the columns.*stars"),
        ("bundle,grade,grade\na,1,2\n", ":1: expected the columns"),
        ("bundle,grade\na,five\n", ":2: expected a number as grade, got 'five'"),
        ("bundle,grade\na,1\nb,nan\n", ":3: expected a number"),
        ("bundle,grade\na,\n", ":2: expected a number"),
        ("bundle,grade\n,3\n", ":2: the column bundle is empty"),
        ("bundle,grade\na\n", ":2: has more or fewer cells"),
        ("bundle,grade\na,1,2\n", ":2: has more or fewer cells"),
        ("bundle,grade,rater\na,1,ann\na,2,ann\n", ":3: the rater 'ann' graded this bundle already"),
        ("bundle,grade,group\na,1,g\na,2,h\n", ":3: the bundle stands in the group 'g' already"),
        ('bundle,grade\n"a,1\n', "is not valid CSV"),
        (b"bundle,grade\n\xff,1\n", "is not UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, message):
    with pytest.raises(ConfigurationError, match=message):
        read_grades(write(tmp_path, text))


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigurationError, match="Give a CSV file"):
        read_grades(tmp_path / "none.csv")
