"""Records in, grades out: golden text, injection, and every student exactly once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st

from opstools.coursework.gradebook import CANVAS, GRADEBOOK, MOODLE, as_csv, write_gradebook
from opstools.coursework.judgement import Judgement, Status, graded
from opstools.coursework.records import Mark, Record
from opstools.coursework.roster import Student

ROSTER = (
    Student("s2", "李明", "li@example.edu", "4712"),
    Student("s1", "Ann Lee, Jr.", "ann@example.edu", "4711"),
    Student("s3", "=HYPERLINK(0)", "eve@example.edu"),
)
NOTHING = Judgement(Status.NOT_ATTEMPTED, 0, "No answer in the file.")
RECORDS = (
    Record(
        "s1",
        "Ann Lee, Jr.",
        (
            Mark("line", "takt", 2, graded(1, "Right.")),
            Mark("line", "plan", 4, graded(0.375, "Feasible.")),
        ),
        "s1/week3.ipynb",
        ("Twice.", "=cmd|' /C calc'!A0"),
    ),
    Record(
        "s2",
        "李明",
        (
            Mark("line", "takt", 2, graded(0, "Round up.", "rounded down")),
            Mark("line", "plan", 4, Judgement(Status.UNREADABLE, 0, "no plan")),
        ),
        "s2.ipynb",
    ),
    Record(
        "s3", "=HYPERLINK(0)", (Mark("line", "takt", 2, NOTHING), Mark("line", "plan", 4, NOTHING))
    ),
)
GOLDEN = {
    GRADEBOOK: """\
\ufeffstudent,name,total,possible,line.takt,line.takt status,line.plan,line.plan status,file,remarks
s2,李明,0,6,0,wrong,0,unreadable,s2.ipynb,
s1,"Ann Lee, Jr.",3.5,6,2,correct,1.5,partly,s1/week3.ipynb,Twice.; '=cmd|' /C calc'!A0
s3,'=HYPERLINK(0),0,6,0,not attempted,0,not attempted,,
""",
    CANVAS: """\
Student,ID,SIS User ID,SIS Login ID,Section,Week 3
Points Possible,,,,,6
李明,4712,s2,s2,,0
"Ann Lee, Jr.",4711,s1,s1,,3.5
'=HYPERLINK(0),,s3,s3,,
""",
    MOODLE: """\
ID number,Email address,Full name,Week 3,Feedback comments
s2,li@example.edu,李明,0,takt wrong; plan unreadable
s1,ann@example.edu,"Ann Lee, Jr.",3.5,takt correct; plan partly
s3,eve@example.edu,'=HYPERLINK(0),-,Nothing was handed in.
""",
}


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_three_files(tmp_path):
    write_gradebook(RECORDS, ROSTER, tmp_path, title="Week 3")
    found = {name: data.decode().replace("\r\n", "\n") for name, data in written(tmp_path).items()}
    assert found == GOLDEN


def test_a_second_run_is_byte_identical_in_whatever_order_the_records_come(tmp_path):
    write_gradebook(RECORDS, ROSTER, tmp_path)
    first = written(tmp_path)
    write_gradebook(RECORDS[::-1], ROSTER, tmp_path)
    assert written(tmp_path) == first


def test_a_student_without_a_record_is_a_row_and_no_silent_zero(tmp_path):
    write_gradebook(RECORDS[:1], ROSTER, tmp_path, title="Week 3")
    rows = cells((tmp_path / GRADEBOOK).read_text(encoding="utf-8"))
    assert [row[0] for row in rows[1:]] == ["s2", "s1", "s3"]
    assert rows[1][4:8] == ["0", "not attempted", "0", "not attempted"]
    assert cells((tmp_path / CANVAS).read_text(encoding="utf-8"))[2][-1] == ""
    assert cells((tmp_path / MOODLE).read_text(encoding="utf-8"))[1][-2] == "-"


def test_a_record_of_nobody_on_the_roster_is_kept_for_the_instructor_only(tmp_path):
    write_gradebook([*RECORDS, Record("x9", "Eve", RECORDS[0].marks)], ROSTER, tmp_path)
    assert "x9" in (tmp_path / GRADEBOOK).read_text(encoding="utf-8")
    assert "x9" not in (tmp_path / CANVAS).read_text(encoding="utf-8")
    assert "x9" not in (tmp_path / MOODLE).read_text(encoding="utf-8")


def test_moodle_gets_addresses_only_if_everybody_has_one(tmp_path):
    write_gradebook(RECORDS, [*ROSTER, Student("s4", "No Mail")], tmp_path)
    head = cells((tmp_path / MOODLE).read_text(encoding="utf-8"))[0]
    assert head == ["ID number", "Full name", "Exercises", "Feedback comments"]


def test_two_records_of_one_student_are_refused(tmp_path):
    assert complaint(write_gradebook, [*RECORDS, RECORDS[0]], ROSTER, tmp_path) == (
        "ProblemError: gradebook, student s1: there are 2 records. Give one of each."
    )
    assert list(tmp_path.iterdir()) == []


def test_canvas_does_not_take_a_title_for_a_column_of_its_own(tmp_path):
    write_gradebook(RECORDS, ROSTER, tmp_path, title="Final Grade (12)")
    head = cells((tmp_path / CANVAS).read_text(encoding="utf-8"))[0]
    assert head[-1] == "Final-Grade (12)"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("  =1", "'=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a, -1", "a, '-1"),
        ("Ann\r\nLee\x00", "Ann Lee"),
        ("-", "-"),
        ("3-1=2", "3-1=2"),
    ],
)
def test_no_text_is_a_formula(text, cell):
    assert cells(as_csv([[text]])) == [[cell]]


def test_numbers_stay_numbers():
    assert as_csv([[-1.5, 2.0, 1 / 3, 0]]) == "-1.5,2,0.3333,0\r\n"


anything = st.text(max_size=30)
statuses = st.sampled_from(list(Status))
shares = st.sampled_from([0, 0.5, 1])
names = st.sampled_from(["takt", "plan", "order"])


@st.composite
def classes(draw):
    """A roster of any ids and names; records of some of its students, in any order."""
    ids = draw(st.lists(anything.filter(bool), unique=True, min_size=1, max_size=8))
    roster = [Student(each, draw(anything), draw(anything)) for each in ids]
    records = []
    for student in draw(st.permutations(roster)):
        questions = draw(st.lists(names, unique=True, max_size=3))
        marks = [
            Mark(
                "line",
                q,
                2,
                Judgement(draw(statuses), draw(st.sampled_from([0, 0.5, 1])), draw(anything)),
            )
            for q in questions
        ]
        record = Record(student.id, student.name, tuple(marks), draw(anything), (draw(anything),))
        records += [record] * draw(st.integers(0, 1))
    return roster, records


@given(classes())
def test_every_student_is_there_exactly_once_and_nothing_is_a_formula(tmp_path_factory, drawn):
    roster, records = drawn
    out = tmp_path_factory.mktemp("out")
    for path in write_gradebook(records, roster, out):
        rows = cells(path.read_text(encoding="utf-8"))
        assert len(rows) == len(roster) + (2 if path.name == CANVAS else 1)
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            assert not cell[:1].isspace()
            if len(cell) > 1 and cell[0] in "=+-@＝＋－＠":
                float(cell)
