"""Queues with an exact formula and an endless line: M/M/1, M/M/c, M/D/1, M/G/1."""

from __future__ import annotations

from dataclasses import replace
from math import exp

from ..core import Faults, Step, Steps
from ..core.numbers import count, show
from .checks import load, servers_in, variation
from .erlang import erlang_c, log_weights
from .result import Distribution, Queue, closing, offered

MARKOV = "Arrivals at random (Poisson), exponential service times, first come, first served."
UNKNOWN = "means and coefficients of variation do not determine it"
DETERMINISTIC_STATES = 2000


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
    rate, speed = load(
        "M/M/1", arrival_rate, Faults("M/M/1"), service_rate=service_rate, time_unit=time_unit
    )
    share = rate / speed
    wait = share / (speed - rate)
    idle = float(1 - share)
    queue = Queue(
        "M/M/1",
        float(rate),
        float(1 / speed),
        1,
        float(wait),
        time_unit,
        Distribution((idle,), float(share)),
        assumptions=MARKOV,
    )
    numbers = rf"\frac{{{show(share)}}}{{{show(speed)} - {show(rate)}}}"
    formula = rf"W_q = \frac{{\rho}}{{\mu - \lambda}} = {numbers}"
    steps = [
        offered(queue),
        Step("The wait of one server.", formula, queue.time_in_queue, time_unit, 2),
        *closing(queue, 3),
        Step("Nobody is there.", rf"P_0 = 1 - \rho = 1 - {show(share)}", idle, "%", 6),
    ]
    return replace(queue, working=Steps(steps))


def mmc(arrival_rate: float, service_rate: float, *, servers: int, time_unit: str = "h") -> Queue:
    """M/M/c: as M/M/1 with c `servers` and one line; μ is what one of them serves.

    Bad figures raise `ProblemError`; λ ≥ cμ raises `Infeasible`. Source: Erlang (1917).

    >>> queue = mmc(16, 10, servers=2)
    >>> round(queue.time_in_queue, 4), round(queue.empty, 4)
    (0.1778, 0.1111)
    """
    import numpy as np

    faults = Faults("M/M/c")
    number = servers_in(servers, faults)
    rate, speed = load(
        f"M/M/{number}",
        arrival_rate,
        faults,
        service_rate=service_rate,
        servers=number,
        time_unit=time_unit,
    )
    work, share = float(rate / speed), float(rate / (number * speed))
    waiting = erlang_c(work, number)
    wait = waiting / float(number * speed - rate)
    # The shares P(0) … P(c − 1) have 1 − C(c, a) of the whole; from P(c) on they shrink by ρ.
    logs = log_weights(work, number, number - 1)
    weights = np.exp(logs - np.max(logs))
    head = (weights / weights.sum() * (1 - waiting)).tolist()
    queue = Queue(
        f"M/M/{number}",
        float(rate),
        float(1 / speed),
        number,
        wait,
        time_unit,
        Distribution((*head, waiting * (1 - share)), share),
        assumptions=MARKOV,
    )
    able = rf"{number} \times {show(speed)} - {show(rate)}"
    steps = [
        offered(queue),
        Step(
            f"Erlang C: the share of customers who find {count(number, 'server')} busy.",
            r"C = \frac{\frac{a^c}{c!} \frac{1}{1-\rho}}"
            r"{\sum_{n<c} \frac{a^n}{n!} + \frac{a^c}{c!} \frac{1}{1-\rho}}, "
            r"a = \frac{\lambda}{\mu}",
            waiting,
            "%",
            2,
        ),
        Step(
            "Their wait, shared among all.",
            rf"W_q = \frac{{C}}{{c\mu - \lambda}} = \frac{{{show(waiting)}}}{{{able}}}",
            wait,
            time_unit,
            3,
        ),
        *closing(queue, 4),
    ]
    return replace(queue, working=Steps(steps))


def md1(arrival_rate: float, service_rate: float, *, time_unit: str = "h") -> Queue:
    """M/D/1: random arrivals, one server that always takes the same time 1/μ.

    It waits half of what M/M/1 waits. Bad figures raise `ProblemError`; λ ≥ μ `Infeasible`.
    Source: Erlang (1909); Pollaczek–Khinchine.

    >>> md1(8, 10).time_in_queue
    0.2
    >>> round(md1(8, 10).probability(1), 4)
    0.2451
    """
    rate, speed = load(
        "M/D/1", arrival_rate, Faults("M/D/1"), service_rate=service_rate, time_unit=time_unit
    )
    found = mg1(float(rate), float(1 / speed), service_cv=0, time_unit=time_unit)
    shares = _deterministic(float(rate / speed))
    text = "Arrivals at random (Poisson), equal service times, first come, first served."
    distribution = Distribution(shares, shares[-1] / shares[-2] if shares[-2] else 0.0)
    return replace(
        found, model="M/D/1", distribution=distribution, no_distribution="", assumptions=text
    )


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
    rate, speed = load(
        "M/G/1", arrival_rate, faults, service_time=service_time, time_unit=time_unit
    )
    share = rate / speed
    base = share / (speed - rate)  # the wait of M/M/1
    wait = float(base) * (1 + cv**2) / 2
    queue = Queue(
        "M/G/1",
        float(rate),
        float(1 / speed),
        1,
        wait,
        time_unit,
        no_distribution=UNKNOWN,
        assumptions="Arrivals at random (Poisson), any service times, first come, first served.",
    )
    numbers = rf"\frac{{{show(share)} \times {show(1 / speed)}}}{{1 - {show(share)}}}"
    steps = [
        offered(queue),
        Step(
            "Pollaczek–Khinchine: utilisation, service time, and variability.",
            r"W_q = \frac{\rho S}{1 - \rho} \cdot \frac{1 + c_s^2}{2} = "
            rf"{numbers} \cdot \frac{{1 + {show(cv)}^2}}{{2}}",
            wait,
            time_unit,
            2,
        ),
        *closing(queue, 3),
    ]
    return replace(queue, working=Steps(steps))


def _deterministic(load_: float) -> tuple[float, ...]:
    """P(n) of M/D/1 by the embedded chain; only sums of positive terms, so nothing cancels.

    While one customer is served k others come with probability exp(−ρ) ρᵏ/k!. The balance of
    "up from n" and "down to n" gives p(n+1)·a₀ = p₀·ā(n) + Σ p(k)·ā(n − k + 1), k = 1 … n,
    where ā(j) is the probability that more than j come.
    """
    import numpy as np
    from scipy.stats import poisson

    states = min(DETERMINISTIC_STATES, int(40 / (1 - load_)) + 20)
    more = poisson.sf(np.arange(states + 1), load_)
    none = exp(-load_)
    p = np.zeros(states + 1)
    p[0] = 1 - load_
    for n in range(states):
        p[n + 1] = (p[0] * more[n] + p[1 : n + 1] @ more[n:0:-1]) / none
    tail = np.nonzero(p > 1e-14)[0][-1]  # beyond it the shares shrink by one ratio
    return tuple(p[: max(2, tail + 1)].tolist())
