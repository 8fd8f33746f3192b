"""The from-to chart as books print it: from down, to across, sums at the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, PALE
from ...core.numbers import exact, plain, show
from ...core.sketch import Group, Shape, Sketch, Text, box, fitted, text_width

if TYPE_CHECKING:
    from .problem import Departments

HIGH, SIZE, PAD = 19.0, 8.0, 5.0
MOST_NAME, LEAST_CELL, MOST_CELL = 120.0, 30.0, 62.0


def from_to_chart(problem: Departments, *, rows: int | None = None) -> Sketch:
    """Loads from each department to each, the first rows filled in; shade grows with the load."""
    names, n = problem.names, len(problem.names)
    shown = n if rows is None else rows
    left = (
        PAD + min(MOST_NAME, max(text_width(each, SIZE) for each in (*names, "from \\ to"))) + PAD
    )
    widest = max(text_width(each, SIZE) for each in names) + PAD
    cell = min(MOST_CELL, max(LEAST_CELL, widest))
    shapes: list[Shape] = [Text((PAD, HIGH / 2), "from \\ to", SIZE, bold=True)]
    most = max(float(each) for row in problem.flows.cells for each in row)
    for j, each in enumerate((*names, "total")):
        at = (left + (j + 0.5) * cell, HIGH / 2)
        shapes.append(Text(at, fitted(each, cell - 3, SIZE), SIZE, "center", bold=True))
    for i, each in enumerate(names):
        y = HIGH * (i + 1)
        shapes.append(Text((PAD, y + HIGH / 2), fitted(each, left - 2 * PAD, SIZE), SIZE))
        for j in range(n):
            load = problem.flows.cells[i][j]
            x = left + j * cell
            shade = _shade(float(load) / most) if i < shown and i != j else PALE
            words: list[Shape] = [box(x, y, cell, HIGH, fill=shade, edge=GREY, thick=0.5)]
            if i == j:
                words.append(Text((x + cell / 2, y + HIGH / 2), "–", SIZE, "center"))
            elif load and i < shown:
                words.append(Text((x + cell / 2, y + HIGH / 2), show(load), SIZE, "center"))
            shapes.append(Group(f"{each} to {names[j]}: {show(load)}", tuple(words)))
        if i < shown:
            sum_ = show(plain(sum(map(exact, problem.flows.cells[i]), exact(0))))
            shapes.append(Text((left + (n + 0.5) * cell, y + HIGH / 2), sum_, SIZE, "center"))
    title = f"From-to chart ({problem.load})"
    width = left + (n + 1) * cell + PAD
    return Sketch(width, HIGH * (n + 1) + PAD, title, problem.headline, tuple(shapes))


def _shade(share: float) -> str:
    """White for nothing, darker for more, always light enough for dark figures on it."""
    part = round(255 - 110 * share)
    return f"#{part:02x}{min(255, part + 18):02x}{255:02x}" if share else "#ffffff"
