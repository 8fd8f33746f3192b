"""A balance of the average, and what it means for each model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, plain, show
from ..result import Balance
from .problem import MixedLine

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class MixedBalance(Result):
    """Stations for the average unit, with the load that each model brings to each of them.

    A model may exceed the cycle time at a station as long as others that follow make up for it;
    `overloads` names where.

    Source: Thomopoulos (1967).

    >>> from opstools.line_balancing import MixedLine, ModelTask, mixed_model
    >>> tasks = ModelTask("frame", (4, 8)), ModelTask("lamp", (0, 3), ("frame",))
    >>> line = MixedLine(tasks, demand={"plain": 3, "deluxe": 1}, cycle_time=6)
    >>> print(mixed_model(line).headline)
    1 station for the average of plain and deluxe; deluxe exceeds 6 s at station 1.
    """

    problem: MixedLine
    balance: Balance
    loads: Mapping[str, tuple[Number, ...]]

    @property
    def overloads(self) -> Mapping[str, tuple[int, ...]]:
        """Model -> the stations at which it takes longer than the cycle time."""
        cycle = exact(self.problem.cycle_time)
        over = {
            model: tuple(k for k, load in enumerate(loads, 1) if exact(load) > cycle)
            for model, loads in self.loads.items()
        }
        return ByName({model: stations for model, stations in over.items() if stations})

    @property
    def answer(self) -> list[list[str]]:
        """The names of the tasks, station by station."""
        return self.balance.answer

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        longest = max(exact(load) for loads in self.loads.values() for load in loads)
        return Measures(
            stations=(self.balance.number_of_stations, ""),
            efficiency=(self.balance.efficiency, "%"),
            longest_load=(plain(longest), self.problem.time_unit),
        )

    @property
    def headline(self) -> str:
        """The balance in one sentence."""
        number = count(self.balance.number_of_stations, "station")
        text = f"{number} for the average of {listing(self.problem.demand)}"
        cycle = show(self.problem.cycle_time, self.problem.time_unit)
        over = [
            f"{model} exceeds {cycle} at {'station' if len(stations) == 1 else 'stations'} "
            f"{listing(stations)}"
            for model, stations in self.overloads.items()
        ]
        return f"{text}; {', '.join(over)}." if over else f"{text}; no model exceeds {cycle}."

    def to_frame(self) -> pd.DataFrame:
        """One row a station: station, tasks, average, then the load of each model."""
        import pandas as pd

        table = pd.DataFrame(
            {
                "station": range(1, self.balance.number_of_stations + 1),
                "tasks": [", ".join(tasks) for tasks in self.balance.stations],
                "average": self.balance.station_times,
            }
        )
        return table.assign(**{model: list(loads) for model, loads in self.loads.items()})

    @property
    def column_units(self) -> Mapping[str, str]:
        """Loads are in the time unit."""
        return dict.fromkeys(("average", *self.loads), self.problem.time_unit)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The loads of all models at the first stations, and the cycle time."""
        from .plots import model_loads

        return model_loads(self, state, ax)
