"""Several facilities anywhere among points (location–allocation)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import whole
from ...core.numbers import count
from ..points.descent import descend
from ..points.distances import check_globe, cost_unit, distances
from ..points.methods import Straight
from ..points.problem import Points
from ..points.result import as_told
from ..points.spaces import Globe, Plane
from ..siting.median import p_median
from ..siting.problem import Distances
from .result import Allocation, Centres

MOST_ROUNDS = 200
MOST_POINTS = 300  # up to which the p-median gives a start and the bound


@public
def several_facilities(
    points: Points,
    *,
    facilities: int,
    metric: Straight = "euclidean",
    starts: int = 20,
    seed: int = 0,
) -> Allocation:
    """Place so many facilities anywhere so that Σ w·d to the nearest one is small.

    Each point goes to its nearest facility, each facility to the Weber point of its points, and so
    on until nothing changes (Cooper 1964), from `starts` random beginnings and from the p-median of
    the points; when it is interrupted, the best so far comes back. This is no proof: `lower_bound`
    is half the cost of that p-median, below which nothing can be, and only large tables are
    without. What is no number of facilities raises `ProblemError`. Source: Cooper (1964).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": list("ABCD"), "x": [0, 1, 9, 10], "y": [0, 0, 0, 0]})
    >>> several_facilities(table, facilities=2).cost
    2
    """
    import numpy as np

    faults = Faults("facilities")
    number = whole(facilities, "facilities", faults, len(points.points))
    tries = whole(starts, "starts", faults, 10_000, least=0)
    random = whole(seed, "seed", faults, 2**63, least=0)
    faults.raise_any()
    check_globe(points, metric)
    rng = np.random.default_rng(random)
    begins = [rng.choice(len(points.points), number, replace=False) for _ in range(tries)]
    least = 0.0
    if len(points.points) <= MOST_POINTS or not begins:
        among = p_median(Distances.between(points, metric=metric), sites=number)
        begins.append(np.array(among.opened))
        least = float(among.lower_bound) / 2
    cost, steps, done = _best(points, begins, metric)
    plan, bound = steps[-1].state, as_told(min(least, cost))
    text = f"The best of {count(done, 'beginning')}; nothing can be below the bound."
    steps.append(Step(text, "", bound, cost_unit(points, metric)))
    return Allocation(points, metric, plan, as_told(cost), bound, working=Steps(steps, ()))


def _best(points: Points, begins: Sequence[Any], metric: str) -> tuple[float, list[Step], int]:
    """The least cost of all beginnings, how it came about, and how many were tried."""
    found: list[tuple[float, list[Step]]] = []
    try:
        for begin in begins:
            at = [(float(points.xy[j, 0]), float(points.xy[j, 1])) for j in begin]
            found.append(_settle(points, at, metric))
    except KeyboardInterrupt:
        if not found:
            raise
    cost, steps = min(found, key=lambda each: each[0])
    return cost, steps, len(found)


def _settle(points: Points, at: list[Any], metric: str) -> tuple[float, list[Step]]:
    """Assign and move in turn until the cost stays."""
    import numpy as np

    unit = cost_unit(points, metric)
    steps: list[Step] = []
    before = float("inf")
    for k in range(MOST_ROUNDS):
        far = np.column_stack([distances(points.xy, each, metric) for each in at])
        nearest = far.argmin(axis=1)
        cost = float(points.weights @ far[np.arange(len(far)), nearest])
        if cost >= before * (1 - 1e-12):
            break
        before = cost
        state: Centres = (tuple(at), tuple(nearest.tolist()))
        text = (
            f"Round {k}: the nearest of each is taken, then each moved." if k else "The beginning."
        )
        steps.append(Step(text, "", as_told(cost), unit, state))
        at = [_moved(points, nearest == j, each, metric) for j, each in enumerate(at)]
    return before, steps


def _moved(points: Points, own: Any, at: Any, metric: str) -> tuple[float, float]:
    """The Weber point of some of the points; a facility without any stays."""
    xy, w = points.xy[own], points.weights[own]
    if not w.any():
        return at  # type: ignore[no-any-return]
    space = (Globe if metric == "great_circle" else Plane)(xy, w)
    *_, (best, *_) = descend(space, space.centre())
    return space.told(best)
