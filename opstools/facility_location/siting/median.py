"""The p-median: few sites, so that the weighted distance to the nearest one is least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from ...core import Faults, Infeasible, Step, Steps, fail, public
from ...core.figures import time_limit, whole
from ...core.numbers import Number, count, listing, undusted
from ...core.progress import Progress
from .problem import Distances
from .relaxation import Found, Search, Task, greedy
from .result import MOST_NAMED, Siting


@public
def p_median(distances: Distances, *, sites: int, seconds: float | None = None) -> Siting:
    """Open `sites` of the candidates so that Σ weight × distance to the nearest one is least.

    Exact: Lagrangian bounds close sites that cannot be in a better plan, exchanges find good plans,
    branch and bound closes what is left. `seconds` is a limit; when it runs out, or when the search
    is interrupted, the best plan comes back with the bound reached. A number of sites that is none
    raises `ProblemError`; too few sites to reach everybody raise `Infeasible`.
    Source: Hakimi (1964); Cornuéjols, Fisher & Nemhauser (1977); Teitz & Bart (1968).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"S": [2, 9, 8], "T": [7, 1, 3]}, index=["A", "B", "C"])
    >>> p_median(table, sites=1, weights={"A": 5, "B": 1, "C": 1}).open
    ('S',)
    """
    number, limit = check_number(distances, sites, seconds)
    import numpy as np

    reached = np.isfinite(distances.array)
    costs = np.where(
        reached, distances.loads[:, None] * np.where(reached, distances.array, 0), np.inf
    )
    task = Task.of(costs, np.zeros(len(distances.sites)), number)
    first = greedy(task, number)
    found = solved(task, first, limit, "p-median")
    assigned = distances.nearest(found.opened)
    cost, least = in_units(task, found)
    if None in assigned:
        lost = [name for name, j in zip(distances.customers, assigned, strict=True) if j is None]
        refuse(distances, number, f", {listing(lost)} among those left out", proven=cost == least)
    unit = f"{distances.load}·{distances.unit}"
    steps = [
        *_greedy_steps(distances, task, first, unit),
        *plan_steps(distances, task, found, unit),
    ]
    steps.append(verdict(task, found, unit))
    return Siting(
        distances,
        "p_median",
        tuple(map(int, found.opened)),
        assigned,
        cost,
        least,
        "weighted distance",
        unit,
        working=Steps(steps),
    )


def check_number(distances: Distances, sites: Any, seconds: Any) -> tuple[int, float | None]:
    """How many sites are to be open, and the limit of time."""
    faults = Faults(distances.subject)
    number = whole(sites, "sites", faults, len(distances.sites))
    limit = time_limit(seconds, faults)
    faults.raise_any()
    return number, limit


def refuse(problem: Distances, number: int, lost: str, *, proven: bool) -> NoReturn:
    """No plan reaches everybody, or none was found in time."""
    if proven:
        said = f"{count(number, 'site')} cannot reach everybody{lost}"
        fail(problem.subject, "sites", said, "Open more sites.", Infeasible)
    said = f"no plan of {count(number, 'site')} that reaches everybody was found in that time"
    fail(problem.subject, "seconds", said, "Give more seconds, or open more sites.")


def solved(task: Task, first: Sequence[int], limit: float | None, label: str) -> Found:
    """The best plan from a first one on, with a bar where it takes long."""
    import numpy as np

    search = Search(task, np.array(sorted(first)), limit)
    progress = Progress(label, total=0, unit="node")
    search.progress = progress.at
    try:
        return search.run()
    finally:
        progress.close()


def in_units(task: Task, found: Found) -> tuple[Number, Number]:
    """The cost and the bound in units of the table."""
    cost = undusted(found.cost / task.scale)
    if found.bound >= found.cost - 1e-9 * max(1.0, abs(found.cost)):
        return cost, cost
    return cost, min(cost, undusted(found.bound / task.scale))


def _greedy_steps(
    problem: Distances, task: Task, first: Sequence[int], unit: str
) -> Iterator[Step]:
    """Sites opened one by one, each the one that saves most."""
    import numpy as np

    for k in range(1, len(first) + 1):
        cost = undusted(task.cost(np.array(first[:k])) / task.scale)
        assigned = problem.nearest(first[:k])
        served = "" if None not in assigned else " Not everybody is reached yet."
        text = f"Greedy: open {problem.sites[first[k - 1]]}, which saves most.{served}"
        yield Step(text, "", None if served else cost, "" if served else unit, assigned)


def plan_steps(problem: Any, task: Task, found: Found, unit: str) -> Iterator[Step]:
    """Better plans as they were found."""
    for text, cost, opened in found.log:
        few = len(opened) <= MOST_NAMED
        names = listing(problem.sites[j] for j in opened) if few else f"{len(opened)} sites"
        value = undusted(cost / task.scale)
        yield Step(f"{text}: {names}.", "", value, unit, problem.nearest(opened))


def verdict(task: Task, found: Found, unit: str) -> Step:
    """What the bound says of the plan."""
    cost, least = in_units(task, found)
    nodes = count(found.nodes, "node")
    if cost == least:
        text = f"No plan costs less: bounds with prices for customers leave none ({nodes})."
    else:
        text = f"The search ended before its proof ({nodes}); this is what no plan can be below."
    return Step(text, "", least, unit)
