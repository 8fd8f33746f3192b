"""Run the notebooks and keep only the outputs that a test compares.

    python tests/refresh_notebooks.py [notebooks/04c_line_balancing.ipynb …]

Cells marked NBVAL_CHECK_OUTPUT keep what they show; all others are committed without outputs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
MARK = "# NBVAL_CHECK_OUTPUT"


def refresh(path: Path) -> None:
    """Execute one notebook in its folder and write it back, tidied."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:03}"
        cell.metadata = {"tags": cell.metadata.tags} if "tags" in cell.metadata else {}
        if cell.cell_type == "code" and MARK not in cell.source:
            cell.execution_count, cell.outputs = None, []
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = {"kernelspec": spec, "language_info": {"name": "python"}}
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or sorted(ROOT.glob("notebooks/**/*.ipynb")):
        refresh(path)
        print(path)
