"""A plan of places with their departments, and lines as wide as what moves between them."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, WARNING, fill
from ...core.numbers import exact, plain, show
from ...core.sketch import Group, Line, Place, Shape, Sketch, Text, box, text_width, wrapped
from ..ties import heaviest, line_width, told, widest

if TYPE_CHECKING:
    from .problem import Departments
    from .result import Standing

SIZE, SMALL, PAD = 9.5, 8.0, 8.0
SIDE, LEAST, MOST_WIDE = 84.0, 50.0, 680.0  # of a place
LEGEND, ROW = 40.0, 12.0
BULGE, MOST_BULGE = 0.22, 0.44  # how far a longer way's line leaves the straight one; of a side
CURVE = 12  # pieces of such a line


def plan(problem: Departments, standing: Standing) -> Sketch:
    """Places to scale, the departments that stand in them, and their flows."""
    spots = problem.spots
    right, down = (max(at[axis] for at in spots) + 1 for axis in (0, 1))
    side = max(LEAST, min(SIDE, MOST_WIDE / right))
    middles = [(PAD + (x + 0.5) * side, PAD + (y + 0.5) * side) for x, y in spots]
    high = PAD + down * side + LEGEND
    shapes: list[Shape] = [
        *_boxes(problem, standing, middles, side),
        *_flows(problem, standing, middles, side),
        *_places(problem, middles, side),
        *_names(problem, standing, middles, side),
        *_legend(problem, standing, high - LEGEND + 4),
    ]
    width = max(2 * PAD + right * side, 240.0)
    return Sketch(width, high, _title(problem, standing), _words(problem, standing), tuple(shapes))


def _title(problem: Departments, standing: Standing) -> str:
    there = sum(at is not None for at in standing.assigned)
    if not there:
        return f"{len(problem.places)} places"
    cost = show(cost_so_far(problem, standing), problem.cost_unit)
    return f"Cost {cost}" if there == len(problem.names) else f"Cost so far {cost}"


def cost_so_far(problem: Departments, standing: Standing) -> int | float:
    """What the departments cost that stand already."""
    at, fees = standing.assigned, problem.placement_costs
    value = exact(0)
    for each in problem.loads:
        one, other = at[each.one], at[each.other]
        if one is not None and other is not None:
            value += exact(each.weight) * exact(problem.distances.cells[one][other])
    for k, place in enumerate(at):
        if fees and place is not None:
            value += exact(fees.cells[k][place])
    return plain(value)


def _words(problem: Departments, standing: Standing) -> str:
    pairs = zip(problem.names, standing.assigned, strict=True)
    stand = [f"{each} in {problem.places[at]}" for each, at in pairs if at is not None]
    return ", ".join(stand) + "." if stand else "No department stands yet."


def _boxes(
    problem: Departments, standing: Standing, middles: list[Place], side: float
) -> Iterator[Shape]:
    half = side * 0.46
    stands = {at: k for k, at in enumerate(standing.assigned) if at is not None}
    for k, (x, y) in enumerate(middles):
        colour = fill(stands[k] + 1) if k in stands else "white"
        moved = stands.get(k, -1) in standing.moved
        edge, thick = (WARNING, 2.2) if moved else (INK, 0.9) if k in stands else (GREY, 0.7)
        yield box(x - half, y - half, 2 * half, 2 * half, fill=colour, edge=edge, thick=thick)


def _places(problem: Departments, middles: list[Place], side: float) -> Iterator[Shape]:
    """The place of each box in its corner, on a white ground that hides the lines below."""
    half = side * 0.46
    fixed = {place for _, place in problem.fixed}
    for place, (x, y) in zip(problem.places, middles, strict=True):
        mark = place + (" fixed" if place in fixed else "")
        left, top = x - half + 1.5, y - half + 1.5
        yield box(
            left, top, text_width(mark, SMALL) + 3, SMALL + 4, fill="white", edge=GREY, thick=0.4
        )
        yield Text((left + 1.5, top + 1.5), mark, SMALL, "left", "top", color="#555555")


def _names(
    problem: Departments, standing: Standing, middles: list[Place], side: float
) -> Iterator[Shape]:
    """Names in the middle, on a white ground that hides the lines below."""
    for name, at in zip(problem.names, standing.assigned, strict=True):
        if at is None:
            continue
        x, y = middles[at]
        lines = wrapped(name, side * 0.78, SIZE, 2)
        wide = max(text_width(line, SIZE) for line in lines) + 5
        high = (SIZE + 2.5) * len(lines) + 3
        words: list[Shape] = [
            box(x - wide / 2, y - high / 2, wide, high, fill="white", edge=GREY, thick=0.4)
        ]
        for k, line in enumerate(lines):
            words.append(
                Text((x, y + (k - (len(lines) - 1) / 2) * (SIZE + 2.5)), line, SIZE, "center")
            )
        yield Group(f"{name} in place {problem.places[at]}", tuple(words))


def _flows(
    problem: Departments, standing: Standing, middles: list[Place], side: float
) -> Iterator[Shape]:
    most, least = (pick(map(float, problem.composite.values())) for pick in (max, heaviest))
    lines = sum(float(load) >= least for load in problem.composite.values())
    place = {name: standing.assigned[k] for k, name in enumerate(problem.names)}
    for (one, other), load in sorted(problem.composite.items(), key=lambda each: float(each[1])):
        start, end = place[one], place[other]
        if start is None or end is None or float(load) < least:
            continue
        thick = line_width(float(load) / most, widest(lines))
        near = hypot(*(a - b for a, b in zip(middles[start], middles[end], strict=True)))
        bulge = min(BULGE, MOST_BULGE * side / near) if near > 1.5 * side else 0.0
        points, beside = _way(middles[start], middles[end], bulge), problem.beside(start, end)
        line = Line(points, BLUE if beside else WARNING, thick, dashed=not beside)
        yield Group(f"{one} and {other}: {show(load, problem.load)}", (line,))


def _way(one: Place, other: Place, bulge: float) -> tuple[Place, ...]:
    """A straight line to a neighbour; a curve past the places that lie between."""
    if not bulge:
        return one, other
    (x0, y0), (x1, y1) = sorted((one, other))
    across = (y1 - y0) * bulge, -(x1 - x0) * bulge
    parts = [k / CURVE for k in range(CURVE + 1)]
    return tuple(
        (x0 + (x1 - x0) * t + 4 * t * (1 - t) * across[0],
         y0 + (y1 - y0) * t + 4 * t * (1 - t) * across[1])
        for t in parts
    )  # fmt: skip


def _legend(problem: Departments, standing: Standing, y: float) -> Iterator[Shape]:
    loads = sorted(problem.composite.values(), key=float)
    drawn = sum(float(load) >= heaviest(map(float, loads)) for load in loads)
    yield Line(((PAD, y + 5), (PAD + 22, y + 5)), BLUE, widest(drawn))
    yield Text((PAD + 27, y + 5), f"widest: {show(loads[-1], problem.load)} both ways", SMALL)
    yield Text((PAD, y + 5 + ROW), "blue: side by side; red dashes: farther apart", SMALL)
    below = "red frame: moved in this step" if standing.moved else ""
    below = "; ".join(filter(None, (told(drawn, len(loads)), below)))
    yield Text((PAD, y + 5 + 2 * ROW), below, SMALL)
