"""What the instructor changes by hand stays, and is told where it cannot be read."""

from __future__ import annotations

import pytest
from classroom import Classroom
from coursework.term import LATER, SOON, edit, found, hand_in, page, table
from helpers import complaint

from opstools.coursework import Rules


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "cy"))


def test_overrides_and_comments_survive(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade()
    path = room.folder / "graded" / "overrides.csv"
    path.write_text(
        "student,question,points,comment\n"
        "ann,takt_and_bounds.takt,1.5,Right but for the unit\n"
        "bob,total,3,By word of mouth\n"
        "zoe,total,1,has left\n",
        encoding="utf-8",
    )
    for _ in range(2):
        records = found(room)
        assert records["ann"].earned == 6.5
        assert records["bob"].earned == 3
        assert "Right but for the unit" in page(room, "ann")
        assert "Your instructor set these points." in page(room, "ann")
        assert "By word of mouth" in page(room, "bob")
        assert "zoe,total,1,has left" in path.read_text(encoding="utf-8-sig")
    assert table(room, "moodle.csv")[1][room.exercise.title] == "3"
    hand_in(room, "ann", LATER, "ann/again.ipynb")
    assert found(room)["ann"].earned == 6.5


def test_faults_in_overrides_are_told_before_anything_is_graded(room):
    room.grade()
    text = "student,question,points\nann,takt_and_bounds.tackt,x\n"
    (room.folder / "graded" / "overrides.csv").write_text(text, encoding="utf-8")
    said = complaint(room.grade)
    assert "there is no takt_and_bounds.tackt" in said
    assert "'x' is no number" in said


def test_edits_in_the_gradebook_survive(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade()
    edit(room, "gradebook.csv", lambda t: t.replace(",0,wrong", ",1.5,wrong", 1))
    assert found(room)["ann"].earned == 6.5
    assert room.grade().notes[:-1] == ()
    assert [row["total"] for row in table(room, "gradebook.csv")] == ["6.5", "0", "0"]
    assert table(room, "overrides.csv") == [
        {"student": "ann", "question": "takt_and_bounds.takt", "points": "1.5", "comment": ""}
    ]


def test_a_column_of_ones_own_stays_as_a_spreadsheet_saves_it(room):
    hand_in(room, "ann", SOON)
    room.grade()

    def semicolons(text):
        lines = text.splitlines()
        oral = ["oral", "2", "", "1,5"]
        return "\r\n".join(
            f"{line.replace(',', ';')};{cell}" for line, cell in zip(lines, oral, strict=True)
        )

    edit(room, "gradebook.csv", semicolons)
    for _ in range(2):
        room.grade()
        assert [row["oral"] for row in table(room, "gradebook.csv")] == ["2", "", "1,5"]
        assert table(room, "gradebook.csv")[0]["total"] == "7"


def test_a_gradebook_that_cannot_be_read_is_kept(room):
    room.grade()
    broken = room.folder / "graded" / "gradebook.csv"
    broken.write_bytes(b"\x00\xff not a table")
    room.grade()
    assert (broken.parent / "gradebook.edited.csv").read_bytes() == b"\x00\xff not a table"
    assert len(table(room, "gradebook.csv")) == 3


def test_a_row_for_nobody_is_told_and_kept(room):
    room.grade()
    path = room.folder / "graded" / "overrides.csv"
    path.write_text("student,question,points\nanm,total,3\n", encoding="utf-8")
    assert room.grade().notes[0] == (
        "overrides.csv, row 1: anm is not on the roster, the row waits. Did you mean ann?"
    )
    assert "anm,total,3" in path.read_text(encoding="utf-8-sig")


def test_a_word_in_place_of_points_is_told(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade()
    edit(room, "gradebook.csv", lambda t: t.replace(",0,wrong", ",half,wrong", 1))
    assert room.grade().notes[0] == (
        "gradebook.csv, ann, takt_and_bounds.takt: 'half' is no number and was not taken over."
    )


def write(room, text):
    (room.folder / "graded").mkdir(exist_ok=True)
    (room.folder / "graded" / "overrides.csv").write_text(text, encoding="utf-8")


def test_points_above_the_most_count_and_are_told(room):
    hand_in(room, "ann", SOON)
    write(
        room,
        "student,question,points\nann,takt_and_bounds.takt,9\nbob,total,-1\n"
        "cy,takt_and_bounds.takt,2\n",
    )
    graded = room.grade(rules=Rules(points={"takt_and_bounds.takt": 3}))
    assert graded.notes[0] == (
        "Points by hand above the most there is, or below 0, count as they stand: "
        "ann, takt_and_bounds.takt (9 of 3) and bob, total (-1 of 8)."
    )
    assert [each.earned for each in graded.records] == [14, -1, 2]


def test_two_rows_for_one_question_are_a_fault(room):
    rows = "ann,total,3,\nbob,total,1,\nann,,,Well done\n"
    write(room, f"student,question,points,comment\n{rows}")
    assert complaint(room.grade) == (
        "ProblemError: overrides.csv, row 3: ann has a row for total already (row 1). "
        "Put them into one."
    )


def test_a_row_by_code_is_taken_over_once(room):
    rules = Rules(anonymous=True)
    room.grade(rules=rules)
    code = {row["student"]: row["code"] for row in table(room, "names.csv")}["ann"]
    write(room, f"student,question,points\n{code},total,3\n")
    for _ in range(2):
        assert found(room, rules=rules)["ann"].earned == 3
        assert [row["student"] for row in table(room, "overrides.csv")] == ["ann"]


def test_points_taken_back_are_gone_where_one_question_is_graded_anew(room):
    hand_in(room, "ann", SOON, takt=1)
    write(room, "student,question,points,comment\nann,takt_and_bounds.takt,2,Well\n")
    assert found(room)["ann"].earned == 7
    write(room, "student,question,points,comment\n")
    other = f"takt_and_bounds.{room.exercise.questions[-1].name}"
    ann = found(room, only=[other])["ann"]
    assert (ann.earned, ann.marks[0].comment) == (5, "")
