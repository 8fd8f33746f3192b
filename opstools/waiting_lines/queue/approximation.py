"""Any arrivals, any service, any number of servers: an approximation."""

from __future__ import annotations

from math import sqrt
from typing import Any

from ...core import Faults, Recorder, public
from ...core.numbers import show
from ..checks import servers_in, stable_rates, variation
from .averages import Averages, Known, note_queue, note_system, note_utilisation, note_wait
from .formulas import UNKNOWN
from .result import Queue


@public
def ggc(
    arrival_rate: float,
    service_time: float,
    *,
    servers: int,
    arrival_cv: float,
    service_cv: float,
    time_unit: str = "h",
) -> Queue:
    """G/G/c by means and coefficients of variation: variability × utilisation × time.

    `arrival_cv` is that of the times between arrivals, `service_cv` that of the service times. An
    approximation, close when the line is busy; exact for M/M/1 and M/G/1. P(n) is not determined.
    Bad figures raise `ProblemError`; λS ≥ c raises `Infeasible`. Source: Kingman (1961) and
    Sakasegawa (1977) in the form of Hopp & Spearman.

    >>> round(ggc(16, 0.1, servers=2, arrival_cv=1, service_cv=1).time_in_queue, 4)
    0.1809
    >>> round(ggc(8, 0.1, servers=1, arrival_cv=0.5, service_cv=0.5).time_in_queue, 4)
    0.1
    """
    faults = Faults("G/G/c")
    number = servers_in(servers, faults)
    ca = variation(arrival_cv, "arrival_cv", faults)
    cs = variation(service_cv, "service_cv", faults)
    rate, speed = stable_rates(
        f"G/G/{number}",
        arrival_rate,
        faults,
        service_time=service_time,
        servers=number,
        time_unit=time_unit,
    )
    time, share = float(1 / speed), float(rate / (number * speed))
    crowd, variability = crowding(share, number), (ca**2 + cs**2) / 2
    line = Averages(float(rate), time, number, variability * crowd * time / number, time_unit)
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    numbers = rf"\frac{{{show(ca)}^2 + {show(cs)}^2}}{{2}}"
    formula = rf"V = \frac{{c_a^2 + c_s^2}}{{2}} = {numbers}"
    working.note("Variability of arrivals and of service.", formula, variability)
    power = show(sqrt(2 * (number + 1)) - 1)
    numbers = rf"\frac{{{show(share)}^{{{power}}}}}{{1 - {show(share)}}}"
    formula = rf"U = \frac{{\rho^{{\sqrt{{2(c+1)}} - 1}}}}{{1 - \rho}} = {numbers}"
    working.note("Crowding by utilisation: it explodes near 100 %.", formula, crowd)
    numbers = rf"{show(variability)} \times {show(crowd)} \times \frac{{{show(time)}}}{{{number}}}"
    formula = rf"W_q = V \cdot U \cdot \frac{{S}}{{c}} = {numbers}"
    note_wait(working, line, "The wait: variability × crowding × time.", formula)
    note_queue(working, line)
    note_system(working, line)
    return Queue.of(
        line,
        model=f"G/G/{number}",
        no_distribution=UNKNOWN,
        assumptions="An approximation (Sakasegawa); exact for M/M/1 and M/G/1.",
        working=working.steps(),
    )


def crowding(utilisation: Any, servers: int) -> Any:
    """ρ^(√(2(c+1)) − 1) / (1 − ρ): the part of the wait that utilisation causes; arrays too.

    >>> crowding(0.75, 1)
    3.0
    """
    return utilisation ** (sqrt(2 * (servers + 1)) - 1) / (1 - utilisation)
