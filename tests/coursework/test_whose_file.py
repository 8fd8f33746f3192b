"""Every file to its student: the tokens decide, names and folders never beat them."""

from __future__ import annotations

import csv
import json
import os
from datetime import UTC, datetime

import pandas as pd
import pytest
from classroom import SECRET, Classroom, notebook, record
from coursework.file_attacks import FILE_ATTACKS, zipped

from opstools.coursework import variant
from opstools.coursework.archives import find_submissions
from opstools.coursework.roster import Student
from opstools.coursework.senders import Senders

ALL_RIGHT = ["correct"] * 4
NOTHING = ["not attempted"] * 4
READ_AND_WRONG = ("an answer that is right in every way", "a list of all numbers", "not a number")


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob", "mallory"))


def by_student(grading):
    return {record.student: record for record in grading.records}


def table(room, name):
    with (room.folder / "graded" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def dated(path, seconds):
    os.utime(path, (seconds, seconds))


@pytest.mark.parametrize("name", FILE_ATTACKS)
def test_nobody_earns_or_takes_anything_by_what_is_handed_in(room, name):
    room.hand_in("bob.ipynb", notebook(*room.entries("bob")))
    FILE_ATTACKS[name](room)
    grading = room.grade()
    found = by_student(grading)
    assert [record.student for record in grading.records] == ["ann", "bob", "mallory"]
    assert found["mallory"].earned == 0
    assert found["bob"].earned == found["bob"].possible == 7
    told = [record.note + "".join(record.remarks) for record in grading.records]
    assert any(told) or grading.unclaimed or name in READ_AND_WRONG
    assert all(len(remark) < 300 for record in grading.records for remark in record.remarks)
    listed = [row["file"] for row in table(room, "files.csv")]
    assert len(listed) == len(set(listed))
    assert "bob.ipynb" in listed
    assert len(listed) > 1
    pages = room.folder / "graded" / "feedback"
    assert "Right answer" not in (pages / "mallory.html").read_text(encoding="utf-8")


def test_two_grouped_by_week_keep_their_own(tmp_path):
    """A number in a folder's name is no proof of anything (jupyter/nbgrader#526)."""
    for k, folder in enumerate(("week 3", "3", "hw3/Cy")):
        (tmp_path / str(k)).mkdir()
        room = Classroom(tmp_path / str(k), ("1", "2", "3"))
        room.roster["name"] = ["Ann", "Bob", "Cy"]
        for name, student in (("hw_ann", "1"), ("hw_bob", "2")):
            room.hand_in(f"{folder}/{name}.ipynb", notebook(*room.entries(student)))
        found = by_student(room.grade())
        assert [found[s].earned for s in "123"] == [7, 7, 0]
        assert [m.judgement.status for m in found["3"].marks] == NOTHING


def test_what_disagrees_stands_in_every_row_concerned(room):
    room.hand_in("ann.ipynb", notebook(*room.entries("bob")))
    found = by_student(room.grade())
    assert found["bob"].earned == 7
    assert found["bob"].remarks == ("ann.ipynb was handed in under the name of ann.",)
    assert found["ann"].remarks == ("ann.ipynb holds answers from the notebook of bob.",)
    assert found["ann"].note == (
        "The file handed in is another student's notebook. Hand in your own."
    )


def test_a_friends_cell_takes_nothing_away(room):
    entries = room.entries("ann")
    friends = record(room.drawn("bob"), "takt", room.answers("bob")["takt"])
    room.hand_in("ann.ipynb", notebook(*entries, friends))
    found = by_student(room.grade())
    assert found["ann"].earned == 7
    assert found["bob"].earned == 0
    assert "ann.ipynb holds answers from the notebook of bob." in found["ann"].remarks
    assert "a file of ann, holds answers of this" in found["bob"].remarks[0]


def test_files_merge_question_by_question(room):
    first, second = room.entries("ann")[:2], room.entries("ann")[2:]
    dated(room.hand_in("ann/one.ipynb", notebook(*first)), 1000)
    dated(room.hand_in("ann/two.ipynb", notebook(*second)), 2000)
    pristine = json.loads(room.release().notebooks[0].read_text(encoding="utf-8"))
    dated(room.hand_in("ann/untouched.ipynb", pristine), 3000)
    record = by_student(room.grade())["ann"]
    assert record.earned == 7
    assert record.file == "ann/two.ipynb"
    assert "3 files" in record.remarks[0]
    became = {row["file"]: row["what became of it"] for row in table(room, "files.csv")}
    assert became == {
        "ann/one.ipynb": "graded",
        "ann/two.ipynb": "graded",
        "ann/untouched.ipynb": "read; no answer in it",
    }


def test_the_latest_own_answer_counts(room):
    dated(room.hand_in("ann/new.ipynb", notebook(*room.entries("ann", takt=1))), 2000)
    dated(room.hand_in("ann/old.ipynb", notebook(*room.entries("ann"))), 1000)
    assert by_student(room.grade())["ann"].earned == 5


@pytest.mark.parametrize(("year", "earned"), [(2030, 5), (2001, 7)])
def test_times_in_an_archive_and_on_disk_are_alike(room, year, earned):
    archive = zipped(
        ("a.ipynb", notebook(*room.entries("ann", takt=1))), date=(year, 5, 1, 0, 0, 0)
    )
    room.hand_in("ann.zip", archive)
    dated(room.hand_in("ann.ipynb", notebook(*room.entries("ann"))), 1_500_000_000)
    assert by_student(room.grade())["ann"].earned == earned


def test_another_release_in_the_same_folder_takes_nothing_away(room):
    room.hand_in("ann/right.ipynb", notebook(*room.entries("ann")))
    other = variant(room.exercise, student="ann", secret=SECRET, title="another week")
    path = room.hand_in("ann/other.ipynb", notebook(record(other, "takt", 1)))
    dated(path, 4e9)
    found = by_student(room.grade())["ann"]
    assert found.earned == 7
    assert any("that nobody here was given" in remark for remark in found.remarks)


def test_the_token_of_another_exercise_proves_nothing(room):
    right = room.hand_in("ann.ipynb", notebook(*room.entries("ann")))
    dated(right, 1000)
    forged = {**room.entries("ann", takt=1)[0], "exercise": "beat_the_rule"}
    room.hand_in("ann/again.ipynb", notebook(forged))
    assert by_student(room.grade())["ann"].earned == 7


def test_two_files_as_old_as_each_other_are_told_of(room):
    for name, takt in (("a", 1), ("b", 2)):
        path = room.hand_in(f"ann/{name}.ipynb", notebook(*room.entries("ann", takt=takt)))
        dated(path, 1000)
    remarks = by_student(room.grade())["ann"].remarks
    assert "Files of the same age answer takt in different ways." in remarks


def test_runs_that_begin_again_are_no_proof_and_both_values_are_shown(room):
    """A kernel that was restarted counts from 1 again (jupyter/nbgrader#1083)."""
    page = notebook(record(room.drawn("ann"), "takt", 99), *room.entries("ann"))
    page["cells"][0]["execution_count"] = 57
    room.hand_in("ann.ipynb", page)
    (remark,) = by_student(room.grade())["ann"].remarks
    assert remark.startswith("Question takt is answered twice: 99 (run 57) and ")
    assert remark.endswith("99 is graded. Runs count from 1 again after a restart of the kernel.")


def test_times_that_the_notebook_noted_tell_which_run_was_the_latest(room):
    page = notebook(record(room.drawn("ann"), "takt", 99), *room.entries("ann"))
    page["cells"][0]["execution_count"] = 57
    for cell, minute in ((page["cells"][0], 1), (page["cells"][1], 2)):
        cell["metadata"]["execution"] = {"shell.execute_reply": f"2025-05-01T10:0{minute}:00Z"}
    room.hand_in("ann.ipynb", page)
    found = by_student(room.grade())["ann"]
    assert found.earned == 7
    assert "restart" not in found.remarks[0]


STUDENTS = [
    Student("s101", "Ann Lee", canvas_id="99"),
    Student("s102", "José Núñez García"),
    Student("7", "李明"),
    Student("12345", "Bo Ray"),
]
NAMES = {
    "Ann Lee_4711_assignsubmission_file_/x.ipynb": ("s101", True),
    "Lee Ann_4711_assignsubmission_file_x.ipynb": ("s101", True),
    "李明_4711_assignsubmission_file_/x.ipynb": ("7", True),
    "josé núñez garcía/x.ipynb": ("s102", True),
    "nunezgarciajose_8_9_x.ipynb": ("", False),
    "núñezgarcíajosé_8_9_x.ipynb": ("s102", True),
    "anyone_99_1234_s102.ipynb": ("s101", True),
    "rayb_LATE_55_1234_s101.ipynb": ("", False),
    "Week 3_s102_attempt_2025-05-02-23-59-01_s101.ipynb": ("s102", True),
    "1-2 - Ann Lee - May 2, 2025 1159 PM/s102.ipynb": ("s101", True),
    "s101 (2).ipynb": ("s101", True),
    "s101.zip!s102/x.ipynb": ("s101", True),
    "all.zip!s102/x.ipynb": ("s102", True),
    "hw_s101_final.ipynb": ("s101", False),
    "week 7/x.ipynb": ("", False),
    "exam 12345/x.ipynb": ("12345", False),
    "Zoe Who_4711_assignsubmission_file_/s101.ipynb": ("", True),
    "submissions/x.ipynb": ("", False),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_platforms_give(name):
    found = Senders(STUDENTS).of(name)
    assert (found.student, found.sure) == NAMES[name]


def test_two_of_one_name_are_not_told_apart_by_it():
    students = [Student("a1", "Ann Lee"), Student("a2", "Lee, Ann")]
    assert Senders(students).of("Ann Lee/x.ipynb").student == ""


def test_the_whole_class_under_names_of_canvas(tmp_path):
    room = Classroom(tmp_path, ("s1", "s2"))
    room.roster = pd.DataFrame(
        {"student": ["s1", "s2"], "name": ["Ann Lee", "Bob Ray"], "canvas_id": ["11", "22"]}
    )
    room.hand_in("leeann_11_777_hw.ipynb", notebook(*room.entries("s1")))
    room.hand_in("raybob_22_778_hw.ipynb", b"cut off")
    found = by_student(room.grade())
    assert found["s1"].earned == 7
    assert found["s2"].note.startswith("raybob_22_778_hw.ipynb cannot be graded: it is no notebook")


def test_an_empty_archive_in_another_keeps_its_place_and_time(tmp_path):
    date = (2025, 5, 2, 12, 0, 0)
    (tmp_path / "all.zip").write_bytes(zipped(("ann.zip", zipped()), date=date))
    (found,) = find_submissions(tmp_path)
    assert (found.name, found.fault) == ("all.zip!ann.zip", "an empty archive")
    assert (found.members, found.received) == ((0,), datetime(*date, tzinfo=UTC).timestamp())
    assert found.stored == (tmp_path / "all.zip").stat().st_mtime
