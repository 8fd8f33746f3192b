"""Queues with an exact formula and an endless line: M/M/1, M/M/c, M/D/1, M/G/1."""

from __future__ import annotations

from fractions import Fraction
from math import exp, factorial

from ...core import Faults, Recorder, public
from ...core.numbers import count, show
from ..checks import servers_in, stable_rates, variation
from ..erlang import log_weights, lost_share, waiting_share
from .averages import Averages, Known, note_queue, note_system, note_utilisation, note_wait
from .result import Distribution, Queue, Waits

MARKOV = "Arrivals at random (Poisson), exponential service times, first come, first served."
UNKNOWN = "means and coefficients of variation do not determine it"
DETERMINISTIC_STATES = 2000
MOST_TERMS = 8  # of a sum written out


@public
def mm1(arrival_rate: float, service_rate: float, *, time_unit: str = "h") -> Queue:
    """M/M/1: random arrivals (λ per `time_unit`), one server with exponential times (μ).

    Bad figures raise `ProblemError`; λ ≥ μ raises `Infeasible` and says what would be stable.
    Source: Erlang (1917); any book on queues.

    >>> mm1(8, 10).time_in_queue
    0.4
    >>> mm1(8, 10).steps()[1]
    The wait of one server.
        W_q = ρ / (μ- λ) = 0.8 / (10 - 8) = 0.4 h
    """
    rate, speed = stable_rates(
        "M/M/1", arrival_rate, Faults("M/M/1"), service_rate=service_rate, time_unit=time_unit
    )
    share = rate / speed
    line = Averages(float(rate), float(1 / speed), 1, float(share / (speed - rate)), time_unit)
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    numbers = rf"\frac{{{show(share)}}}{{{show(speed)} - {show(rate)}}}"
    formula = rf"W_q = \frac{{\rho}}{{\mu - \lambda}} = {numbers}"
    note_wait(working, line, "The wait of one server.", formula)
    note_queue(working, line)
    note_system(working, line)
    idle = float(1 - share)
    working.note("Nobody is there.", rf"P_0 = 1 - \rho = 1 - {show(share)}", idle, "%")
    distribution = Distribution((idle,), float(share))
    waits = _note_waits(working, float(share), float(rate), float(speed), 1, time_unit)
    return Queue.of(
        line,
        model="M/M/1",
        distribution=distribution,
        waits=waits,
        assumptions=MARKOV,
        working=working.steps(),
    )


@public
def mmc(arrival_rate: float, service_rate: float, *, servers: int, time_unit: str = "h") -> Queue:
    """M/M/c: as M/M/1 with c `servers` and one line; μ is what one of them serves.

    Who comes waits with the probability that Erlang's formula C gives. Bad figures raise
    `ProblemError`; λ ≥ cμ raises `Infeasible`. Source: Erlang (1917).

    >>> round(mmc(16, 10, servers=2).time_in_queue, 4)
    0.1778
    """
    faults = Faults("M/M/c")
    number = servers_in(servers, faults)
    rate, speed = stable_rates(
        f"M/M/{number}",
        arrival_rate,
        faults,
        service_rate=service_rate,
        servers=number,
        time_unit=time_unit,
    )
    work = float(rate / speed)
    waiting, share = waiting_share(work, number), float(rate / (number * speed))
    wait = waiting / float(number * speed - rate)
    line = Averages(float(rate), float(1 / speed), number, wait, time_unit)
    distribution = chances(work, share, number, waiting)
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    _note_erlang(working, work, number, waiting)
    able = rf"{number} \times {show(speed)} - {show(rate)}"
    formula = rf"W_q = \frac{{C}}{{c\mu - \lambda}} = \frac{{{show(waiting)}}}{{{able}}}"
    note_wait(working, line, "Their wait, shared among all.", formula)
    note_queue(working, line)
    note_system(working, line)
    _note_empty(working, work, number, distribution(0))
    waits = _note_waits(working, waiting, float(rate), float(speed), number, time_unit)
    return Queue.of(
        line,
        model=f"M/M/{number}",
        distribution=distribution,
        waits=waits,
        assumptions=MARKOV,
        working=working.steps(),
    )


def _note_waits(
    working: Recorder, share: float, rate: float, speed: float, servers: int, time_unit: str
) -> Waits:
    """Those who wait at all wait an exponential time, since services are."""
    mean = 1 / (servers * speed - rate)
    numbers = rf"\frac{{1}}{{{servers} \times {show(speed)} - {show(rate)}}}"
    formula = rf"\frac{{W_q}}{{P(\text{{wait}})}} = \frac{{1}}{{c\mu - \lambda}} = {numbers}"
    text = f"Not all wait: {show(share, '%')} do, and those so long on average."
    working.note(text, formula, mean, time_unit)
    return Waits(share, mean)


def chances(work: float, share: float, servers: int, waiting: float) -> Distribution:
    """P(n): P(0) … P(c − 1) have 1 − C(c, a) of the whole; from P(c) on they shrink by ρ."""
    import numpy as np

    logs = log_weights(work, servers, servers - 1)
    weights = np.exp(logs - np.max(logs))
    head = (weights / weights.sum() * (1 - waiting)).tolist()
    return Distribution((*head, waiting * (1 - share)), share)


def _note_erlang(working: Recorder, work: float, servers: int, waiting: float) -> None:
    """B by its recursion from one server fewer, then C from B."""
    before = lost_share(work, servers - 1) if servers > 1 else 1.0
    lost, a = lost_share(work, servers), show(work)
    numbers = rf"\frac{{{a} \times {show(before)}}}{{{servers} + {a} \times {show(before)}}}"
    working.note(
        f"Erlang B: the share that {count(servers, 'server')} would lose if nobody could wait.",
        rf"a = \frac{{\lambda}}{{\mu}},\ B_c = \frac{{a B_{{c-1}}}}{{c + a B_{{c-1}}}} = {numbers}",
        lost,
        "%",
    )
    numbers = (
        rf"\frac{{{servers} \times {show(lost)}}}{{{servers} - {a} \times (1 - {show(lost)})}}"
    )
    working.note(
        f"Erlang C: the share of customers who find {count(servers, 'server')} busy.",
        rf"C = \frac{{c B}}{{c - a (1 - B)}} = {numbers}",
        waiting,
        "%",
    )


def _note_empty(working: Recorder, work: float, servers: int, empty: float) -> None:
    text = "Nobody is there: the share that makes all chances add up to 1."
    formula = r"P_0 = \frac{1}{\sum_{n<c} \frac{a^n}{n!} + \frac{a^c}{c!} \frac{1}{1 - \rho}}"
    if servers <= MOST_TERMS:
        terms = " + ".join(show(work**n / factorial(n)) for n in range(servers))
        last = show(work**servers / factorial(servers))
        rest = rf"\frac{{{last}}}{{1 - {show(work / servers)}}}"
        formula += rf" = \frac{{1}}{{{terms} + {rest}}}"
    working.note(text, formula, empty, "%")


@public
def md1(arrival_rate: float, service_rate: float, *, time_unit: str = "h") -> Queue:
    """M/D/1: random arrivals, one server that always takes the same time 1/μ.

    It waits half of what M/M/1 waits. Bad figures raise `ProblemError`; λ ≥ μ `Infeasible`.
    Source: Erlang (1909); Pollaczek–Khinchine.

    >>> md1(8, 10).time_in_queue
    0.2
    >>> round(md1(8, 10).probability(1), 4)
    0.2451
    """
    rate, speed = stable_rates(
        "M/D/1", arrival_rate, Faults("M/D/1"), service_rate=service_rate, time_unit=time_unit
    )
    line, working = _pollaczek(rate, speed, 0.0, time_unit)
    shares = _deterministic(float(rate / speed))
    return Queue.of(
        line,
        model="M/D/1",
        distribution=Distribution(shares, shares[-1] / shares[-2] if shares[-2] else 0.0),
        assumptions="Arrivals at random (Poisson), equal service times, first come, first served.",
        working=working.steps(),
    )


@public
def mg1(
    arrival_rate: float, service_time: float, *, service_cv: float, time_unit: str = "h"
) -> Queue:
    """M/G/1: random arrivals, one server, any service times with mean S and cv `service_cv`.

    Bad figures raise `ProblemError`; λS ≥ 1 raises `Infeasible`. P0 is known, P(n) is not.
    Source: Pollaczek (1930), Khinchine (1932).

    >>> mg1(8, 0.1, service_cv=0.5).time_in_queue
    0.25
    """
    faults = Faults("M/G/1")
    cv = variation(service_cv, "service_cv", faults)
    rate, speed = stable_rates(
        "M/G/1", arrival_rate, faults, service_time=service_time, time_unit=time_unit
    )
    line, working = _pollaczek(rate, speed, cv, time_unit)
    return Queue.of(
        line,
        model="M/G/1",
        no_distribution=UNKNOWN,
        assumptions="Arrivals at random (Poisson), any service times, first come, first served.",
        working=working.steps(),
    )


def _pollaczek(
    rate: Fraction, speed: Fraction, cv: float, time_unit: str
) -> tuple[Averages, Recorder]:
    """The averages of one server by Pollaczek and Khinchine, and the working."""
    share = rate / speed
    wait = float(share / (speed - rate)) * (1 + cv**2) / 2
    line = Averages(float(rate), float(1 / speed), 1, wait, time_unit)
    working = Recorder(Known(arrival_rate=line.arrival_rate))
    note_utilisation(working, line)
    numbers = rf"\frac{{{show(share)} \times {show(1 / speed)}}}{{1 - {show(share)}}}"
    formula = (
        r"W_q = \frac{\rho S}{1 - \rho} \cdot \frac{1 + c_s^2}{2} = "
        rf"{numbers} \cdot \frac{{1 + {show(cv)}^2}}{{2}}"
    )
    text = "Pollaczek–Khinchine: utilisation, service time, and variability."
    note_wait(working, line, text, formula)
    note_queue(working, line)
    note_system(working, line)
    return line, working


def _deterministic(work: float) -> tuple[float, ...]:
    """P(n) of M/D/1 by the embedded chain; only sums of positive terms, so nothing cancels.

    While one customer is served k others come with probability exp(−ρ) ρᵏ/k!. The balance of
    "up from n" and "down to n" gives p(n+1)·a₀ = p₀·ā(n) + Σ p(k)·ā(n − k + 1), k = 1 … n,
    where ā(j) is the probability that more than j come.
    """
    import numpy as np
    from scipy.stats import poisson

    states = min(DETERMINISTIC_STATES, int(40 / (1 - work)) + 20)
    more = poisson.sf(np.arange(states + 1), work)
    none = exp(-work)
    p = np.zeros(states + 1)
    p[0] = 1 - work
    for n in range(states):
        p[n + 1] = (p[0] * more[n] + p[1 : n + 1] @ more[n:0:-1]) / none
    tail = np.nonzero(p > 1e-14)[0][-1]  # beyond it the shares shrink by one ratio
    return tuple(p[: max(2, tail + 1)].tolist())
