"""A roster is read once, with every fault; ids become file names that are safe everywhere."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.coursework.roster import Student, file_name, read_roster


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("comma", [",", ";"])
def test_files(tmp_path, encoding, comma):
    text = 'Student ,NAME,canvas_id\n007,李明,4711\n\n0_8,"Null"," 12 "\n,,\n'
    path = tmp_path / "roster.csv"
    path.write_text(text.replace(",", comma), encoding=encoding)
    assert read_roster(path) == (
        Student("007", "李明", canvas_id="4711"),
        Student("0_8", "Null", canvas_id="12"),
    )


def test_every_fault_is_listed():
    frame = pd.DataFrame(
        {
            "student": ["Ann", "ann", None, "b\nc", "Ann", "x" * 201],
            "name": ["A"] * 6,
            "email": ["a@x", "b@x", "A@x", None, None, None],
        }
    )
    assert complaint(read_roster, frame) == (
        "ProblemError: roster, 6 faults:\n"
        "  1. row 3, student: there is no id. Give every student one.\n"
        "  2. row 4, student: 'b\\nc' holds a line break or another control character. "
        "Write it in one line of plain text.\n"
        "  3. row 6, student: it has 201 characters. At most 200 are allowed.\n"
        "  4. row 2, student: ann is there already as Ann (row 1). "
        "Give every student their own.\n"
        "  5. row 5, student: Ann is there already (row 1). Give every student their own.\n"
        "  6. row 3, email: A@x is there already as a@x (row 1). Give every student their own."
    )


def test_a_missing_column():
    assert complaint(read_roster, pd.DataFrame({"student": ["a"], "nmae": ["A"]})) == (
        "ProblemError: roster, column name: it is missing. "
        "The table has student and nmae. Did you mean nmae?"
    )


def test_rosters_as_schools_write_them(tmp_path):
    """First and last names apart, German or Chinese headings, a grade with a decimal comma."""
    german = "Matrikelnummer;Nachname;Vorname;E-Mail;Vornote\n0012;von der Heide;Jürgen;j@x;1,3\n"
    chinese = "学号,姓,名,班级\n0013,欧阳,娜娜,三班\n"
    for text, student in (
        (german, Student("0012", "Jürgen von der Heide", "j@x")),
        (chinese, Student("0013", "欧阳娜娜", section="三班")),
    ):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8-sig")
        assert read_roster(path) == (student,)


def test_an_address_that_is_another_columns():
    frame = pd.DataFrame({"student": ["1", "2"], "name": ["A", "B"], "email": ["3b", "3b"]})
    assert complaint(read_roster, frame) == (
        "ProblemError: roster, 2 faults:\n"
        "  1. row 1, email: '3b' is no address. "
        "Is it another column's? Correct it, or leave the cell empty.\n"
        "  2. row 2, email: '3b' is no address. "
        "Is it another column's? Correct it, or leave the cell empty."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty. The first row holds the names of the columns."),
        ("student,name\n1,Größe\n".encode("cp1252"), "Save the table as CSV UTF-8, or as .xlsx."),
        (b"student,name\n1,Lee, Ann\n", "in double quotes, or name every column."),
        (b"student,name\n", "it has no rows. Give one row for each thing."),
        (b"student,name\n,\n", "it has no rows. Give one row for each thing."),
        (
            b"student,name,canvas_id\nPoints Possible,,\ns1,Ann Lee,101\n",
            "Give every student one, and take out rows that are none, such as a total.",
        ),
    ],
)  # fmt: skip
def test_files_that_are_no_roster(tmp_path, data, said):
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    assert complaint(read_roster, path).endswith(said)


@pytest.mark.parametrize("last", ["Last name", "Surname"])
def test_an_export_without_students(last):
    frame = pd.DataFrame(columns=["First name", last, "Email address"])
    assert "it has no rows. Give one row for each thing." in complaint(read_roster, frame)


def test_no_file(tmp_path):
    assert complaint(read_roster, tmp_path / "no.csv").endswith(
        "no.csv: there is no such file. Give the path of a CSV or Excel file."
    )


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: ("student,name\n" + text).encode())
)
def test_nothing_but_a_problem_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(data)
    try:
        students = read_roster(path)
    except ProblemError:
        return
    assert len({student.id.casefold() for student in students}) == len(students) > 0


@pytest.mark.parametrize("student", ["s1", "2024-17", "ann.lee@x.edu", "A"])
def test_plain_ids_serve_as_they_are(student):
    assert file_name(student) == student


@pytest.mark.parametrize(
    "student",
    ["../../etc", "a/b", "a\\b", "..", ".", "", "con", "NUL.x", "-rf", "李明", "a ", "x" * 300],
)
def test_others_become_safe(student, tmp_path):
    name = file_name(student)
    assert name != student
    assert Path(name).name == name
    assert len(name) < 60
    assert name.isascii()
    (tmp_path / f"{name}.html").touch()
    assert (tmp_path / f"{name}.html").resolve().parent == tmp_path.resolve()


@given(st.lists(st.text(max_size=8), unique=True, max_size=20))
def test_no_two_ids_have_one_name(ids):
    assert len(set(map(file_name, ids))) == len(ids)
