"""Queues that limit themselves: few places (M/M/c/K), or few customers (finite source)."""

from __future__ import annotations

from dataclasses import replace

from ..core import Faults, Step, Steps
from ..core.figures import positive, whole
from ..core.numbers import count, show
from .checks import servers_in
from .erlang import log_weights, normalised
from .result import Distribution, Queue, closing

MOST_STATES = 1_000_000


def mmck(
    arrival_rate: float, service_rate: float, *, servers: int, capacity: int, time_unit: str = "h"
) -> Queue:
    """M/M/c/K: as M/M/c, but who finds all K places (`capacity`, servers included) taken is lost.

    Always stable, also for λ ≥ cμ. `arrival_rate` of the answer counts those who get in, and `lost`
    is the share turned away. With K = c it is Erlang's loss formula B. Bad figures raise
    `ProblemError`. Source: Erlang (1917).

    >>> queue = mmck(12, 10, servers=1, capacity=3)
    >>> round(queue.lost, 4), round(queue.in_queue, 4)
    (0.3219, 0.9121)
    """
    faults = Faults("M/M/c/K")
    number = servers_in(servers, faults)
    places = whole(capacity, "capacity", faults, MOST_STATES)
    rate = float(positive(arrival_rate, "arrival_rate", faults, f"customers per {time_unit}"))
    speed = float(positive(service_rate, "service_rate", faults, f"customers per {time_unit}"))
    if not faults.found and places < number:
        problem = f"{places:,} places are fewer than {number:,} servers"
        faults.add("capacity", problem, "Count the places at the servers too.")
    faults.raise_any()
    shares = normalised(log_weights(rate / speed, number, places))
    lost = shares[-1]
    waiting, busy = _split(shares, number)
    inside = speed * busy  # = λ(1 − P_K), which cancels where nearly all are lost
    queue = Queue(
        f"M/M/{number}/{places}",
        inside,
        1 / speed,
        number,
        waiting / inside,
        time_unit,
        Distribution(shares),
        lost=lost,
        assumptions=(
            "Arrivals at random (Poisson), exponential service times; "
            f"who finds {count(places, 'place')} taken leaves at once."
        ),
    )
    steps = [
        Step(
            "Chances of n customers, from the balance of ups and downs.",
            r"P_n \propto \frac{a^n}{n!}\ (n \leq c),\ \frac{a^c}{c!} (\frac{a}{c})^{n-c}\ "
            r"(n > c),\ P_0",
            shares[0],
            "%",
            1,
        ),
        Step("Who finds all places taken is lost.", r"P_K", lost, "%", 2),
        Step(
            "The others get in.",
            rf"\lambda (1 - P_K) = {show(rate)} \times (1 - {show(lost)})",
            inside,
            f"per {time_unit}",
            3,
        ),
        *_from_shares(queue, 4),
    ]
    return replace(queue, working=Steps(steps))


def finite_source(
    arrival_rate: float,
    service_rate: float,
    *,
    population: int,
    servers: int,
    time_unit: str = "h",
) -> Queue:
    """Few customers (machines, say) who come back: each calls at the rate λ while it is not here.

    `population` N customers in all, c `servers` with exponential times (rate μ). Exact, not read
    from printed tables, which round. `arrival_rate` of the answer is that of all customers
    together. Always stable. Bad figures raise `ProblemError`. Source: the machine repair model,
    Palm (1947).

    >>> queue = finite_source(0.1, 1, population=5, servers=1)
    >>> round(queue.in_system, 4), round(queue.empty, 4)
    (0.6395, 0.564)
    """
    import numpy as np

    faults = Faults("finite source")
    number = servers_in(servers, faults)
    people = whole(population, "population", faults, MOST_STATES)
    rate = float(positive(arrival_rate, "arrival_rate", faults, f"calls per {time_unit}"))
    speed = float(positive(service_rate, "service_rate", faults, f"customers per {time_unit}"))
    faults.raise_any()
    n = np.arange(people)
    growth = np.log(people - n) + np.log(rate / speed) - np.log(np.minimum(n + 1, number))
    shares = normalised(np.concatenate([[0.0], np.cumsum(growth)]))
    here = float(np.arange(people + 1) @ np.array(shares))
    waiting, busy = _split(shares, number)
    calls = speed * busy  # = λ(N − L), which cancels where nearly all are here
    queue = Queue(
        f"M/M/{number}//{people}",
        calls,
        1 / speed,
        number,
        waiting / calls,
        time_unit,
        Distribution(shares),
        assumptions=(
            f"{count(people, 'customer')} in all, each calling at random while not here; "
            "exponential service times; exact, not from rounded tables."
        ),
    )
    factors = r"\frac{N!}{(N-n)!\,n!} a^n\ (n \leq c),\ \frac{N!}{(N-n)!\,c!\,c^{n-c}} a^n\ (n > c)"
    steps = [
        Step(
            "Chances of n customers here: the more are here, the fewer can still come.",
            rf"P_n \propto {factors},\ P_0",
            shares[0],
            "%",
            1,
        ),
        Step("Customers here, on average.", r"L = \sum n P_n", here, "customers", 2),
        Step(
            "The others call.",
            rf"\lambda (N - L) = {show(rate)} \times ({people} - {show(here)})",
            calls,
            f"per {time_unit}",
            3,
        ),
        *_from_shares(queue, 4),
    ]
    return replace(queue, working=Steps(steps))


def _split(shares: tuple[float, ...], servers: int) -> tuple[float, float]:
    """Customers waiting and customers in service, on average."""
    import numpy as np

    n = np.arange(len(shares))
    waiting = np.maximum(n - servers, 0) @ np.array(shares)
    return float(waiting), float(np.minimum(n, servers) @ np.array(shares))


def _from_shares(queue: Queue, start: int) -> list[Step]:
    """Waiting from the chances, the rest by Little's law."""
    numbers = rf"\frac{{{show(queue.in_queue)}}}{{{show(queue.arrival_rate)}}}"
    _, whole_time, everybody = closing(queue, start + 1)
    wait = rf"W_q = \frac{{L_q}}{{\lambda}} = {numbers}"
    line = r"L_q = \sum_{n>c} (n - c) P_n"
    time = queue.time_unit
    return [
        Step("Who waits, on average.", line, queue.in_queue, "customers", start),
        Step("Little's law for those who wait.", wait, queue.time_in_queue, time, start + 1),
        whole_time,
        everybody,
    ]
