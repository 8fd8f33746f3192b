"""Notebooks are written once, with their solutions; students get a copy without."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from ..core import Faults

if TYPE_CHECKING:
    from nbformat import NotebookNode

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
PLACE = "...  # your answer"
ROOM = "...  # room for steps of your own, if you need some"
OTHERS = re.compile(r";\s+your\s+neighbour\s+has\s+others(?=\.)")


def without_solutions(notebook: NotebookNode) -> NotebookNode:
    """A copy in which every marked solution is a place for an answer, and nothing has run.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("answer = (\\n### BEGIN SOLUTION\\n42\\n### END SOLUTION\\n)")
    >>> print(without_solutions(new_notebook(cells=[cell])).cells[0].source)
    answer = (
    ...  # your answer
    )
    """
    student = copy.deepcopy(notebook)
    faults = Faults("notebook")
    for number, cell in enumerate(student.cells, 1):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        cell.source = _cut(cell.source, f"cell {number}", faults)
    faults.raise_any()
    return student


def for_practice(text: str) -> str:
    """A cell's text where all have the same numbers: it does not say that they differ.

    >>> for_practice("These are\\n**your** numbers; your neighbour has others.")
    'These are\\n**your** numbers.'
    """
    return OTHERS.sub("", text)


def _cut(source: str, place: str, faults: Faults) -> str:
    kept: list[str] = []
    inside = False
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        mark = line.strip()
        if mark in (BEGIN, END):
            if inside == (mark == BEGIN):
                faults.add(place, f"{mark} stands out of turn", "Begin and end solutions by turns.")
            inside = mark == BEGIN
            if inside:
                blanks = line[: len(line) - len(line.lstrip())]
                before_answer = not blanks and any(BEGIN in later for later in lines[number:])
                kept.append(blanks + (ROOM if before_answer else PLACE))
        elif not inside:
            kept.append(line)
    if inside:
        faults.add(place, "a solution does not end", f"Add {END}.")
    return "\n".join(kept)
