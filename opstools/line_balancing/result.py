"""A balance: which station does which tasks, and how good that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING

from ..core import Measures, Result, Step, Steps
from ..core.numbers import Number, count, exact, listing, plain, show
from .bounds import station_bounds
from .problem import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Stations = tuple[tuple[str, ...], ...]

NAMES = {"cycle_time": ("C", "the cycle time"), "largest_load": (r"S_{\max}", "the largest load")}


@dataclass(frozen=True)
class Standing:
    """Where a method stood at one step: the stations so far, and how the last task was chosen."""

    stations: Stations = ()
    station: int | None = None
    eligible: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    priorities: tuple[tuple[str, Number], ...] = ()
    chosen: str = ""
    reason: str = ""
    time_left: Number | None = None


@dataclass(frozen=True, repr=False)
class Balance(Result):
    """Tasks shared out among stations in line order, as one method found it.

    `lower_bound` is what `objective` ("stations", "cycle time", or "capacity" = stations × cycle
    time) can at best be and `bound` says why; `proven` means that no balance is better.

    >>> from opstools import datasets, line_balancing
    >>> balance = line_balancing.fewest_stations(datasets.load("jackson"))
    >>> print(balance.headline)
    5 stations at a cycle time of 10 min: efficiency 92 %, proven optimal.
    >>> balance.station_times, balance.idle_times
    ((9, 8, 10, 10, 9), (1, 2, 0, 0, 1))
    """

    line: Line
    stations: Stations
    method: str
    lower_bound: Number
    bound: str
    working: Steps = field(default_factory=lambda: Steps(()))
    objective: str = "stations"

    @property
    def proven(self) -> bool:
        """Whether the lower bound is reached."""
        return exact(self._achieved) <= exact(self.lower_bound)

    @property
    def number_of_stations(self) -> int:
        """m; stations that work side by side count one by one."""
        return sum(self.places)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each station how many work side by side: 1 unless a task is longer than C."""
        return tuple(map(self.line.places, self.stations))

    @cached_property
    def loads(self) -> tuple[Fraction, ...]:
        """S_k exactly: the work in each station."""
        return tuple(exact(self.line.work_of(station)) for station in self.stations)

    @property
    def station_times(self) -> tuple[Number, ...]:
        """S_k, the work in each station, in the line's time unit."""
        return tuple(map(plain, self.loads))

    @property
    def idle_times(self) -> tuple[Number, ...]:
        """What the cycle time leaves over in each station."""
        cycle = exact(self.line.cycle_time)
        pairs = zip(self.places, self.loads, strict=True)
        return tuple(plain(places * cycle - load) for places, load in pairs)

    @property
    def actual_cycle_time(self) -> Number:
        """The largest station load: the pace that this balance can keep."""
        return plain(max(self._shares()))

    @property
    def efficiency(self) -> float:
        """Σt / (m·C), or Σt / (m·largest load) where the line's `efficiency_by` says so."""
        capacity = self.number_of_stations * self._reference(self.line.efficiency_by)
        return float(sum(self.loads) / capacity)

    @property
    def balance_delay(self) -> float:
        """1 − efficiency."""
        return 1 - self.efficiency

    @property
    def smoothness_index(self) -> float:
        """√Σ(reference − S_k)²; the reference is the largest load, or C by `smoothness_by`."""
        reference = self._reference(self.line.smoothness_by)
        return sqrt(sum((reference - share) ** 2 for share in self._shares()))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit = self.line.time_unit
        return Measures(
            stations=(self.number_of_stations, ""),
            cycle_time=(self.line.cycle_time, unit),
            actual_cycle_time=(self.actual_cycle_time, unit),
            efficiency=(self.efficiency, "%"),
            balance_delay=(self.balance_delay, "%"),
            idle_time=(plain(sum(map(exact, self.idle_times))), unit),
            smoothness_index=(self.smoothness_index, unit),
            lower_bound=(self.lower_bound, self._bound_unit),
        )

    @property
    def answer(self) -> list[list[str]]:
        """The plan: task names, station by station."""
        return [list(station) for station in self.stations]

    @property
    def headline(self) -> str:
        """The balance in one sentence."""
        unit = self.line.time_unit
        least = f"{self.objective} cannot be below {self._least}"
        verdict = "proven optimal" if self.proven else least
        return (
            f"{count(self.number_of_stations, 'station')} at a cycle time of "
            f"{show(self.line.cycle_time, unit)}: "
            f"efficiency {show(self.efficiency, '%')}, {verdict}."
        )

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        efficiency, smoothness = NAMES[self.line.efficiency_by], NAMES[self.line.smoothness_by]
        return (
            f"Efficiency is total work over stations × {efficiency[1]}; "
            f"smoothness is measured from {smoothness[1]}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a station: station, tasks (parted by commas), time, idle_time.

        Where a line has parallel stations, `places` tells how many work side by side.
        """
        import pandas as pd

        columns = {
            "station": range(1, len(self.stations) + 1),
            "tasks": [", ".join(station) for station in self.stations],
            "time": self.station_times,
            "idle_time": self.idle_times,
        }
        parallel = {"places": self.places} if self.line.long_tasks == "parallel" else {}
        return pd.DataFrame({**columns, **parallel})

    def steps(self) -> Steps:
        """The bounds, then every decision of the method, then the figures."""
        return Steps([*self._opening(), *self.working, *self._closing()])

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Station loads against the cycle time; `step=k` as they stood at step k (0: none yet)."""
        from .plots import station_loads

        return station_loads(self, ax=ax, step=step)

    def plot_precedence(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The precedence diagram with its stations marked; `step=k` as they stood at step k."""
        from .plots import precedence_diagram

        return precedence_diagram(self.line, ax=ax, stations=self.stations_at(step))

    def stations_at(self, step: int | None = None) -> Stations:
        """The stations as they stood at step k; all of them without a step."""
        if step is None:
            return self.stations
        state: Standing = self.steps().state_at(step) or Standing()
        return state.stations

    def _opening(self) -> Iterator[Step]:
        line = self.line
        first, *others = station_bounds(line.units, line.cycle_units)
        work, cycle = show(line.work_content), show(line.cycle_time)
        formula = rf"{first.formula} = \left\lceil \frac{{{work}}}{{{cycle}}} \right\rceil"
        text = "Total work over the cycle time, rounded up, is the least number of stations."
        yield Step(text, formula, first.stations, state=Standing())
        for bound in others if line.long_tasks == "error" else ():
            if bound.stations > first.stations:
                text = f"A stronger bound: {bound.name} that tasks surely take."
                yield Step(text, bound.formula, bound.stations, state=Standing())

    def _closing(self) -> Iterator[Step]:
        line, m, unit = self.line, self.number_of_stations, self.line.time_unit
        done = Standing(stations=self.stations)
        symbol, words = NAMES[line.efficiency_by]
        reference = show(plain(self._reference(line.efficiency_by)))
        formula = rf"\frac{{\sum t}}{{m \cdot {symbol}}} = "
        formula += rf"\frac{{{show(line.work_content)}}}{{{m} \times {reference}}}"
        text = f"Efficiency: the work over what {count(m, 'station')} × {words} could do."
        yield Step(text, formula, self.efficiency, "%", done)
        text = "Balance delay: the share of paid time that is idle."
        yield Step(text, r"1 - \text{efficiency}", self.balance_delay, "%", done)
        symbol, words = NAMES[line.smoothness_by]
        text = f"Smoothness index: how uneven the loads are, measured from {words}."
        formula = rf"\sqrt{{\sum_k ({symbol} - S_k)^2}}"
        yield Step(text, formula, self.smoothness_index, unit, done)
        verdict = "Nothing can be better" if self.proven else "Whether it can be better is open"
        least = f"the {self.objective} cannot be below {self._least} ({self.bound})"
        yield Step(f"{verdict}: {least}.", state=done)

    @property
    def _bound_unit(self) -> str:
        return "" if self.objective == "stations" else self.line.time_unit

    @property
    def _least(self) -> str:
        return show(self.lower_bound, self._bound_unit)

    @property
    def _achieved(self) -> Number:
        return {
            "stations": self.number_of_stations,
            "cycle time": self.line.cycle_time,
            "capacity": plain(self.number_of_stations * exact(self.line.cycle_time)),
        }[self.objective]

    def _reference(self, convention: str) -> Fraction:
        return exact(self.line.cycle_time) if convention == "cycle_time" else max(self._shares())

    def _shares(self) -> list[Fraction]:
        """The work of every single workplace."""
        pairs = zip(self.places, self.loads, strict=True)
        return [load / places for places, load in pairs for _ in range(places)]


def record(line: Line, plan: Stations) -> Iterable[Step]:
    """One step a station: its tasks and its load."""
    for number, station in enumerate(plan, 1):
        times = [line.times[task] for task in station]
        text = f"Station {number}: {listing(station)}, {count(len(station), 'task')}."
        formula = " + ".join(map(show, times)) if len(times) > 1 else ""
        standing = Standing(stations=plan[:number], station=number)
        yield Step(text, formula, line.work_of(station), line.time_unit, standing)
