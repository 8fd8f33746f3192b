"""One notebook per student: their own data, no solution, nothing secret."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..core import Faults, fail
from ..core.files import atomic_write
from ..core.numbers import count
from ..core.progress import Progress
from .exercise import MODULE, NOTEBOOK, Exercise, Variant, load, variant
from .gradebook import as_csv
from .roster import file_name, read_roster
from .sheet import header
from .solutions import without_solutions

if TYPE_CHECKING:
    import pandas as pd
    from nbformat import NotebookNode

SHEET_TAG = "opstools-sheet"
ANSWER = re.compile(r"sheet\.answer\(\s*[\"'](\w+)[\"']")
SHORTEST_SECRET = 8
STUDENTS, KEY, MANIFEST = "students", "key.csv", "manifest.json"


@dataclass(frozen=True)
class Release:
    """What was written: a notebook per student, the instructor's key, the manifest."""

    out: Path
    notebooks: tuple[Path, ...]
    key: Path | None = None
    manifest: Path | None = None

    def __repr__(self) -> str:
        return f"{count(len(self.notebooks), 'notebook')} in {self.out}"


def release(
    exercises: Iterable[str | Path | Exercise],
    *,
    roster: str | Path | pd.DataFrame,
    secret: str | bytes,
    out: str | Path,
    nbgrader: bool = False,
    overwrite: bool = False,
) -> Release:
    """Write a notebook for every student of the roster, with all exercises and the student's data.

    `out` gets students/<id>.ipynb, key.csv with all right answers, and manifest.json. Keep the
    secret: with it, and only with it, the same variants can be made again. `nbgrader` adds the
    metadata that nbgrader wants. Nothing is replaced unless `overwrite` is true.
    """
    chosen, students, folder = load_all(exercises), read_roster(roster), Path(out)
    key = secret_key(secret)
    _check_free([folder / STUDENTS, folder / KEY, folder / MANIFEST], overwrite)
    sources = {exercise.name: _source(exercise) for exercise in chosen}
    (folder / STUDENTS).mkdir(parents=True, exist_ok=True)
    progress = Progress("release", total=len(students), unit="student")
    written, rows = [], []
    for number, student in enumerate(students, 1):
        drawn = [variant(exercise, student=student.id, secret=key) for exercise in chosen]
        notebook = student_notebook(drawn, sources, nbgrader=nbgrader)
        path = folder / STUDENTS / f"{file_name(student.id)}.ipynb"
        atomic_write(path, _checked(notebook, key))
        written.append(path)
        rows += [
            [student.id, each.exercise.name, question, answer]
            for each in drawn
            for question, answer in each.answers.items()
        ]
        progress.at(number)
    progress.close()
    atomic_write(folder / KEY, as_csv([["student", "exercise", "question", "answer"], *rows]))
    atomic_write(folder / MANIFEST, _manifest(chosen, [path.name for path in written]))
    return Release(folder, tuple(written), folder / KEY, folder / MANIFEST)


def release_practice(
    exercises: Iterable[str | Path | Exercise], *, out: str | Path, overwrite: bool = False
) -> Release:
    """Write the exercises for practice: the same numbers for all, checked at once, with hints.

    Checking at once needs the formulas, so a practice folder holds `exercise.py` too.
    """
    chosen, folder = load_all(exercises), Path(out)
    _check_free([folder / exercise.name for exercise in chosen], overwrite)
    written = []
    for exercise in chosen:
        assert exercise.folder
        path = folder / exercise.name / NOTEBOOK
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, _text(without_solutions(_source(exercise))))
        shutil.copyfile(exercise.folder / MODULE, path.parent / MODULE)
        written.append(path)
    return Release(folder, tuple(written))


def student_notebook(
    drawn: Sequence[Variant], sources: dict[str, NotebookNode], *, nbgrader: bool = False
) -> NotebookNode:
    """The cells of all exercises one after another, each with its own sheet and no solution."""
    from nbformat.v4 import new_notebook

    cells: list[NotebookNode] = []
    for each in drawn:
        student = without_solutions(sources[each.exercise.name])
        for number, cell in enumerate(student.cells, 1):
            if SHEET_TAG in cell.metadata.get("tags", []):
                cell.source = _sheet_cell(each)
                cell.metadata["jupyter"] = {"source_hidden": True}
            cell.id = f"{each.exercise.name[:50].replace('_', '-')}-{number:03}"
            if nbgrader:
                _mark_for_nbgrader(cell, each)
        cells += student.cells
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": spec, "opstools": {"student": drawn[0].student if drawn else ""}}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _sheet_cell(drawn: Variant) -> str:
    text = json.dumps(header(drawn), ensure_ascii=True, indent=1)
    return f"from opstools.coursework import Sheet\n\nsheet = Sheet({_literal(text)})"


def _literal(text: str) -> str:
    """A readable Python literal of JSON text."""
    return "r'''\n" + text.replace("'", "\\u0027") + "\n'''"


def _mark_for_nbgrader(cell: NotebookNode, drawn: Variant) -> None:
    """An answer is a manually graded cell; its points are entered, or stay with opstools.

    No cell is locked: nbgrader puts the source notebook's text into locked cells, and that has the
    data of one student only.
    """
    if cell.cell_type == "code" and (found := ANSWER.search(cell.source)):
        cell.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": f"{drawn.exercise.name}-{found[1]}",
            "points": drawn.exercise.question(found[1]).points,
            "cell_type": "code",
            "grade": True,
            "solution": True,
            "locked": False,
            "task": False,
        }


def _source(exercise: Exercise) -> NotebookNode:
    """The authored notebook, which must have a sheet cell and an answer cell for each question."""
    import nbformat

    assert exercise.folder
    notebook: NotebookNode = nbformat.read(exercise.folder / NOTEBOOK, as_version=4)
    faults = Faults(f"exercise {exercise.name}")
    sheets = sum(SHEET_TAG in cell.metadata.get("tags", []) for cell in notebook.cells)
    if sheets != 1:
        faults.add(NOTEBOOK, f"{count(sheets, 'cell')} tagged {SHEET_TAG}", "Tag exactly one cell.")
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    asked = ANSWER.findall(code)
    for question in exercise.questions:
        if asked.count(question.name) != 1:
            remedy = f'Write sheet.answer("{question.name}", …) once.'
            faults.add(NOTEBOOK, f"question {question.name} has no answer cell, or two", remedy)
    faults.raise_any()
    return notebook


def _checked(notebook: NotebookNode, secret: bytes) -> str:
    text = _text(notebook)
    assert secret.decode(errors="replace") not in text, "the secret stands in the notebook"
    return text


def _text(notebook: NotebookNode) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"


def _manifest(exercises: Sequence[Exercise], files: Sequence[str]) -> str:
    """What was released, to tell later whether an exercise has changed since."""
    digests = {exercise.name: exercise_digest(exercise) for exercise in exercises}
    return json.dumps({"version": 1, "exercises": digests, "files": list(files)}, indent=1) + "\n"


def exercise_digest(exercise: Exercise) -> str:
    """A fingerprint of an exercise's definition."""
    assert exercise.folder
    return hashlib.sha256((exercise.folder / MODULE).read_bytes()).hexdigest()


def load_all(exercises: Iterable[str | Path | Exercise]) -> list[Exercise]:
    """Exercises, given as such or as their folders."""
    given = [exercises] if isinstance(exercises, (str, Path, Exercise)) else list(exercises)
    chosen = [each if isinstance(each, Exercise) else load(each) for each in given]
    names = [exercise.name for exercise in chosen]
    faults = Faults("release")
    if not chosen:
        faults.add("exercises", "there are none", "Name at least one exercise folder.")
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.add("exercises", f"{name} is there twice", "Name every exercise once.")
    faults.raise_any()
    return chosen


def secret_key(secret: str | bytes) -> bytes:
    """The secret as bytes; too short a one is refused."""
    key = secret.encode() if isinstance(secret, str) else secret
    if len(key.strip()) < SHORTEST_SECRET:
        remedy = f"Give at least {SHORTEST_SECRET} characters, and keep them."
        fail("release", "secret", "it is too short", remedy)
    return key.strip()


def _check_free(paths: Iterable[Path], overwrite: bool) -> None:
    faults = Faults("release")
    for path in paths if not overwrite else ():
        if path.exists():
            faults.add(
                str(path), "it is there already", "Choose another folder, or overwrite=True."
            )
    faults.raise_any()
