"""Tasks that must share a station, or must not."""

from __future__ import annotations

from ..core import Faults, Infeasible, Step, fail, public
from ..core.numbers import count, listing, show
from .model import Pairs, integer_program, plain_names, read_pairs
from .problem import Line
from .result import Balance, balance
from .working import station_by_station


@public
def zoned_line(line: Line, *, together: Pairs = (), apart: Pairs = ()) -> Balance:
    """The fewest stations where pairs of tasks must share a station or must not, with proof.

    `together` are pairs that need the same place (one tool, one test bench), `apart` pairs that
    must not share one (dust and paint). The integer program is solved by PuLP's CBC. Pairs that no
    line can satisfy raise `Infeasible`, unknown tasks `ProblemError`.
    Source: Scholl (1999), assignment restrictions.

    >>> from opstools import datasets
    >>> wagon = datasets.load("model_j_wagon")
    >>> zoned_line(wagon, apart=[("F", "G"), ("J", "K")]).number_of_stations
    5
    """
    import pulp

    faults = Faults("zoning")
    joined = read_pairs(line, together, "together", faults)
    parted = read_pairs(line, apart, "apart", faults)
    faults.raise_any()
    _check_pairs(line, joined, parted)
    model = integer_program(line, together=joined, apart=parted, stations=len(line.tasks))
    status = pulp.LpStatus[model.solve(pulp.PULP_CBC_CMD(msg=False))]
    if status == "Infeasible":
        problem = "no line keeps all these pairs and the precedence"
        fail("zoning", "pairs", problem, "Take one of the pairs out.", Infeasible)
    if status != "Optimal":
        problem = "the solver ended without an answer"
        fail("zoning", "tasks", problem, "Run it again, or take a smaller line.")
    where = {}
    for variable in model.variables():
        kind, *rest = variable.name.split("_")
        if kind == "x" and variable.value() > 0.5:
            where["_".join(rest[:-1])] = int(rest[-1])
    at = {task: where[label] for task, label in plain_names(line).items()}
    plan = tuple(
        tuple(task for task in line.index if at[task] == k) for k in sorted(set(at.values()))
    )
    said = [f"{listing(pair)} stand together." for pair in joined]
    said += [f"{listing(pair)} stand apart." for pair in parted]
    solved = f"Integer program, solved to proof: {count(len(plan), 'station')}."
    steps = [*map(Step, said), Step(solved), *station_by_station(line, plan)]
    reason = "integer program"
    return balance(line, plan, steps, method="zoned_line", lower_bound=len(plan), bound=reason)


def _check_pairs(line: Line, together: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    """What no line can do is said of its pair, before anything is solved."""
    for one, other in together:
        work = line.work_of((one, other))
        if {one, other} in map(set, apart):
            problem = f"{one} and {other} must stand together and apart"
            fail("zoning", "pairs", problem, "Take one of the two out.", Infeasible)
        if work > line.cycle_time:
            problem = f"{one} and {other} take {show(work, line.time_unit)} together"
            remedy = (
                f"That is more than {show(line.cycle_time, line.time_unit)}: take the pair out."
            )
            fail("zoning", "together", problem, remedy, Infeasible)
