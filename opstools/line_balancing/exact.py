"""Optimal balances with proof: fewest stations, shortest cycle, best efficiency."""

from __future__ import annotations

from typing import Any

from ..core import Faults, Step, fail, public
from ..core.figures import whole
from ..core.numbers import Number, count, exact, show
from .assignment import Stations
from .bounds import best_bound
from .problem import Line
from .result import Balance, balance
from .rules import RULES
from .search import Budget, Loads, OutOfBudget, pack
from .working import station_by_station

MAX_NODES = 1_000_000
GLANCE = 2000  # nodes that the first, unproven bisection spends on a cycle time


@public
def fewest_stations(
    line: Line, *, max_nodes: int = MAX_NODES, seconds: float | None = None
) -> Balance:
    """The fewest stations at the line's cycle time, with proof (SALBP-1).

    Upwards from the lower bound, branch and bound proves each number of stations impossible until
    one works. When `max_nodes` or `seconds` run out, or the search is interrupted, the best balance
    found so far comes back with the bound reached and `proven` false.
    Limits that are no numbers raise `ProblemError`.
    Source: Baybars (1986) for the problem; Scholl (1999) for the bounds and dominance rules.

    >>> from opstools import datasets
    >>> best = fewest_stations(datasets.load("model_j_wagon"))
    >>> best.measures["stations"], best.proven
    (4, True)
    """
    bound = best_bound(line)
    lower, reason = bound.stations, bound.name
    best = min((rule(line) for rule in RULES.values()), key=lambda each: each.number_of_stations)
    plan = best.stations
    rule = best.method.replace("_", " ")
    log = [f"The best priority rule, {rule}, needs {count(len(plan), 'station')}."]
    with Budget(max_nodes, seconds, "fewest stations") as budget:
        while lower < best.number_of_stations:
            before = budget.nodes
            if loads := _pack(line, line.whole_cycle, lower, budget):
                plan = tuple(line.members(load) for load in loads)
                log.append(f"{count(lower, 'station')}: possible, as follows.")
                break
            spent = count(budget.nodes - before, "node")
            log.append(
                f"{count(lower, 'station')}: impossible, a complete search ({spent}) finds no way."
            )
            lower, reason = lower + 1, "complete search"
    return _balance(line, plan, "fewest_stations", lower, reason, log + budget.remarks)


@public
def shortest_cycle(
    line: Line, *, stations: int, max_nodes: int = MAX_NODES, seconds: float | None = None
) -> Balance:
    """The shortest cycle time with the given number of stations, with proof (SALBP-2).

    The line's own cycle time is ignored; the balance carries the one found. Between a lower bound
    and the best known cycle time, bisection asks the search for the fewest stations each time.
    Limits work as in `fewest_stations`; `stations` beyond the number of tasks raise `ProblemError`.
    Source: Baybars (1986); Scholl (1999).

    >>> from opstools import datasets
    >>> best = shortest_cycle(datasets.load("jackson"), stations=4)
    >>> best.measures["cycle_time"], best.proven
    (12, True)
    """
    (number,) = _check_stations(line, stations)
    search = _CycleSearch(line, number)
    with Budget(max_nodes, seconds, "shortest cycle") as budget:
        search.glance()
        search.prove(budget)
    return search.balance("shortest_cycle", search.lower, "cycle time", budget.remarks)


@public
def most_efficient(
    line: Line,
    *,
    stations: tuple[int, int],
    max_nodes: int = MAX_NODES,
    seconds: float | None = None,
) -> Balance:
    """The best efficiency over a range of stations, (fewest, most), with proof (SALBP-E).

    Efficiency is Σt / (m·C), so the capacity m·C is made as small as possible, C being shortest
    for every m in the range. The line's own cycle time is ignored. `max_nodes` and `seconds` hold
    for the whole range; a range that is none raises `ProblemError`. Source: Scholl (1999).

    >>> from opstools import datasets
    >>> best = most_efficient(datasets.load("jackson"), stations=(3, 6))
    >>> best.number_of_stations, best.problem.cycle_time, round(best.efficiency, 3)
    (3, 16, 0.958)
    """
    fewest, most = _check_range(line, stations)
    searches = [_CycleSearch(line, m) for m in range(fewest, most + 1)]
    log: list[str] = []
    with Budget(max_nodes, seconds, "best efficiency") as budget:
        for search in searches:
            search.glance()
        for search in searches:
            if search.stations * search.lower < min(each.capacity for each in searches):
                search.prove(budget)
            least = show(line.in_time(search.stations * search.lower), line.time_unit)
            log.append(f"{count(search.stations, 'station')}: the capacity is at least {least}.")
    best = min(searches, key=lambda each: each.capacity)
    lower = min(best.capacity, *(each.stations * each.lower for each in searches))
    best.reason = "every number of stations was looked at"
    return best.balance("most_efficient", lower, "capacity", log + budget.remarks)


class _CycleSearch:
    """SALBP-2 for one number of stations: the best plan known and the bound proved, in units."""

    def __init__(self, line: Line, stations: int) -> None:
        self.line, self.stations = line, stations
        content = -(-sum(line.whole_times) // stations)
        self.lower = max(content, max(line.whole_times))
        self.reason = "work content" if self.lower == content else "longest task"
        self.log: list[str] = []
        self.cycle = sum(line.whole_times)
        self.loads: Loads = ((1 << len(line.tasks)) - 1,)

    @property
    def capacity(self) -> int:
        return self.stations * self.cycle

    def glance(self) -> None:
        """A good plan quickly: bisect, taking what a short search does not find for impossible."""
        lower = self.lower
        while lower < self.cycle:
            middle = (lower + self.cycle - 1) // 2
            try:
                loads = _pack(self.line, middle, self.stations, Budget(GLANCE))
            except OutOfBudget:
                loads = None
            if loads:
                self._keep(loads)
            else:
                lower = middle + 1

    def prove(self, budget: Budget) -> None:
        """Bisect between bound and best plan until they meet."""
        while self.lower < self.cycle:
            middle = (self.lower + self.cycle - 1) // 2
            cycle = show(self.line.in_time(middle), self.line.time_unit)
            if loads := _pack(self.line, middle, self.stations, budget):
                self._keep(loads)
                self.log.append(f"A cycle time of {cycle} is possible.")
            else:
                self.lower, self.reason = middle + 1, "complete search"
                self.log.append(f"A cycle time of {cycle} is impossible: complete search.")

    def balance(self, method: str, lower: int, objective: str, log: list[str]) -> Balance:
        """The best plan as a result, on the line run at its cycle time."""
        line = self.line.replace(cycle_time=self.line.in_time(self.cycle), long_tasks="error")
        plan = _spread(line, [line.members(load) for load in self.loads], self.stations)
        bound = line.in_time(lower)
        return _balance(line, plan, method, bound, self.reason, self.log + log, objective)

    def _keep(self, loads: Loads) -> None:
        self.loads = loads
        units = self.line.whole_times
        self.cycle = max(
            sum(unit for i, unit in enumerate(units) if load >> i & 1) for load in loads
        )


def _pack(line: Line, cycle: int, stations: int, budget: Budget) -> Loads | None:
    before, after = line.bits_before, line.bits_after
    return pack(line.whole_times, before, after, cycle, stations, budget)


def _spread(line: Line, plan: list[tuple[str, ...]], stations: int) -> Stations:
    """Use all stations: as long as there are too few, part the largest that has two tasks."""
    while len(plan) < stations:
        loads = [sum(map(exact, map(line.times.__getitem__, tasks))) for tasks in plan]
        k = max(range(len(plan)), key=lambda k: (len(plan[k]) > 1, loads[k]))
        plan[k : k + 1] = [plan[k][:1], plan[k][1:]]
    return tuple(plan)


def _balance(
    line: Line,
    plan: Stations,
    method: str,
    lower: Number,
    reason: str,
    log: list[str],
    objective: str = "stations",
) -> Balance:
    steps = [*map(Step, log), *station_by_station(line, plan)]
    return balance(
        line, plan, steps, method=method, lower_bound=lower, bound=reason, objective=objective
    )


def _check_stations(line: Line, *stations: Any) -> list[int]:
    """Numbers of stations that the line can have: from 1 to its number of tasks."""
    faults = Faults("stations")
    numbers = [whole(each, "stations", faults, len(line.tasks)) for each in stations]
    faults.raise_any()
    return numbers


def _check_range(line: Line, stations: Any) -> tuple[int, int]:
    pair = tuple(stations) if isinstance(stations, (tuple, list)) else ()
    if len(pair) != 2:
        remedy = "Give (fewest, most), as in (3, 6)."
        fail("stations", "stations", f"{stations!r} is not a range", remedy)
    fewest, most = _check_stations(line, *pair)
    if fewest > most:
        remedy = "Give the smaller one first."
        fail("stations", "stations", f"{fewest} is more than {most}", remedy)
    return fewest, most
