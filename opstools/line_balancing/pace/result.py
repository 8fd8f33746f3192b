"""The saw: efficiency against cycle time, since stations come whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import SHARE, TIME
from ...core.numbers import Number, count, exact, plain, show
from ..problem import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Pace:
    """A cycle time, the stations that it takes at least and with the best line, and its output.

    `proven` means that no line needs fewer stations.
    """

    cycle_time: Number
    bound: int
    stations: int
    output: Number
    proven: bool = True


@dataclass(frozen=True)
class SawKnown:
    """By a step: whether the range of cycle times is known, the saw of the bound, the optima."""

    limits: bool = False
    bound: bool = False
    optima: bool = False


@dataclass(frozen=True)
class EfficiencySaw(Result):
    """Cycle times from the longest task to the whole work, and what each is worth.

    `available_time` is what is worked in a day, in the line's time unit; output is that over C.

    Source: Stevenson, Operations Management; Wild, Mass-production Management, draws the saw.

    >>> from opstools import datasets
    >>> from opstools.line_balancing import efficiency_saw
    >>> print(efficiency_saw(datasets.load("model_j_wagon"), available_time=25200).headline)
    Cycle times from 50 s to 195 s, 504 to 129.2 units a day; best at 65 s: 3 stations, 100 %.
    """

    problem: Line
    available_time: Number
    paces: tuple[Pace, ...]

    measured_in: ClassVar[Mapping[str, str]] = {"cycle_time": TIME, "efficiency": SHARE}

    @property
    def shortest(self) -> Number:
        """The longest task: no line is faster."""
        return plain(max(map(exact, self.problem.times.values())))

    @property
    def longest(self) -> Number:
        """All tasks at one station: no line is slower."""
        return self.problem.work_content

    @property
    def best(self) -> Pace:
        """The pace with the highest efficiency, the fastest of them; one station is no line."""
        return best_pace(self.paces)

    @property
    def proven(self) -> bool:
        """Whether every line of the saw is a proven optimum."""
        return all(pace.proven for pace in self.paces)

    def efficiency(self, stations: int, cycle_time: Number) -> float:
        """Σt / (m·C)."""
        return float(exact(self.longest) / (stations * exact(cycle_time)))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit, time = self.problem.time_unit, exact(self.available_time)
        return Measures(
            shortest=(self.shortest, unit),
            longest=(self.longest, unit),
            largest_output=(plain(time / exact(self.shortest)), "units/day"),
            smallest_output=(plain(time / exact(self.longest)), "units/day"),
            best_cycle_time=(self.best.cycle_time, unit),
        )

    @property
    def headline(self) -> str:
        """The range in one sentence."""
        unit, found = self.problem.time_unit, self.measures
        best = self.best
        share = show(self.efficiency(best.stations, best.cycle_time), "%")
        return (
            f"Cycle times from {show(self.shortest)} {unit} to {show(self.longest)} {unit}, "
            f"{show(found['largest_output'])} to {show(found['smallest_output'])} units a day; "
            f"best at {show(best.cycle_time)} {unit}: {count(best.stations, 'station')}, "
            f"{share}."
        )

    @property
    def note(self) -> str:
        """What stands where a proof took too long."""
        return "" if self.proven else "Where a proof took too long, the best line found stands."

    def to_frame(self) -> pd.DataFrame:
        """One row a pace: cycle_time, bound, stations, efficiency, output a day, proven."""
        import pandas as pd

        rows = [
            {
                "cycle_time": pace.cycle_time,
                "bound": pace.bound,
                "stations": pace.stations,
                "efficiency": self.efficiency(pace.stations, pace.cycle_time),
                "output": pace.output,
                "proven": pace.proven,
            }
            for pace in self.paces
        ]
        return pd.DataFrame(rows)

    def draw(self, state: SawKnown, ax: Axes | None) -> Axes:
        """Efficiency against cycle time: the bound as a line, proven lines as points."""
        from .plots import saw

        return saw(self, state, ax)


def best_pace(paces: Sequence[Pace]) -> Pace:
    """The pace with the highest efficiency, the fastest of them; one station is no line."""
    lines = [pace for pace in paces if pace.stations > 1] or paces
    return min(lines, key=lambda pace: pace.stations * exact(pace.cycle_time))
