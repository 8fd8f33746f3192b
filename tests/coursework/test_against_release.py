"""Grading holds what it is given against the release; later files and late students are added."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from classroom import EXERCISES, SECRET, Classroom, notebook, record
from coursework.term import LATER, SOON, found, hand_in
from helpers import complaint

from opstools.coursework import grade, load, release, variant


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "cy"))


def before(room):
    return sorted(path for path in (room.folder / "graded").rglob("*"))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("secret", "secret: it is not the one of this release"),
        ("roster", "roster: 2 students got no notebook: x1 and x2"),
        ("points", "it has changed since (inventory 2 points, now 5)"),
        ("code", "it has changed since"),
    ],
)
def test_what_differs_from_the_release_is_said_before_anything_is_written(tmp_path, what, said):
    from opstools.coursework import load
    from opstools.coursework.template import new_exercise

    folder = new_exercise("mine", tmp_path)
    room = Classroom(tmp_path)
    room.exercise = load(folder)
    room.release()
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    settings = {"secret": SECRET, "roster": room.roster}
    text = (folder / "exercise.py").read_text(encoding="utf-8")
    if what == "secret":
        settings["secret"] = "another secret for tests"
    elif what == "roster":
        settings["roster"] = pd.DataFrame({"student": ["x1", "x2"], "name": ["X", "Y"]})
    elif what == "points":
        (folder / "exercise.py").write_text(text.replace("points=2", "points=5"), encoding="utf-8")
    else:
        (folder / "exercise.py").write_text(text + "# mended\n", encoding="utf-8")
    settings |= {"out": tmp_path / "graded", "exercises": [folder]}
    complaint_ = complaint(grade, room.handed_in, **settings)
    assert said in complaint_
    assert not (tmp_path / "graded").exists()
    grade(room.handed_in, **settings, accept_changes=True)
    assert (tmp_path / "graded" / "gradebook.csv").exists()


def test_a_release_that_is_named_is_read_wherever_it_lies(room, tmp_path):
    far = tmp_path / "far" / "away"
    release([room.exercise], roster=room.roster, secret="a secret of another kind", out=far)
    room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    assert room.grade().records[0].earned == 7
    assert "not the one of this release" in complaint(room.grade, release=far)
    assert "no manifest.json" in complaint(room.grade, release=tmp_path)


def test_without_a_release_a_wrong_secret_is_seen_by_the_tokens(room):
    for student in ("ann", "bob", "cy"):
        room.hand_in(f"{student}.ipynb", notebook(*room.entries(student)))
    settings = {"roster": room.roster, "out": room.folder / "o", "exercises": [room.exercise]}
    said = complaint(grade, room.handed_in, secret="another secret for tests", **settings)
    assert "none of 3 notebooks was made with it for this roster" in said
    assert not (room.folder / "o").exists()


def test_a_misspelt_title_is_told_with_the_right_one(room):
    settings = {"roster": room.roster, "exercises": [room.exercise], "secret": SECRET}
    shelf = room.folder / "classes"
    for title in ("week3", "resit"):
        release(
            settings["exercises"], roster=room.roster, secret=SECRET, title=title, out=shelf / title
        )
    drawn = variant(room.exercise, student="ann", secret=SECRET, title="week3")
    room.hand_in("ann.ipynb", notebook(record(drawn, "takt", 1)))
    out = room.folder / "grades" / "wek3"
    assert complaint(grade, room.handed_in, title="wek3", out=out, **settings) == (
        "ProblemError: grade, title: no notebook was made under wek3. Did you mean week3?"
    )
    assert not out.exists()


def test_grading_the_late_files_alone_adds_to_the_gradebook(room):
    hand_in(room, "ann", SOON)
    hand_in(room, "bob", SOON, takt=1)
    room.grade()
    for path in room.handed_in.iterdir():
        path.unlink()
    hand_in(room, "cy", LATER)
    hand_in(room, "bob", LATER, "bob_again.ipynb")
    assert [each.earned for each in room.grade().records] == [7, 7, 7]
    room.handed_in = room.folder / "later still"
    room.handed_in.mkdir()
    assert [each.earned for each in room.grade().records] == [7, 7, 7]
    assert [each.earned for each in room.grade(fresh=True).records] == [0, 0, 0]


def test_pages_of_students_who_left_go(room):
    hand_in(room, "ann", SOON)
    room.grade()
    room.roster = room.roster[1:]
    room.grade()
    pages = sorted(p.name for p in (room.folder / "graded" / "feedback").iterdir())
    assert pages == ["bob.html", "cy.html"]


def test_a_late_enrolment_touches_nobody_else(room):
    room.release()
    old = {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (room.folder / "week").rglob("*.ipynb")
    }
    key = (room.folder / "week" / "key.csv").read_text(encoding="utf-8")
    room.roster = pd.concat([room.roster, pd.DataFrame({"student": ["dee"], "name": ["Dee"]})])
    assert "got no notebook: dee" in complaint(room.grade)
    done = room.release(add=True)
    assert [path.name for path in done.notebooks] == ["dee.ipynb"]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in old} == old
    assert (room.folder / "week" / "key.csv").read_text(encoding="utf-8").startswith(key)
    hand_in(room, "dee", SOON)
    assert found(room)["dee"].earned == 7
    again = room.release(add=True)
    assert again.notebooks == ()


def test_an_addition_must_be_to_the_same_release(room):
    room.release()
    assert "title: it was none" in complaint(room.release, add=True, title="resit")


def test_another_title_gives_other_numbers(room):
    plain = variant(room.exercise, student="ann", secret=SECRET)
    week, resit = (
        variant(room.exercise, student="ann", secret=SECRET, title=t) for t in ("week", "resit")
    )
    assert len({json.dumps(each.data) for each in (plain, week, resit)}) == 3
    assert len({each.token for each in (plain, week, resit)}) == 3
    room.hand_in("ann.ipynb", notebook(*(
        record(resit, question.name, question.answer(resit.data))
        for question in room.exercise.questions
    )))  # fmt: skip
    assert found(room, title="week")["ann"].earned == 0
    assert found(room, title="resit")["ann"].earned == 7


def test_an_exercise_of_the_release_is_not_forgotten(room):
    other = load(EXERCISES / "law_in_a_hospital")
    settings = {"roster": room.roster, "secret": SECRET}
    release([room.exercise, other], out=room.folder / "week", **settings)
    assert complaint(room.grade) == (
        "ProblemError: release, exercises: law_in_a_hospital is left out. "
        "Name all of this release, or accept_changes=True (--accept-changes)."
    )
    assert not (room.folder / "graded").exists()
    assert len(room.grade(accept_changes=True).records) == 3
