"""A class large enough to be disturbed while it is graded."""

import json
from pathlib import Path

import pandas as pd
from classroom import EXERCISES, SECRET, notebook, record

from opstools.coursework import load, variant
from opstools.coursework.sandbox import available

STUDENTS = [f"s{k:03}" for k in range(60)]
ROSTER = pd.DataFrame({"student": STUDENTS, "name": [f"Student {k}" for k in STUDENTS]})
# Some code to run makes the work long enough.
FOLDERS = [EXERCISES / "takt_and_bounds", *([EXERCISES / "write_a_rule"] if available() else [])]
SOURCE = """
def positional_weights(tasks):
    next_ones = {t["task"]: [n for n in tasks if t["task"] in n["predecessors"]] for t in tasks}
    def behind(task):
        return {task["task"]}.union(*(behind(n) for n in next_ones[task["task"]]))
    times = {task["task"]: task["time"] for task in tasks}
    return {task["task"]: sum(times[name] for name in behind(task)) for task in tasks}
"""


def hand_in(folder: Path) -> Path:
    """A notebook of everybody with right answers to everything, the roster and the secret."""
    exercises = [load(each) for each in FOLDERS]
    (folder / "handed in").mkdir()
    for student in STUDENTS:
        entries = []
        for exercise in exercises:
            drawn = variant(exercise, student=student, secret=SECRET)
            for question in exercise.questions:
                answer = SOURCE if question.kind == "code" else question.answer(drawn.data)
                entries.append(record(drawn, question.name, answer))
        path = folder / "handed in" / f"{student}.ipynb"
        path.write_text(json.dumps(notebook(*entries)), encoding="utf-8")
    ROSTER.to_csv(folder / "roster.csv", index=False)
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    return folder


def command(folder: Path, out: Path) -> list[str]:
    """How `opstools` is asked to grade them; everything is found in out / "week3"."""
    words = ["grade", "week3", folder / "handed in", "--out", out]
    words += ["--roster", folder / "roster.csv", "--secret-file", folder / "secret"]
    words += [word for each in FOLDERS for word in ("-e", each)]
    return [str(word) for word in words]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: path.read_bytes() for name, path in files.items() if path.is_file()}
