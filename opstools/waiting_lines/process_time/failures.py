"""What failures do to a process time."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

from ...core import Faults, Recorder, public
from ...core.figures import positive
from ...core.numbers import show
from ..checks import variation
from .result import ProcessTime, Stretched


@public
def effective_process_time(
    natural_time: float,
    natural_cv: float,
    *,
    time_to_failure: float,
    time_to_repair: float,
    repair_cv: float = 1.0,
    time_unit: str = "min",
) -> ProcessTime:
    """Mean and cv of the time that a job takes on a machine that fails while it works.

    A = MTTF / (MTTF + MTTR), te = t₀ / A, ce² = c₀² + (1 + cr²)·A(1 − A)·MTTR / t₀. Two machines
    with the same availability can differ widely: long repairs make a long queue. Bad figures raise
    `ProblemError`. Source: Hopp & Spearman, Factory Physics.

    >>> often = effective_process_time(15, 0.2236, time_to_failure=114, time_to_repair=38)
    >>> often.time, round(often.cv, 3)
    (20.0, 1.0)
    """
    faults = Faults("process time")
    natural = positive(natural_time, "natural_time", faults, time_unit)
    c0 = variation(natural_cv, "natural_cv", faults)
    failure = positive(time_to_failure, "time_to_failure", faults, time_unit)
    repair = positive(time_to_repair, "time_to_repair", faults, time_unit)
    cr = variation(repair_cv, "repair_cv", faults)
    faults.raise_any()
    availability = failure / (failure + repair)
    time, up = float(natural / availability), float(availability)
    squared = c0**2 + (1 + cr**2) * float(availability * (1 - availability) * repair / natural)
    working = Recorder(Stretched())
    _note_mean(working, failure, repair, natural, time, time_unit)
    share = show(up)
    numbers = (
        rf"{show(c0)}^2 + (1 + {show(cr)}^2) \times {share} \times (1 - {share}) \times "
        rf"\frac{{{show(repair)}}}{{{show(natural)}}}"
    )
    formula = rf"c_e^2 = c_0^2 + (1 + c_r^2) A (1 - A) \frac{{MTTR}}{{t_0}} = {numbers}"
    text = "They make the times vary, the more the longer a repair is."
    working.note(text, formula, squared)
    cv = sqrt(squared)
    formula = rf"c_e = \sqrt{{c_e^2}} = \sqrt{{{show(squared)}}}"
    working.note("The coefficient of variation.", formula, cv, cv=cv)
    return ProcessTime(time, cv, up, float(natural), c0, time_unit, working=working.steps())


def _note_mean(
    working: Recorder,
    failure: Fraction,
    repair: Fraction,
    natural: Fraction,
    time: float,
    unit: str,
) -> None:
    share = failure / (failure + repair)
    numbers = rf"\frac{{{show(failure)}}}{{{show(failure)} + {show(repair)}}}"
    formula = rf"A = \frac{{MTTF}}{{MTTF + MTTR}} = {numbers}"
    text = "Availability: the share of its time that the machine is up."
    working.note(text, formula, float(share), "%")
    formula = rf"t_e = \frac{{t_0}}{{A}} = \frac{{{show(natural)}}}{{{show(share)}}}"
    working.note("Repairs stretch every job on average.", formula, time, unit, time=time)
