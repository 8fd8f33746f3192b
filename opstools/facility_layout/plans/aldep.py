"""ALDEP: many plans by chance, swept into the grid strip by strip; the best one is kept."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from ...core import Faults, Step, Steps, public
from ...core.figures import whole
from ...core.numbers import Number, count, exact, show
from ...core.progress import Progress
from ..relationships.problem import Relationships
from ..relationships.ratings import LETTERS, weights_of
from .grid import Grid, Square, in_pieces, painted
from .links import empty_grid, rated, scale_told
from .optimum import best_scores, comparison
from .result import BlockPlan, Drawn, score_steps
from .score import Link, adjacency, scored

MOST_RUNS = 100_000
Threshold = Literal["A", "E", "I", "O", "U", "X"]
Why = tuple[str, str]


@public
def aldep(
    relationships: Relationships,
    *,
    rows: int,
    columns: int,
    sweep: int = 2,
    threshold: Threshold = "E",
    weights: Any = "score",
    corners: bool = False,
    seed: int = 1,
    runs: int = 20,
) -> BlockPlan:
    """Place departments by chance and by ratings along a sweep, `runs` times; keep the best.

    The first is drawn at random. Next comes the one with the strongest rating to the last, if it is
    `threshold` or stronger, of equal ones by chance; else any by chance. They fill strips of
    `sweep` columns, down the first and up the next. The plan with the greatest adjacency score is
    kept, of equal ones that with the least distance score; one in which a strip's end parts a
    department only if there is no other. When it is interrupted, the best so far comes back.
    `weights` are those of `corelap`. Areas that do not fit the grid and settings out of range raise
    `ProblemError`. Source: Seehof & Evans (1967).

    >>> from opstools import datasets
    >>> plan = aldep(datasets.load("clinic"), rows=2, columns=3, sweep=1, runs=50, seed=1)
    >>> plan.adjacency_score
    18
    """
    faults = Faults(relationships.subject)
    number = whole(runs, "runs", faults, MOST_RUNS)
    wide = whole(sweep, "sweep", faults)
    start = whole(seed, "seed", faults, 2**31, least=0)
    faults.raise_any()
    worth, grid = weights_of(weights), empty_grid(relationships, rows, columns)
    links = rated(relationships, worth)
    way, dice = list(path(grid, wide)), random.Random(start)
    orders = (_drawn(relationships, threshold, dice) for _ in range(number))
    order, scores = _best(relationships, grid, way, orders, links, corners, number)
    steps = [*_working(relationships, grid, way, order, scores)]
    made = BlockPlan(
        relationships,
        "aldep",
        swept(grid, way, relationships, order),
        tuple(name for name, _ in order),
        links,
        corners,
        scale_told(worth),
        drawn=f"The best of {count(len(scores), 'plan')} from seed {start}, ",
        working=Steps(()),
    )
    best = best_scores(relationships, grid, worth, corners)
    steps += [*score_steps(made), *comparison(best)]
    return replace(made, working=Steps(steps, Drawn(grid)))


def _best(
    chart: Relationships,
    grid: Grid,
    way: list[Square],
    orders: Iterator[list[Why]],
    links: Sequence[Link],
    corners: bool,
    number: int,
) -> tuple[list[Why], list[Number]]:
    """The order of the best plan, and the adjacency score of each; an interrupt ends the search."""
    best: tuple[Any, list[Why]] | None = None
    scores: list[Number] = []
    progress = Progress("aldep", total=number, unit="plan")
    try:
        for order in orders:
            plan = swept(grid, way, chart, order)
            found = scored(plan, links, corners=corners)
            scores.append(adjacency(found))
            far = sum(float(e.link.weight) * float(e.distance) for e in found)
            key = (len(in_pieces(plan)), -exact(scores[-1]), far)
            if best is None or key < best[0]:
                best = key, order
            progress.at(len(scores))
    except KeyboardInterrupt:
        if best is None:
            raise
    finally:
        progress.close()
    assert best is not None
    return best[1], scores


def path(grid: Grid, wide: int) -> Iterator[Square]:
    """The squares in the order of the sweep: strips down and up, each row to and fro.

    >>> list(path((("", ""), ("", "")), 1))
    [(0, 0), (1, 0), (1, 1), (0, 1)]
    """
    rows, columns = len(grid), len(grid[0])
    for k, left in enumerate(range(0, columns, wide)):
        strip = range(left, min(left + wide, columns))
        down = range(rows) if k % 2 == 0 else reversed(range(rows))
        for step, r in enumerate(down):
            yield from ((r, c) for c in (strip if step % 2 == 0 else reversed(strip)))


def _drawn(chart: Relationships, threshold: str, dice: random.Random) -> list[Why]:
    """Departments in the order of one run, each with why."""
    left = list(chart.names)
    order: list[Why] = [(left.pop(dice.randrange(len(left))), "by chance")]
    while left:
        last = order[-1][0]
        strongest = min(LETTERS.index(chart.rating(last, each)) for each in left)
        tied = [each for each in left if LETTERS.index(chart.rating(last, each)) == strongest]
        why = f"{LETTERS[strongest]} with {last}"
        if strongest > LETTERS.index(threshold):
            tied, why = left, f"by chance: none has {threshold} or stronger with {last}"
        chosen = tied[dice.randrange(len(tied))]
        left.remove(chosen)
        order.append((chosen, why))
    return order


def swept(grid: Grid, way: list[Square], chart: Relationships, order: list[Why]) -> Grid:
    """The departments filled into the sweep one after the other."""
    at = 0
    for name, _ in order:
        grid = painted(grid, way[at : at + chart.area[name]], name)
        at += chart.area[name]
    return grid


def _working(
    chart: Relationships,
    grid: Grid,
    way: list[Square],
    order: list[Why],
    scores: Sequence[Number],
) -> Iterator[Step]:
    """Departments placed one by one, and what the plan was chosen from."""
    for k, (name, why) in enumerate(order, 1):
        plan = swept(grid, way, chart, order[:k])
        yield Step(f"{name}, {why}.", state=Drawn(plan, (name,)))
    span = f"{show(min(scores, key=exact))} to {show(max(scores, key=exact))}"
    yield Step(f"Kept of {count(len(scores), 'plan')} with adjacency scores {span}.")
