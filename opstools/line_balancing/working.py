"""The working of a balance: the bounds, every decision, the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..core import Step, Steps
from ..core.numbers import Number, count, listing, plain, show
from .assignment import Assignment, Stations
from .bounds import station_bounds
from .problem import Line

NAMES = {"cycle_time": ("C", "the cycle time"), "largest_load": (r"S_{\max}", "the largest load")}
MOST_TERMS = 12  # of a sum written out


@dataclass(frozen=True)
class Decision:
    """The stations after a decision, and how the last task was chosen."""

    stations: Stations = ()
    station: int | None = None
    eligible: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    priorities: tuple[tuple[str, Number], ...] = ()
    chosen: str = ""
    reason: str = ""
    time_left: Number | None = None


def working(plan: Assignment, decisions: Iterable[Step], verdict: str) -> Steps:
    """The whole working of a balance, from no station on."""
    return Steps([*_bounds(plan.problem), *decisions, *_figures(plan, verdict)], Decision())


def station_by_station(line: Line, plan: Stations) -> Iterable[Step]:
    """One step a station: its tasks and its load."""
    for number, station in enumerate(plan, 1):
        times = [line.times[task] for task in station]
        text = f"Station {number}: {listing(station)}, {count(len(station), 'task')}."
        formula = " + ".join(map(show, times)) if len(times) > 1 else ""
        decision = Decision(stations=plan[:number], station=number)
        yield Step(text, formula, line.work_of(station), line.time_unit, decision)


def _bounds(line: Line) -> Iterator[Step]:
    first, *others = station_bounds(line.whole_times, line.whole_cycle)
    work, cycle = show(line.work_content), show(line.cycle_time)
    formula = rf"{first.formula} = \left\lceil \frac{{{work}}}{{{cycle}}} \right\rceil"
    text = "Total work over the cycle time, rounded up, is the least number of stations."
    yield Step(text, formula, first.stations)
    for bound in others if line.long_tasks == "error" else ():
        if bound.stations > first.stations:
            text = f"A stronger bound: {bound.name} that tasks surely take."
            yield Step(text, bound.formula, bound.stations)


def _figures(plan: Assignment, verdict: str) -> Iterator[Step]:
    line, m, unit = plan.problem, plan.number_of_stations, plan.problem.time_unit
    symbol, words = NAMES[line.efficiency_by]
    reference = show(plain(plan.reference(line.efficiency_by)))
    formula = rf"\frac{{\sum t}}{{m \cdot {symbol}}} = "
    formula += rf"\frac{{{show(line.work_content)}}}{{{m} \times {reference}}}"
    text = f"Efficiency: the work over what {count(m, 'station')} × {words} could do."
    yield Step(text, formula, plan.efficiency, "%")
    text = "Balance delay: the share of paid time that is idle."
    formula = rf"1 - \text{{efficiency}} = 1 - {show(plan.efficiency)}"
    yield Step(text, formula, plan.balance_delay, "%")
    symbol, words = NAMES[line.smoothness_by]
    text = f"Smoothness index: how uneven the loads are, measured from {words}."
    formula = rf"\sqrt{{\sum_k ({symbol} - S_k)^2}}"
    if m <= MOST_TERMS:
        reference = show(plain(plan.reference(line.smoothness_by)))
        terms = " + ".join(rf"({reference} - {show(plain(load))})^2" for load in plan.loads)
        formula += rf" = \sqrt{{{terms}}}"
    yield Step(text, formula, plan.smoothness_index, unit)
    yield Step(verdict)
