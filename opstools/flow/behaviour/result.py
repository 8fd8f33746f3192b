"""Throughput and cycle time of a line that holds so many jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import RATE, TIME
from ...core.numbers import exact, plain, show
from .line import CASES, Case, LoadedLine

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class CurvesKnown:
    """By a step: whether the critical work in progress is known, which curves, the line's point."""

    critical: bool = False
    curves: tuple[Case, ...] = ()
    point: bool = False


@dataclass(frozen=True)
class LineBehaviour(LoadedLine, Result):
    """Throughput and cycle time of a line that holds `wip` jobs, in one of three cases.

    Source: Hopp & Spearman, Factory Physics.

    >>> from opstools.flow import practical_worst_case
    >>> line = practical_worst_case(4, bottleneck_rate=0.5, raw_process_time=8)
    >>> print(line.headline)
    Practical worst case with 4 jobs: 0.2857 jobs/h, 14 h in the line; critical WIP 4 jobs.
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "throughput": RATE,
        "cycle_time": TIME,
    }

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            throughput=(self.throughput, f"{self.flow_unit}/{self.time_unit}"),
            cycle_time=(self.cycle_time, self.time_unit),
            critical_wip=(self.critical_wip, self.flow_unit),
        )

    @property
    def headline(self) -> str:
        """The line in one sentence."""
        return (
            f"{self.case.capitalize()} with {show(self.wip, self.flow_unit)}: "
            f"{show(self.throughput, self.unit('throughput'))}, "
            f"{show(self.cycle_time, self.time_unit)} in the line; "
            f"critical WIP {show(self.critical_wip, self.flow_unit)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a case at this work in progress: case, throughput, cycle_time."""
        import pandas as pd

        rates = {case: self.throughput_of(case) for case in CASES}
        return pd.DataFrame(
            {"case": case, "throughput": plain(th), "cycle_time": plain(exact(self.wip) / th)}
            for case, th in rates.items()
        )

    def draw(self, state: CurvesKnown, ax: Axes | None) -> Axes:
        """Throughput against work in progress in all three cases, and this line's point."""
        from .plots import throughput_curves

        return throughput_curves(self, state, ax)
