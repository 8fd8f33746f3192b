"""The from-to chart as books print it: from down, to across, sums at the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, PALE
from ...core.numbers import exact, plain, show
from ...core.sketch import Group, Shape, Sketch, Text, box, fitted, text_width

if TYPE_CHECKING:
    from .problem import Departments

HIGH, SIZE, PAD = 22.0, 9.5, 5.0
MOST_NAME, LEAST_CELL, MOST_CELL = 140.0, 36.0, 72.0
MOST_WIDE = 620.0  # beyond it headings are turned
BOLD = 0.88  # of a room: bold letters are wider than those that are fitted


def from_to_chart(problem: Departments, *, rows: int | None = None) -> Sketch:
    """Loads from each department to each, the first rows filled in; shade grows with the load."""
    names, n = problem.names, len(problem.names)
    shown = n if rows is None else rows
    longest = max(text_width(each, SIZE, bold=True) for each in (*names, "from \\ to"))
    left = PAD + min(MOST_NAME, longest) + PAD
    cell = min(MOST_CELL, max(LEAST_CELL, longest + PAD))
    turned = cell * (n + 1) > MOST_WIDE
    top = min(MOST_NAME, longest) + PAD if turned else HIGH
    if turned:
        cell = LEAST_CELL
    shapes: list[Shape] = [Text((PAD, top - HIGH / 2), "from \\ to", SIZE, bold=True)]
    most = max(float(each) for row in problem.flows.cells for each in row)
    for j, each in enumerate((*names, "total")):
        middle = left + (j + 0.5) * cell
        if turned:
            word = fitted(each, MOST_NAME * BOLD, SIZE)
            shapes.append(Text((middle, top - 2), word, SIZE, "center", "bottom", True, bold=True))
        else:
            word = fitted(each, (cell - 3) * BOLD, SIZE)
            shapes.append(Text((middle, top / 2), word, SIZE, "center", bold=True))
    for i, each in enumerate(names):
        y = top + HIGH * i
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
    return Sketch(width, top + HIGH * n + PAD, title, problem.headline, tuple(shapes))


def _shade(share: float) -> str:
    """White for nothing, darker for more, always light enough for dark figures on it."""
    part = round(255 - 110 * share)
    return f"#{part:02x}{min(255, part + 18):02x}{255:02x}" if share else "#ffffff"
