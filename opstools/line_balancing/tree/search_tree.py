"""Depth first through all loads of all stations, written down branch by branch."""

from __future__ import annotations

from collections.abc import Iterator

from ...core import Faults, Infeasible, Step, Steps, fail, public
from ...core.figures import whole
from ...core.numbers import Number, count, listing, show
from ..bounds import best_bound, station_bounds
from ..problem import Line
from ..proof.side import members
from .result import Branch, SearchTree

MOST_BRANCHES = 150  # more cannot be read


@public
def search_tree(line: Line, *, stations: int | None = None) -> SearchTree:
    """Are so many stations enough? Every branch that a proof has to look at, for small lines.

    Stations are filled from the first on, with loads to which no task can be added. A branch is cut
    where its idle time is more than m·C − Σt, or where the same tasks were done in as many stations
    before. Without `stations` the lower bound is asked about: where the tree holds no line, one
    station more is needed. Beyond 150 branches, or with tasks longer than C, `Infeasible`.
    Source: Scholl (1999), station-oriented branch and bound; Schrage & Baker (1978) for the memory.

    >>> from opstools import datasets
    >>> print(search_tree(datasets.load("mertens", cycle_time=8), stations=4).headline)
    4 stations are impossible: of 12 branches none reaches the end.
    """
    faults = Faults("search tree")
    asked = best_bound(line).stations if stations is None else stations
    most = whole(asked, "stations", faults, len(line.tasks))
    faults.raise_any()
    if line.long_tasks == "parallel":
        remedy = "Give a cycle time that no task exceeds, and long_tasks='error'."
        fail("search tree", "long_tasks", "parallel stations are not drawn", remedy, Infeasible)
    branches = tuple(_branches(line, most))
    if len(branches) > MOST_BRANCHES:
        problem = f"the tree has more than {MOST_BRANCHES} branches"
        remedy = "Take a smaller line; fewest_stations proves large ones."
        fail("search tree", "tasks", problem, remedy, Infeasible)
    return SearchTree(line, most, branches, working=_working(line, most, branches))


def _branches(line: Line, stations: int) -> Iterator[Branch]:
    """Depth first, until everything is done or nothing is left to try."""
    allowed = stations * line.whole_cycle - sum(line.whole_times)
    full, seen = (1 << len(line.tasks)) - 1, dict[int, int]()
    # of each branch to look at: its parent's number, depth and idle time, what is done, its load
    waiting = [(0, 0, 0, 0, load) for load in _loads(line, 0)] if allowed >= 0 else []
    for number in range(1, MOST_BRANCHES + 2):
        if not waiting:
            return
        parent, depth, idle, done, load = waiting.pop()
        depth, done = depth + 1, done | load
        idle += line.whole_cycle - sum(line.whole_times[i] for i in members(load))
        verdict = "open"
        if idle > allowed:
            verdict = "too idle"
        elif seen.get(done, stations + 1) <= depth:
            verdict = "seen"
        elif done == full:
            verdict = "all done"
        tasks = line.members(load)
        yield Branch(number, parent, depth, tasks, line.in_time(idle), verdict)
        if verdict == "all done":
            return
        if verdict == "open":
            seen[done] = depth
            waiting += [(number, depth, idle, done, each) for each in _loads(line, done)]


def _loads(line: Line, done: int) -> list[int]:
    """All loads of the next station to which no task can be added; the largest comes last."""
    times, before = line.whole_times, line.bits_before
    found, stack = set[int](), {0}
    while stack:
        load = stack.pop()
        have, room = done | load, line.whole_cycle - sum(times[i] for i in members(load))
        fits = [i for i in line.order
                if not have >> i & 1 and not before[i] & ~have and times[i] <= room]  # fmt: skip
        stack |= {load | 1 << i for i in fits}
        found |= set() if fits else {load}
    return sorted(found, key=lambda load: (sum(times[i] for i in members(load)), -load))


def _working(line: Line, stations: int, branches: tuple[Branch, ...]) -> Steps:
    number = f"{count(stations, 'station')} {'is' if stations == 1 else 'are'}"
    if branches and branches[-1].verdict == "all done":
        end = f"{number} enough: a line is found."
    else:
        least = f"at least {stations + 1} are needed"
        end = f"Nothing is left to try: {number} impossible, {least}."
    allowed = line.in_time(stations * line.whole_cycle - sum(line.whole_times))
    looked = _looked(line, branches, show(allowed, line.time_unit))
    return Steps([*_begun(line, stations, allowed), *looked, Step(end)], 0)


def _begun(line: Line, stations: int, allowed: Number) -> Iterator[Step]:
    """The bounds, and the idle time that so many stations can bear."""
    work, cycle = show(line.work_content), show(line.cycle_time)
    for bound in station_bounds(line.whole_times, line.whole_cycle):
        formula = bound.formula
        if bound.name == "work content":
            formula += rf" = \left\lceil \frac{{{work}}}{{{cycle}}} \right\rceil"
        yield Step(f"Bound by {bound.name}: at least so many stations.", formula, bound.stations)
    text = f"{count(stations, 'station')} may be idle so long in all, m·C − Σt."
    if allowed < 0:
        text = f"{count(stations, 'station')} cannot hold all work, m·C − Σt is below 0."
    yield Step(text, rf"{stations} \times {cycle} - {work}", allowed, line.time_unit, 0)


def _looked(line: Line, branches: tuple[Branch, ...], allowed: str) -> Iterator[Step]:
    """A step for each branch: its idle time so far, and what becomes of it."""
    idle: dict[int, Number] = {0: 0}
    for branch in branches:
        work = " - ".join(show(line.times[task]) for task in branch.tasks)
        formula = rf"{show(idle[branch.parent])} + {show(line.cycle_time)} - {work}"
        idle[branch.number] = branch.idle
        text = _said(branch, branches, allowed)
        yield Step(text, formula, branch.idle, line.time_unit, branch.number)


def _said(branch: Branch, branches: tuple[Branch, ...], allowed: str) -> str:
    """What is said of a branch."""
    where = f"after branch {branch.parent}" if branch.parent else "from the start"
    ends = {
        "open": "idle so far, go on:",
        "too idle": f"cut, since more than {allowed} are idle:",
        "seen": "cut, since the same tasks were done in as many stations before; idle so far:",
        "all done": "all tasks are done; idle in all:",
    }
    if branch.verdict == "open" and all(each.parent != branch.number for each in branches):
        ends["open"] = "idle so far; no load follows:"
    load = f"station {branch.station} takes {listing(branch.tasks)}"
    return f"Branch {branch.number}, {where}: {load}; {ends[branch.verdict]}"
