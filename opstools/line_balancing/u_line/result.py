"""A U-line: stations with tasks from the front and from the back of the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import Number, count, exact, plain, show
from ..problem import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Arms = tuple[tuple[str, ...], tuple[str, ...]]  # a station's tasks at the front, at the back


@dataclass(frozen=True)
class ULine(Result):
    """Tasks shared out in a U: a station may hold tasks whose predecessors are all done, and tasks
    whose followers are all taken, since the line's end runs back past its beginning.

    `stations` holds for each the tasks of its front arm and of its back arm; `proven` means that no
    U-line has fewer.

    Source: Miltenburg & Wijngaard (1994).

    >>> from opstools import datasets
    >>> from opstools.line_balancing import u_line
    >>> print(u_line(datasets.load("jackson")).headline)
    5 stations in a U at a cycle time of 10 min: efficiency 92 %, proven optimal.
    """

    problem: Line
    stations: tuple[Arms, ...]
    lower_bound: int
    proven: bool

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME, "idle_time": TIME}

    @cached_property
    def station_times(self) -> tuple[Number, ...]:
        """S_k, the work in each station."""
        return tuple(self.problem.work_of((*front, *back)) for front, back in self.stations)

    @property
    def efficiency(self) -> float:
        """Σt / (m·C)."""
        capacity = len(self.stations) * exact(self.problem.cycle_time)
        return float(exact(self.problem.work_content) / capacity)

    @property
    def answer(self) -> list[list[str]]:
        """The names of the tasks, station by station."""
        return [[*front, *back] for front, back in self.stations]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            stations=(len(self.stations), ""),
            efficiency=(self.efficiency, "%"),
            crossing=(sum(bool(front and back) for front, back in self.stations), "stations"),
        )

    @property
    def headline(self) -> str:
        """The U-line in one sentence."""
        cycle = show(self.problem.cycle_time, self.problem.time_unit)
        verdict = "proven optimal" if self.proven else f"at least {self.lower_bound} are needed"
        return (
            f"{count(len(self.stations), 'station')} in a U at a cycle time of {cycle}: "
            f"efficiency {show(self.efficiency, '%')}, {verdict}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a station: station, front, back (names parted by commas), time, idle_time."""
        import pandas as pd

        cycle = exact(self.problem.cycle_time)
        times = self.station_times
        return pd.DataFrame(
            {
                "station": range(1, len(self.stations) + 1),
                "front": [", ".join(front) for front, _ in self.stations],
                "back": [", ".join(back) for _, back in self.stations],
                "time": times,
                "idle_time": [plain(cycle - exact(time)) for time in times],
            }
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first stations of the U: front arm above, back arm below."""
        from .plots import two_arms

        return two_arms(self, state, ax)
