"""Nothing becomes a silent zero: every file is graded, remarked on, or stands in unclaimed.csv."""

from __future__ import annotations

import csv
import json
import os

import nbformat
import pytest
from classroom import Classroom, notebook, record
from coursework.damage import damaged_class
from coursework.file_attacks import zipped

from opstools.coursework import Status, archives, grading
from opstools.coursework.archives import find_submissions

UNREADABLE = ["unreadable"] * 4


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path, ("ann", "bob"))


def graded(room, student="ann"):
    return next(each for each in room.grade().records if each.student == student)


def table(room, name):
    with (room.folder / "graded" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def check(room, good):
    """What must hold of any class: everybody once, no good answer lost, no file unaccounted for."""
    grading = room.grade()
    students = list(room.roster["student"])
    assert [each.student for each in grading.records] == students
    assert [row["student"] for row in table(room, "gradebook.csv")] == students
    for each in grading.records:
        assert each.student not in good or each.earned == each.possible, each
        assert all(len(remark) < 300 for remark in each.remarks)
        assert len(each.remarks) <= 20
        assert all(mark.judgement.message for mark in each.marks)
    rows = table(room, "files.csv")
    listed = {row["file"].partition("!")[0] for row in rows}
    there = {p.relative_to(room.handed_in).as_posix() for p in room.handed_in.rglob("*")
             if p.is_file()}  # fmt: skip
    assert listed == there
    unclaimed = {row["file"] for row in table(room, "unclaimed.csv")}
    assert unclaimed == {row["file"] for row in rows if not row["student"]}
    for row in rows:
        assert row["what became of it"].startswith(("graded", "read", "not read", "unclaimed"))


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files(tmp_path, seed):
    check(*damaged_class(tmp_path, seed, students=12, files=5))


@pytest.mark.slow
def test_ten_thousand_damaged_files(tmp_path):
    number = 0
    for seed in range(100, 120):
        (tmp_path / str(seed)).mkdir()
        room, good = damaged_class(tmp_path / str(seed), seed, students=60, files=9)
        number += sum(path.is_file() for path in room.handed_in.rglob("*")) - len(good)
        check(room, good)
    assert number >= 10_000


def released(room, answered=True, **cells):
    """Ann's own notebook, worked in its sources; `cells` are question -> its output."""
    page = nbformat.read(room.release(overwrite=True).notebooks[0], as_version=4)
    for cell in page.cells:
        if "sheet.answer(" in cell.source and answered:
            cell.source = cell.source.replace("...  # your answer", "42")
        for question, output in cells.items():
            if f'"{question}"' in cell.source and "sheet.answer" in cell.source:
                cell.outputs = [nbformat.from_dict(output)]
    return json.loads(nbformat.writes(page))


def test_a_notebook_saved_without_outputs_is_unreadable(room):
    """Colab leaves outputs out if it is told to (googlecolab/colabtools#5182)."""
    room.hand_in("ann.ipynb", released(room))
    found = graded(room)
    assert [mark.judgement.status for mark in found.marks] == UNREADABLE
    assert "save the notebook with its outputs" in found.marks[0].judgement.message
    assert found.note == found.marks[0].judgement.message
    assert found.remarks == (
        "ann.ipynb was worked, and holds no saved answer to efficiency, fastest, "
        "stations and takt.",
    )
    page = (room.folder / "graded" / "feedback" / "ann.html").read_text(encoding="utf-8")
    assert "Run it" in page
    canvas = (room.folder / "graded" / "canvas.csv").read_text(encoding="utf-8").split()
    moodle = table(room, "moodle.csv")
    assert canvas[-2].endswith(",")
    assert (moodle[0][room.exercise.title], moodle[0]["Feedback comments"]) == ("-", found.note)


def test_an_untouched_copy_is_not_attempted(room):
    room.hand_in("ann.ipynb", released(room, answered=False))
    found = graded(room)
    assert [mark.judgement.status for mark in found.marks] == ["not attempted"] * 4
    assert not found.note


def test_a_cell_that_stopped_says_with_what(room):
    error = {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []}
    room.hand_in("ann.ipynb", released(room, takt=error))
    assert "ended in NameError" in graded(room).marks[0].judgement.message


def test_merge_marks_and_cut_off_files(room):
    """What a merge leaves behind (jupyter/help#67), and an upload that broke off."""
    data = json.dumps(notebook(*room.entries("ann")), indent=1)
    room.hand_in("ann.ipynb", data.replace("\n", "\n<<<<<<< HEAD\n", 1).encode())
    room.hand_in("bob.ipynb", json.dumps(notebook(*room.entries("bob"))).encode()[:-300])
    for student, words in (("ann", "marks of a merge"), ("bob", "cut off or damaged")):
        found = graded(room, student)
        assert [mark.judgement.status for mark in found.marks] == UNREADABLE
        assert words in found.note
        assert words in found.remarks[0]


@pytest.mark.parametrize("name", ["ann.ipynb.txt", "ann.ipynb.json", "ann.txt", "ann"])
def test_other_endings_are_read(room, name):
    room.hand_in(name, notebook(*room.entries("ann")))
    assert graded(room).earned == 7


NOT_READ = {
    "ann.html": "a .html file, which is not read. Hand in the notebook",
    "ann/work.pdf": "a .pdf file",
    "ann.7z": "a .7z file",
    "ann.tar.gz": "a .gz file",
    "ann/notes.docx": "a .docx file",
    "ann/.ipynb_checkpoints/x.ipynb": "a copy that Jupyter made by itself",
    "ann.txt": "it is no notebook",
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_is_not_read_is_told_to_the_student(room, name):
    room.hand_in(name, b"not a notebook at all")
    found = graded(room)
    assert NOT_READ[name] in found.remarks[0]
    assert NOT_READ[name] in found.note
    assert [mark.judgement.status for mark in found.marks] == UNREADABLE


def test_what_says_nobodys_name_is_unclaimed(room):
    room.hand_in("work.pdf", b"x")
    room.hand_in("ann/.DS_Store", b"x")
    room.hand_in("all.zip", zipped(("readme.md", b"x"), ("__MACOSX/._a.ipynb", b"x")))
    (room.handed_in / "nothing here").mkdir()
    assert [name for name, _ in room.grade().unclaimed] == [
        "all.zip!__MACOSX/._a.ipynb", "all.zip!readme.md", "ann/.DS_Store", "nothing here",
        "work.pdf",
    ]  # fmt: skip


def test_a_web_page_of_a_notebook_finds_its_student_by_the_token(room):
    token = room.drawn("ann").token
    room.hand_in("my work.html", f"<html>&quot;token&quot;: &quot;{token}&quot;".encode())
    assert ".html file" in graded(room).remarks[0]


def test_a_zip_too_deep_is_named(room):
    inner = zipped(("ann.ipynb", notebook(*room.entries("ann"))))
    for name in ("c.zip", "b.zip", "a.zip"):
        inner = zipped((name, inner))
    room.hand_in("ann.zip", inner)
    assert "too deep in others. Unpack it" in graded(room).remarks[0]


def test_a_folder_that_cannot_be_opened_is_told(room, monkeypatch):
    room.hand_in("ann/x.ipynb", notebook(*room.entries("ann")))
    real = os.scandir

    def scandir(path):
        if str(path).endswith("ann"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (found,) = find_submissions(room.handed_in)
    assert (found.name, found.fault) == ("ann", "a folder that cannot be opened")
    assert "a folder that cannot be opened" in graded(room).note


def test_a_good_answer_beside_a_broken_one_counts(room):
    entries = room.entries("ann")
    deep = json.dumps(notebook(*entries)).replace('"value": ', '"value": ' + "[" * 600 + "]" * 600
                                                  + ', "old": ', 1)  # fmt: skip
    room.hand_in("ann/a.ipynb", deep.encode())
    found = graded(room)
    assert [mark.judgement.status.value for mark in found.marks] == ["unreadable", *["correct"] * 3]
    assert "nested too deeply" in found.marks[0].judgement.message
    os.utime(room.hand_in("ann/b.ipynb", notebook(*entries)), (1, 1))
    assert graded(room).earned == 7


def test_a_number_of_ten_thousand_digits_spoils_no_other_answer(room):
    huge = json.dumps(notebook(*room.entries("ann"))).replace('"value": ', '"value": 1' + "0" * 9999
                                                              + ', "old": ', 1)  # fmt: skip
    room.hand_in("ann.ipynb", huge.encode())
    assert [mark.judgement.status.value for mark in graded(room).marks][1:] == ["correct"] * 3


def test_two_members_of_one_name_are_two_files(room):
    """The good one counts, wherever it stands; both are listed."""
    good = json.dumps(notebook(record(room.drawn("ann"), "takt", "1"))).encode()
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(("n.ipynb", good), ("n.ipynb", b"{}"), ("n (2).ipynb", b"{}"))
    room.hand_in("ann.zip", twice)
    assert graded(room).marks[0].judgement.status is Status.WRONG
    became = {row["file"]: row["what became of it"] for row in table(room, "files.csv")}
    assert became.pop("ann.zip!n.ipynb") == "graded"
    assert sorted(became) == ["ann.zip!n (2).ipynb", "ann.zip!n (3).ipynb"]


def test_archives_are_opened_a_few_times_only(room, monkeypatch):
    opened = []
    real = archives.zipfile.ZipFile

    class Counted(real):
        def __init__(self, *args, **options):
            opened.append(args)
            super().__init__(*args, **options)

    monkeypatch.setattr(archives.zipfile, "ZipFile", Counted)
    page = notebook(record(room.drawn("ann"), "takt", 1))
    room.hand_in("ann.zip", zipped(*((f"{k}.ipynb", page) for k in range(2000))))
    files = find_submissions(room.handed_in)
    for batch in archives.batches(files):
        grading.read_batch(batch)
    assert len(files) == 2000
    assert len(opened) <= 2 + archives.OPENED


def test_what_an_archive_unpacks_to_is_in_proportion(room):
    room.hand_in("x.zip", zipped(("ann.ipynb", bytes(70 * 2**20)), ("b.ipynb", b"{}")))
    assert [each.fault for each in find_submissions(room.handed_in)] == [
        "the archive unpacks to far more than notebooks hold", "",
    ]  # fmt: skip
    allowed = archives.Allowance(100)
    assert allowed.spend(60)
    assert not archives.Allowance(999, allowed).spend(60)
    assert allowed.left == 40
