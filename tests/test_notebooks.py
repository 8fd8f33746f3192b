"""The notebooks run, show what they are committed with, and keep the house rules."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from opstools.coursework import without_solutions
from opstools.coursework.solutions import BEGIN, END

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted([*ROOT.glob("notebooks/**/*.ipynb"), *ROOT.glob("exercises/**/*.ipynb")])
NOTEBOOKS = [path for path in NOTEBOOKS if ".ipynb_checkpoints" not in path.parts]
MARK = "# NBVAL_CHECK_OUTPUT"
POLITE = {"ProblemError", "Infeasible"}
FEWEST_COMPARED = 0.3  # of the cells that show something, in chapters

CHAPTERS = [path for path in NOTEBOOKS if "notebooks" in path.relative_to(ROOT).parts]

each_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def lines_of_code(cell):
    lines = map(str.strip, cell.source.splitlines())
    return sum(1 for line in lines if line and not line.startswith("#"))


TOGETHER = 12  # notebooks in one run of nbval: it starts once for all of them
RUNS = [NOTEBOOKS[k : k + TOGETHER] for k in range(0, len(NOTEBOOKS), TOGETHER)]


@pytest.mark.notebooks
@pytest.mark.parametrize("paths", RUNS, ids=lambda paths: paths[0].parent.name + paths[0].stem)
def test_they_run_and_show_the_same(paths):
    command = [sys.executable, "-m", "pytest", "-p", "nbval.plugin", "--nbval-lax"]
    command += ["--nbval-current-env", "-q", "--nbval-cell-timeout=120"]
    command += ["-p", "no:cacheprovider", "-o", "addopts=", *map(str, paths)]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # a second sooner
    run = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:]


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all: each notebook would wait for the libraries anew."""
    manager, client = start_new_kernel()
    yield manager
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def execute(notebook, path, manager):
    """Execute in a kernel that forgets the names of the notebook before."""
    forget = new_code_cell(f"%reset -f\n%cd -q {path.parent}")
    whole = new_notebook(cells=[forget, *notebook.cells], metadata=notebook.metadata)
    NotebookClient(whole, km=manager, timeout=120, allow_errors=True).execute(cleanup_kc=False)


@pytest.mark.notebooks
@each_notebook
def test_students_copy_fails_politely_and_leaks_nothing(path, kernel):
    notebook = read(path)
    student = without_solutions(notebook)
    assert BEGIN not in nbformat.writes(student)
    for cell, students in zip(notebook.cells, student.cells, strict=True):
        for solution in re.findall(rf"{BEGIN}\n(.*?){END}", cell.source, re.DOTALL):
            assert solution.strip() not in students.source
            assert not students.get("outputs")
    if path in CHAPTERS:
        return  # the browser tests run what students get of these
    execute(student, path, kernel)
    errors = [out for cell in code(student) for out in cell.outputs if out.output_type == "error"]
    assert {error.ename for error in errors} <= POLITE
    assert not any("Traceback" in line for error in errors for line in error.traceback)


@each_notebook
def test_house_rules(path):
    notebook = read(path)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids), "cell ids are not unique"
    assert notebook.metadata.kernelspec.name == "python3"
    for number, cell in enumerate(notebook.cells, 1):
        where = f"cell {number}: {cell.source[:60]!r}"
        assert not re.search(r"(?<![\w.])/(home|Users|root|work|tmp)/", cell.source), where
        if cell.cell_type != "code":
            continue
        assert not cell.source.rstrip().endswith(";"), where
        kept = bool(cell.outputs), cell.execution_count is not None
        assert kept == 2 * (MARK in cell.source,), f"{where} (run refresh_notebooks.py)"
        assert "default_rng()" not in cell.source, f"{where} has no seed"
        assert not re.search(r"(np\.random\.(?!default_rng)|random\.seed)", cell.source), where
        assert lines_of_code(cell) <= 12, f"{where} is long; functions live in the package"


@each_chapter
def test_enough_outputs_are_compared(path):
    cells = code(read(path))
    compared = [cell for cell in cells if MARK in cell.source and cell.outputs]
    assert len(compared) >= FEWEST_COMPARED * len(cells)


@each_chapter
def test_it_is_text_with_small_experiments(path):
    notebook = read(path)
    words = sum(len(c.source.split()) for c in notebook.cells if c.cell_type == "markdown")
    lines = [lines_of_code(cell) for cell in code(notebook)]
    assert sorted(lines)[len(lines) // 2] <= 3
    assert words / sum(lines) >= 12
