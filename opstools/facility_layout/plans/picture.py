"""A block plan to scale: areas with outlines and names, and lines for what ties them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, WARNING, fill
from ...core.numbers import show
from ...core.sketch import (
    Circle,
    Group,
    Line,
    Place,
    Shape,
    Sketch,
    Text,
    box,
    text_width,
    wrapped,
)
from ..ties import MOST, heaviest, line_width, told, widest, zigzag
from .grid import Grid, Square, centre, squares, touching
from .score import Link, adjacency, distance, scored

if TYPE_CHECKING:
    from .problem import Plan
    from .result import BlockPlan, Drawn

SIDE, LEAST, MOST_WIDE = 46.0, 16.0, 560.0
PAD, SIZE, SMALL = 8.0, 9.5, 8.0
LEGEND, ROW = 42.0, 12.0
DOT = 0.16  # of a square, from its corner


def block_plan(plan: BlockPlan, state: Drawn) -> Sketch:
    """The plan of a state, its title the scores of what stands."""
    found = scored(state.grid, plan.links, corners=plan.corners)
    touch, far = show(adjacency(found)), show(distance(found), plan.far_unit)
    title = f"Adjacency {touch}, distance {far}" if found else "Nothing to score yet"
    names = plan.problem.names
    words = "; ".join(f"{name} {len(cells)}" for name, cells in squares(state.grid).items())
    near = touching(state.grid, corners=plan.corners)
    return _sketch(state.grid, names, plan.links, near, state.moved, title, words or "Empty.")


def bare_plan(plan: Plan, shown: int) -> Sketch:
    """A plan without anything that ties its departments."""
    keep = plan.names[:shown]
    grid = tuple(tuple(cell if cell in keep else "" for cell in row) for row in plan.rows)
    return _sketch(grid, plan.names, (), set(), (), "Block plan", plan.headline)


def _sketch(
    grid: Grid,
    names: Sequence[str],
    links: Sequence[Link],
    near: Set[tuple[str, str]],
    moved: Sequence[str],
    title: str,
    words: str,
) -> Sketch:
    rows, columns = len(grid), len(grid[0])
    side = max(LEAST, min(SIDE * (2.2 if columns < 4 else 1.4 if columns < 7 else 1),
                          MOST_WIDE / columns))  # fmt: skip
    where = squares(grid)
    high = 2 * PAD + rows * side
    shapes: list[Shape] = [
        *_floor(grid, side),
        *_areas(where, names, side),
        *_outlines(grid, side),
        *_marks(where, moved, side),
        *_lines(links, near, where, side),
        *_names(where, side, columns),
    ]
    if links:
        shapes += _legend(links, moved, high)
        high += LEGEND
    width = max(2 * PAD + columns * side, 210.0)
    return Sketch(width, high, title, words, tuple(shapes))


def _at(square: Square, side: float) -> Place:
    return PAD + square[1] * side, PAD + square[0] * side


def _floor(grid: Grid, side: float) -> Iterator[Shape]:
    for r, row in enumerate(grid):
        for c, name in enumerate(row):
            if not name:
                yield box(*_at((r, c), side), side, side, edge="#d8d8d8", thick=0.4)


def _areas(
    where: Mapping[str, Sequence[Square]], names: Sequence[str], side: float
) -> Iterator[Shape]:
    number = {name: k for k, name in enumerate(names, 1)}
    for name, cells in where.items():
        colour = fill(number.get(name, len(number) + 1))
        tiles = [box(*_at(cell, side), side, side, fill=colour, edge=colour, thick=0.3)
                 for cell in cells]  # fmt: skip
        yield Group(f"{name}, {len(cells)} squares", tuple(tiles))


def _outlines(grid: Grid, side: float) -> Iterator[Shape]:
    """A line wherever two departments, or one and the outside, meet."""
    rows, columns = len(grid), len(grid[0])

    def named(r: int, c: int) -> str:
        return grid[r][c] if 0 <= r < rows and 0 <= c < columns else ""

    for r in range(rows + 1):
        for c in range(columns + 1):
            x, y = _at((r, c), side)
            if named(r, c) != named(r - 1, c):
                yield Line(((x, y), (x + side, y)), INK, 1.3)
            if named(r, c) != named(r, c - 1):
                yield Line(((x, y), (x, y + side)), INK, 1.3)


def _marks(
    where: Mapping[str, Sequence[Square]], moved: Sequence[str], side: float
) -> Iterator[Shape]:
    """A dot in the squares of what was just placed."""
    for name in moved:
        for cell in where.get(name, ()):
            x, y = _at(cell, side)
            yield Circle((x + side * DOT, y + side * DOT), 3.0, fill=WARNING, edge=WARNING)


def _middle(cells: Sequence[Square], side: float) -> Place:
    x, y = centre(cells)
    return PAD + float(x) * side, PAD + float(y) * side


def _lines(
    links: Sequence[Link],
    near: Set[tuple[str, str]],
    where: Mapping[str, Sequence[Square]],
    side: float,
) -> Iterator[Shape]:
    """A line for each tie, as wide as it weighs; a zigzag for what should be apart."""
    most, least, lines = _drawn(links)
    crowded = _crowded(links)
    for each in sorted(links, key=lambda link: float(link.weight)):
        known = each.one in where and each.other in where
        if not known or not (each.apart or (each.matters and float(each.weight) >= least)):
            continue
        ends = _middle(where[each.one], side), _middle(where[each.other], side)
        touch = (each.one, each.other) in near
        if each.apart and crowded and not touch:
            continue
        thick = line_width(float(each.weight) / most, widest(lines)) if most else 1.0
        line = Line(ends, BLUE if touch else WARNING, thick, dashed=not touch)
        if each.apart:
            line = Line(zigzag(*ends), INK, 1.0)
        yield Group(f"{each.one} and {each.other}: {each.told}", (line,))


def _crowded(links: Sequence[Link]) -> bool:
    """Whether so many should be apart that only those are shown that are not."""
    return sum(each.apart for each in links) > MOST


def _drawn(links: Sequence[Link]) -> tuple[float, float, int]:
    """The most and the least weight of a line that is drawn, and how many lines there are."""
    weights = [float(each.weight) for each in links if each.matters and not each.apart]
    least = heaviest(weights)
    return max(weights, default=0.0), least, sum(weight >= least for weight in weights)


def _names(where: Mapping[str, Sequence[Square]], side: float, columns: int) -> Iterator[Shape]:
    """Names at the centroids, moved only to stay inside the plan."""
    for name, cells in where.items():
        x, y = _middle(cells, side)
        span = 1 + max(c for _, c in cells) - min(c for _, c in cells)
        lines = wrapped(name, max(span * side * 0.85, 30.0), SIZE, 2)
        wide = max(text_width(line, SIZE) for line in lines) + 4
        tall = (SIZE + 2) * len(lines) + 2
        x = min(max(x, PAD + wide / 2), max(PAD + columns * side - wide / 2, PAD + wide / 2))
        words: list[Shape] = [
            box(x - wide / 2, y - tall / 2, wide, tall, fill="white", edge=GREY, thick=0.4)
        ]
        for k, line in enumerate(lines):
            at = (x, y + (k - (len(lines) - 1) / 2) * (SIZE + 2))
            words.append(Text(at, line, SIZE, "center"))
        yield Group(name, tuple(words))


def _legend(links: Sequence[Link], moved: Sequence[str], y: float) -> Iterator[Shape]:
    top = max(links, key=lambda link: float(link.weight))
    lines, known = _drawn(links)[2], sum(each.matters and not each.apart for each in links)
    yield Line(((PAD, y + 5), (PAD + 22, y + 5)), BLUE, widest(lines))
    yield Text((PAD + 27, y + 5), f"widest: {top.told}", SMALL)
    yield Text((PAD, y + 5 + ROW), "blue: they touch; red dashes: they do not", SMALL)
    below = ["zigzag: keep apart"] if any(each.apart for each in links) else []
    below = ["zigzag: touch, and should not"] if _crowded(links) else below
    below += ["red dots: placed in this step"] if moved else []
    below = [each for each in (told(lines, known), *below) if each]
    yield Text((PAD, y + 5 + 2 * ROW), "; ".join(below), SMALL)
