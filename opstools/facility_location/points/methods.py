"""One facility among points: centre of gravity, median, Weber point, minimax, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from ...core import Faults, Step, Steps, fail, public
from ...core.figures import signed
from ...core.numbers import in_formula, quoted, show
from .circle import smallest_circle
from .descent import descend, start
from .distances import Metric, check_degrees, check_globe, cost_unit, distances
from .problem import Points
from .result import Location, Trail, as_told, location
from .spaces import Globe, Plane

MOST_TERMS = 8  # of a sum written out
STARTS = 5  # heaviest points from which the globe is searched
Straight = Literal["euclidean", "great_circle"]


@public
def centre_of_gravity(points: Points, *, metric: Metric = "euclidean") -> Location:
    """The weighted mean of the coordinates, Σw·x / Σw and Σw·y / Σw.

    It minimises Σ w·d², not the cost Σ w·d, which `lower_bound` tells beside it. Bad tables raise
    `ProblemError`. Source: Heizer & Render, Operations Management (center-of-gravity method).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B"], "x": [0, 4], "y": [0, 0], "weight": [3, 1]})
    >>> centre_of_gravity(table).x
    1
    """
    check_globe(points, metric)
    xy, w = points.xy, points.weights
    at = tuple((w @ xy / w.sum()).tolist())
    steps = [
        _mean(points, axis, k, at[k], at if k else None) for k, axis in enumerate("xy")
    ]  # the place is known when both are
    return _judged(points, at, steps, "centre_of_gravity", metric)


@public
def rectilinear_median(points: Points) -> Location:
    """The weighted median of each axis: the least Σ w·(|x − x_i| + |y − y_i|).

    Half of the weight lies on either side of it. Where any place of a stretch is as good, its lower
    end is told. Bad tables raise `ProblemError`. Source: Francis, McGinnis & White (1992).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B", "C"], "x": [0, 4, 9], "y": [5, 1, 2]})
    >>> rectilinear_median(table).answer
    [4, 2]
    """
    found = [_median(points, k) for k in (0, 1)]
    at = found[0][0], found[1][0]
    steps = [_half(points, "x", *found[0]), _half(points, "y", *found[1], place=at)]
    steps.append(_total(points, at, "rectilinear"))
    return location(points, at, Steps(steps, ()), "rectilinear_median", "rectilinear")


@public
def weber_point(points: Points, *, metric: Straight = "euclidean") -> Location:
    """The place with the least Σ w·d, straight or on great circles; exact at a given point.

    Newton's method on distances with the test of the pull at given points, where Weiszfeld's
    iteration fails. On the globe x is the longitude and y the latitude, in degrees, and the best of
    several starts counts. Bad tables raise `ProblemError`.
    Source: Weber (1909); Weiszfeld (1937); Kuhn (1973); Vardi & Zhang (2000).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B"], "x": [0, 4], "y": [0, 0], "weight": [3, 1]})
    >>> weber_point(table).answer
    [0, 0]
    """
    check_globe(points, metric)
    trail, costs, given = best_trail(points, metric)
    steps = Steps(_rounds(points, trail, costs, given, metric), ())
    return location(points, trail[-1], steps, "weber_point", metric, cost=costs[-1])


@public
def minimax_point(points: Points) -> Location:
    """The place from which the farthest point is as near as possible: the smallest circle's centre.

    Weights do not count, as for an ambulance that must reach everybody. Bad tables raise
    `ProblemError`. Source: Sylvester (1857); Welzl (1991).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B", "C"], "x": [0, 6, 3], "y": [0, 0, 1]})
    >>> minimax_point(table).answer
    [3, 0]
    """
    at, radius, touched = smallest_circle(points.xy)
    names = ", ".join(points.names[k] for k in touched)
    steps = [
        Step(
            f"The smallest circle around all points touches {names}.",
            r"\max_i d_i",
            as_told(radius),
            points.unit,
            (at,),
        )
    ]
    return _judged(points, at, steps, "minimax_point", "euclidean")


@public
def by_hand(points: Points, at: Any, *, metric: Metric = "euclidean") -> Location:
    """A place that somebody chose, (x, y), and what it costs beside the least possible.

    What is no place raises `ProblemError`. Source: the cost of a location in Weber (1909).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B"], "x": [0, 4], "y": [0, 0]})
    >>> by_hand(table, (1, 0)).cost
    4
    """
    faults = Faults("place")
    pair = list(at) if isinstance(at, (tuple, list)) else []
    if len(pair) != 2:
        fail("place", "at", f"{quoted(at)} is no place", "Give (x, y).")
    x, y = (float(signed(each, axis, faults)) for each, axis in zip(pair, "xy", strict=True))
    faults.raise_any()
    check_globe(points, metric)
    if metric == "great_circle":
        check_degrees(x, y, "", faults)
        faults.raise_any()
    return _judged(points, (x, y), [], "by_hand", metric)


def best_trail(points: Points, metric: str) -> tuple[Trail, tuple[float, ...], bool]:
    """The way to the point with the least Σ w·d, the costs on it, and whether it is a given one."""
    w = points.weights
    space = (Globe if metric == "great_circle" else Plane)(points.xy, w)
    ways = [[*descend(space, start(space, points.xy, w))]]
    if metric == "great_circle":  # the globe may have several valleys
        heavy = sorted(range(len(w)), key=lambda k: -w[k])[:STARTS]
        ways += [[*descend(space, space.place(k))] for k in heavy]
    best = min(ways, key=lambda way: float(f"{way[-1][1]:.9g}"))  # of equal ones the first
    places, costs, given = zip(*best, strict=True)
    return tuple(map(space.told, places)), costs, given[-1]


def _judged(points: Points, at: Any, steps: list[Step], method: str, metric: Metric) -> Location:
    """A place beside the best one of its metric."""
    at = tuple(map(float, at))
    best = (
        (_median(points, 0)[0], _median(points, 1)[0])
        if metric == "rectilinear"
        else best_trail(points, metric)[0][-1]
    )
    least = float(points.weights @ distances(points.xy, best, metric))
    text = f"The least possible, at ({show(best[0])}, {show(best[1])})."
    least_step = Step(text, "", as_told(least), cost_unit(points, metric))
    steps = [*steps, _total(points, at, metric), least_step]
    return location(points, at, Steps(steps, ()), method, metric, least=least)


def _mean(points: Points, axis: str, k: int, value: float, place: Any) -> Step:
    formula = rf"\bar {axis} = \frac{{\sum w {axis}}}{{\sum w}}"
    if len(points.points) <= MOST_TERMS:
        signed = (in_formula((each.x, each.y)[k]) for each in points.points)
        weights = [show(each.weight) for each in points.points]
        top = " + ".join(rf"{w} \times {at}" for w, at in zip(weights, signed, strict=True))
        formula += rf" = \frac{{{top}}}{{{' + '.join(weights)}}}"
    text = f"The weighted mean of {axis}."
    return Step(text, formula, as_told(value), points.unit, (place,) if place else None)


def _median(points: Points, k: int) -> tuple[float, float, float]:
    """The weighted median of an axis, the weight up to it, and all weight."""
    import numpy as np

    order = np.argsort(points.xy[:, k], kind="stable")
    sums = np.cumsum(points.weights[order])
    at = int(np.searchsorted(sums, sums[-1] / 2 * (1 - 1e-12)))
    return float(points.xy[order[at], k]), float(sums[at]), float(sums[-1])


def _half(
    points: Points, axis: str, value: float, there: float, total: float, place: Any = None
) -> Step:
    side = "the left" if axis == "x" else "below"
    text = (
        f"{axis}: from {side}, {show(there)} of {show(total)} {points.load} are reached here, "
        "half of them or more for the first time."
    )
    return Step(text, "", as_told(value), points.unit, (place,) if place else None)


def _rounds(
    points: Points, trail: Trail, costs: tuple[float, ...], given: bool, metric: str
) -> Iterator[Step]:
    unit = cost_unit(points, metric)
    for k, ((x, y), cost) in enumerate(zip(trail, costs, strict=True)):
        text = f"Step {k} leads to ({x:.5g}, {y:.5g})." if k else f"Begin at ({x:.5g}, {y:.5g})."
        yield Step(text, "", cost, unit, trail[: k + 1])
    yield Step(
        "It is a given point: the others pull no harder than it weighs."
        if given
        else "There the pulls of all points cancel: no place costs less."
    )


def _total(points: Points, at: Any, metric: str) -> Step:
    found = distances(points.xy, at, metric)
    formula = r"\sum w d"
    if len(found) <= MOST_TERMS:
        terms = (
            rf"{show(each.weight)} \times {show(float(d))}"
            for each, d in zip(points.points, found, strict=True)
        )
        formula += " = " + " + ".join(terms)
    cost = as_told(float(points.weights @ found))
    return Step(
        "The cost: weight times distance of each point.",
        formula,
        cost,
        cost_unit(points, metric),
        (tuple(at),),
    )
