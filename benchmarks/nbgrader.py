"""The autograder of the field, in an environment of its own, on the same functions as opstools."""

import json
import os
import random
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from nbformat.v4 import new_code_cell, new_notebook

from opstools.coursework import load, variant

from .submissions import EXERCISES, NEXT_ONLY, RIGHT, SECRET, WRONG

FOLDER = Path(__file__).parents[1] / ".benchmarks" / "nbgrader" / "bin"
MAKE = (
    "python -m venv .benchmarks/nbgrader && "
    ".benchmarks/nbgrader/bin/pip install 'nbgrader==0.9.*' --editable ."
)
CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'om'\n"
SPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


class Measured(NamedTuple):
    name: str
    seconds: float


def marginal(few: int, many: int) -> Measured | None:
    """Seconds for one more submission, autograded and with feedback; None where it is missing."""
    if not (FOLDER / "nbgrader").exists():
        return None
    return Measured(_version(), (_graded(many) - _graded(few)) / (many - few))


def _graded(students: int) -> float:
    with TemporaryDirectory(prefix="nbgrader-") as place:
        course = Path(place)
        (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        _put(course / "source" / "week3", _assignment("### BEGIN SOLUTION\n### END SOLUTION"))
        for number in range(students):
            wrong = random.Random(number).random() < WRONG
            path = course / "submitted" / f"s{number:05}" / "week3"
            _put(path, _assignment(NEXT_ONLY if wrong else RIGHT))
        _run(course, "generate_assignment", "week3")
        start = time.perf_counter()
        _run(course, "autograde", "week3")
        _run(course, "generate_feedback", "week3")
        seconds = time.perf_counter() - start
        assert len(list(course.glob("feedback/*/week3/week3.html"))) == students
        return seconds


def _assignment(answer: str) -> str:
    """The question of write_a_rule, as one writes it there: hidden tests stand in the notebook."""
    drawn = variant(load(EXERCISES / "write_a_rule"), student="everybody", secret=SECRET)
    right: dict[str, object] = {}
    exec(RIGHT, right)
    tests = [
        f"assert positional_weights({line!r}) == {right['positional_weights'](line)!r}"
        for line in drawn.data["lines"]
    ]
    hidden = ["### BEGIN HIDDEN TESTS", *tests[1:], "### END HIDDEN TESTS"]
    cells = [
        _cell("data", f"tasks = {drawn.data['lines'][0]!r}", locked=True),
        _cell("rule", answer, solution=True),
        _cell("tests", "\n".join([tests[0], *hidden]), locked=True, grade=True, points=4),
    ]
    return json.dumps(new_notebook(cells=cells, metadata={"kernelspec": SPEC}))


def _cell(name: str, source: str, **marks: object) -> object:
    kind = {"schema_version": 3, "grade_id": name, "cell_type": "code", "task": False}
    marks = {"grade": False, "solution": False, "locked": False, **marks}
    return new_code_cell(source, metadata={"nbgrader": {**kind, **marks}})


def _put(folder: Path, notebook: str) -> None:
    folder.mkdir(parents=True)
    (folder / "week3.ipynb").write_text(notebook, encoding="utf-8")


def _version() -> str:
    told = subprocess.run([FOLDER / "nbgrader", "--version"], capture_output=True, text=True)
    return told.stdout.strip().splitlines()[-1].replace(" version", "")


def _run(course: Path, *words: str) -> None:
    path = os.pathsep.join([str(FOLDER), os.environ["PATH"]])  # it calls alembic by name
    own = dict.fromkeys(["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"], str(course))
    subprocess.run(
        [FOLDER / "nbgrader", *words],
        cwd=course,
        env={**os.environ, **own, "PATH": path},
        capture_output=True,
        check=True,
    )
