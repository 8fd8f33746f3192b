"""Balancing the average of a mix."""

from __future__ import annotations

from ...core import ByName, Step, Steps, public
from ...core.numbers import exact, listing, plain, show
from ..exact import fewest_stations
from ..result import Balance
from .problem import MixedLine
from .result import MixedBalance


@public
def mixed_model(line: MixedLine) -> MixedBalance:
    """The fewest stations for the average unit of a mix, and what each model brings to each.

    Every task's time is averaged over the models, weighted by `demand`; the average line is
    balanced with proof. Bad tables raise `ProblemError`, an average task longer than the cycle time
    raises `Infeasible`. Source: Thomopoulos (1967).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"task": ["A", "B"], "S": [4, 2], "L": [6, 5], "predecessors": ["", "A"]}
    ... )
    >>> mixed_model(table, demand={"S": 2, "L": 1}, cycle_time=5).loads["L"]
    (6, 5)
    """
    balance = fewest_stations(line.average)
    times = {task.name: task.times for task in line.tasks}
    loads = ByName(
        {
            model: tuple(
                plain(sum(exact(times[task][k]) for task in tasks)) for tasks in balance.stations
            )
            for k, model in enumerate(line.demand)
        }
    )
    return MixedBalance(line, balance, loads, working=_working(line, balance))


def _working(line: MixedLine, balance: Balance) -> Steps:
    units, shares = line.time_unit, list(line.demand.values())
    total, steps = sum(map(exact, shares)), []
    for task, mean in zip(line.tasks, line.average.tasks, strict=True):
        terms = " + ".join(
            rf"{show(s)} \times {show(t)}" for s, t in zip(shares, task.times, strict=True)
        )
        formula = rf"\frac{{{terms}}}{{{show(total)}}}"
        steps.append(Step(f"{task.name}: mean time in the mix.", formula, mean.time, units))
    for k, (tasks, time) in enumerate(zip(balance.stations, balance.station_times, strict=True), 1):
        times = [line.average.times[task] for task in tasks]
        formula = " + ".join(map(show, times)) if len(times) > 1 else ""
        text = f"Station {k}: {listing(tasks)}, as the average line is balanced with proof."
        steps.append(Step(text, formula, time, units, k))
    return Steps(steps, 0)
