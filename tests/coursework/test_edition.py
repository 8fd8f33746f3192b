"""The student edition: complete, without solutions, and never at the cost of a student's work."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from helpers import complaint
from nbclient import NotebookClient

from opstools.coursework.edition import student_edition
from opstools.coursework.find import exercise_folder
from opstools.coursework.solutions import BEGIN, END, without_solutions
from opstools.flow import build_up

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path):
    """A course of two chapters and one exercise."""
    for part in ("notebooks/00_start_here.ipynb", "notebooks/04c_line_balancing.ipynb"):
        target = tmp_path / "source" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / part, target)
    shutil.copytree(
        ROOT / "exercises/takt_and_bounds", tmp_path / "source/exercises/takt_and_bounds"
    )
    return tmp_path / "source"


@pytest.fixture
def edition(course, tmp_path):
    folder = tmp_path / "mine"
    student_edition(course, folder)
    return folder


def edit(path: Path, change) -> None:
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def add_note(notebook) -> None:
    notebook.cells.append(nbformat.v4.new_markdown_cell("My own note."))


EXERCISE = "exercises/takt_and_bounds/exercise.ipynb"
START = "notebooks/00_start_here.ipynb"


def test_it_holds_every_notebook_and_no_solution(tmp_path):
    made = student_edition(ROOT, tmp_path / "mine")
    sources = [*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("exercises/*/exercise.ipynb")]
    assert set(made.written) == {path.relative_to(ROOT).as_posix() for path in sources}
    files = [path for path in made.folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".ipynb", ".json"}, "formulas are solutions too"
    solved = 0
    for path in sources:
        cells = nbformat.read(made.folder / path.relative_to(ROOT), 4).cells
        text = "\n".join(cell.source for cell in cells)
        assert BEGIN not in text
        assert "NBVAL" not in text
        assert not re.search(r"your\s+neighbour\s+has", text), (
            "in practice all have the same numbers"
        )
        for cell, students in zip(nbformat.read(path, 4).cells, cells, strict=True):
            for part in cell.source.split(BEGIN)[1:]:
                solved += 1
                assert part.split(END)[0].strip() not in students.source
    assert solved > 20


def test_a_student_sees_where_other_numbers_and_own_steps_go(course, edition):
    sheet = nbformat.read(edition / EXERCISE, 4).cells[1].source
    assert sheet.endswith('sheet = practice("takt_and_bounds", number=1)  # 2, 3, …: other numbers')
    cell = nbformat.v4.new_code_cell(
        f"{BEGIN}\nx = 1\n{END}\ny = (\n    {BEGIN}\n    x\n    {END}\n)"
    )
    assert without_solutions(nbformat.v4.new_notebook(cells=[cell])).cells[0].source == (
        "...  # room for steps of your own, if you need some\ny = (\n    ...  # your answer\n)"
    )


def test_dots_that_a_method_is_given_are_named():
    assert complaint(build_up, ...) == (
        "ProblemError: build_up, rates: the dots still stand there. Give a Periods "
        "(Periods.from_csv and datasets.load make one), or a table with columns duration, "
        "arrival_rate, service_rate."
    )


def test_no_cell_begins_with_an_empty_line(course, edition):
    for path in edition.rglob("*.ipynb"):
        assert not [c for c in nbformat.read(path, 4).cells if c.source.startswith("\n")], path


def test_a_second_time_changes_nothing(course, edition):
    before = {path: path.stat().st_mtime_ns for path in edition.rglob("*.ipynb")}
    again = student_edition(course, edition)
    assert (again.written, again.kept) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in edition.rglob("*.ipynb")} == before


def test_what_the_course_changed_is_refreshed(course, edition):
    edit(course / START, add_note)
    again = student_edition(course, edition)
    assert (again.written, again.kept) == ((START,), ())
    assert "My own note." in (edition / START).read_text(encoding="utf-8")


def test_what_the_student_changed_stays(course, edition):
    edit(edition / EXERCISE, add_note)
    mine = (edition / EXERCISE).read_text(encoding="utf-8")
    assert student_edition(course, edition).written == ()
    for k in range(2):  # the newer new one takes the place of the older, which nobody touched
        edit(course / EXERCISE, lambda notebook: notebook.cells.insert(0, notebook.cells[0]))
        again = student_edition(course, edition)
        assert again.kept == (EXERCISE,)
        assert f"Yours stay as they are: {EXERCISE}" in repr(again)
        assert (edition / EXERCISE).read_text(encoding="utf-8") == mine
        names = sorted(path.name for path in (edition / EXERCISE).parent.iterdir())
        assert names == ["exercise.ipynb", "exercise.new.ipynb"], k
    edit((edition / EXERCISE).with_name("exercise.new.ipynb"), add_note)
    edit(course / EXERCISE, lambda notebook: notebook.cells.insert(0, notebook.cells[0]))
    student_edition(course, edition)
    assert (edition / EXERCISE).with_name("exercise.new2.ipynb").exists()
    assert (edition / EXERCISE).read_text(encoding="utf-8") == mine


def test_running_a_notebook_is_no_change(course, edition):
    edit(edition / START, lambda notebook: notebook.cells[-1].update(execution_count=7))
    edit(course / START, add_note)
    assert student_edition(course, edition).kept == ()


def test_what_was_lost_comes_back(course, edition):
    (edition / START).unlink()
    assert student_edition(course, edition).written == (START,)


def test_nothing_else_is_touched(course, tmp_path):
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "thesis.tex").write_text("mine", encoding="utf-8")
    assert complaint(student_edition, course, other).endswith(
        f"{other}: there is something else in it. Name a new folder."
    )
    for inside in (course, course / "notebooks"):
        assert "the course itself stands there" in complaint(student_edition, course, inside)
    assert "there is no course" in complaint(student_edition, other, tmp_path / "new")


def test_an_exercise_works_wherever_the_student_put_it(edition):
    moved = edition / "notebooks" / "week 3" / "my takt.ipynb"
    moved.parent.mkdir()
    shutil.move(edition / EXERCISE, moved)
    notebook = nbformat.read(moved, as_version=4)
    client = NotebookClient(notebook, resources={"metadata": {"path": moved.parent}})
    client.execute()
    said = [out.data["text/plain"] for cell in notebook.cells for out in cell.get("outputs", [])
            if "data" in out]  # fmt: skip
    assert any(text.startswith("takt: – No answer yet. Write a number") for text in said)


def test_an_exercise_that_is_nowhere_is_explained(edition):
    assert complaint(exercise_folder, "takt_and_bound", edition) == (
        "ProblemError: practice, takt_and_bound: there is no such exercise. "
        "Did you mean takt_and_bounds?"
    )


def test_lab_prints_the_address_of_page_one(tmp_path):
    command = [sys.executable, "-m", "opstools.cli", "lab", "--into", str(tmp_path / "mine"),
               "--no-browser", "--ServerApp.port=0", "--ServerApp.token=t"]  # fmt: skip
    folders = {name: str(tmp_path / name) for name in
               ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **folders}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        shown = []
        for line in process.stdout:
            shown.append(line)
            if "/lab/tree/notebooks/00_start_here.ipynb?token=" in line:
                break
        else:
            pytest.fail("".join(shown))
    finally:
        process.kill()
        process.wait()
    assert "notebooks new or refreshed" in shown[0]
    assert json.loads((tmp_path / "mine/.opstools-edition.json").read_text())["version"] == 1
