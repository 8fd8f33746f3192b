"""Muther's relationship chart: a diamond for each pair, the rating above, the reasons below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK
from ...core.sketch import Area, Group, Line, Shape, Sketch, Text, fitted, text_width, wrapped
from .ratings import LETTERS, RATINGS, codes, letter

if TYPE_CHECKING:
    from .problem import Relationships

HIGH, SIZE, SMALL, PAD = 28.0, 9.5, 8.0, 6.0
TINY = 7.0  # of the reasons
MOST_NAME = 190.0
COLOURS = {"A": "#E58C8C", "E": "#F2B36B", "I": "#8FD1B0", "O": "#9AD0F5", "U": "#FFFFFF",
           "X": "#B0B0B0"}  # fmt: skip
LINE = 12.0


def diamond_chart(chart: Relationships, *, shown: int | None = None) -> Sketch:
    """Departments down, their ratings in a triangle of diamonds; the first `shown` filled in."""
    names, n = chart.names, len(chart.names)
    left = PAD + min(MOST_NAME, max(text_width(each, SIZE) for each in names)) + 2 * PAD
    filled = n if shown is None else shown
    shapes: list[Shape] = []
    for i, each in enumerate(names):
        y = PAD + HIGH * i
        shapes.append(Text((PAD, y + HIGH / 2), fitted(each, left - 3 * PAD, SIZE), SIZE))
        shapes.append(Line(((PAD / 2, y + HIGH), (left, y + HIGH)), GREY, 0.5))
    shapes.append(Line(((PAD / 2, PAD), (left, PAD)), GREY, 0.5))
    for i in range(n):
        for j in range(i + 1, n):
            shapes.append(_diamond(chart, i, j, left, j < filled))
    width, y = left + n * HIGH / 2 + PAD, PAD + n * HIGH + PAD
    legend = _legend(chart, max(width - 2 * PAD, 280.0))
    for k, line in enumerate(legend):
        shapes.append(Text((PAD, y + (k + 0.5) * LINE), line, SMALL))
    high = y + len(legend) * LINE + PAD
    width = max(width, PAD + max(text_width(line, SMALL) for line in legend) + PAD)
    return Sketch(width, high, "Relationship chart", chart.headline, tuple(shapes))


def _diamond(chart: Relationships, i: int, j: int, left: float, filled: bool) -> Group:
    half = HIGH / 2
    x, y = left + (j - i) * half, PAD + HIGH * (i + j + 1) / 2
    cell = chart.ratings.cells[i][j]
    rating, one, other = letter(cell), chart.names[i], chart.names[j]
    corners = ((x - half, y), (x, y - half), (x + half, y), (x, y + half))
    colour = COLOURS[rating] if filled else "#FFFFFF"
    shapes: list[Shape] = [Area(corners, fill=colour, edge=INK, thick=0.6)]
    reasons = ",".join(codes(cell))
    if filled:
        up = 3.6 if reasons else 0.0
        shapes.append(Text((x, y - up), rating, SIZE, "center", bold=rating in "AX"))
        if reasons:
            shapes.append(Text((x, y + 5.6), fitted(reasons, HIGH * 0.62, TINY), TINY, "center"))
    why = ", ".join(chart.why(one, other))
    return Group(f"{one} and {other}: {rating}" + (f" ({why})" if why else ""), tuple(shapes))


def _legend(chart: Relationships, room: float) -> list[str]:
    found = Counter(chart.rating(*pair) for pair in chart.pairs)
    told = "; ".join(f"{each} {RATINGS[each]} ({found[each]})" for each in LETTERS)
    lines = wrapped(told, room, SMALL, 4)
    if chart.reasons:
        reasons = "; ".join(f"{code} {words}" for code, words in chart.reasons)
        lines += wrapped(f"Reasons: {reasons}", room, SMALL, 4)
    return lines
