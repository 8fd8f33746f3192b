"""Is an assignment a balance? By the definition alone, whatever method it comes from."""

from __future__ import annotations

from collections.abc import Collection

from ..core import Faults
from ..core.names import check_known
from ..core.numbers import exact, listing, plain, show
from .assignment import Stations
from .problem import Line


def faults_of(line: Line, plan: Stations) -> Faults:
    """Everything that is wrong: tasks missing or twice there, precedence, too much work.

    Source: the definition of a feasible balance in Baybars (1986).

    >>> from opstools import datasets
    >>> line = datasets.load("mertens", cycle_time=15)
    >>> print(*faults_of(line, (("A", "C", "B", "D"), ("F", "E"))).found)
    stations: G is in no station. Every task needs a station.
    """
    faults = Faults("assignment")
    _check_tasks(line, plan, faults)
    _check_precedence(line, plan, faults)
    _check_loads(line, plan, faults)
    return faults


def _check_tasks(line: Line, plan: Stations, faults: Faults) -> None:
    where: dict[str, list[int]] = {}
    for number, station in enumerate(plan, 1):
        for task in station:
            where.setdefault(task, []).append(number)
    for task, numbers in where.items():
        place = _at(dict.fromkeys(numbers))
        check_known("task", [task], line.index, place, faults)
        if task in line.index and len(numbers) > 1:
            faults.add(place, f"{task} is there {len(numbers)} times", "Keep one of them.")
    if missing := [task for task in line.index if task not in where]:
        verb = "is" if len(missing) == 1 else "are"
        remedy = "Every task needs a station."
        faults.add("stations", f"{listing(missing)} {verb} in no station", remedy)


def _at(numbers: Collection[int]) -> str:
    return f"{'station' if len(numbers) == 1 else 'stations'} {listing(numbers)}"


def _check_precedence(line: Line, plan: Stations, faults: Faults) -> None:
    station_of = {task: k for k, station in enumerate(plan, 1) for task in station}
    for task in line.tasks:
        here = station_of.get(task.name)
        for before in task.predecessors:
            there = station_of.get(before)
            if here is not None and there is not None and there > here:
                problem = f"{task.name} comes before its predecessor {before} in station {there}"
                remedy = f"Move {task.name} to station {there} or later, or {before} forward."
                faults.add(f"station {here}", problem, remedy)


def _check_loads(line: Line, plan: Stations, faults: Faults) -> None:
    for number, station in enumerate(plan, 1):
        known = [task for task in station if task in line.index]
        load = exact(line.work_of(known))
        allowed = line.workplaces(known) * exact(line.cycle_time)
        if load > allowed:
            held, over, most = (
                show(plain(time), line.time_unit) for time in (load, load - allowed, allowed)
            )
            problem = f"{held} of work is {over} more than the {most} allowed"
            faults.add(f"station {number}", problem, f"Move at least {over} of work elsewhere.")
