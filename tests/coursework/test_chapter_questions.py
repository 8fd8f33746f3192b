"""The questions at a chapter's end: every one asked, solved by the chapter, hints that differ."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from classroom import EXERCISES

from opstools.coursework import practice
from opstools.coursework.json_data import as_data

MARK = "# NBVAL_CHECK_OUTPUT"
NOTEBOOKS = EXERCISES.parent / "notebooks"
SETS = {path.parent.name: path.parent for path in NOTEBOOKS.glob("questions/*/exercise.py")}
CHAPTERS = [*sorted(NOTEBOOKS.glob("[0-9]*.ipynb")), *sorted(NOTEBOOKS.glob("cases/*.ipynb"))]


def chapter_of(name: str) -> Path:
    """chapter_03b is asked in 03b_….ipynb, case_company_c in cases/company_c.ipynb."""
    if name.startswith("case_"):
        return NOTEBOOKS / "cases" / f"{name.removeprefix('case_')}.ipynb"
    return next(NOTEBOOKS.glob(f"{name.removeprefix('chapter_')}_*.ipynb"))


def test_every_chapter_asks():
    assert {chapter_of(name) for name in SETS} == set(CHAPTERS), (
        "give each chapter questions in notebooks/questions/chapter_NN/exercise.py, "
        "each case in notebooks/questions/case_NAME/exercise.py"
    )


@pytest.mark.parametrize("name", SETS)
def test_every_question_is_asked_once(name):
    notebook = nbformat.read(chapter_of(name), as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    asked = re.findall(r'sheet\.answer\("(\w+)"', text)
    assert sorted(asked) == sorted(question.name for question in practice(SETS[name]).all_questions)


@pytest.mark.parametrize("name", SETS)
def test_right_is_right_and_each_mistake_has_its_hint(name):
    sheet = practice(SETS[name])
    for question in sheet.all_questions:
        assert sheet.answer(question.name, question.answer(sheet.data)).judgement.share == 1
        for mistake in question.mistakes:
            said = sheet.answer(question.name, as_data(mistake.answer(sheet.data))).judgement
            assert said.share < 1
            assert mistake.feedback in said.message


@pytest.mark.parametrize("name", SETS)
def test_the_chapter_solves_its_own_questions(name):
    """Its outputs are kept, and nbval runs the chapter and compares them."""
    for cell in nbformat.read(chapter_of(name), as_version=4).cells:
        if found := re.search(r'^sheet\.answer\("(\w+)"', cell.source, re.MULTILINE):
            assert MARK in cell.source, found[1]
            (shown,) = [out.data["text/plain"] for out in cell.outputs]
            assert shown.startswith(f"{found[1]}: ✔"), shown
