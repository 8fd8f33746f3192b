"""The rooms of a house, each as a group of shapes with a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...core.drawing import BLUE, GREY, INK, ORANGE, PALE, WARNING
from ...core.numbers import Number, show
from ...core.sketch import Area, Circle, Group, Line, Shape, Text, box, fitted
from ..marks import ARROWS, MEDIUM, STRONG, WEAK
from ..problem import LEVELS
from .frame import BARS, CELL, LEVEL, MARK, PAD, ROW, SIZE, SMALL, Frame

COMPETITORS = (ORANGE, BLUE, "#009E73", "#882255", INK)
RADIUS = 5.0


def needs_room(frame: Frame) -> Group:
    """Customer needs by group, with Kano's kind and their weights."""
    house, shapes = frame.house, list(_groups(frame))
    x = frame.left - sum(w for _, w in frame.columns_before)
    for i, need in enumerate(frame.needs):
        shapes.append(Text((frame.x_needs, frame.y(i)), need, SIZE))
    for heading, wide in frame.columns_before:
        shapes.append(
            Text((x + wide / 2, frame.top - 3), heading, SMALL, "center", "bottom", turned=True)
        )
        for i, need in enumerate(house.needs):
            told = (
                house.kano[i][:1].upper()
                if heading == "Kano"
                else show(house.effective_weights[need])
            )
            shapes.append(Text((x + wide / 2, frame.y(i)), told, SIZE, "center"))
        shapes.append(Line(((x, frame.top), (x, frame.bottom)), GREY, 0.5))
        x += wide
    shapes.append(
        Text((frame.x_needs, frame.top - 4), "customer needs", SMALL, "left", "bottom", bold=True)
    )
    return Group("Customer needs and their weights", tuple(shapes))


def _groups(frame: Frame) -> Iterator[Shape]:
    """Names of groups along the left side, each as high as its needs."""
    paths = [path.split(LEVELS) if path else [] for path in frame.house.groups]
    for level in range(frame.levels):
        rows = [
            (tuple(path[: level + 1]) if len(path) > level else (), i)
            for i, path in enumerate(paths)
        ]
        for path, members in groupby(rows, key=lambda each: each[0]):
            if not path:
                continue
            places = [i for _, i in members]
            top, high = frame.y(places[0]) - CELL / 2, CELL * len(places)
            x = PAD / 2 + level * LEVEL
            yield box(x, top, LEVEL - 1, high, fill=PALE, edge=GREY, thick=0.5)
            name = fitted(path[-1], high - 2, SMALL)
            yield Text(
                (x + LEVEL / 2, top + high / 2), name, SMALL, "center", "center", turned=True
            )


def heads_room(frame: Frame) -> Group:
    """Technical requirements, turned, with their directions below."""
    base = frame.top - ROW
    shapes: list[Shape] = []
    for j, how in enumerate(frame.hows):
        shapes.append(Text((frame.x(j), base - PAD), how, SIZE, "center", "bottom", turned=True))
        arrow = ARROWS.get(frame.house.directions[j], "")
        shapes.append(Text((frame.x(j), base + ROW / 2), arrow, 10, "center"))
    upper = base - frame.heads
    for j in range(len(frame.hows) + 1):
        x = frame.left + j * frame.cell
        shapes.append(Line(((x, upper), (x, frame.top)), GREY, 0.5))
    shapes.append(Line(((frame.left, upper), (frame.right, upper)), INK, 0.9))
    return Group("Technical requirements and their directions", tuple(shapes))


def roof_room(frame: Frame) -> Group:
    """A diamond for each pair of requirements, its sides at 45°, with the mark of the pair."""
    base, half, m = frame.top - ROW - frame.heads, frame.cell / 2, len(frame.hows)
    shapes: list[Shape] = []
    for j in range(m):
        x = frame.left + j * frame.cell
        shapes.append(Line(((x, base), (x + (m - j) * half, base - (m - j) * half)), GREY, 0.5))
        x += frame.cell
        shapes.append(Line(((x, base), (x - (j + 1) * half, base - (j + 1) * half)), GREY, 0.5))
    place = {how: j for j, how in enumerate(frame.house.requirements)}
    for one, other, mark in frame.house.roof:
        j, k = place[one], place[other]
        at = (frame.left + (j + k + 1) * half, base - (k - j) * half)
        colour = WARNING if "-" in mark else BLUE
        sign = mark.replace("-", "−")
        size = min(9.0, frame.cell / 2.2)
        word = Text(at, sign, size, "center", bold=True, color=colour)
        shapes.append(Group(f"{one} and {other}: {mark}", (word,)))
    return Group("Roof: how requirements help or hinder each other", tuple(shapes))


def matrix_room(frame: Frame, columns: int) -> Group:
    """Relationships: a full disc, a circle, a triangle, or a number."""
    house = frame.house
    shapes = list(_grid(frame))
    for j, how in enumerate(house.requirements[:columns]):
        for i, need in enumerate(house.needs):
            cell = house.relationships.cells[i][j]
            if cell:
                shapes.append(
                    Group(f"{need} and {how}: {cell}", (_mark(cell, frame.x(j), frame.y(i)),))
                )
    return Group("Relationships of needs and requirements", tuple(shapes))


def _grid(frame: Frame) -> Iterator[Shape]:
    for j in range(len(frame.hows) + 1):
        x = frame.left + j * frame.cell
        yield Line(((x, frame.top), (x, frame.bottom)), GREY, 0.5)
    for i in range(len(frame.needs) + 1):
        y = frame.top + i * CELL
        yield Line(((PAD / 2, y), (frame.right, y)), GREY, 0.5)
    yield box(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, thick=1.2)


def _mark(cell: Number | str, x: float, y: float) -> Shape:
    if cell == STRONG:
        return Circle((x, y), RADIUS, fill=INK)
    if cell == MEDIUM:
        return Circle((x, y), RADIUS, fill="white")
    if cell == WEAK:
        r = RADIUS * 0.95
        return Area(
            ((x, y - r), (x - r, y + 0.8 * r), (x + r, y + 0.8 * r)), fill="white", thick=0.9
        )
    return Text((x, y), show(float(cell)), SIZE, "center")


def assessment_room(frame: Frame) -> Group | None:
    """Marks that customers gave, a line for each competitor."""
    perceptions = frame.house.perceptions
    if not perceptions:
        return None
    x0 = frame.x_marks
    shapes: list[Shape] = [box(x0, frame.top, 5 * MARK, frame.bottom - frame.top, thick=0.9)]
    for mark in range(1, 6):
        x = x0 + (mark - 0.5) * MARK
        shapes.append(Text((x, frame.top - 4), str(mark), SMALL, "center", "bottom"))
        shapes.append(Line(((x, frame.top), (x, frame.bottom)), PALE, 0.7))
    for k, competitor in enumerate(perceptions.columns):
        told = [(row[k], i) for i, row in enumerate(perceptions.cells) if row[k] is not None]
        apart = (k - (len(perceptions.columns) - 1) / 2) * 3  # equal marks stay visible
        line = [(x0 + (float(mark or 0) - 0.5) * MARK, frame.y(i) + apart) for mark, i in told]
        shapes.append(Group(f"Marks of {competitor}", tuple(_profile(line, k))))
    y = frame.top - 16 - 11 * len(perceptions.columns)
    shapes.append(Text((x0, y), "customers' marks, 1 to 5", SMALL, bold=True))
    for k, competitor in enumerate(perceptions.columns):
        y += 11
        shapes += _profile([(x0 + 4, y)], k)
        shapes.append(Text((x0 + 12, y), fitted(competitor, 5 * MARK, SMALL), SMALL))
    return Group("Competitive assessment by customers", tuple(shapes))


def _profile(line: Sequence[tuple[float, float]], k: int) -> Iterator[Shape]:
    """A line through marks; competitors differ in colour and shape."""
    colour = COMPETITORS[k % len(COMPETITORS)]
    if len(line) > 1:
        yield Line(tuple(line), colour, 1.4, dashed=k > 0)
    for x, y in line:
        if k % 3 == 0:
            yield Circle((x, y), 3.0, fill=colour, edge=INK, thick=0.6)
        elif k % 3 == 1:
            yield box(x - 2.6, y - 2.6, 5.2, 5.2, fill=colour, edge=INK, thick=0.6)
        else:
            yield Area(
                ((x, y - 3.2), (x - 3.2, y + 2.6), (x + 3.2, y + 2.6)), fill=colour, thick=0.6
            )


def technical_room(frame: Frame) -> Group | None:
    """Units, measured values, targets, difficulty and cost, row by row."""
    if not frame.below:
        return None
    shapes: list[Shape] = []
    y = frame.bottom + PAD
    for heading, row in frame.below:
        shapes.append(Text((frame.x_needs, y + ROW / 2), heading, SMALL))
        for j, told in enumerate(row):
            shapes.append(
                Text(
                    (frame.x(j), y + ROW / 2), fitted(told, frame.cell - 2, SMALL), SMALL, "center"
                )
            )
        shapes.append(Line(((PAD / 2, y), (frame.right, y)), GREY, 0.5))
        y += ROW
    shapes += [
        Line(((x, frame.bottom + PAD), (x, y)), GREY, 0.5)
        for x in (frame.left + j * frame.cell for j in range(len(frame.hows) + 1))
    ]
    shapes.append(Line(((PAD / 2, y), (frame.right, y)), GREY, 0.5))
    return Group("Technical assessment", tuple(shapes))


def importance_room(frame: Frame, known: int) -> Group | None:
    """Absolute importance in numbers, relative importance as bars, and ranks."""
    priorities = frame.priorities
    if not priorities:
        return None
    y, most = frame.y_importance, max(map(float, priorities.shares)) or 1.0
    headings = (
        (ROW / 2, "absolute importance"),
        (ROW + BARS / 2, "relative importance"),
        (1.5 * ROW + BARS, "rank"),
    )
    shapes: list[Shape] = [Text((frame.x_needs, y + dy), each, SMALL) for dy, each in headings]
    shapes.append(Line(((frame.left, y + ROW + BARS), (frame.right, y + ROW + BARS)), INK, 0.9))
    for j, how in enumerate(frame.house.requirements[:known]):
        share, x = float(priorities.shares[j]), frame.x(j)
        high = (BARS - 10) * share / most
        told = show(priorities.values[j])
        parts = (
            Text((x, y + ROW / 2), fitted(told, frame.cell - 1, SMALL), SMALL, "center"),
            box(
                x - 0.32 * frame.cell,
                y + ROW + BARS - high,
                0.64 * frame.cell,
                high,
                fill="#93B9E0",
            ),
            Text((x, y + ROW + BARS - high - 1), f"{share:.0%}", 6, "center", "bottom"),
            Text((x, y + 1.5 * ROW + BARS), str(priorities.rank[how]), SIZE, "center", bold=True),
        )
        shapes.append(
            Group(f"{how}: importance {told}, {share:.1%}, rank {priorities.rank[how]}", parts)
        )
    return Group("Importance of the requirements", tuple(shapes))
