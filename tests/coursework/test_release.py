"""What a student gets, and what must not be in it."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from classroom import FOLDERS, SECRET, Classroom
from nbclient import NotebookClient

from opstools.core import ProblemError
from opstools.coursework import Sheet, grade, load, practice, release, release_practice, variant
from opstools.coursework.own_solutions import own_answers
from opstools.coursework.release import authored
from opstools.coursework.sheet import header


@pytest.fixture
def room(tmp_path):
    return Classroom(tmp_path)


def test_everybody_gets_a_notebook_of_their_own(room):
    done = room.release()
    texts = [path.read_text(encoding="utf-8") for path in done.notebooks]
    assert len(set(texts)) == 3
    for text in texts:
        nbformat.validate(nbformat.reads(text, as_version=4))


def test_everybody_is_told_that_others_have_other_numbers(room):
    text = room.release().notebooks[0].read_text(encoding="utf-8")
    assert "These are **your** numbers; your neighbour has others." in text


def test_nothing_secret_is_in_it(tmp_path, room):
    done = release(FOLDERS, roster=room.roster, secret=SECRET, out=tmp_path / "all")
    for path in done.notebooks:
        text = path.read_text(encoding="utf-8")
        assert SECRET not in text
        assert "SOLUTION" not in text
        for folder in FOLDERS:
            exercise = load(folder)
            for question in exercise.questions:
                for mistake in question.mistakes:
                    assert json.dumps(mistake.feedback)[1:-1] not in text
    write = load(FOLDERS[-1])
    drawn = variant(write, student="ann", secret=SECRET)
    spec = Sheet(header(drawn)).questions["rule"]
    assert [each["arguments"] for each in spec["examples"]] == [[drawn.data["lines"][0]]]


def test_nothing_is_replaced_unasked(room):
    room.release()
    with pytest.raises(ProblemError, match="are there already"):
        room.release()
    room.release(overwrite=True)


def test_the_same_release_twice_is_the_same_to_the_byte(tmp_path, room):
    first = {path.name: path.read_bytes() for path in room.release().notebooks}
    again = {path.name: path.read_bytes() for path in room.release(overwrite=True).notebooks}
    assert first == again


@pytest.mark.parametrize("secret", ["", "short", b"   "])
def test_a_short_secret_is_refused(room, secret, tmp_path):
    with pytest.raises(ProblemError, match="too short"):
        release(FOLDERS, roster=room.roster, secret=secret, out=tmp_path / "x")


@pytest.mark.notebooks
def test_a_student_works_the_notebook_and_it_is_graded(tmp_path):
    """The whole way with a real kernel: release, answer in the cells, save, grade."""
    room = Classroom(tmp_path, ("ann",))
    (path,) = room.release().notebooks
    notebook = nbformat.read(path, as_version=4)
    answers = own_answers(authored(room.exercise), room.drawn("ann"))
    for cell in notebook.cells:
        for question, value in answers.items():
            if f'answer("{question}"' in cell.source:
                cell.source = f'sheet.answer("{question}", {value!r})'
    NotebookClient(notebook, timeout=60).execute()
    nbformat.write(notebook, room.handed_in / "ann.ipynb")
    (record,) = room.grade().records
    assert record.earned == record.possible


def test_practice_checks_at_once_and_gives_hints(tmp_path):
    folder = next(each for each in FOLDERS if each.name == "takt_and_bounds")
    sheet = practice(folder)
    right = load(folder).question("takt").answer(sheet.data)
    assert repr(sheet.answer("takt", right)) == "takt: ✔ Right."
    assert "Takt is time over demand" in repr(sheet.answer("takt", 1 / right))
    assert repr(sheet.answer("takt", ...)) == (
        "takt: – No answer yet. Write a number in s; 0.5 % of it more or less is right."
    )
    assert practice(FOLDERS[-2], number=2).data != sheet.data


def test_graded_sheets_say_only_what_is_readable(room):
    sheet = Sheet(json.dumps(header(room.drawn("ann"))))
    assert repr(sheet.answer("takt", "52.5 s")) == "takt: recorded. Read as 52.5 s."
    assert "that is no number" in repr(sheet.answer("takt", "soon"))
    assert sheet.answer("takt", "soon").record["value"] == "soon", "grading must see it was tried"
    assert sheet.answer("takt", object).record["value"] == "<class 'object'>"
    with pytest.raises(ProblemError, match="Did you mean takt"):
        sheet.answer("tackt", 3)


def test_practice_release_can_be_worked(tmp_path):
    done = release_practice(FOLDERS, out=tmp_path)
    assert len(done.notebooks) == len(FOLDERS)
    for path in done.notebooks:
        assert "BEGIN SOLUTION" not in path.read_text(encoding="utf-8")
        assert "neighbour has others" not in path.read_text(encoding="utf-8")
        assert practice(path.parent).practising
    for number in (0, 11, "2", 1.5):
        said = f"practice, number: {number!r} is not there. Give 1 to 10."
        with pytest.raises(ProblemError, match=re.escape(said)):
            practice(done.notebooks[0].parent, number=number)


def test_grading_needs_a_folder(tmp_path, room):
    with pytest.raises(ProblemError, match="there is no such folder"):
        grade(
            tmp_path / "no",
            roster=room.roster,
            secret=SECRET,
            out=tmp_path / "o",
            exercises=[room.exercise],
        )
