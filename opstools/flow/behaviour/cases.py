"""The best, the worst and the practical worst case of a line."""

from __future__ import annotations

from ...core import Faults, Recorder, Steps, public
from ...core.figures import positive
from ...core.numbers import ROUNDING, plain, show
from .line import CASES, Case, LoadedLine
from .result import CurvesKnown, LineBehaviour

FORMULAS = {
    "best case": (
        r"\min\left(\frac{w}{T_0}, r_b\right) = \min\left(\frac{%(w)s}{%(T)s}, %(r)s\right)",
        "nothing varies and nobody waits for nothing",
    ),
    "practical worst case": (
        r"\frac{w}{W_0 + w - 1} r_b = \frac{%(w)s}{%(W)s + %(w)s - 1} \times %(r)s",
        "as random as can be: every spread of the jobs is as likely",
    ),
    "worst case": (
        r"\frac{1}{T_0} = \frac{1}{%(T)s}",
        "all jobs move as one batch, so each waits for all others",
    ),
}


@public
def best_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = min(w / T_0, r_b): the line that nothing disturbs.

    Bad figures raise `ProblemError`. Source: Hopp & Spearman, Factory Physics.

    >>> best_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.5 jobs/h, cycle time 8 h, critical wip 4 jobs
    """
    return _behaviour("best case", wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


@public
def worst_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = 1 / T_0, CT = w·T_0: no line can be worse, all jobs wait for one another.

    Bad figures raise `ProblemError`. Source: Hopp & Spearman, Factory Physics.

    >>> worst_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.125 jobs/h, cycle time 32 h, critical wip 4 jobs
    """
    return _behaviour("worst case", wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


@public
def practical_worst_case(
    wip: float, *, bottleneck_rate: float, raw_process_time: float,
    flow_unit: str = "jobs", time_unit: str = "h",
) -> LineBehaviour:  # fmt: skip
    """TH = w / (W_0 + w − 1) · r_b, CT = T_0 + (w − 1) / r_b: the most random line.

    A balanced line of single machines with exponential times behaves so. Lines that do better are
    lean by Hopp & Spearman's measure, lines that do worse have something to be found out. Bad
    figures raise `ProblemError`. Source: Hopp & Spearman, Factory Physics.

    >>> practical_worst_case(4, bottleneck_rate=0.5, raw_process_time=8).measures
    throughput 0.2857 jobs/h, cycle time 14 h, critical wip 4 jobs
    """
    case: Case = "practical worst case"
    return _behaviour(case, wip, bottleneck_rate, raw_process_time, flow_unit, time_unit)


def _behaviour(
    case: Case, wip: float, rate: float, time: float, flow_unit: str, time_unit: str
) -> LineBehaviour:
    faults = Faults(case)
    w = positive(wip, "wip", faults, flow_unit)
    r = positive(rate, "bottleneck_rate", faults, f"{flow_unit}/{time_unit}")
    T = positive(time, "raw_process_time", faults, time_unit)
    if w < 1:
        problem = f"{show(w, flow_unit)} is less than one job"
        faults.add("wip", problem, "Give the number of jobs that are always in the line.")
    if not faults.found and r * T < 1 - 2 * ROUNDING:
        least = f"{show(T, time_unit)} is shorter than the {show(1 / r, time_unit)} "
        remedy = "The time of a job holds its time at the bottleneck; correct one of the two."
        faults.add("raw_process_time", f"{least}between two jobs at the bottleneck", remedy)
    faults.raise_any()
    line = LoadedLine(case, plain(w), plain(r), plain(T), flow_unit, time_unit)
    return LineBehaviour(**vars(line), working=_working(line))


def _working(line: LoadedLine) -> Steps:
    working = Recorder(CurvesKnown())
    figures = {"w": line.wip, "r": line.bottleneck_rate, "T": line.raw_process_time}
    words = {name: show(value) for name, value in {**figures, "W": line.critical_wip}.items()}
    text = "Critical work in progress: bottleneck rate × raw process time."
    formula = rf"W_0 = r_b \times T_0 = {words['r']} \times {words['T']}"
    working.note(text, formula, line.critical_wip, line.flow_unit, critical=True)
    formula, why = FORMULAS[line.case]
    text, unit = f"Throughput in the {line.case}: {why}.", f"{line.flow_unit}/{line.time_unit}"
    working.note(text, f"TH = {formula % words}", line.throughput, unit, curves=CASES)
    ratio = rf"\frac{{w}}{{TH}} = \frac{{{words['w']}}}{{{show(line.throughput)}}}"
    text = "Cycle time, by Little's law."
    working.note(text, f"CT = {ratio}", line.cycle_time, line.time_unit, point=True)
    return working.steps()
