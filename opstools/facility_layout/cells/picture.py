"""Machines and parts as a table of squares, with binary words beside it and cells framed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, WARNING, fill
from ...core.numbers import count
from ...core.sketch import Group, Shape, Sketch, Text, box, fitted, text_width
from .result import Sorted

if TYPE_CHECKING:
    from .problem import Incidence

CELL, LEAST, MOST_WIDE = 26.0, 9.0, 640.0
SIZE, SMALL, PAD = 9.5, 8.0, 6.0
MOST_NAME = 110.0
MOST_WEIGHTS = 14  # that are written
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
    shapes += _words(state, left, top, side, size) + _weights(state, left, top, side, size)
    room = _room(state, "row", size)
    high = top + len(machines) * side + _room(state, "column", size) + PAD
    below = "blue: inside a cell; red, crossed: outside" if state.cut else ""
    if state.words:
        below = (
            "red: what it reads; grey: what a 1 weighs" if _powers(state) else "red: what it reads"
        )
    if below:
        shapes.append(Text((PAD, high + 5), below, SMALL))
        high += 14
    width = max(left + len(parts) * side + room + PAD, 225.0)
    title = f"{count(len(machines), 'machine')}, {count(problem.operations, 'operation')}"
    if state.cut:
        title = count(len(state.cut), "cell")
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


def _words(state: Sorted, left: float, top: float, side: float, size: float) -> list[Shape]:
    """Binary words at the right of rows or below columns."""
    told = list(map(_number, state.words))
    return _along(state, state.side, told, (left, top), side, size, WARNING)


def _weights(state: Sorted, left: float, top: float, side: float, size: float) -> list[Shape]:
    """What a 1 weighs in those words: below columns for words of rows, at the right otherwise."""
    return _along(state, _other(state.side), _powers(state), (left, top), side, size, GREY)


def _other(side: str) -> str:
    return "column" if side == "row" else "row"


def _powers(state: Sorted) -> list[str]:
    n = len(state.columns if state.side == "row" else state.rows) if state.words else 0
    return [_number(1 << (n - 1 - k)) for k in range(n)] if n <= MOST_WEIGHTS else []


def _number(word: int) -> str:
    return f"{word:,}" if word < 10**9 else f"{word:.3g}"


def _room(state: Sorted, side: str, size: float) -> float:
    """What the figures along rows or columns take."""
    told = list(map(_number, state.words)) if state.side == side else _powers(state)
    return max((text_width(each, size) + PAD for each in told), default=0.0)


def _along(
    state: Sorted,
    side: str,
    told: Sequence[str],
    corner: tuple[float, float],
    cell: float,
    size: float,
    color: str,
) -> list[Shape]:
    """Figures at the right of rows, or turned below columns."""
    right = corner[0] + len(state.columns) * cell + PAD / 2
    bottom = corner[1] + len(state.rows) * cell + PAD / 2
    if side == "row":
        ys = [corner[1] + (k + 0.5) * cell for k in range(len(told))]
        return [Text((right, y), each, size, color=color) for y, each in zip(ys, told, strict=True)]
    xs = [corner[0] + (k + 0.5) * cell for k in range(len(told))]
    return [Text((x, bottom), each, size, "center", "top", turned=True, color=color)
            for x, each in zip(xs, told, strict=True)]  # fmt: skip
