"""The textbook integer program, to read and to solve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core import fail, public
from .problem import Line
from .rules import longest_task_time

if TYPE_CHECKING:
    import pulp


@public
def integer_program(line: Line) -> pulp.LpProblem:
    r"""The 0/1 model of SALBP-1 as a `pulp.LpProblem`.

    x_i_k is 1 if task i is done in station k, y_k is 1 if station k is used; the sum of y is to be
    as small as possible. Each task has one station; no station holds more than C; a predecessor
    stands in the same station or an earlier one; stations are used from the first. The number of
    stations that a priority rule needs is enough to choose from. Tasks keep their names where these
    are plain letters and digits, else they are numbered.
    Source: Bowman (1960) for the integer programming view; Patterson & Albracht (1975).

    >>> import pulp
    >>> from opstools import datasets
    >>> model = integer_program(datasets.load("mertens"))
    >>> status = model.solve(pulp.PULP_CBC_CMD(msg=False))
    >>> pulp.LpStatus[status], model.objective.value()
    ('Optimal', 5.0)
    """
    import pulp

    if line.long_tasks == "parallel":
        problem = "the textbook model has no parallel stations"
        remedy = "Use fewest_stations, or a cycle time that no task exceeds."
        fail("integer program", "long_tasks", problem, remedy)
    stations = range(1, len(longest_task_time(line).stations) + 1)
    labels = {
        name: name if name.isascii() and name.isalnum() else f"task_{i}"
        for i, name in enumerate(line.index, 1)
    }
    model = pulp.LpProblem("fewest_stations", pulp.LpMinimize)
    x = {
        (name, k): pulp.LpVariable(f"x_{label}_{k}", cat="Binary")
        for name, label in labels.items()
        for k in stations
    }
    y = {k: pulp.LpVariable(f"y_{k}", cat="Binary") for k in stations}
    model += pulp.lpSum(y.values()), "stations"
    for name, label in labels.items():
        model += pulp.lpSum(x[name, k] for k in stations) == 1, f"once_{label}"
    for k in stations:
        work = pulp.lpSum(u * x[name, k] for name, u in zip(labels, line.whole_times, strict=True))
        model += work <= line.whole_cycle * y[k], f"cycle_time_{k}"
        if k > 1:
            model += y[k] <= y[k - 1], f"in_order_{k}"
    for task in line.tasks:
        for before in task.predecessors:
            here = pulp.lpSum(k * x[task.name, k] for k in stations)
            there = pulp.lpSum(k * x[before, k] for k in stations)
            model += there <= here, f"{labels[before]}_before_{labels[task.name]}"
    return model
