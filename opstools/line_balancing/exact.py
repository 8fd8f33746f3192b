"""Optimal balances with proof: fewest stations, shortest cycle, best efficiency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd
from typing import Any

from ..core import Faults, Step, fail, public
from ..core.figures import whole
from ..core.numbers import Number, count, exact, quoted, show
from .assignment import Stations
from .bounds import best_bound
from .checking import faults_of
from .problem import Line
from .proof.budget import Budget, Told
from .proof.rows import Rows
from .proof.search import PASSES, Answer, Loads, Packing, Pass
from .result import Balance, balance
from .rules import RULES
from .working import station_by_station

MAX_NODES = 10_000_000
SHARES = 0.0, 0.4, 0.2  # what followers count where other plans are begun
FIRST_EFFORT = 4  # of a proof before better plans are looked for, counted as that of a `Pass`


@public
def fewest_stations(
    line: Line,
    *,
    max_nodes: int = MAX_NODES,
    seconds: float | None = None,
    progress: Told | None = None,
) -> Balance:
    """The fewest stations at the line's cycle time, with proof (SALBP-1).

    Upwards from the lower bound, branch, bound and remember proves each number of stations
    impossible until one works. When `max_nodes` or `seconds` or the memory run out, or the search
    is interrupted, the best balance found so far comes back with the bound reached, `proven` false
    and a `status` that says so. Instead of a progress bar, `progress` is called with what is known:
    incumbent, bound, nodes.
    Limits that are no numbers raise `ProblemError`.
    Source: Baybars (1986) for the problem; Scholl (1999) for bounds and dominance; Sewell &
    Jacobson (2012) for the search.

    >>> from opstools import datasets
    >>> best = fewest_stations(datasets.load("model_j_wagon"))
    >>> best.measures["stations"], best.proven
    (4, True)
    """
    budget = Budget(max_nodes, seconds, "fewest stations", progress)
    search = _StationSearch(line, budget)
    with budget:
        search.rules()
        search.search()
    return search.balance()


@public
def shortest_cycle(
    line: Line,
    *,
    stations: int,
    max_nodes: int = MAX_NODES,
    seconds: float | None = None,
    progress: Told | None = None,
) -> Balance:
    """The shortest cycle time with the given number of stations, with proof (SALBP-2).

    The line's own cycle time is ignored; the balance carries the one found. Between a lower bound
    and the best known cycle time, bisection asks the search for the fewest stations each time; on
    long lines it takes turns with packing a few stations of good plans anew.
    Limits and `progress` work as in `fewest_stations`; `stations` beyond the number of tasks raise
    `ProblemError`. Source: Baybars (1986); Scholl (1999).

    >>> from opstools import datasets
    >>> best = shortest_cycle(datasets.load("jackson"), stations=4)
    >>> best.measures["cycle_time"], best.proven
    (12, True)
    """
    (number,) = _check_stations(line, stations)
    budget = Budget(max_nodes, seconds, "shortest cycle", progress)
    search = _CycleSearch(line, number, budget)
    search.tell = lambda: budget.tell(search.in_time(search.cycle), search.in_time(search.lower))
    with budget:
        search.glance()
        search.prove()
    return search.balance("shortest_cycle", search.lower, "cycle time")


@public
def most_efficient(
    line: Line,
    *,
    stations: tuple[int, int],
    max_nodes: int = MAX_NODES,
    seconds: float | None = None,
    progress: Told | None = None,
) -> Balance:
    """The best efficiency over a range of stations, (fewest, most), with proof (SALBP-E).

    Efficiency is Σt / (m·C), so the capacity m·C is made as small as possible, C being shortest
    for every m in the range. The line's own cycle time is ignored. Limits hold for the whole range;
    a range that is none raises `ProblemError`. Source: Scholl (1999).

    >>> from opstools import datasets
    >>> best = most_efficient(datasets.load("jackson"), stations=(3, 6))
    >>> best.number_of_stations, best.problem.cycle_time, round(best.efficiency, 3)
    (3, 16, 0.958)
    """
    fewest, most = _check_range(line, stations)
    budget = Budget(max_nodes, seconds, "best efficiency", progress)
    searches = [_CycleSearch(line, m, budget) for m in range(fewest, most + 1)]

    def capacities() -> tuple[int, int]:
        least = min(each.capacity for each in searches)
        return least, min(least, *(each.stations * each.lower for each in searches))

    for search in searches:
        search.tell = lambda: budget.tell(*map(searches[0].in_time, capacities()))
    with budget:
        for search in searches:
            search.glance()
        for search in searches:
            if search.stations * search.lower < capacities()[0]:
                search.prove()
    best = min(searches, key=lambda each: each.capacity)
    best.reason = "every number of stations was looked at"
    for each in searches:
        least = show(each.in_time(each.stations * each.lower), line.time_unit)
        best.log.append(f"{count(each.stations, 'station')}: the capacity is at least {least}.")
    return best.balance("most_efficient", capacities()[1], "capacity")


def _packing(line: Line, *others: int) -> tuple[Packing, int]:
    """The tasks for the search, in the largest unit that goes into all times; and that unit."""
    unit = gcd(*line.whole_times, *others)
    times = [time // unit for time in line.whole_times]
    return Packing(times, line.bits_before, line.bits_after), unit


class _StationSearch:
    """SALBP-1: the best plan known and the bound proved."""

    def __init__(self, line: Line, budget: Budget) -> None:
        self.line, self.budget = line, budget
        bound = best_bound(line)
        self.lower, self.reason = bound.stations, bound.name
        first, *self.other_rules = RULES.values()
        self.log: list[str] = []
        self._ruled(first(line))

    def rules(self) -> None:
        """The first rule to need the fewest stations; after one that meets the bound none."""
        for rule in self.other_rules:
            if self.lower == self.upper:
                return
            if (found := rule(self.line)).number_of_stations < self.upper:
                self._ruled(found)

    def _ruled(self, best: Balance) -> None:
        self.plan, self.upper = best.stations, best.number_of_stations
        rule, needed = best.method.replace("_", " "), count(best.number_of_stations, "station")
        self.log[:] = [f"The best priority rule, {rule}, needs {needed}."]
        self.budget.tell(self.upper, self.lower)

    def search(self) -> None:
        """What the rules leave open."""
        if self.lower < self.upper:
            parallel = self.line.long_tasks == "parallel"  # then a rounded cycle time would count
            self.packing, unit = _packing(self.line, *[self.line.whole_cycle] * parallel)
            self.cycle = self.line.whole_cycle // unit
            self.glance()
            self.prove()

    def glance(self) -> None:
        """Passes that keep a few loads of each state, for every number of stations in between."""
        for stations in range(self.lower, self.upper):
            before = self.budget.nodes
            answer = self.packing.quick(self.cycle, stations, self.budget)
            if answer and answer.loads:
                self._found(answer.loads, stations)
                return
            if answer and stations == self.lower:
                self._impossible(answer.reason, before)

    def prove(self) -> None:
        """One number of stations after another proved impossible, or found."""
        while self.lower < self.upper:
            before = self.budget.nodes
            answer = self.packing.complete(self.cycle, self.lower, self.budget)
            if answer.loads:
                self._found(answer.loads, self.lower)
            else:
                self._impossible(answer.reason, before)

    def _found(self, loads: Loads, stations: int) -> None:
        self.plan = tuple(self.line.members(load) for load in loads)
        self.upper = sum(map(self.line.workplaces, self.plan))
        self.log.append(f"{count(stations, 'station')}: possible, as follows.")
        self.budget.tell(self.upper, self.lower)

    def _impossible(self, reason: str, before: int) -> None:
        spent = count(self.budget.nodes - before, "node")
        number = count(self.lower, "station")
        self.log.append(f"{number}: impossible, a {reason} ({spent}) finds no way.")
        self.lower, self.reason = self.lower + 1, reason
        self.budget.tell(self.upper, self.lower)

    def balance(self) -> Balance:
        """The best plan as a result."""
        proved = self.lower, self.reason
        return _balance(self.line, self.plan, "fewest_stations", *proved, self.log, self.budget)


class _CycleSearch:
    """SALBP-2 for one number of stations: the best plan known and the bound proved, in units."""

    tell: Callable[[], None]  # how the whole search stands, of which this may be a part

    def __init__(self, line: Line, stations: int, budget: Budget) -> None:
        self.line, self.stations, self.budget = line, stations, budget
        self.packing, self.unit = _packing(line)
        times = self.packing.times
        content = -(-sum(times) // stations)
        self.lower = max(content, max(times))
        self.reason = "work content" if self.lower == content else "longest task"
        while self.packing.least(self.lower) > stations:
            self.lower, self.reason = self.lower + 1, "dual-feasible weights"
        self.log: list[str] = []
        self.cycle = sum(times)
        self.loads: Loads = ((1 << len(times)) - 1,)

    @property
    def capacity(self) -> int:
        return self.stations * self.cycle

    def in_time(self, units: int) -> Number:
        return self.line.in_time(units * self.unit)

    def glance(self) -> None:
        """A good plan quickly: what a pass does not find is taken for impossible."""
        self._bisect(self._greedy)
        self.tell()
        for passes in (PASSES[:1], PASSES):
            self._bisect(self._plans(passes))
            self.tell()

    def _plans(self, passes: Sequence[Pass]) -> Callable[[int], Loads | None]:
        """What these passes find at a cycle time."""

        def find(cycle: int) -> Loads | None:
            answer = self.packing.quick(cycle, self.stations, self.budget, passes)
            return answer.loads if answer else None

        return find

    def _greedy(self, cycle: int) -> Loads | None:
        loads = self.packing.greedy(cycle)
        return loads if len(loads) <= self.stations else None

    def _bisect(self, find: Callable[[int], Loads | None]) -> None:
        """The shortest cycle time, nearly, for which plans are found."""
        lower = self.lower
        while lower < self.cycle:
            middle = (lower + self.cycle - 1) // 2
            if loads := find(middle):
                self._keep(loads)
            else:
                lower = middle + 1

    def prove(self) -> None:
        """Bisect between bound and best plan until they meet.

        As long as a question stays open, making plans better, each turn one more, and the question
        itself have their turns, each twice as long as the last.
        """
        effort, shares = FIRST_EFFORT, iter(SHARES)
        plans = [Rows(self.packing, self.stations, self.loads, self.budget)]
        while self.lower < self.cycle:
            middle = (self.lower + self.cycle) // 2
            proof = self.packing.proof(middle, self.stations)
            answer = None
            while not answer and middle < self.cycle:
                nodes = effort * len(self.packing.times) ** 2
                answer = proof.go_on(self.budget, nodes)
                if not answer:
                    self._improve(plans, nodes)
                    effort *= 2
                    if (share := next(shares, None)) is not None:
                        plans.append(self._other(share))
            self._learn(middle, answer)

    def _other(self, share: float) -> Rows:
        """Another plan, found whatever the best one is."""
        other = _CycleSearch(self.line, self.stations, self.budget)
        other._bisect(other._plans([PASSES[0]._replace(share=share)]))
        return Rows(self.packing, self.stations, other.loads, self.budget)

    def _improve(self, plans: Sequence[Rows], nodes: float) -> None:
        """Each plan for so many nodes; one that becomes the best is kept."""
        for rows in plans:
            until = self.budget.nodes + nodes
            while rows.improve(self.lower, until):
                if rows.cycle < self.cycle:
                    self._keep(rows.plan)
                    self.tell()

    def _learn(self, middle: int, answer: Answer | None) -> None:
        """What the answer says of this cycle time; without one a better plan was found."""
        told = show(self.in_time(middle), self.line.time_unit)
        if answer and answer.loads:
            self._keep(answer.loads)
            self.log.append(f"A cycle time of {told} is possible.")
        elif answer:
            self.lower, self.reason = middle + 1, answer.reason
            self.log.append(f"A cycle time of {told} is impossible: {answer.reason}.")
        self.tell()

    def balance(self, method: str, lower: int, objective: str) -> Balance:
        """The best plan as a result, on the line run at its cycle time."""
        line = self.line.replace(cycle_time=self.in_time(self.cycle), long_tasks="error")
        plan = _spread(line, [line.members(load) for load in self.loads], self.stations)
        bound = self.in_time(lower)
        return _balance(line, plan, method, bound, self.reason, self.log, self.budget, objective)

    def _keep(self, loads: Loads) -> None:
        self.loads, self.cycle = loads, max(map(self.packing.work, loads))


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
    budget: Budget,
    objective: str = "stations",
) -> Balance:
    if wrong := faults_of(line, plan).found:
        raise AssertionError(f"{method} found what is no balance: {wrong[0]}")  # a fault of ours
    steps = [*map(Step, [*log, *budget.remarks]), *station_by_station(line, plan)]
    return balance(
        line, plan, steps, method=method, lower_bound=lower, bound=reason, objective=objective,
        ended=budget.status, nodes=budget.nodes,
    )  # fmt: skip


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
        fail("stations", "stations", f"{quoted(stations)} is not a range", remedy)
    fewest, most = _check_stations(line, *pair)
    if fewest > most:
        remedy = "Give the smaller one first."
        fail("stations", "stations", f"{fewest} is more than {most}", remedy)
    return fewest, most
