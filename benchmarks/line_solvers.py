"""Solvers that a user could install, for the fewest stations; each only where it is installed."""

import math
from collections.abc import Callable
from importlib.util import find_spec
from itertools import product

from opstools import line_balancing as lb
from opstools.line_balancing import Line
from opstools.line_balancing.bounds import thirds

from .programs import Answer, cbc, highs

NODES = 10**9  # for opstools too, only the seconds are to count
Plan = tuple[tuple[str, ...], ...]
Solver = Callable[[Line, float], tuple[Answer, Plan | None]]


def ours(line: Line, seconds: float) -> tuple[Answer, Plan]:
    found = lb.fewest_stations(line, max_nodes=NODES, seconds=seconds)
    return Answer(found.number_of_stations, found.proven), found.stations


def mip_highs(line: Line, seconds: float) -> tuple[Answer, None]:
    return highs(lb.integer_program(line), seconds), None


def mip_cbc(line: Line, seconds: float) -> tuple[Answer, None]:
    return cbc(lb.integer_program(line), seconds), None


def cp_sat(line: Line, seconds: float) -> tuple[Answer, None]:
    """Google's CP-SAT, one thread: a station for each task, bounded from its ends as in books."""
    from ortools.sat.python import cp_model as cp

    model, most = cp.CpModel(), len(lb.longest_task_time(line).stations)
    tasks, cycle = range(len(line.tasks)), line.whole_cycle
    work = [_work(line, line.bits_before[i] | 1 << i) for i in tasks]
    rest = [_work(line, line.bits_after[i] | 1 << i) for i in tasks]
    at = [
        model.new_int_var(-(-work[i] // cycle) - 1, most - -(-rest[i] // cycle), "") for i in tasks
    ]
    inside = {(i, k): model.new_bool_var("") for i, k in product(tasks, range(most))}
    last = model.new_int_var(line.minimum_stations - 1, most - 1, "")
    for i in tasks:
        model.add_exactly_one(inside[i, k] for k in range(most))
        model.add(sum(k * inside[i, k] for k in range(most)) == at[i])
        model.add(at[i] <= last)
        for before in line.tasks[i].predecessors:
            model.add(at[line.index[before]] <= at[i])
    for k in range(most):
        model.add(sum(line.whole_times[i] * inside[i, k] for i in tasks) <= cycle)
    model.minimize(last)
    solver = cp.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, seconds
    status = solver.solve(model)
    found = status in (cp.OPTIMAL, cp.FEASIBLE)
    return Answer(solver.objective_value + 1 if found else None, status == cp.OPTIMAL), None


def didp(line: Line, seconds: float) -> tuple[Answer, None]:
    """Domain-independent dynamic programming with CABS, the model of Kuroiwa & Beck (2023)."""
    import didppy as dp

    model, number = dp.Model(), len(line.tasks)
    times, cycle = list(line.whole_times), line.whole_cycle
    task = model.add_object_type(number=number)
    undone = model.add_set_var(object_type=task, target=range(number))
    room = model.add_int_resource_var(target=0, less_is_better=False)
    time = model.add_int_table(times)
    before = model.add_set_table(
        [[line.index[name] for name in each.predecessors] for each in line.tasks], object_type=task
    )
    model.add_base_case([undone.is_empty()])
    for i in range(number):
        able = [undone.contains(i), time[i] <= room, (undone & before[i]).is_empty()]
        effects = [(undone, undone.remove(i)), (room, room - time[i])]
        model.add_transition(dp.Transition(
            name=str(i), cost=dp.IntExpr.state_cost(), preconditions=able, effects=effects,
        ))  # fmt: skip
    model.add_transition(dp.Transition(
        name="open", cost=1 + dp.IntExpr.state_cost(), effects=[(room, cycle)],
        preconditions=[
            ~undone.contains(i) | (time[i] > room) | ~(undone & before[i]).is_empty()
            for i in range(number)
        ],
    ), forced=True)  # fmt: skip
    above = model.add_int_table([int(2 * t > cycle) for t in times])
    half = model.add_float_table([0.5 * (2 * t == cycle) for t in times])
    third = model.add_float_table([thirds(t, cycle) / 6 for t in times])
    spare = {k: (k * room >= cycle).if_then_else(1, 0) for k in (2, 3)}
    model.add_dual_bound(math.ceil((time[undone] - room) / cycle))
    model.add_dual_bound(above[undone] + math.ceil(half[undone]) - spare[2])
    model.add_dual_bound(math.ceil(third[undone] - 1e-9) - spare[3])
    found = dp.CABS(model, time_limit=seconds, quiet=True).search()
    return Answer(found.cost, found.is_optimal), None


def _work(line: Line, bits: int) -> int:
    return sum(time for i, time in enumerate(line.whole_times) if bits >> i & 1)


def installed() -> dict[str, Solver]:
    """Ours first, then the peers that are there."""
    peers: dict[str, Solver] = {
        "opstools fewest_stations": ours,
        "integer program, scipy's HiGHS": mip_highs,
        "integer program, PuLP's CBC": mip_cbc,
    }
    if find_spec("ortools"):
        peers["constraint program, CP-SAT"] = cp_sat
    if find_spec("didppy"):
        peers["dynamic program, didppy's CABS"] = didp
    return peers
