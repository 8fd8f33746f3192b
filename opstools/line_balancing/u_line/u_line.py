"""The fewest stations of a U-line: dynamic programming over what has been assigned."""

from __future__ import annotations

from ...core import Infeasible, Step, Steps, fail, public
from ...core.numbers import count, listing, show
from ..problem import Line
from ..proof.side import members
from .result import Arms, ULine

EXACT_TASKS = 17  # up to which every set of tasks can be looked at
State = tuple[int, int]  # stations that are full, then work in the open one


@public
def u_line(line: Line) -> ULine:
    """The fewest stations at the line's cycle time if the line is bent into a U.

    A task may be taken when all its predecessors are, or all its followers are. Up to 17 tasks the
    answer is proven; beyond, the fitting task with the largest positional weight, forwards or
    backwards, goes first, and the bound ⌈Σt/C⌉ says how good that is. Bad tables raise
    `ProblemError`; a task longer than C raises `Infeasible`, for a U has no parallel stations.
    Source: Miltenburg & Wijngaard (1994).

    >>> from opstools import datasets
    >>> u_line(datasets.load("boeing_wing")).measures["stations"]
    6
    """
    if max(line.whole_times) > line.whole_cycle:
        problem = f"a task takes longer than {show(line.cycle_time, line.time_unit)}"
        fail("U-line", "cycle_time", problem, "Give a longer cycle time.", Infeasible)
    proven = len(line.tasks) <= EXACT_TASKS
    order = _optimum(line) if proven else _by_weight(line)
    stations = _stations(line, order)
    bound = line.minimum_stations
    sure = proven or len(stations) == bound
    lower = len(stations) if proven else bound
    return ULine(line, stations, lower, sure, working=_working(line, stations, sure))


def _free(line: Line, done: int) -> list[int]:
    """Tasks that may be taken: all before them are, or all after them."""
    return [
        i
        for i in range(len(line.tasks))
        if not done >> i & 1 and (not line.bits_before[i] & ~done or not line.bits_after[i] & ~done)
    ]


def _optimum(line: Line) -> list[int]:
    """An order of the tasks that fills the fewest stations: best over every set that can be done.

    Of two ways to have done the same tasks, the one with fewer stations is never worse, and of
    those the one with less in the open station (Held, Karp & Shareshian 1963).
    """
    times, cycle, full = line.whole_times, line.whole_cycle, (1 << len(line.tasks)) - 1
    layer: dict[int, State] = {0: (0, cycle)}
    came: dict[int, int] = {}
    for _ in line.tasks:
        following: dict[int, State] = {}
        for done, (closed, load) in layer.items():
            for task in _free(line, done):
                fits = load + times[task] <= cycle
                state = (closed, load + times[task]) if fits else (closed + 1, times[task])
                after = done | 1 << task
                if after not in following or state < following[after]:
                    following[after], came[after] = state, task
        layer = following
    order, done = [], full
    while done:
        order.append(came[done])
        done &= ~(1 << came[done])
    return order[::-1]


def _by_weight(line: Line) -> list[int]:
    """Station by station, the fitting task with the largest weight, of equals the first listed."""
    times, done, load = line.whole_times, 0, 0
    weights = [_weight(line, i) for i in range(len(times))]
    order: list[int] = []
    while len(order) < len(line.tasks):
        free = _free(line, done)
        fitting = [i for i in free if load + times[i] <= line.whole_cycle]
        if not fitting:
            load, fitting = 0, free
        task = max(fitting, key=lambda i: (weights[i], -i))
        order.append(task)
        load, done = load + times[task], done | 1 << task
    return order


def _weight(line: Line, task: int) -> int:
    """The larger of two positional weights: with all that follows, with all that comes before."""
    sides = line.bits_before[task], line.bits_after[task]
    return line.whole_times[task] + max(sum(line.whole_times[i] for i in members(s)) for s in sides)


def _stations(line: Line, order: list[int]) -> tuple[Arms, ...]:
    """The order cut where a task does not fit, each task on the arm from which it was free."""
    found: list[tuple[list[str], list[str]]] = [([], [])]
    done = load = 0
    for task in order:
        if load + line.whole_times[task] > line.whole_cycle:
            found.append(([], []))
            load = 0
        back = bool(line.bits_before[task] & ~done)
        found[-1][back].append(line.tasks[task].name)
        done, load = done | 1 << task, load + line.whole_times[task]
    return tuple((tuple(front), tuple(back[::-1])) for front, back in found)


def _working(line: Line, stations: tuple[Arms, ...], sure: bool) -> Steps:
    bound = line.minimum_stations
    work, cycle = show(line.work_content), show(line.cycle_time)
    formula = r"\left\lceil \frac{\sum t}{C} \right\rceil = "
    formula += rf"\left\lceil \frac{{{work}}}{{{cycle}}} \right\rceil"
    steps = [Step("Total work over the cycle time, rounded up.", formula, bound)]
    for number, (front, back) in enumerate(stations, 1):
        times = [line.times[task] for task in (*front, *back)]
        where = f"{listing(front)} from the front" if front else ""
        where += " and " if front and back else ""
        where += f"{listing(back)} from the back" if back else ""
        text = f"Station {number}: {where}."
        sum_ = " + ".join(map(show, times)) if len(times) > 1 else ""
        time = line.work_of((*front, *back))
        steps.append(Step(text, sum_, time, line.time_unit, number))
    small = len(line.tasks) <= EXACT_TASKS
    proof = "every set of tasks was looked at" if small else "the bound is met"
    verdict = f"No U has fewer: {proof}." if sure else f"Whether {bound} are enough is open."
    steps.append(Step(f"{count(len(stations), 'station')}. {verdict}"))
    return Steps(steps, 0)
