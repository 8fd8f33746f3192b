"""Rosters as platforms export them, and notebooks and pages packed as platforms take them."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd
import pytest
from classroom import Classroom, notebook
from click.testing import CliRunner
from coursework.file_attacks import zipped
from helpers import complaint

from opstools.cli import main
from opstools.coursework.packing import pack
from opstools.coursework.roster import Student, read_roster, read_rosters
from opstools.coursework.senders import Senders

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (77),Current Score
,,,,,Manual Posting,
"    Points Possible",,,,,10,(read only)
"Lee, Ann",101,007,ann@x.edu,Monday,9,90
"Núñez García, José",102,0815,jose@x.edu,Friday,,
"Student, Test",999,,abc,Monday,,
"""
MOODLE = """\
First name,Last name,ID number,Email address,Groups
Ann,Lee,007,ann@x.edu,Monday
李明,,0815,ming@x.edu,
"""
GRADER = """\
First name,Surname,ID number,Institution,Department,Email address,Course total,Last downloaded
Ann,Lee,,U,,ann@x.edu,-,1735689600
Bo,Ray,,U,,bo@x.edu,-,1735689600
"""
WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade
Participant 4711,Ann Lee,007,ann@x.edu,No submission,,10
Participant 4712,李明,008,ming@x.edu,No submission,,10
"""
BLACKBOARD = """\
Last Name,First Name,Username,Student ID,Last Access,Availability,Week 1 [Total Pts: 10]
Lee,Ann,alee,007,2025-05-01 10:00:00,Yes,9
Ray,Bo,bray2,,,Yes,
"""
READ = {
    "Canvas": (CANVAS, (
        Student("007", "Ann Lee", "ann@x.edu", "101", "Monday"),
        Student("0815", "José Núñez García", "jose@x.edu", "102", "Friday"),
    )),
    "Moodle": (MOODLE, (
        Student("007", "Ann Lee", "ann@x.edu", section="Monday"),
        Student("0815", "李明", "ming@x.edu"),
    )),
    "Moodle's grader report": (GRADER, (
        Student("ann@x.edu", "Ann Lee", "ann@x.edu"),
        Student("bo@x.edu", "Bo Ray", "bo@x.edu"),
    )),
    "Moodle's worksheet": (WORKSHEET, (
        Student("007", "Ann Lee", "ann@x.edu", moodle_id="4711"),
        Student("008", "李明", "ming@x.edu", moodle_id="4712"),
    )),
    "Blackboard": (BLACKBOARD, (Student("alee", "Ann Lee"), Student("bray2", "Bo Ray"))),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_exports_are_read_as_they_are(tmp_path, name, encoding):
    text, students = READ[name]
    (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
    assert read_roster(tmp_path / "roster.csv") == students


def test_numbers_that_a_spreadsheet_has_cut_short_are_refused(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("student,name\n2.02E+11,Ann\n202000000001,Bo\n", encoding="utf-8")
    said = complaint(read_roster, path)
    assert "2.02E+11 is a number that a spreadsheet has cut short" in said
    assert "Format the column as text" in said
    path.write_text(CANVAS.replace("007", '"2,02E+11"'), encoding="utf-8")
    assert "cut short" in complaint(read_roster, path)
    path.write_text("student,name\n891e,Ann\ne12,Bo\n", encoding="utf-8")
    assert [student.id for student in read_roster(path)] == ["891e", "e12"]


def test_an_id_out_of_a_workbook_stays_whole(tmp_path):
    frame = pd.DataFrame({"student": [202000000001, 202000000002], "name": ["Ann", "Bo"]})
    frame.to_excel(tmp_path / "roster.xlsx", index=False)
    assert [s.id for s in read_roster(tmp_path / "roster.xlsx")] == ["202000000001", "202000000002"]


def test_a_student_with_two_names_in_two_sections_is_a_fault(tmp_path):
    for name, who in (("a", "Ann Lee"), ("b", "Anna Lee")):
        (tmp_path / f"{name}.csv").write_text(f"student,name\n007,{who}\n", encoding="utf-8")
    said = complaint(read_rosters, [tmp_path / "a.csv", tmp_path / "b.csv"])
    assert "007 is Ann Lee and Anna Lee" in said


# Packing


@pytest.fixture
def room(tmp_path):
    room = Classroom(tmp_path, ("ann", "bob"))
    room.roster = pd.DataFrame(
        {"student": ["ann", "bob"], "name": ["Ann Lee", "Bob Ray"], "email": ["a@x", "b@x"]}
    )
    room.roster.to_csv(tmp_path / "roster.csv", index=False)
    return room


def names(path):
    with zipfile.ZipFile(path) as archive:
        return sorted(archive.namelist())


def graded(room, *submitted):
    for name, student in zip(submitted, ("ann", "bob"), strict=False):
        room.hand_in(name, notebook(*room.entries(student)))
    room.grade()
    return room.folder / "graded" / "feedback"


def test_letters_have_an_address_a_name_and_a_file(room):
    pages = graded(room, "ann.ipynb")
    path = pack(pages, students=read_roster(room.roster), form="email",
                out=room.folder / "pages.zip", title="Week 3")  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("merge.csv").decode())))
        assert archive.read("ann.html") == (pages / "ann.html").read_bytes()
    assert rows == [
        {"email": "a@x", "name": "Ann Lee", "subject": "Week 3", "attachment": "ann.html"},
        {"email": "b@x", "name": "Bob Ray", "subject": "Week 3", "attachment": "bob.html"},
    ]


def test_moodle_gets_a_folder_for_each_participant(room):
    folder = "Ann Lee_4711_assignsubmission_file_", "Bob Ray_4712_assignsubmission_file_"
    pages = graded(room, f"{folder[0]}/x.ipynb", f"{folder[1]}/y.ipynb")
    students = read_roster(room.roster)
    path = pack(pages, students=students, form="moodle", out=room.folder / "p.zip",
                submissions=room.handed_in)  # fmt: skip
    assert names(path) == [f"{folder[0]}/ann.html", f"{folder[1]}/bob.html"]
    found = Senders(students)
    assert [found.of(name).student for name in names(path)] == ["ann", "bob"]


def test_the_numbers_of_participants_may_be_in_the_roster(room):
    done = room.release()
    students = [Student("ann", "Ann Lee", moodle_id="1"), Student("bob", "Bob Ray", moodle_id="2")]
    path = pack(done.out / "students", students=students, form="moodle", out=room.folder / "n.zip")
    assert names(path)[0] == "Ann Lee_1_assignsubmission_file_/ann.ipynb"


def test_who_handed_nothing_in_stops_nobody_elses_page(room):
    """Moodle's archive may lie in the folder of submissions, and somebody is always missing."""
    folder = "Ann Lee_4711_assignsubmission_file_"
    inside = zipped((f"{folder}/x.ipynb", notebook(*room.entries("ann"))))
    room.hand_in("Week 3.zip", inside)
    room.grade()
    pages, out = room.folder / "graded" / "feedback", room.folder / "p.zip"
    words = ["pack", pages, "--for", "moodle", "--roster", room.folder / "roster.csv"]
    done = CliRunner().invoke(
        main, list(map(str, [*words, "--submissions", room.handed_in, "--out", out]))
    )
    assert done.output == (
        f"Wrote {out}.\nIt has none for 1 student, of whom nothing is in the submissions.\n"
    )
    assert names(out) == [f"{folder}/ann.html"]


def test_canvas_gets_the_names_that_it_gave(room):
    pages = graded(room, "leeann_11_777_hw-1.ipynb")
    path = pack(pages, students=read_roster(room.roster), form="canvas",
                out=room.folder / "p.zip", submissions=room.handed_in)  # fmt: skip
    assert names(path) == ["leeann_11_777_hw-1.html"]


def test_who_cannot_be_given_theirs_is_named(room):
    pages = graded(room, "ann.ipynb")
    students, out = [Student("ann", "Ann"), Student("bob", "Bob", "b@x")], room.folder / "p.zip"
    assert "ann: no address is known" in complaint(
        pack, pages, students=students, form="email", out=out
    )
    assert "no number of a participant" in complaint(
        pack, pages, students=students, form="moodle", out=out
    )
    assert "submissions: there are none" in complaint(
        pack, pages, students=students, form="canvas", out=out
    )
    assert not out.exists()
    empty = room.folder / "empty"
    empty.mkdir()
    assert "nothing for anybody" in complaint(pack, empty, students=students, form="email", out=out)


def test_the_command_replaces_nothing_unasked(room):
    pages = graded(room, "ann.ipynb")
    out = room.folder / "p.zip"
    words = ["pack", pages, "--for", "email", "--roster", room.folder / "roster.csv", "--out", out]
    assert CliRunner().invoke(main, list(map(str, words))).exit_code == 0
    first = out.read_bytes()
    again = CliRunner().invoke(main, list(map(str, words)))
    assert again.exit_code == 1
    assert "it is there already" in again.output
    words.append("--overwrite")
    assert CliRunner().invoke(main, list(map(str, words))).exit_code == 0
    assert out.read_bytes() == first
