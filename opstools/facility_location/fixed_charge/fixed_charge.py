"""Which plants to open: opening costs against serving costs, with and without capacities."""

from __future__ import annotations

from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import time_limit
from ...core.numbers import listing, undusted
from ..siting.median import in_units, plan_steps, solved, verdict
from ..siting.relaxation import Task, greedy
from ..siting.result import Siting
from .problem import Plants


@public
def fixed_charge(opening_costs: Plants, *, seconds: float | None = None) -> Siting:
    """Open plants and serve customers from them at least cost: Σ opening + Σ serving.

    Exact. Without capacities by Lagrangian bounds, exchanges and branch and bound; with them by
    integer programming (HiGHS), from the same bounds. `seconds` is a limit, with capacities for
    each of the two; when it runs out the best plan comes back with the bound reached. Bad tables
    raise `ProblemError`; capacities that cannot serve everybody raise `Infeasible`.
    Source: Balinski (1965); Erlenkotter (1978).

    >>> import pandas as pd
    >>> serving = pd.DataFrame({"S": [2, 9], "T": [7, 1]}, index=["A", "B"])
    >>> fixed_charge({"S": 4, "T": 5}, serving).cost
    12
    >>> fixed_charge({"S": 4, "T": 5}, serving, capacities={"S": 2, "T": 2}).open
    ('S', 'T')
    """
    plants, faults = opening_costs, Faults(Plants.subject)
    limit = time_limit(seconds, faults)
    faults.raise_any()
    task = Task.of(plants.array, plants.opening, None)
    first = greedy(task, len(plants.sites))
    found = solved(task, first, limit, "fixed charge")
    text = f"Greedy: {listing(plants.sites[j] for j in sorted(first))}, each opened while it saves."
    cost = undusted(_cost(task, first))
    steps = [Step(text, r"\sum f + \sum c", cost, plants.money, plants.nearest(first))]
    steps += plan_steps(plants, task, found, plants.money)
    if not plants.limited:
        steps.append(verdict(task, found, plants.money))
        total, least = in_units(task, found)
        opened = tuple(int(j) for j in found.opened)
        return _siting(plants, opened, plants.nearest(opened), total, least, steps)
    from .limited import within_capacities

    loose = found.bound / task.scale
    steps = [
        Step("Without capacities nothing costs less than this.", "", undusted(loose), plants.money)
    ]
    opened, assigned, total, least, how = within_capacities(plants, loose, limit)
    steps.append(Step(how, r"\sum f + \sum c", total, plants.money, assigned))
    return _siting(plants, opened, assigned, total, least, steps)


def _cost(task: Task, opened: Any) -> float:
    import numpy as np

    return task.cost(np.array(opened)) / task.scale


def _siting(
    plants: Plants, opened: Any, assigned: Any, cost: Any, least: Any, steps: Any
) -> Siting:
    return Siting(
        plants,
        "fixed_charge",
        opened,
        assigned,
        cost,
        least,
        "total cost",
        plants.money,
        working=Steps(steps),
    )
