"""What plans of single squares can score at best: the same branch and bound as for layouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...core import Step
from ...core.numbers import Number, plain, show
from ...core.progress import Progress
from ..departments.exact import Tree
from ..departments.scaled import LARGEST, Scaled
from ..relationships.problem import Relationships
from .grid import Grid

MOST = 9  # squares of which the best is looked for
NODES = 20_000


@dataclass(frozen=True)
class Best:
    """The greatest adjacency score and the least distance score of all plans."""

    adjacency: Number
    distance: Number


def best_scores(
    chart: Relationships, grid: Grid, worth: Mapping[str, Number], corners: bool
) -> Best | None:
    """Both, each by a plan of its own; None where areas differ, or the grid is large."""
    import numpy as np

    rows, columns = len(grid), len(grid[0])
    n, size = len(chart.names), rows * columns
    whole = all(isinstance(each, int) and abs(each) * size**3 < LARGEST for each in worth.values())
    if size > MOST or set(chart.areas) != {1} or not whole:
        return None
    flow = np.zeros((size, size))
    for i in range(n):
        for j in range(n):
            if i != j:
                flow[i, j] = worth[chart.rating(chart.names[i], chart.names[j])]
    at = np.array([(r, c) for r in range(rows) for c in range(columns)])
    apart = np.abs(at[:, None] - at)
    far = apart.sum(axis=2)
    near = (apart.max(axis=2) == 1) if corners else (far == 1)
    touch, way = _least(flow, 1.0 * ~(near | np.eye(size, dtype=bool)), n), _least(flow, far, n)
    if touch is None or way is None:
        return None
    return Best(plain(int(flow.sum()) // 2 - touch), plain(way))


def _least(flow: Any, dist: Any, departments: int) -> int | None:
    """The least Σ weight·distance over pairs; None where the search ended before its proof."""
    import numpy as np

    size = len(dist)
    none = np.zeros((size, size))
    scaled = Scaled(flow, dist, none, np.full(size, -1), departments, 2, True, True)
    tree = Tree(scaled)
    first = np.arange(size)
    tree.keep(scaled.value(first), first)
    tree.run(NODES, None, Progress("best plan", total=0, unit="node"))
    return round(tree.best / 2) if tree.least() >= tree.best else None


def comparison(best: Best | None) -> Iterator[Step]:
    """What the scores are to be held against."""
    if best:
        text = "For comparison, by branch and bound over all plans of these squares: the greatest "
        text += f"adjacency score is {show(best.adjacency)}, the least distance score "
        yield Step(f"{text}{show(best.distance)}.")
