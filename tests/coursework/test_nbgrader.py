"""nbgrader's own commands, run in an environment of its own, take what was released."""

import csv
import json
import os
import subprocess
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from classroom import EXERCISES, SECRET

from opstools.coursework import Status, grade, load, release, variant
from opstools.coursework.json_data import as_data
from opstools.coursework.own_solutions import own_answers
from opstools.coursework.release import authored

ENVIRONMENT = Path(__file__).parents[2] / ".benchmarks" / "nbgrader"
NBGRADER = ENVIRONMENT / "bin" / "nbgrader"
MAKE = (
    "python -m venv .benchmarks/nbgrader && "
    ".benchmarks/nbgrader/bin/pip install 'nbgrader==0.9.*' --editable ."
)
STUDENTS = ["ann", "bob"]
ROSTER = pd.DataFrame({"student": STUDENTS, "name": ["Ann", "Bob"]})
FOLDERS = [EXERCISES / "takt_and_bounds", EXERCISES / "beat_the_rule"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader with two of our notebooks handed in, the first of them its source."""
    folder = tmp_path_factory.mktemp("course")
    released = release(FOLDERS, roster=ROSTER, secret=SECRET, out=folder / "out", nbgrader=True)
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "om"'
    )
    for student, path in zip(STUDENTS, released.notebooks, strict=True):
        text = path.read_text(encoding="utf-8")
        if student == "ann":
            put(folder / "source" / "week3" / "week3.ipynb", text)
        put(folder / "submitted" / student / "week3" / "week3.ipynb", answered(text, student))
    return folder


def put(path, text):
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def answered(text, student):
    """The right answers typed into the notebook, which is saved without being run."""
    notebook = json.loads(text)
    cells = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]
    }
    for exercise in map(load, FOLDERS):
        drawn = variant(exercise, student=student, secret=SECRET)
        for question, answer in own_answers(authored(exercise), drawn).items():
            plain = as_data(answer)
            cells[f"{exercise.name}-{question}"]["source"] = (
                f"sheet.answer({question!r}, {plain!r})"
            )
    return json.dumps(notebook)


def test_answers_alone_are_marked(course):
    notebook = nbformat.read(course / "source" / "week3" / "week3.ipynb", as_version=4)
    marks = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    questions = [
        (load(each).name, question) for each in FOLDERS for question in load(each).questions
    ]
    assert [mark.grade_id for mark in marks] == [f"{name}-{each.name}" for name, each in questions]
    assert [mark.points for mark in marks] == [each.points for _, each in questions]
    assert not any(mark.locked for mark in marks)


def nbgrader(course, *words):
    path = os.pathsep.join([str(NBGRADER.parent), os.environ["PATH"]])  # where it looks for alembic
    own = dict.fromkeys(
        ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"], str(course / "own")
    )
    done = subprocess.run(
        [NBGRADER, *words],
        cwd=course,
        env={**os.environ, **own, "PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def autograded(course):
    if not NBGRADER.exists():
        pytest.skip(f"nbgrader is not there; make it by: {MAKE}")
    nbgrader(course, "generate_assignment", "week3")
    said = nbgrader(course, "autograde", "week3")
    assert "changed" not in said
    return course / "autograded"


@pytest.mark.slow
def test_its_autograder_accepts_them(course, autograded):
    assert sorted(path.name for path in autograded.iterdir()) == STUDENTS
    nbgrader(course, "export", "--to", str(course / "grades.csv"))
    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["student_id"] for row in rows) == STUDENTS
    possible = sum(load(each).points for each in FOLDERS)
    assert {float(row["max_score"]) for row in rows} == {possible}
    assert {float(row["score"]) for row in rows} == {0}  # points are entered by hand
    nbgrader(course, "generate_feedback", "week3")
    assert (course / "feedback" / "bob" / "week3" / "week3.html").exists()


@pytest.mark.slow
def test_what_it_has_run_is_graded_here(autograded, tmp_path):
    graded = grade(autograded, roster=ROSTER, secret=SECRET, out=tmp_path, exercises=FOLDERS)
    statuses = {mark.judgement.status for record in graded.records for mark in record.marks}
    assert statuses == {Status.CORRECT}
    assert not any(record.remarks for record in graded.records)
