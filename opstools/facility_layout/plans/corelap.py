"""CORELAP: the department with most relationships first, then whoever belongs to it most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

from ...core import Infeasible, Step, Steps, fail, public
from ...core.numbers import Number, count, exact, plain, show
from ..relationships.problem import Relationships
from ..relationships.ratings import LETTERS, weights_of
from .grid import Grid, Square, beside, centre, painted, pieces, squares, touching
from .links import empty_grid, rated, scale_told
from .optimum import best_scores, comparison
from .result import BlockPlan, Drawn, score_steps

MOST_TERMS = 12


@public
def corelap(
    relationships: Relationships,
    *,
    rows: int,
    columns: int,
    weights: Any = "score",
    corners: bool = False,
) -> BlockPlan:
    """Build a plan around the department with the greatest total closeness rating (TCR).

    The TCR adds the weights of a department's ratings. The greatest stands first, in the middle;
    next comes whoever has the strongest rating to one that stands (A before E before I …), of equal
    ones that with the greater TCR, then the larger, then the first listed. It is put where its
    placing rating is largest, the weights of the departments that it then touches; of equal places
    that which is nearest to those it belongs to. `weights` are "score" (4-3-2-1-0-(−1)), "corelap"
    (6-5-4-3-2-1), "aldep" (64-16-4-1-0-(−1024)), or six numbers for A, E, I, O, U, X. With
    `corners` a corner in common counts as touching. Areas that do not fit the grid raise
    `ProblemError`, ones that find no room in one piece `Infeasible`. Source: Lee & Moore (1967).

    >>> from opstools import datasets
    >>> plan = corelap(datasets.load("clinic"), rows=2, columns=3)
    >>> plan.order
    ('surgery', 'laboratory', 'waiting room', 'reception', 'records', 'plant room')
    """
    worth, grid = weights_of(weights), empty_grid(relationships, rows, columns)
    start = Drawn(grid)
    steps = list(_closeness(relationships, worth))
    closeness = {name: total(relationships, name, worth) for name in relationships.names}
    order: list[str] = []
    while len(order) < len(relationships.names):
        name, why = _next(relationships, order, closeness)
        room = _room(relationships, grid, name, worth, corners)
        grid = painted(grid, room, name)
        steps.append(_placed(relationships, grid, name, why, worth, corners))
        order.append(name)
    links = rated(relationships, worth)
    told = scale_told(worth)
    plan = BlockPlan(
        relationships, "corelap", grid, tuple(order), links, corners, told, working=Steps(())
    )
    best = best_scores(relationships, start.grid, worth, corners)
    steps += [*score_steps(plan), *comparison(best)]
    return replace(plan, working=Steps(steps, start))


def total(chart: Relationships, name: str, worth: Mapping[str, Number]) -> Fraction:
    """The total closeness rating of a department."""
    others = (each for each in chart.names if each != name)
    return sum((exact(worth[chart.rating(name, other)]) for other in others), Fraction(0))


def _closeness(chart: Relationships, worth: Mapping[str, Number]) -> Iterator[Step]:
    for name in chart.names:
        terms = [worth[chart.rating(name, other)] for other in chart.names if other != name]
        formula = r"\sum w"
        if len(terms) <= MOST_TERMS:
            formula += " = " + " + ".join(f"({show(each)})" for each in terms)
        text = f"{name}: total closeness rating over all others."
        yield Step(text, formula, plain(total(chart, name, worth)))


def _next(
    chart: Relationships, order: Sequence[str], closeness: Mapping[str, Fraction]
) -> tuple[str, str]:
    """Who comes next, and why."""
    listed = {name: k for k, name in enumerate(chart.names)}
    left = [name for name in chart.names if name not in order]

    def later(name: str) -> tuple[Fraction, int, int]:
        return -closeness[name], -chart.area[name], listed[name]

    if not order:
        first = min(left, key=later)
        return first, "the greatest total closeness rating"

    def strongest(name: str) -> tuple[int, str]:
        return min((LETTERS.index(chart.rating(name, each)), each) for each in order)

    name = min(left, key=lambda each: (strongest(each)[0], *later(each)))
    rank, _ = strongest(name)
    partner = next(each for each in order if chart.rating(name, each) == LETTERS[rank])
    return name, f"{LETTERS[rank]} with {partner}"


def _room(
    chart: Relationships, grid: Grid, name: str, worth: Mapping[str, Number], corners: bool
) -> list[Square]:
    """The squares where a department's placing rating is largest."""
    area, where = chart.area[name], squares(grid)
    if not where:
        return min(_shapes(grid, area), key=lambda room: _off_centre(grid, room))
    weigh = {each: exact(worth[chart.rating(name, each)]) for each in where}
    wanted = [(centre(where[each]), w) for each, w in weigh.items() if w > 0]
    best: tuple[Any, list[Square]] | None = None
    for room in _rooms(grid, area):
        near = {grid[r][c] for at in room for r, c in _around(grid, at, corners) if grid[r][c]}
        rating, (x, y) = sum((weigh[each] for each in near), Fraction(0)), centre(room)
        pull = sum((w * (abs(x - x0) + abs(y - y0)) for (x0, y0), w in wanted), Fraction(0))
        key = (-rating, pull, _off_centre(grid, room), min(room))
        if best is None or key < best[0]:
            best = (key, room)
    if best is None:
        problem = f"there is no room in one piece for its {count(area, 'square')}"
        remedy = "Give a grid with more rows or columns."
        fail(chart.subject, name, problem, remedy, Infeasible)
    return best[1]


def _around(grid: Grid, at: Square, corners: bool) -> Iterator[Square]:
    near = list(beside(at))
    if corners:
        near += [(at[0] + r, at[1] + c) for r in (-1, 1) for c in (-1, 1)]
    return ((r, c) for r, c in near if 0 <= r < len(grid) and 0 <= c < len(grid[0]))


def _off_centre(grid: Grid, room: Sequence[Square]) -> Fraction:
    x, y = centre(room)
    return abs(x - Fraction(len(grid[0]), 2)) + abs(y - Fraction(len(grid), 2))


def _rooms(grid: Grid, area: int) -> Iterator[list[Square]]:
    """Rooms next to what stands: shapes near to a rectangle, or any piece where none fits."""
    stands = {at for cells in squares(grid).values() for at in cells}
    free = {(r, c) for r, row in enumerate(grid) for c, name in enumerate(row) if not name}
    found = False
    for room in _shapes(grid, area):
        if all(at in free for at in room) and any(b in stands for at in room for b in beside(at)):
            found = True
            yield room
    if not found:
        yield from _grown(free, stands, area)


def _shapes(grid: Grid, area: int) -> Iterator[list[Square]]:
    """Rectangles that just hold the area, the last row or column of which may be short."""
    rows, columns = len(grid), len(grid[0])
    best = min(max(h, ceil(area / h)) for h in range(1, rows + 1) if ceil(area / h) <= columns)
    for high in range(1, min(rows, area) + 1):
        wide = ceil(area / high)
        if wide > columns or max(high, wide) > max(2 * min(high, wide), best):
            continue
        flat = [(k // wide, k % wide) for k in range(area)]
        tall = [(k % high, k // high) for k in range(area)]
        for shape in (flat, tall) if flat != tall else (flat,):
            for r in range(rows - high + 1):
                for c in range(columns - wide + 1):
                    yield [(r + dr, c + dc) for dr, dc in shape]


def _grown(free: set[Square], stands: set[Square], area: int) -> Iterator[list[Square]]:
    """Pieces that grow from each free square next to what stands."""
    for piece in pieces(free):
        if len(piece) < area:
            continue
        for seed in sorted(at for at in piece if any(b in stands for b in beside(at))):
            room, edge = [seed], {seed}
            while len(room) < area:
                near = {b for at in edge for b in beside(at) if b in piece} - set(room)
                x, y = centre(room)
                chosen = min(near, key=lambda at: (abs(at[1] + 0.5 - float(x))
                                                   + abs(at[0] + 0.5 - float(y)), at))  # fmt: skip
                room.append(chosen)
                edge.add(chosen)
            yield room


def _placed(
    chart: Relationships,
    grid: Grid,
    name: str,
    why: str,
    worth: Mapping[str, Number],
    corners: bool,
) -> Step:
    near = [other for one, other in sorted(touching(grid, corners=corners)) if one == name]
    terms = [worth[chart.rating(name, other)] for other in near]
    text = f"{name}, {why}"
    if not near:
        return Step(f"{text}: in the middle.", state=Drawn(grid, (name,)))
    text += f": next to {', '.join(near)}, where its placing rating is largest."
    formula = " + ".join(f"({show(each)})" for each in terms)
    value = plain(sum(map(exact, terms), Fraction(0)))
    return Step(text, formula, value, "", Drawn(grid, (name,)))
