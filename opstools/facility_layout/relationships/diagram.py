"""The relationship diagram: departments as circles, the rating as so many lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from ...core.drawing import INK, fill
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

if TYPE_CHECKING:
    from .problem import Relationships

LINES = {"A": 4, "E": 3, "I": 2, "O": 1}
COLOURS = {"A": "#B2182B", "E": "#D55E00", "I": "#0072B2", "O": "#777777"}
RADIUS, APART, SIZE, SMALL, PAD = 17.0, 2.4, 8.0, 6.5, 10.0
ZIGZAG = 10


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
    for one, other in chart.pairs:
        if one in moved and other in moved:
            shapes += _lines(chart.rating(one, other), one, other, moved[one], moved[other])
    for k, name in enumerate(at, 1):
        x, y = moved[name]
        wide, below = text_width(names[name], SIZE) + 3, y + RADIUS + 2
        words = (Circle((x, y), RADIUS, fill=fill(k)), Text((x, y), str(k), SIZE, "center"),
                 box(x - wide / 2, below, wide, SIZE + 2, fill="white", edge=NONE),
                 Text((x, below + 1), names[name], SIZE, "center", "top"))  # fmt: skip
        shapes.append(Group(name, words))
    width = max(x for x, _ in moved.values()) + side
    high = max(y for _, y in moved.values()) + RADIUS + SIZE + 2 * PAD
    shapes.append(Text((PAD, high), "lines: A 4, E 3, I 2, O 1; zigzag: X, apart", SMALL))
    width = max(width, 190.0)
    return Sketch(width, high + PAD, "Relationship diagram", chart.headline, tuple(shapes))


def _lines(rating: str, one: str, other: str, a: Place, b: Place) -> Iterator[Shape]:
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    across = (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
    if rating == "X":
        points = [
            (a[0] + (b[0] - a[0]) * t / ZIGZAG + across[0] * swing,
             a[1] + (b[1] - a[1]) * t / ZIGZAG + across[1] * swing)
            for t in range(ZIGZAG + 1)
            for swing in [0 if t in (0, ZIGZAG) else 3 * (-1) ** t]
        ]  # fmt: skip
        yield Group(f"{one} and {other}: X", (Line(tuple(points), INK, 0.9),))
    many = LINES.get(rating, 0)
    lines = []
    for k in range(many):
        by = (k - (many - 1) / 2) * APART
        shift = across[0] * by, across[1] * by
        ends = tuple((p[0] + shift[0], p[1] + shift[1]) for p in (a, b))
        lines.append(Line(ends, COLOURS[rating], 1.0))
    if lines:
        yield Group(f"{one} and {other}: {rating}", tuple(lines))
