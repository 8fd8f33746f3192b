"""Covering: everybody within reach by the fewest sites, or most by a few; p-centre."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ...core import Faults, Infeasible, Step, Steps, fail, public
from ...core.figures import not_negative, time_limit
from ...core.numbers import count, listing, show, undusted
from . import program
from .median import check_number, refuse
from .problem import Distances
from .result import Siting

CLOSE = 1e-6


class Answer(NamedTuple):
    """What the integer program found: which sites, and the bound on what it makes least."""

    opened: tuple[int, ...]
    bound: float


@public
def set_covering(distances: Distances, *, reach: float, seconds: float | None = None) -> Siting:
    """The fewest sites that have every customer within `reach`.

    Exact, by integer programming (HiGHS). A reach that is no distance raises `ProblemError`, one
    that leaves a customer out of every site's reach raises `Infeasible`.
    Source: Toregas, Swain, ReVelle & Bergman (1971).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"S": [2, 9, 8], "T": [7, 1, 3]}, index=["A", "B", "C"])
    >>> set_covering(table, reach=5).open
    ('S', 'T')
    """
    faults = Faults(distances.subject)
    limit = time_limit(seconds, faults)
    within = _within(distances, reach, faults)
    lost = [name for name, row in zip(distances.customers, within, strict=True) if not row.any()]
    if lost:
        import numpy as np

        least = show(float(np.nanmin(distances.distances.array, axis=1).max()), distances.unit)
        problem = f"within {show(reach, distances.unit)} no site has {listing(lost)}"
        fail(distances.subject, "reach", problem, f"It must be at least {least}.", Infeasible)
    first, steps = _greedily(distances, within, None)
    best = cover(within, limit)
    opened = best.opened if len(best.opened) < len(first) else tuple(sorted(first))
    bound = min(len(opened), _up(best.bound))
    text = program.told("no fewer sites cover everybody.", proven=bound == len(opened))
    steps.append(Step(text, r"\min \sum_j y_j", bound, "", distances.nearest(opened)))
    return Siting(
        distances,
        "set_covering",
        opened,
        distances.nearest(opened),
        len(opened),
        bound,
        "number of sites",
        "",
        working=Steps(steps),
    )


@public
def maximal_covering(
    distances: Distances, *, reach: float, sites: int, seconds: float | None = None
) -> Siting:
    """With so many sites, have as much weight as possible within `reach`.

    `cost` is the weight that is left out, which is made least; customers beyond the reach are not
    assigned. Exact, by integer programming (HiGHS). What is no reach or no number of sites raises
    `ProblemError`. Source: Church & ReVelle (1974).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"S": [2, 9, 8], "T": [7, 1, 3]}, index=["A", "B", "C"])
    >>> siting = maximal_covering(table, reach=5, sites=1)
    >>> siting.open, siting.cost, list(siting.assignment)
    (('T',), 1, ['B', 'C'])
    """
    number, limit = check_number(distances, sites, seconds)
    within = _within(distances, reach, Faults(distances.subject))
    first, steps = _greedily(distances, within, number)
    best = _most(within, distances.loads, number, limit)
    total = float(distances.loads.sum())

    def left(opened: Any) -> float:
        return float(distances.loads[~within[:, list(opened)].any(axis=1)].sum())

    opened = min((best.opened, tuple(sorted(first))), key=left)
    assigned = _only(distances.nearest(opened), within)
    cost = undusted(left(opened))
    bound = min(cost, undusted(best.bound))
    if abs(float(bound) - float(cost)) < CLOSE * max(1.0, total):
        bound = cost
    text = program.told("no more weight can be covered.", proven=bound == cost)
    formula = f"{show(undusted(total))} - {show(undusted(total - float(bound)))}"
    steps.append(Step(text, formula, bound, distances.load, assigned))
    return Siting(
        distances,
        "maximal_covering",
        opened,
        assigned,
        cost,
        bound,
        "left out",
        distances.load,
        working=Steps(steps),
    )


@public
def p_centre(distances: Distances, *, sites: int, seconds: float | None = None) -> Siting:
    """Open `sites` of the candidates so that the farthest customer is as near as possible.

    Exact: the least reach, among the distances of the table, at which so few sites cover everybody,
    found by bisection. Weights do not count. `seconds` is a limit for each covering. A number of
    sites that is none raises `ProblemError`; too few to reach everybody raise `Infeasible`.
    Source: Hakimi (1965); Minieka (1970).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"S": [2, 9, 8], "T": [7, 1, 3]}, index=["A", "B", "C"])
    >>> p_centre(table, sites=1).cost
    7
    """
    import numpy as np

    number, limit = check_number(distances, sites, seconds)
    array, unit = distances.array, distances.unit
    reaches = np.unique(array[np.isfinite(array)])
    best, shut, steps = _least_reach(distances, reaches, number, limit)
    if best is None:
        refuse(distances, number, "", proven=shut == len(reaches))
    opened = _filled(best, number, len(distances.sites))
    assigned = distances.nearest(opened)
    cost = undusted(max(float(array[i, j]) for i, j in enumerate(assigned) if j is not None))
    bound = min(cost, undusted(float(reaches[shut])))
    text = "No shorter reach is enough for so few sites."
    if bound != cost:
        text = "The search ended before its proof; no reach that is shorter than this is enough."
    steps.append(Step(text, r"\max_i \min_j d_{ij}", bound, unit, assigned))
    return Siting(
        distances,
        "p_centre",
        opened,
        assigned,
        cost,
        bound,
        "longest distance",
        unit,
        working=Steps(steps),
    )


def _least_reach(
    problem: Distances, reaches: Any, number: int, limit: float | None
) -> tuple[tuple[int, ...] | None, int, list[Step]]:
    """Sites for the least reach that so few have, from which reach on it is not proven, the steps.

    The sites are None where none were found for the longest reach.
    """
    import numpy as np

    low = int(np.searchsorted(reaches, problem.array.min(axis=1).max()))
    high, shut = len(reaches) - 1, low
    best: tuple[int, ...] | None = None
    steps: list[Step] = []
    while low <= high:
        middle = (low + high) // 2
        far = float(reaches[middle])
        found = cover(problem.array <= far, limit, enough=number)
        within, least = f"Within {show(far, problem.unit)}", _up(found.bound)
        if len(found.opened) <= number:
            best, high = found.opened, middle - 1
            text = f"{within}, {count(len(best), 'site is', 'sites are')} enough."
            steps.append(Step(text, "", undusted(far), problem.unit, problem.nearest(best)))
            continue
        text = f"{within}, at least {count(least, 'site')} are needed."
        if least <= number:
            text = f"{within}, time ran out before {count(number, 'site')} were found."
        elif shut == low:
            shut = middle + 1
        low = middle + 1
        steps.append(Step(text))
    return best, shut, steps


def cover(within: Any, seconds: float | None, enough: int | None = None) -> Answer:
    """The fewest columns with a truth in each row; or no more than are `enough`, quickly."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    m = within.shape[1]
    if enough is not None and (quick := _quickly(within)) and len(quick) <= enough:
        return Answer(quick, 1.0)
    rows = np.unique(within, axis=0)
    found = milp(
        np.ones(m),
        integrality=np.ones(m),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(_sparse(rows), lb=1),
        options=program.options(seconds),
    )
    opened = _quickly(within) if found.x is None else _columns(found.x)
    return Answer(opened, program.bound(found, 1.0))


def _most(within: Any, loads: Any, number: int, seconds: float | None) -> Answer:
    """So many columns that leave out the least weight."""
    import numpy as np
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = within.shape
    covered = sparse.hstack([_sparse(within), sparse.eye_array(n)], format="csc")
    few = sparse.hstack([sparse.csc_array(np.ones((1, m))), sparse.csc_array((1, n))])
    found = milp(
        np.r_[np.zeros(m), loads],
        integrality=np.r_[np.ones(m), np.zeros(n)],
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(covered, lb=1), LinearConstraint(few, ub=number, lb=number)],
        options=program.options(seconds),
    )
    opened = tuple(range(number)) if found.x is None else _columns(found.x[:m])
    return Answer(opened, program.bound(found, 0.0))


def _columns(x: Any) -> tuple[int, ...]:
    """The columns that a solution takes."""
    return tuple((x > 0.5).nonzero()[0].tolist())


def _sparse(rows: Any) -> Any:
    import numpy as np
    from scipy import sparse

    return sparse.csc_array(np.asarray(rows, dtype=float))


def _quickly(within: Any) -> tuple[int, ...]:
    """Some columns that cover every row, each the one that covers most of what is left."""
    import numpy as np

    left, opened = np.ones(len(within), dtype=bool), list[int]()
    while left.any():
        most = within[left].sum(axis=0)
        best = int(most.argmax())
        if not most[best]:
            return ()
        opened.append(best)
        left &= ~within[:, best]
    return tuple(sorted(opened))


def _greedily(problem: Distances, within: Any, number: int | None) -> tuple[list[int], list[Step]]:
    """Sites opened one by one, each the one that covers most weight that is left, as steps."""
    import numpy as np

    loads = problem.loads if number is not None else np.ones(len(within))
    left, opened, steps = np.ones(len(within), dtype=bool), list[int](), list[Step]()
    while left.any() if number is None else len(opened) < number:
        more = (loads * left) @ within
        more[opened] = -1
        best = int(more.argmax())
        opened.append(best)
        left &= ~within[:, best]
        assigned = _only(problem.nearest(opened), within)
        text = f"Greedy: open {problem.sites[best]}, which covers most that is left."
        told = undusted(float(more[best]))
        steps.append(Step(text, "", told, problem.load if number is not None else "", assigned))
    return opened, steps


def _only(assigned: tuple[int | None, ...], within: Any) -> tuple[int | None, ...]:
    """Without those that are out of reach."""
    return tuple(j if j is not None and within[i, j] else None for i, j in enumerate(assigned))


def _within(problem: Distances, reach: Any, faults: Faults) -> Any:
    """Whether each site has each customer within reach."""
    far = not_negative(reach, "reach", faults, problem.unit)
    faults.raise_any()
    return problem.array <= float(far) * (1 + 1e-12)


def _up(bound: float) -> int:
    """A bound on a whole number, rounded up."""
    return math.ceil(bound - CLOSE)


def _filled(opened: tuple[int, ...], number: int, all_: int) -> tuple[int, ...]:
    """As many sites as may be open: more never hurt."""
    spare = (j for j in range(all_) if j not in opened)
    more = [next(spare) for _ in range(number - len(opened))]
    return tuple(sorted([*opened, *more]))
