"""Any arrivals, any service, any number of servers: an approximation."""

from __future__ import annotations

from math import sqrt
from typing import Any

from ...core import Faults, Recorder, Steps, public
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
    time, crowd = float(1 / speed), crowding(float(rate / (number * speed)), number)
    wait = variability(ca, cs) * crowd * time / number
    line = Averages(float(rate), time, number, wait, time_unit)
    return Queue.of(
        line,
        model=f"G/G/{number}",
        no_distribution=UNKNOWN,
        assumptions="An approximation (Sakasegawa); exact for M/M/1 and M/G/1.",
        working=_working(line, (ca, cs), crowd),
    )


def _working(line: Averages, cvs: tuple[float, float], crowd: float) -> Steps:
    varied, share = variability(*cvs), show(line.utilisation)
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    numbers = rf"\frac{{{show(cvs[0])}^2 + {show(cvs[1])}^2}}{{2}}"
    formula = rf"V = \frac{{c_a^2 + c_s^2}}{{2}} = {numbers}"
    working.note("Variability of arrivals and of service.", formula, varied)
    numbers = rf"\frac{{{share}^{{{show(_power(line.servers))}}}}}{{1 - {share}}}"
    formula = rf"U = \frac{{\rho^{{\sqrt{{2(c+1)}} - 1}}}}{{1 - \rho}} = {numbers}"
    working.note("Crowding by utilisation: it explodes near 100 %.", formula, crowd)
    part = rf"\frac{{{show(line.service_time)}}}{{{line.servers}}}"
    numbers = rf"{show(varied)} \times {show(crowd)} \times {part}"
    formula = rf"W_q = V \cdot U \cdot \frac{{S}}{{c}} = {numbers}"
    note_wait(working, line, "The wait: variability × crowding × time.", formula)
    note_queue(working, line)
    note_system(working, line)
    return working.steps()


def variability(arrival_cv: float, service_cv: float) -> float:
    """(ca² + cs²) / 2: the part of the wait that chance causes.

    >>> variability(1, 0)
    0.5
    """
    return (arrival_cv**2 + service_cv**2) / 2


def crowding(utilisation: Any, servers: int) -> Any:
    """ρ^(√(2(c+1)) − 1) / (1 − ρ): the part of the wait that utilisation causes; arrays too.

    >>> crowding(0.75, 1)
    3.0
    """
    return utilisation ** _power(servers) / (1 - utilisation)


def _power(servers: int) -> float:
    return sqrt(2 * (servers + 1)) - 1
