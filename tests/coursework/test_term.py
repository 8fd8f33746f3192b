"""A term: points weighed anew, groups, sections, columns, anonymous grading, equal answers."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from classroom import EXERCISES, SECRET, Classroom, notebook
from coursework.term import DUE, SOON, edit, found, hand_in, page, table
from helpers import complaint

from opstools.coursework import Rules, Status, grade
from opstools.coursework.file_owners import HandedIn
from opstools.coursework.marking import Decided, Job, lost_student
from opstools.coursework.roster import Student


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "cy"))


def test_a_question_is_dropped_weighed_anew_or_on_top(room):
    hand_in(room, "ann", SOON, takt=1)
    questions = [f"takt_and_bounds.{q.name}" for q in room.exercise.questions]
    rules = Rules(points={questions[0]: 0, questions[1]: 10}, bonus=(questions[3],))
    ann = found(room, rules=rules)["ann"]
    points = [q.points for q in room.exercise.questions]
    assert ann.possible == 10 + points[2]
    assert ann.earned == 10 + points[2] + points[3]
    assert f"correct, {points[3]} {'point' if points[3] == 1 else 'points'} on top</p>" in page(
        room, "ann"
    )


def test_the_rules_hold_for_who_could_not_be_graded_too(room):
    takt, bound = (f"takt_and_bounds.{q.name}" for q in room.exercise.questions[:2])
    before = room.grade().records[0]
    folders = ((str(room.exercise.folder), "digest"),)
    decided = Decided({takt: 10}, (bound,), {})
    job = Job(
        Student("ann", "Ann"),
        HandedIn(),
        folders,
        b"key",
        decided,
        {},
        False,
        (),
        "",
        (takt,),
        before,
    )
    lost = lost_student(job)
    assert (lost.marks[0].points, lost.marks[0].judgement.status) == (10, Status.CRASHED)
    assert lost.marks[1:] == before.marks[1:], "the others stay as they were"
    assert lost_student(replace(job, only=())).marks[1].bonus


def test_one_question_is_graded_anew_and_no_other(tmp_path):
    from opstools.coursework import load
    from opstools.coursework.template import new_exercise

    folder = new_exercise("mine", tmp_path)
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    room = Classroom(tmp_path)
    room.exercise = load(folder)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.grade().records[0].earned == 2
    changed = text.replace('data["flow_rate"] * data["flow_time"]', '3 + data["flow_rate"]', 1)
    (folder / "exercise.py").write_text(changed, encoding="utf-8")
    room.exercise = load(folder)
    assert "there is no question mine.other" in complaint(room.grade, only=["mine.other"])
    assert room.grade(only=["mine.inventory"]).records[0].earned == 0


def test_groups_hand_in_once(room):
    hand_in(room, "bob", SOON)
    rules = Rules(groups={"1": ("ann", "bob")})
    records = found(room, rules=rules)
    assert [records[s].earned for s in ("ann", "bob", "cy")] == [7, 7, 0]
    assert records["ann"].remarks == ("Handed in by bob for the group.",)
    assert records["bob"].remarks == ()


def test_sections_are_merged(tmp_path, room):
    for name, students in (("monday", ("ann", "bob")), ("friday", ("bob", "cy"))):
        lines = [f"{s},{s.title()}" for s in students]
        (tmp_path / f"{name}.csv").write_text("\n".join(["student,name", *lines]), encoding="utf-8")
    room.roster = [tmp_path / "monday.csv", tmp_path / "friday.csv"]
    hand_in(room, "cy", SOON)
    room.grade()
    assert [(r["student"], r["section"], r["total"]) for r in table(room, "gradebook.csv")] == [
        ("ann", "monday", "0"), ("bob", "monday and friday", "0"), ("cy", "friday", "7"),
    ]  # fmt: skip


def test_columns_have_the_names_of_the_platform(room):
    hand_in(room, "ann", SOON)
    room.grade(rules=Rules(columns={"takt_and_bounds": "Takt (4711)", "total": "Week 3 (4712)"}))
    lines = (room.folder / "graded" / "canvas.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",Section,Takt (4711),Week 3 (4712)")
    assert lines[1].endswith(",7,7")
    assert lines[2].endswith(",7,7")


def test_exercises_without_a_column_are_told(room):
    names = ("takt_and_bounds", "law_in_a_hospital")
    settings = {
        "roster": room.roster,
        "secret": SECRET,
        "out": room.folder / "graded",
        "exercises": [EXERCISES / name for name in names],
    }
    done = grade(room.handed_in, rules=Rules(columns={"takt_and_bounds": "Takt"}), **settings)
    assert done.notes[0] == "moodle.csv and canvas.csv have no column for law_in_a_hospital."
    done = grade(room.handed_in, rules=Rules(columns={"total": "Week 3"}), **settings)
    assert len(done.notes) == 1


def test_anonymous_grading_names_nobody(room):
    hand_in(room, "ann", SOON, takt=1)
    room.grade(rules=Rules(anonymous=True))
    text = (room.folder / "graded" / "gradebook.csv").read_text(encoding="utf-8-sig")
    assert not {"ann", "bob", "Ann"} & set(text.replace("\r\n", ",").split(","))
    code = {row["student"]: row["code"] for row in table(room, "names.csv")}["ann"]
    edit(room, "gradebook.csv", lambda t: t.replace(",0,wrong", ",1.5,wrong", 1))
    assert found(room, rules=Rules(anonymous=True))["ann"].earned == 6.5
    assert [r["total"] for r in table(room, "gradebook.csv") if r["student"] == code] == ["6.5"]
    if os.name == "posix":
        assert (room.folder / "graded" / "names.csv").stat().st_mode & 0o777 == 0o600


def test_equal_answers_of_different_numbers_are_reported(room):
    for student in ("ann", "bob"):
        hand_in(room, student, SOON, takt=123.25, efficiency=0.4321)
    hand_in(room, "cy", SOON)
    room.grade()
    (row,) = table(room, "equal_answers.csv")
    assert (row["student"], row["other student"], row["how many"]) == ("ann", "bob", "2")
    assert row["answers"] == "takt_and_bounds.takt, takt_and_bounds.efficiency"


def test_a_second_run_with_all_of_it_is_the_same_to_the_byte(room):
    hand_in(room, "ann", DUE + timedelta(hours=30), takt=1)
    rules = Rules(deadline=DUE, late_each_day=0.1, groups={"1": ("ann", "bob")}, anonymous=True)

    def contents():
        room.grade(rules=rules, now=datetime(2026, 1, 1, tzinfo=UTC))
        out = room.folder / "graded"
        return {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}

    assert contents() == contents()
