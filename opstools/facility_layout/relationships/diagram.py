"""The relationship diagram: departments as circles, the rating as so many lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from ...core.drawing import INK, fill
from ...core.numbers import listing
from ...core.sketch import (
    NONE,
    Circle,
    Group,
    Line,
    Place,
    Shape,
    Sketch,
    Text,
    box,
    fitted,
    text_width,
)
from ..ties import MOST, zigzag

if TYPE_CHECKING:
    from .problem import Relationships

LINES = {"A": 4, "E": 3, "I": 2, "O": 1}
COLOURS = {"A": "#B2182B", "E": "#D55E00", "I": "#0072B2", "O": "#777777"}
RADIUS, APART, SIZE, SMALL, PAD = 17.0, 2.4, 9.5, 8.0, 10.0


def on_a_circle(chart: Relationships) -> Sketch:
    """Departments in a ring, in the order of the chart."""
    n = len(chart.names)
    ring = max(90.0, n * 15.0)
    angles = [2 * pi * k / n - pi / 2 for k in range(n)]
    at = {name: (ring * cos(a), ring * sin(a)) for name, a in zip(chart.names, angles, strict=True)}
    return diagram(chart, at)


def diagram(chart: Relationships, at: Mapping[str, Place]) -> Sketch:
    """Departments at places of their own; lines for how near they should be, a zigzag for X."""
    names = {name: fitted(name, 80, SIZE) for name in at}
    side = PAD + max(text_width(each, SIZE) / 2 for each in names.values()) + RADIUS
    left, top = (min(place[k] for place in at.values()) for k in (0, 1))
    moved = {name: (x - left + side, y - top + PAD + RADIUS) for name, (x, y) in at.items()}
    shapes: list[Shape] = []
    letters = _drawn(chart)
    for one, other in chart.pairs:
        rating = chart.rating(one, other)
        if one in moved and other in moved and rating in letters:
            shapes += _lines(rating, one, other, moved[one], moved[other])
    for k, name in enumerate(at, 1):
        x, y = moved[name]
        wide, below = text_width(names[name], SIZE) + 3, y + RADIUS + 2
        words = (Circle((x, y), RADIUS, fill=fill(k)), Text((x, y), str(k), SIZE, "center"),
                 box(x - wide / 2, below, wide, SIZE + 2, fill="white", edge=NONE),
                 Text((x, below + 1), names[name], SIZE, "center", "top"))  # fmt: skip
        shapes.append(Group(name, words))
    width = max(x for x, _ in moved.values()) + side
    high = max(y for _, y in moved.values()) + RADIUS + SIZE + 2 * PAD
    told = "lines: A 4, E 3, I 2, O 1; zigzag: X, apart"
    if set(LINES) - set(letters):
        told += f"; of so many pairs only {listing(letters)}"
    shapes.append(Text((PAD, high), told, SMALL))
    width = max(width, 2 * PAD + text_width(told, SMALL))
    return Sketch(width, high + PAD, "Relationship diagram", chart.headline, tuple(shapes))


def _drawn(chart: Relationships) -> list[str]:
    """The letters that are drawn: all, or the strongest ones of which there are not too many."""
    many = Counter(chart.rating(*pair) for pair in chart.pairs)
    kept, lines = ["A"], many["A"]
    for each in ("E", "X", "I", "O"):
        lines += many[each]
        if lines > MOST and many[each]:
            break
        kept.append(each)
    return kept


def _lines(rating: str, one: str, other: str, a: Place, b: Place) -> Iterator[Shape]:
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    across = (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
    if rating == "X":
        yield Group(f"{one} and {other}: X", (Line(zigzag(a, b), INK, 0.9),))
    many = LINES.get(rating, 0)
    lines = []
    for k in range(many):
        by = (k - (many - 1) / 2) * APART
        shift = across[0] * by, across[1] * by
        ends = tuple((p[0] + shift[0], p[1] + shift[1]) for p in (a, b))
        lines.append(Line(ends, COLOURS[rating], 1.0))
    if lines:
        yield Group(f"{one} and {other}: {rating}", tuple(lines))
