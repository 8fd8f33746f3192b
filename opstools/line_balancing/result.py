"""A balance: an assignment of tasks to stations as a method found it, and how good it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ..core import Measures, Result, Step
from ..core.display import TIME
from ..core.numbers import Number, count, exact, plain, show
from .assignment import Assignment, Stations
from .problem import Line
from .working import NAMES, Decision, working

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Balance(Assignment, Result):
    """Tasks shared out among stations in line order, as one method found it.

    `lower_bound` is what `objective` ("stations", "cycle time", or "capacity" = stations × cycle
    time) can at best be and `bound` says why; `proven` means that no balance is better, `status`
    says it in words. `nodes` are the partial station loads that a search looked at.

    >>> from opstools import datasets, line_balancing
    >>> balance = line_balancing.fewest_stations(datasets.load("jackson"))
    >>> print(balance.headline)
    5 stations at a cycle time of 10 min: efficiency 92 %, proven optimal.
    >>> balance.station_times, balance.idle_times
    ((10, 7, 10, 10, 9), (0, 3, 0, 0, 1))
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME, "idle_time": TIME}

    method: str
    lower_bound: Number
    bound: str
    objective: str = "stations"
    ended: str = "complete"
    nodes: int = 0

    @property
    def status(self) -> str:
        """ "optimal" where that is proved, else "feasible", and why a search ended before."""
        if self.proven:
            return "optimal"
        return "feasible" if self.ended == "complete" else f"feasible, the search {self.ended}"

    @property
    def proven(self) -> bool:
        """Whether the lower bound is reached."""
        return reaches(self, self.objective, self.lower_bound)

    @property
    def answer(self) -> list[list[str]]:
        """The names of the tasks, station by station."""
        return [list(station) for station in self.stations]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit = self.problem.time_unit
        return Measures(
            stations=(self.number_of_stations, ""),
            cycle_time=(self.problem.cycle_time, unit),
            actual_cycle_time=(self.actual_cycle_time, unit),
            efficiency=(self.efficiency, "%"),
            balance_delay=(self.balance_delay, "%"),
            idle_time=(self.idle_time, unit),
            smoothness_index=(self.smoothness_index, unit),
            lower_bound=(self.lower_bound, "" if self.objective == "stations" else unit),
        )

    @property
    def headline(self) -> str:
        """The balance in one sentence."""
        unit = self.problem.time_unit
        least = show(self.lower_bound, self.unit("lower_bound"))
        verdict = "proven optimal" if self.proven else f"{self.objective} cannot be below {least}"
        return (
            f"{count(self.number_of_stations, 'station')} at a cycle time of "
            f"{show(self.problem.cycle_time, unit)}: "
            f"efficiency {show(self.efficiency, '%')}, {verdict}."
        )

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        line = self.problem
        efficiency, smoothness = NAMES[line.efficiency_by], NAMES[line.smoothness_by]
        return (
            f"Efficiency is total work over stations × {efficiency[1]}; "
            f"smoothness is measured from {smoothness[1]}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a station: station, tasks (parted by commas), time, idle_time.

        Where a line has parallel stations, `places` tells how many work side by side.
        """
        import pandas as pd

        columns: dict[str, Any] = {
            "station": range(1, len(self.stations) + 1),
            "tasks": [", ".join(station) for station in self.stations],
            "time": self.station_times,
            "idle_time": self.idle_times,
        }
        if self.problem.long_tasks == "parallel":
            columns["places"] = self.workplaces
        return pd.DataFrame(columns)

    def draw(self, state: Decision, ax: Axes | None) -> Axes:
        """Station loads against the cycle time, idle time hatched."""
        from .plots import station_loads

        return station_loads(self, state.stations, ax)

    def plot_precedence(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The precedence diagram with its stations marked; `step=k` as they stood at step k."""
        from .plots import precedence_diagram

        return precedence_diagram(self.problem, ax, stations=self.state_at(step).stations)


def achieved(plan: Assignment, objective: str) -> Number:
    """What a plan reaches of what is to be made small."""
    cycle = plan.problem.cycle_time
    if objective == "cycle time":
        return cycle
    number = plan.number_of_stations
    return number if objective == "stations" else plain(number * exact(cycle))


def reaches(plan: Assignment, objective: str, bound: Number) -> bool:
    """Whether a plan reaches the bound, so that none is better."""
    return exact(achieved(plan, objective)) <= exact(bound)


def balance(
    line: Line,
    stations: Stations,
    decisions: Iterable[Step],
    *,
    method: str,
    lower_bound: Number,
    bound: str,
    objective: str = "stations",
    ended: str = "complete",
    nodes: int = 0,
) -> Balance:
    """The result of a method, with its whole working."""
    plan = Assignment(line, stations)
    proven = reaches(plan, objective, lower_bound)
    verdict = "Nothing can be better" if proven else "Whether it can be better is open"
    least = show(lower_bound, "" if objective == "stations" else line.time_unit)
    steps = working(
        plan, decisions, f"{verdict}: the {objective} cannot be below {least} ({bound})."
    )
    facts = method, lower_bound, bound, objective, ended, nodes
    return Balance(line, stations, *facts, working=steps)
