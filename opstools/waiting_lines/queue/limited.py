"""Queues that limit themselves: few places (M/M/c/K), or few customers (finite source)."""

from __future__ import annotations

from ...core import Faults, Recorder, public
from ...core.figures import positive, whole
from ...core.numbers import count, show
from ..checks import servers_in
from ..erlang import log_weights, normalised
from .averages import Averages, Known, note_system, note_wait
from .result import Distribution, Queue

MOST_STATES = 1_000_000


@public
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
        verb = "is" if places == 1 else "are"
        problem = f"{count(places, 'place')} {verb} fewer than {count(number, 'server')}"
        faults.add("capacity", problem, "Count the places at the servers too.")
    faults.raise_any()
    shares = normalised(log_weights(rate / speed, number, places))
    line, lost = _line(shares, speed, number, time_unit), shares[-1]
    working = Recorder(Known())
    terms = r"\frac{a^n}{n!}\ (n \leq c),\ \frac{a^c}{c!} (\frac{a}{c})^{n-c}\ (n > c)"
    text = "Chances of n customers, from the balance of ups and downs; of nobody:"
    working.note(text, rf"P_n \propto {terms},\ P_0", shares[0], "%")
    working.note("Who finds all places taken is lost.", r"P_K", lost, "%")
    formula = rf"\lambda (1 - P_K) = {show(rate)} \times (1 - {show(lost)})"
    _note_averages(working, line, "The others get in.", formula)
    full = f"who finds {count(places, 'place')} taken leaves at once."
    return Queue.of(
        line,
        model=f"M/M/{number}/{places}",
        distribution=Distribution(shares),
        lost=lost,
        assumptions=f"Arrivals at random (Poisson), exponential service times; {full}",
        working=working.steps(),
    )


@public
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
    faults = Faults("finite source")
    number = servers_in(servers, faults)
    people = whole(population, "population", faults, MOST_STATES)
    rate = float(positive(arrival_rate, "arrival_rate", faults, f"calls per {time_unit}"))
    speed = float(positive(service_rate, "service_rate", faults, f"customers per {time_unit}"))
    faults.raise_any()
    shares = _with_few_customers(rate / speed, people, number)
    line = _line(shares, speed, number, time_unit)
    working = Recorder(Known())
    terms = r"\frac{N!}{(N-n)!\,n!} a^n\ (n \leq c),\ \frac{N!}{(N-n)!\,c!\,c^{n-c}} a^n\ (n > c)"
    text = "Chances of n customers here: the more are here, the fewer can still come; of nobody:"
    working.note(text, rf"P_n \propto {terms},\ P_0", shares[0], "%")
    working.note("Customers here, on average.", r"L = \sum n P_n", line.in_system, "customers")
    formula = rf"\lambda (N - L) = {show(rate)} \times ({people} - {show(line.in_system)})"
    _note_averages(working, line, "The others call.", formula)
    return Queue.of(
        line,
        model=f"M/M/{number}//{people}",
        distribution=Distribution(shares),
        assumptions=(
            f"{count(people, 'customer')} in all, each calling at random while not here; "
            "exponential service times; exact, not from rounded tables."
        ),
        working=working.steps(),
    )


def _with_few_customers(load: float, people: int, servers: int) -> tuple[float, ...]:
    """P(n), up to all customers here: those who are not here can still come."""
    import numpy as np

    n = np.arange(people)
    growth = np.log(people - n) + np.log(load) - np.log(np.minimum(n + 1, servers))
    return normalised(np.concatenate([[0.0], np.cumsum(growth)]))


def _line(shares: tuple[float, ...], speed: float, servers: int, time_unit: str) -> Averages:
    """The averages that the chances give.

    Who gets in is counted by the busy servers; λ(1 − P_K) would cancel where nearly all are lost.
    """
    import numpy as np

    n = np.arange(len(shares))
    waiting = float(np.maximum(n - servers, 0) @ np.array(shares))
    inside = speed * float(np.minimum(n, servers) @ np.array(shares))
    return Averages(inside, 1 / speed, servers, waiting / inside, time_unit)


def _note_averages(working: Recorder, line: Averages, who: str, coming: str) -> None:
    """How many get in, waiting from the chances, the rest by Little's law."""
    rate, unit = line.arrival_rate, f"per {line.time_unit}"
    working.note(who, coming, rate, unit, arrival_rate=rate, utilisation=line.utilisation)
    text, formula = "Who waits, on average.", r"L_q = \sum_{n>c} (n - c) P_n"
    working.note(text, formula, line.in_queue, "customers", in_queue=line.in_queue)
    numbers = rf"\frac{{{show(line.in_queue)}}}{{{show(line.arrival_rate)}}}"
    text = "Little's law for those who wait."
    note_wait(working, line, text, rf"W_q = \frac{{L_q}}{{\lambda}} = {numbers}")
    note_system(working, line)
