"""An exercise's notebook, worked as its author wrote it: its own solutions must be right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..core import Faults, ProblemError, fail
from .checking import check_for_release
from .code import Code
from .exercise import NOTEBOOK, Exercise, Variant, stopped, variant
from .json_data import as_data
from .judgement import Status
from .questions import Question
from .release import SHEET_TAG, authored
from .sheet import Sheet, header

if TYPE_CHECKING:
    from nbformat import NotebookNode

STUDENTS = 3
MAGIC = ("%", "!")  # lines that are a notebook's, and no Python


def check_notebook(exercise: Exercise) -> None:
    """Raise one `ProblemError` where the notebook could not be released or is not solved by itself.

    >>> from opstools.coursework import load
    >>> check_notebook(load("exercises/law_in_a_hospital"))
    """
    notebook = authored(exercise)
    check_for_release(exercise, notebook)
    faults = Faults(f"exercise {exercise.name}")
    remedy = f"Correct the solution in {NOTEBOOK}, or the answer in exercise.py."
    for k in range(STUDENTS):
        drawn = variant(exercise, student=f"check {k}", secret="check")
        for name, said in complaints(notebook, drawn).items():
            faults.add(f"question {name}", said, remedy)
        faults.raise_any()


def complaints(notebook: NotebookNode, drawn: Variant) -> dict[str, str]:
    """Questions that the notebook's own solutions do not solve for a variant, and why."""
    answers = own_answers(notebook, drawn)
    said = {
        question.name: _complaint(question, answers.get(question.name), drawn)
        for question in drawn.exercise.questions
    }
    return {name: why for name, why in said.items() if why}


def own_answers(notebook: NotebookNode, drawn: Variant) -> Mapping[str, Any]:
    """What the solution cells answer for a variant, by running them."""
    name = drawn.exercise.name
    found: dict[str, Any] = {}

    class Recorder(Sheet):
        def answer(self, question: str, value: Any = ...) -> Any:
            found[question] = value

    names = {"sheet": Recorder(header(drawn)), "print": lambda *_, **__: None}
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code" or SHEET_TAG in cell.metadata.get("tags", []):
            continue
        lines = cell.source.split("\n")
        source = "\n".join("" if line.startswith(MAGIC) else line for line in lines)
        try:
            exec(compile(source, f"{name}, cell {number}", "exec"), names)
        except Exception as error:  # whatever an author's own cell raises
            place = f"{NOTEBOOK}, cell {number}"
            fail(f"exercise {name}", place, stopped(error), "Correct the cell.")
    return found


def _complaint(question: Question, value: Any, drawn: Variant) -> str:
    """Why the notebook's own answer does not earn all points; nothing where it does."""
    try:
        if isinstance(question, Code):
            cases = question.cases(drawn.data)
            returned = [json.loads(json.dumps(value(*case.arguments))) for case in cases]
            right = all(map(question.matches, returned, [case.expected for case in cases]))
            return "" if right else "the notebook's own function does not return what is right"
        said = question.judge(as_data(value), drawn.data)
    except ProblemError as error:
        return f"the notebook's own solution cannot be read ({error.faults[0].problem})"
    except Exception as error:
        return f"the notebook's own function stops with {type(error).__name__}"
    right = said.status is Status.CORRECT and said.share == 1
    return "" if right else f"the notebook's own solution is judged: {said.message[:-1]}"
