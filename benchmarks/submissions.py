"""A class that has worked: released notebooks with answers, right ones and known mistakes."""

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from opstools.coursework import Exercise, Variant, load, variant
from opstools.coursework.exercise import data_digest
from opstools.coursework.json_data import as_data
from opstools.coursework.parallel import in_parallel
from opstools.coursework.release import ANSWER, _source, student_notebook
from opstools.coursework.sheet import MIME, VERSION

EXERCISES = Path(__file__).parents[1] / "exercises"
SECRET = "a secret for benchmarks"
WRONG = 0.4  # of the answers are a known mistake
RIGHT = """\
def positional_weights(tasks):
    times = {task["task"]: task["time"] for task in tasks}

    def followers(name):
        direct = [task["task"] for task in tasks if name in task["predecessors"]]
        return set(direct).union(*map(followers, direct))

    return {name: times[name] + sum(times[f] for f in followers(name)) for name in times}
"""
NEXT_ONLY = """\
def positional_weights(tasks):
    weights = {task["task"]: task["time"] for task in tasks}
    for task in tasks:
        for before in task["predecessors"]:
            weights[before] += task["time"]
    return weights
"""


@dataclass(frozen=True)
class Task:
    """One student's notebook to be made."""

    student: str
    exercises: tuple[str, ...]
    path: Path


def roster(students: int) -> pd.DataFrame:
    names = [f"s{k:05}" for k in range(students)]
    return pd.DataFrame({"student": names, "name": [f"Student {name}" for name in names]})


def hand_in(folder: Path, exercises: tuple[str, ...], students: int) -> Path:
    """A notebook of each student in a new folder."""
    folder.mkdir()
    tasks = [Task(s, exercises, folder / f"{s}.ipynb") for s in roster(students)["student"]]
    for _ in in_parallel(_work, tasks, None, "submissions", _lost):
        pass
    return folder


def _lost(task: Task) -> None:
    raise RuntimeError(f"no notebook for {task.student}")


def _work(task: Task) -> None:
    """Release a notebook and answer in it, as a student's run of all cells would."""
    cells = []
    for name in task.exercises:
        drawn = variant(_loaded(name), student=task.student, secret=SECRET)
        notebook = student_notebook([drawn], {name: _authored(name)})
        for number, cell in enumerate(notebook.cells, 1):
            if cell.cell_type == "code" and (found := ANSWER.search(cell.source)):
                cell.execution_count = number
                cell.outputs = [_output(number, _answer(drawn, found[1]))]
        cells += notebook.cells
    notebook.cells = cells
    task.path.write_text(json.dumps(notebook), encoding="utf-8")


@cache
def _loaded(name: str) -> Exercise:
    return load(EXERCISES / name)


@cache
def _authored(name: str) -> NotebookNode:
    return _source(_loaded(name))


def _answer(drawn: Variant, name: str) -> dict[str, object]:
    question = drawn.exercise.question(name)
    choice = random.Random(f"{drawn.student} {name}")
    wrong = question.mistakes and choice.random() < WRONG
    if question.kind == "code":
        value = NEXT_ONLY if wrong else RIGHT
    else:
        value = (choice.choice(question.mistakes) if wrong else question).answer(drawn.data)
    return {
        "version": VERSION,
        "exercise": drawn.exercise.name,
        "question": name,
        "student": drawn.student,
        "token": drawn.token,
        "digest": data_digest(drawn.data),
        "value": as_data(value),
    }


def _output(number: int, record: dict[str, object]) -> dict[str, object]:
    data = {"text/plain": f"{record['question']}: recorded.", MIME: record}
    kind = {"output_type": "execute_result", "execution_count": number}
    return {**kind, "metadata": {}, "data": data}
