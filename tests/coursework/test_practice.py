"""Practice and grading say the same of every answer, and practice shows the working after a try."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from classroom import FOLDERS, notebook
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from opstools.core import ProblemError
from opstools.coursework import Code, Exercise, Sheet, Status, load, variant
from opstools.coursework.judging import judge
from opstools.coursework.own_solutions import own_answers
from opstools.coursework.release import authored
from opstools.coursework.sheet import PRACTICE_SECRET, header
from opstools.coursework.submissions import Submission, read_answers

EXERCISES = [load(folder) for folder in FOLDERS]
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.name)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.lists(st.integers(), max_size=3), st.dictionaries(st.text(max_size=3), st.integers()),
)  # fmt: skip


def practised(exercise: Exercise, number: int = 1) -> Sheet:
    drawn = variant(exercise, student=f"practice {number}", secret=PRACTICE_SECRET)
    return Sheet(header(drawn), exercise)


def through_a_file(shown, folder: Path):
    """The value that grading reads from the saved notebook."""
    path = folder / "saved.ipynb"
    path.write_text(json.dumps(notebook(dict(shown.record))), encoding="utf-8")
    ((_, given),) = read_answers(Submission("saved.ipynb", str(path))).answers.items()
    return given.value


def agrees(sheet: Sheet, exercise: Exercise, name: str, value, folder: Path) -> None:
    shown = sheet.answer(name, value)
    if not shown.record:
        return
    try:
        question = exercise.question(name)
        graded = judge(question, through_a_file(shown, folder), sheet.data, trusted=True)
    except ProblemError:
        assert shown.judgement.status is Status.UNREADABLE
        return
    assert (graded.status, graded.share, graded.message) == (
        shown.judgement.status, shown.judgement.share, shown.judgement.message,
    )  # fmt: skip


@each_exercise
def test_what_practice_calls_right_grading_calls_right(exercise, tmp_path):
    for number in (1, 2):
        sheet = practised(exercise, number)
        drawn = variant(exercise, student=f"practice {number}", secret=PRACTICE_SECRET)
        answers = own_answers(authored(exercise), drawn)
        for question in exercise.questions:
            if isinstance(question, Code):
                continue
            agrees(sheet, exercise, question.name, answers[question.name], tmp_path)
            assert sheet.answer(question.name, answers[question.name]).judgement.share == 1
            for mistake in question.mistakes:
                agrees(sheet, exercise, question.name, mistake.answer(sheet.data), tmp_path)


@each_exercise
@limits(max_examples=10)
@given(value=ODD)
def test_of_odd_answers_too(exercise, value, tmp_path_factory):
    sheet, folder = practised(exercise), tmp_path_factory.mktemp("odd")
    for question in exercise.questions:
        if not isinstance(question, Code):
            agrees(sheet, exercise, question.name, value, folder)


RULE = next(each for each in EXERCISES if each.name == "write_a_rule")


def code_answers():
    question = next(each for each in RULE.questions if isinstance(each, Code))
    names = question.function
    return question, {
        "its helper is in another cell": f"def {names}(tasks):\n    return helper(tasks)\n",
        "it stops": f"def {names}(tasks):\n    return 1 / 0\n",
        "it never ends": f"def {names}(tasks):\n    while True:\n        pass\n",
        "it is wrong": f"def {names}(tasks):\n    return {{}}\n",
    }


@pytest.mark.parametrize("kind", code_answers()[1])
def test_a_function_is_called_in_practice_as_in_grading(kind):
    question, texts = code_answers()
    sheet = practised(RULE)
    said = sheet._judge(sheet.questions[question.name], texts[kind])
    assert said == judge(question, texts[kind], sheet.data, trusted=True)
    assert said.share < 1
    if "helper" in kind:
        assert "put what it needs inside" in said.message


def test_the_working_is_shown_after_a_try_and_not_before():
    exercise = next(each for each in EXERCISES if each.name == "one_clerk")
    sheet = practised(exercise)
    assert "details" not in sheet.answer("wait", ...)._repr_mimebundle_()["text/html"]
    assert sheet.answer("wait", "soon").working is None
    shown = sheet.answer("wait", 1)._repr_mimebundle_()["text/html"]
    assert "<summary>Show the working</summary>" in shown
    steps = exercise.question("wait").working(sheet.data)
    assert steps._repr_html_() in shown


def test_a_sheet_that_is_graded_shows_no_working():
    exercise = next(each for each in EXERCISES if each.name == "one_clerk")
    drawn = variant(exercise, student="ann", secret="s" * 40)
    shown = Sheet(json.dumps(header(drawn))).answer("wait", 1)
    assert shown.working is None
    assert "details" not in shown._repr_mimebundle_()["text/html"]
