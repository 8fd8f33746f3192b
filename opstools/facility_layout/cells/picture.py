"""Machines and parts as a table of squares, with binary words beside it and cells framed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, WARNING, fill
from ...core.sketch import Group, Shape, Sketch, Text, box, fitted, text_width
from .result import Sorted

if TYPE_CHECKING:
    from .problem import Incidence

CELL, LEAST, MOST_WIDE = 22.0, 9.0, 640.0
SIZE, SMALL, PAD = 8.0, 6.5, 6.0
MOST_NAME, MOST_WORD = 110.0, 70.0
INSIDE, OUTSIDE = "#3B6FB5", "#B2182B"


def table(problem: Incidence, state: Sorted) -> Sketch:
    """The table in the order of a state."""
    return _sketch(problem, state, len(state.rows))


def bare(problem: Incidence, rows: int) -> Sketch:
    """The table as it was given, its first rows filled in."""
    whole = tuple(range(len(problem.machines))), tuple(range(len(problem.parts)))
    return _sketch(problem, Sorted(*whole), rows)


def _sketch(problem: Incidence, state: Sorted, shown: int) -> Sketch:
    machines = [problem.machines[k] for k in state.rows]
    parts = [problem.parts[k] for k in state.columns]
    side = max(LEAST, min(CELL, MOST_WIDE / len(parts)))
    size = min(SIZE, side * 0.75)
    names = [fitted(each, MOST_NAME, size) for each in machines]
    left = 2 * PAD + max(text_width(each, size) for each in names)
    heads = [fitted(each, MOST_NAME, size) for each in parts]
    top = 2 * PAD + max(text_width(each, size) for each in heads)
    shapes: list[Shape] = []
    for j, each in enumerate(heads):
        at = (left + (j + 0.5) * side, top - PAD / 2)
        shapes.append(Text(at, each, size, "center", "bottom", turned=True))
    for i, each in enumerate(names):
        shapes.append(Text((left - PAD, top + (i + 0.5) * side), each, size, "right"))
    shapes += _squares(problem, state, left, top, side, shown)
    shapes += _frames(state, left, top, side)
    words, room, below = _words(state, left, top, side, size)
    shapes += words
    high = top + len(machines) * side + below + PAD
    if state.cut:
        shapes.append(Text((PAD, high + 5), "blue: inside a cell; red, crossed: outside", SMALL))
        high += 14
    width = max(left + len(parts) * side + room + PAD, 200.0)
    ones = f"{problem.operations} operations"
    title = f"{len(state.cut)} cells" if state.cut else f"{len(machines)} machines, {ones}"
    return Sketch(width, high, title, _told(machines, parts), tuple(shapes))


def _told(machines: Sequence[str], parts: Sequence[str]) -> str:
    return f"Machines in the order {', '.join(machines)}; parts in the order {', '.join(parts)}."


def _squares(
    problem: Incidence, state: Sorted, left: float, top: float, side: float, shown: int
) -> Iterator[Shape]:
    for i, row in enumerate(state.rows):
        for j, column in enumerate(state.columns):
            x, y = left + j * side, top + i * side
            yield box(x, y, side, side, edge="#cccccc", thick=0.4)
            if i < shown and problem.needs.cells[row][column]:
                yield _one(problem, state, (i, j), (x, y), side)


def _one(
    problem: Incidence,
    state: Sorted,
    at: tuple[int, int],
    corner: tuple[float, float],
    side: float,
) -> Shape:
    """A 1: a filled square, of another colour and crossed where it is outside all cells."""
    (i, j), (x, y), gap = at, corner, side * 0.14
    inside = not state.cut or _cell_of(state, 0, i) == _cell_of(state, 1, j)
    colour = INSIDE if inside else OUTSIDE
    square = box(x + gap, y + gap, side - 2 * gap, side - 2 * gap, fill=colour, edge=colour)
    machine, part = problem.machines[state.rows[i]], problem.parts[state.columns[j]]
    middle = (x + side / 2, y + side / 2)
    sign = Text(middle, "1" if inside else "×", side * 0.5, "center", color="white")
    return Group(f"{part} needs {machine}", (square, sign))


def _cell_of(state: Sorted, axis: int, place: int) -> int:
    return next(k for k, ends in enumerate(state.cut) if place < ends[axis])


def _frames(state: Sorted, left: float, top: float, side: float) -> Iterator[Shape]:
    up, before = 0, 0
    for k, (down, across) in enumerate(state.cut, 1):
        corner = left + before * side, top + up * side
        yield box(*corner, (across - before) * side, (down - up) * side, edge=BLUE, thick=2.2)
        yield box(*corner, (across - before) * side, 1.5, fill=fill(k), edge=GREY, thick=0.3)
        up, before = down, across


def _words(
    state: Sorted, left: float, top: float, side: float, size: float
) -> tuple[list[Shape], float, float]:
    """Binary words at the right of rows or below columns, and the room that they take."""
    told = [f"{word:,}" if word < 10**9 else f"{word:.3g}" for word in state.words]
    if not told:
        return [], 0.0, 0.0
    room = max(text_width(each, size) for each in told) + PAD
    right, bottom = left + len(state.columns) * side, top + len(state.rows) * side
    shapes: list[Shape] = []
    for k, each in enumerate(told):
        if state.side == "row":
            at = (right + PAD / 2, top + (k + 0.5) * side)
            shapes.append(Text(at, each, size, color=WARNING))
        else:
            at = (left + (k + 0.5) * side, bottom + PAD / 2)
            shapes.append(Text(at, each, size, "center", "top", turned=True, color=WARNING))
    return (shapes, room, 0.0) if state.side == "row" else (shapes, 0.0, room)
