"""How a line answers to work in progress: best, worst and practical worst case."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import positive
from ..core.numbers import CEILING_TOLERANCE, Number, exact, plain, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CASES = ("best case", "practical worst case", "worst case")
FORMULAS = {
    "best case": (
        r"\min\left(\frac{w}{T_0}, r_b\right)", "nothing varies and nobody waits for nothing",
    ),
    "practical worst case": (
        r"\frac{w}{W_0 + w - 1} r_b", "as random as can be: every spread of the jobs is as likely",
    ),
    "worst case": (r"\frac{1}{T_0}", "all jobs move as one batch, so each waits for all others"),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class LineBehaviour(Result):
    """Throughput and cycle time of a line that holds `wip` jobs, in one of three cases.

    The line has a bottleneck rate r_b and a raw process time T_0, the time of a job that never
    waits; `wip` is w, the jobs always in the line. Throughput TH × cycle time CT = w (Little).

    Source: Hopp & Spearman, Factory Physics.

    >>> line = practical_worst_case(4, bottleneck_rate=0.5, raw_process_time=8)
    >>> print(line.headline)
    Practical worst case with 4 jobs: 0.2857 jobs/h, 14 h in the line; critical WIP 4 jobs.
    """

    case: str
    wip: Number
    bottleneck_rate: Number
    raw_process_time: Number
    flow_unit: str = "jobs"
    time_unit: str = "h"

    @property
    def throughput(self) -> Number:
        """TH, jobs a unit of time."""
        return plain(self.throughput_of(self.case))

    @property
    def cycle_time(self) -> Number:
        """CT, the time of a job in the line."""
        return plain(exact(self.wip) / self.throughput_of(self.case))

    @property
    def critical_wip(self) -> Number:
        """W_0 = r_b · T_0: with so many jobs a perfect line runs full, and nobody waits."""
        return plain(exact(self.bottleneck_rate) * exact(self.raw_process_time))

    def throughput_of(self, case: str) -> Fraction:
        """TH that this line would have in the named case, exactly."""
        w, rate, time = map(exact, (self.wip, self.bottleneck_rate, self.raw_process_time))
        if case == "best case":
            return min(w / time, rate)
        return 1 / time if case == "worst case" else w / (rate * time + w - 1) * rate

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

    def steps(self) -> Steps:
        """Critical WIP, throughput by the formula of the case, cycle time by Little's law."""
        formula, why = FORMULAS[self.case]
        numbers = rf"{show(self.bottleneck_rate)} \times {show(self.raw_process_time)}"
        ratio = rf"\frac{{w}}{{TH}} = \frac{{{show(self.wip)}}}{{{show(self.throughput)}}}"
        rows = (
            ("Critical work in progress: bottleneck rate × raw process time.",
             rf"W_0 = r_b \times T_0 = {numbers}", self.critical_wip, self.flow_unit),
            (f"Throughput in the {self.case}: {why}.", rf"TH = {formula}", self.throughput,
             self.unit("throughput")),
            ("Cycle time, by Little's law.", f"CT = {ratio}", self.cycle_time, self.time_unit),
        )  # fmt: skip
        return Steps(Step(*row, state=k) for k, row in enumerate(rows, 1))

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Throughput against work in progress in all three cases, and this line's point."""
        from .line_plots import throughput_curves

        return throughput_curves(self, ax=ax, step=step)


def best_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = min(w / T_0, r_b): the line that nothing disturbs.

    >>> best_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.5 jobs/h, cycle time 8 h, critical wip 4 jobs
    """
    return _behaviour("best case", wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


def worst_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = 1 / T_0, CT = w·T_0: no line can be worse, all jobs wait for one another.

    >>> worst_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.125 jobs/h, cycle time 32 h, critical wip 4 jobs
    """
    return _behaviour("worst case", wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


def practical_worst_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = w / (W_0 + w − 1) · r_b, CT = T_0 + (w − 1) / r_b: the most random line.

    A balanced line of single machines with exponential times behaves so. Lines that do better are
    lean by Hopp & Spearman's measure, lines that do worse have something to be found out.

    >>> practical_worst_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.2857 jobs/h, cycle time 14 h, critical wip 4 jobs
    """
    case = "practical worst case"
    return _behaviour(case, wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


def _behaviour(
    case: str, wip: float, rate: float, time: float, flow_unit: str, time_unit: str
) -> LineBehaviour:
    faults = Faults(case)
    w = positive(wip, "wip", faults, flow_unit)
    r = positive(rate, "bottleneck_rate", faults, f"{flow_unit}/{time_unit}")
    T = positive(time, "raw_process_time", faults, time_unit)
    if w < 1:
        problem = f"{show(plain(w), flow_unit)} is less than one job"
        faults.add("wip", problem, "Give the number of jobs that are always in the line.")
    if not faults.found and r * T < 1 - CEILING_TOLERANCE:
        least = f"{show(plain(T), time_unit)} is shorter than the {show(plain(1 / r), time_unit)} "
        remedy = "The time of a job holds its time at the bottleneck; correct one of the two."
        faults.add("raw_process_time", f"{least}between two jobs at the bottleneck", remedy)
    faults.raise_any()
    return LineBehaviour(case, plain(w), plain(r), plain(T), flow_unit, time_unit)
