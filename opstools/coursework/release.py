"""One notebook per student: their own data, no solution, nothing secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..core import Faults, fail
from ..core.files import atomic_write
from ..core.numbers import count, listing
from ..core.progress import Progress
from ..core.table import suggestion
from .checking import check_for_release
from .exercise import MODULE, NOTEBOOK, Exercise, Variant, explained, load, titled, variant
from .gradebook import as_csv
from .manifest import MANIFEST, Manifest
from .practice_set import PRACTICE, practice_text
from .roster import Student, file_name, read_rosters
from .sheet import header
from .solutions import for_practice, without_solutions

if TYPE_CHECKING:
    import pandas as pd
    from nbformat import NotebookNode

SHEET_TAG = "opstools-sheet"
ANSWER = re.compile(r"sheet\.answer\(\s*[\"'](\w+)[\"']")
SHORTEST_SECRET = 16  # characters
FEWEST_SIGNS = 8  # different ones
GUESSED = ("password", "12345678", "qwertyui", "abcdefgh", "asdfghjk")
KEY_HEADS = ("student", "exercise", "question", "answer")
STUDENTS, KEY = "students", "key.csv"


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
    roster: str | Path | pd.DataFrame | Sequence[str | Path],
    secret: str | bytes,
    out: str | Path,
    title: str = "",
    nbgrader: bool = False,
    overwrite: bool = False,
    add: bool = False,
) -> Release:
    """Write a notebook for every student of the roster, with all exercises and the student's data.

    `out` gets students/<id>.ipynb, key.csv with all right answers, and manifest.json. Keep the
    secret: with it, and only with it, the same variants can be made again. Another `title` gives
    other numbers. `nbgrader` adds the metadata that nbgrader wants. `add` writes notebooks for
    students who have none yet and leaves the others; else nothing is replaced unless `overwrite`
    is true. Exercises that could not be graded are refused before anything is written.
    """
    chosen, students, folder = load_all(exercises), read_rosters(roster), Path(out)
    key = secret_key(secret)
    before = _before(folder, chosen, key, title) if add else None
    if before is None:
        _check_free([folder / STUDENTS, folder / KEY, folder / MANIFEST], overwrite)
    sources = {exercise.name: authored(exercise) for exercise in chosen}
    for exercise in chosen:
        check_for_release(exercise, sources[exercise.name])
    there = dict(before.students) if before else {}
    new = [student for student in students if student.id not in there]
    made = list(_made(new, chosen, sources, titled(key, title), nbgrader=nbgrader))
    (folder / STUDENTS).mkdir(parents=True, exist_ok=True)
    written, rows = [], []
    for student, text, answers in made:
        path = folder / STUDENTS / f"{file_name(student.id)}.ipynb"
        atomic_write(path, text)
        written.append(path)
        rows += answers
        there[student.id] = path.name
    head = (folder / KEY).read_text(encoding="utf-8") if before else as_csv([KEY_HEADS])
    atomic_write(folder / KEY, head + as_csv(rows), private=True)
    manifest = Manifest.of(chosen, key, title, there).write(folder)
    return Release(folder, tuple(written), folder / KEY, manifest)


def _before(folder: Path, exercises: Sequence[Exercise], key: bytes, title: str) -> Manifest | None:
    """The release that is added to, which must be the same; None where there is none yet."""
    before = Manifest.read(folder / MANIFEST)
    if before is None:
        return None
    faults = before.faults(exercises, (), key)
    if before.title != title:
        faults.add("title", f"it was {before.title or 'none'}", "Give the same one.")
    faults.raise_any()
    return before


def _made(
    students: Sequence[Student],
    exercises: Sequence[Exercise],
    sources: dict[str, NotebookNode],
    key: bytes,
    *,
    nbgrader: bool,
) -> Iterator[tuple[Student, str, list[list[str]]]]:
    """Each student with the text of the notebook and the rows of the key."""
    progress = Progress("release", total=len(students), unit="student")
    try:
        for number, student in enumerate(students, 1):
            drawn = [variant(exercise, student=student.id, secret=key) for exercise in exercises]
            rows = []
            for each in drawn:
                with explained(each.exercise, "answers"):
                    answers = each.answers
                rows += [[student.id, each.exercise.name, *pair] for pair in answers.items()]
            notebook = student_notebook(drawn, sources, nbgrader=nbgrader)
            yield student, _checked(notebook, key), rows
            progress.at(number)
    finally:
        progress.close()


def release_practice(
    exercises: Iterable[str | Path | Exercise], *, out: str | Path, overwrite: bool = False
) -> Release:
    """Write the exercises for practice: the same numbers for all, checked at once, with hints.

    What is checked against are the results for these numbers, in practice.json. The folder holds
    nothing that would compute the answers to anybody's graded notebook.
    """
    chosen, folder = load_all(exercises), Path(out)
    _check_free([folder / exercise.name for exercise in chosen], overwrite)
    written = []
    for exercise in chosen:
        assert exercise.folder
        path = folder / exercise.name / NOTEBOOK
        path.parent.mkdir(parents=True, exist_ok=True)
        notebook = without_solutions(authored(exercise))
        for cell in notebook.cells:
            cell.source = for_practice(cell.source)
        atomic_write(path, _text(notebook))
        atomic_write(path.parent / PRACTICE, practice_text(exercise))
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


def authored(exercise: Exercise) -> NotebookNode:
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
    names = [question.name for question in exercise.questions]
    for name in dict.fromkeys(asked):
        if name not in names:
            remedy = suggestion(name, names) or f"There are {listing(names)}."
            faults.add(NOTEBOOK, f"it answers {name}, which {MODULE} does not ask", remedy)
    faults.raise_any()
    return notebook


def _checked(notebook: NotebookNode, secret: bytes) -> str:
    text = _text(notebook)
    assert secret.decode(errors="replace") not in text, "the secret stands in the notebook"
    return text


def _text(notebook: NotebookNode) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"


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
    """The secret as bytes; one that could be guessed is refused.

    The command makes one of 256 bits. Of one that somebody thought up only the worst is seen: too
    few characters, too few different ones, digits alone, or a row of the keyboard.
    """
    key = (secret.encode() if isinstance(secret, str) else secret).strip()
    text = key.decode(errors="replace").casefold()
    problem = ""
    if len(key) < SHORTEST_SECRET:
        problem = "it is too short"
    elif len(set(text)) < FEWEST_SIGNS or text.isdigit() or any(row in text for row in GUESSED):
        problem = "it is too easy to guess"
    if problem:
        remedy = (
            "Let `opstools release` make one, or python -c 'import secrets; "
            "print(secrets.token_urlsafe(32))', and keep it."
        )
        fail("release", "secret", problem, remedy)
    return key


def _check_free(paths: Sequence[Path], overwrite: bool) -> None:
    there = [path.name for path in paths if path.exists()]
    if there and not overwrite:
        remedy = (
            "Choose another title; or add=True (--add) for students who have no notebook yet, "
            "or overwrite=True (--overwrite) to replace it."
        )
        be = "is" if len(there) == 1 else "are"
        fail("release", str(paths[0].parent), f"{listing(there)} {be} there already", remedy)
