"""A line simulated: averages with confidence intervals, and its first events to step through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...core import ByName, Faults, fail, public
from ...core.figures import whole
from ...core.numbers import count
from ...simulation import Arrivals, Estimate, Fixed, Model, Station, interval, simulate
from ..checks import servers_in
from ..queue.averages import Averages
from ..queue.result import Distribution, Queue
from .events import first_events

BATCHES = 20
LEAST_IN_A_BATCH = 5
MOST_CUSTOMERS = 5_000_000
LARGEST = 10**12


@public
def simulate_queue(
    *,
    customers: int,
    seed: int,
    interarrival: Callable[..., Any] | Any,
    service: Callable[..., Any] | Any,
    servers: int = 1,
    warm_up: int | None = None,
    time_unit: str = "h",
) -> Queue:
    """Simulate c `servers` with one line, first come, first served, and estimate its averages.

    `interarrival` (times between arrivals) and `service` are functions of (random, size), such as
    `Exponential(0.1)`, a fixed number, or arrays of data with one time for each customer. The first
    `warm_up` customers (a tenth of them, unless said otherwise) only fill the line and are not
    counted. Averages go until the last customer has left, and Little's law holds exactly: the
    figures L are λ·W. `intervals` holds 95 % confidence intervals, from batch means; fewer than 100
    customers are too few for them. The same seed gives the same line, and other servers meet the
    same customers. Bad data raises `ProblemError`. Source: batch means, Law & Kelton.

    >>> from opstools.simulation import Exponential
    >>> queue = simulate_queue(
    ...     customers=50_000, seed=1, interarrival=Exponential(1 / 8), service=Exponential(1 / 10)
    ... )
    >>> low, high = queue.intervals["time_in_queue"]
    >>> low < 0.4 < high
    True
    """
    faults = Faults("simulated line")
    number = whole(customers, "customers", faults, MOST_CUSTOMERS)
    c = servers_in(servers, faults)
    skip = _warm_up(warm_up, number, faults)
    gaps = _times(interarrival, "interarrival", number, faults)
    times = _times(service, "service", number, faults)
    faults.raise_any()
    with faults.collect():
        model = Model((Station("server", times, servers=c),), Arrivals(gaps))
        run = simulate(model, customers=number, seed=seed)
    return _queue(run.arrival, run.start, run.departure, c, skip, time_unit)


def _times(given: Any, place: str, number: int, faults: Faults) -> Any:
    """A draw: data is handed out in order, a number is a fixed time."""
    import numpy as np

    if callable(given):
        return given
    try:
        values = np.asarray(given, dtype=float)
    except (TypeError, ValueError, OverflowError):
        remedy = "Give a function of (random, size), a number, or one time for each customer."
        faults.add(place, f"a {type(given).__name__} does not hold times", remedy)
        return Fixed(1)
    if values.ndim > 1 or (values.ndim == 1 and len(values) < number):
        problem = f"its shape {values.shape} does not hold {count(number, 'time')}"
        faults.add(place, problem, "Give one time for each customer, or ask for fewer customers.")
    bad = np.flatnonzero(~((values >= 0) & (values <= LARGEST)))
    if len(bad):
        at = f", time {bad[0] + 1}" if values.ndim else ""
        problem = f"{values.flat[bad[0]]:g} is not a time"
        faults.add(f"{place}{at}", problem, "Give times of at least 0 and at most 10¹².")
        return Fixed(1)
    return (lambda _, size: values[:size]) if values.ndim else Fixed(float(values))


def _warm_up(warm_up: int | None, customers: int, faults: Faults) -> int:
    if warm_up is None:
        return customers // 10 if customers >= BATCHES * LEAST_IN_A_BATCH else 0
    skip = whole(warm_up, "warm_up", faults, least=0)
    if skip >= customers and not faults.found:
        problem = f"{skip:,} customers leave none of {customers:,} to count"
        faults.add("warm_up", problem, "Skip fewer customers.")
    return skip


def _queue(
    arrivals: Any, starts: Any, departures: Any, servers: int, skip: int, time_unit: str
) -> Queue:
    came, began, left = arrivals[skip:], starts[skip:], departures[skip:]
    since = float(arrivals[skip - 1]) if skip else 0.0
    end = float(left.max())
    span = end - since
    if span <= 0:
        problem = "no time passes from the first arrival to the end"
        fail("simulated line", "service", problem, "Give some times above 0.")
    estimates = _estimates(came, began, left, servers, since)
    kept = f"The first {count(skip, 'customer')} only warm up the line. " if skip else ""
    sure = "Intervals of 95 % from batch means."
    if not estimates:
        sure = "Too few customers for confidence intervals."
    service, wait = float((left - began).mean()), float((began - came).mean())
    line = Averages(len(came) / span, service, servers, wait, time_unit)
    return Queue.of(
        line,
        model=f"Simulation of {count(len(came), 'customer')}",
        distribution=Distribution(_shares(arrivals, departures, since, end)),
        assumptions=f"{kept}Averages until the last has left. {sure}",
        estimates=ByName(estimates),
        working=first_events((arrivals, starts, departures), line),
    )


def _estimates(came: Any, began: Any, left: Any, servers: int, since: float) -> dict[str, Estimate]:
    """Means of consecutive batches, long enough to be almost independent of one another."""
    import numpy as np

    if len(came) < BATCHES * LEAST_IN_A_BATCH * 0.9:
        return {}
    ends = np.linspace(0, len(came), BATCHES + 1).astype(int)
    number = np.diff(ends)
    spans = np.diff(np.concatenate([[since], came[ends[1:] - 1]]))
    waits = np.add.reduceat(began - came, ends[:-1]) / number
    times = np.add.reduceat(left - began, ends[:-1]) / number
    batches = {"time_in_system": waits + times, "time_in_queue": waits}
    if spans.all():  # data may bring a whole batch in at one moment, at no rate
        rates = number / spans
        batches = {
            "utilisation": rates * times / servers,
            "in_system": rates * (waits + times),
            "in_queue": rates * waits,
            **batches,
        }
    return {name: interval(values.tolist()) for name, values in batches.items()}


def _shares(arrivals: Any, departures: Any, start: float, end: float) -> tuple[float, ...]:
    """The share of the time from start to end with n customers there, exactly."""
    import numpy as np

    moments = np.concatenate([arrivals, departures])
    change = np.concatenate([np.ones(len(arrivals)), -np.ones(len(departures))])
    order = np.argsort(moments, kind="stable")
    moments, there = np.clip(moments[order], start, end), np.cumsum(change[order]).astype(int)
    spans = np.diff(np.concatenate([moments, [end]]))
    held = np.bincount(np.maximum(there, 0), spans)
    held[0] += max(0.0, float(moments[0]) - start)
    return tuple((held / held.sum()).tolist())
