"""The integer programs that a user would otherwise write, and two solvers for them."""

from typing import NamedTuple

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from opstools.line_balancing import Line


class Answer(NamedTuple):
    value: float | None
    proven: bool


def cycle_program(line: Line, stations: int) -> pulp.LpProblem:
    """SALBP-2: the shortest cycle time; the package has the program of SALBP-1 only."""
    model = pulp.LpProblem("shortest_cycle", pulp.LpMinimize)
    numbers = range(1, stations + 1)
    lower = max(max(line.whole_times), -(-sum(line.whole_times) // stations))
    cycle = pulp.LpVariable("cycle", lowBound=lower, cat="Integer")
    x = {
        task.name: [pulp.LpVariable(f"x_{i}_{k}", cat="Binary") for k in numbers]
        for i, task in enumerate(line.tasks)
    }
    model += cycle
    for places in x.values():
        model += pulp.lpSum(places) == 1
    for k in range(stations):
        work = zip(x.values(), line.whole_times, strict=True)
        model += pulp.lpSum(unit * places[k] for places, unit in work) <= cycle
    place = {name: pulp.lpDot(numbers, places) for name, places in x.items()}
    for task in line.tasks:
        for before in task.predecessors:
            model += place[before] <= place[task.name]
    return model


def cbc(model: pulp.LpProblem, seconds: float) -> Answer:
    """PuLP's own solver, in a process of its own."""
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds))
    return Answer(model.objective.value(), model.sol_status == pulp.LpSolutionOptimal)


def highs(model: pulp.LpProblem, seconds: float) -> Answer:
    """scipy's HiGHS, called without a file in between."""
    variables = model.variables()
    index = {variable.name: i for i, variable in enumerate(variables)}
    cost = np.zeros(len(variables))
    for variable, factor in model.objective.items():
        cost[index[variable.name]] = factor
    entries: list[tuple[float, int, int]] = []
    low, high = [], []
    for row, constraint in enumerate(model.constraints.values()):
        entries += [(factor, row, index[each.name]) for each, factor in constraint.items()]
        side = -constraint.constant
        low.append(-np.inf if constraint.sense == pulp.LpConstraintLE else side)
        high.append(np.inf if constraint.sense == pulp.LpConstraintGE else side)
    factors, rows, columns = zip(*entries, strict=True)
    shape = (len(low), len(variables))
    matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
    bounds = Bounds(
        [-np.inf if each.lowBound is None else each.lowBound for each in variables],
        [np.inf if each.upBound is None else each.upBound for each in variables],
    )
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, low, high),
        bounds=bounds,
        integrality=np.ones(len(variables)),
        options={"time_limit": seconds},
    )
    return Answer(found.fun, found.status == 0)
