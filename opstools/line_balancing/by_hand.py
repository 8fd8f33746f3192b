"""A balance that somebody made by hand, checked as strictly as any method's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..core import Faults, fail, public
from ..core.numbers import quoted
from ..core.table import name, names
from .assignment import Stations
from .checking import faults_of
from .exact import fewest_stations
from .problem import Line
from .result import Balance, balance
from .working import station_by_station

JUDGING_NODES = 20_000  # a class-size line is proven with fewer, so the verdict is final


@public
def by_hand(line: Line, stations: Sequence[Iterable[str] | str]) -> Balance:
    """Judge an assignment: `stations` lists the task names of each station in line order.

    A station may also be written as text, "A, B". Every task must be there once, no task may come
    before its predecessors, no station may hold more work than the cycle time; otherwise one
    `ProblemError` names everything that is wrong. Whether a balance can be better is told by a
    short exact search. Source: the definition of a feasible balance in Baybars (1986).

    >>> from opstools import datasets
    >>> line = datasets.load("mertens")
    >>> by_hand(line, ["A, D", "B", "C", "E", "F", "G"]).station_times
    (4, 5, 4, 5, 6, 5)
    >>> by_hand(line, ["A, C", "B", "D", "E", "F", "G"])
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: assignment, station 1: C comes before its predecessor B in \
station 2. Move C to station 2 or later, or B forward.
    """
    faults = Faults("assignment")
    plan = _read(line, stations, faults)
    faults.found += faults_of(line, plan).found
    faults.raise_any()
    best = fewest_stations(line, max_nodes=JUDGING_NODES)
    return balance(
        line,
        plan,
        station_by_station(line, plan),
        method="by_hand",
        lower_bound=best.lower_bound,
        bound=best.bound,
    )


def _read(line: Line, stations: Any, faults: Faults) -> Stations:
    if isinstance(stations, str) or not isinstance(stations, Iterable):
        fail("assignment", "stations", f"{quoted(stations)} is not a list",
             "Give one list of tasks a station.")  # fmt: skip
    plan = []
    for number, station in enumerate(stations, 1):
        if isinstance(station, Iterable) and not isinstance(station, str):
            station = [name(task) for task in station]
        tasks = names(station, line.index)
        if not tasks:
            faults.add(f"station {number}", "it is empty", "Leave the station out.")
        plan.append(tasks)
    return tuple(plan)
