"""Company C of the course, simulated: what its printed lead times imply about its days."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from ...core import Faults, Infeasible, fail, public
from ...core.figures import whole
from ...core.numbers import count
from ...core.signatures import check_words, parameters
from ...simulation import (
    Arrivals,
    Batch,
    Calendar,
    Cap,
    Model,
    Profile,
    Run,
    Slots,
    Station,
    random_stream,
    simulate,
)
from ..log.lead_times import LeadTimes, from_table
from .problem import HOURS, BatchProcess, OrderStream

WARM_UP = 3  # days that fill the stream and are not counted
MOST_ORDERS = 300_000
STUCK = 0.01  # share of the orders that may still be there at the end
HAIR = 1e-6  # hours: an order whose slot is now is ready
CARRIER = "carrier"
State = Literal["current", "future"]

COMPANY_C = (
    BatchProcess("P1", 0.05, 0.002, 50, 100, by_class="yes"),
    BatchProcess("P2", 0.5, 0.0035, 140, 150, by_class="yes"),
    BatchProcess("P3", 0.2, 0.0035, 200, 200),
)
PULLED = (COMPANY_C[0], replace(COMPANY_C[1], smallest=80), COMPANY_C[2])
PROMISE = {"promise": (0.05, 0.65, 0.3)}  # two days
PULL = {"cap": 600, "release": 22, "processes": PULLED}
STAGGER = {"stagger": 0.5}
IMPROVEMENTS: dict[str, dict[str, Any]] = {"promise": PROMISE, "pull": PULL, "stagger": STAGGER}
STATES: dict[str, dict[str, Any]] = {
    "current": {"promise": (0.05, 0.65, 0.15, 0.1, 0.05), "least": 6},
    "future": {"least": 6, **PROMISE, **PULL, **STAGGER},
}


@public
def simulate_orders(stream: OrderStream, *, days: int = 10, seed: int = 1) -> LeadTimes:
    """Simulate a stream of orders; the lead times of all orders of `days` days.

    Three days before them fill the stream and are not counted. `on_time` is the share of orders
    that leave no later than on the last promised day. The same seed gives the same orders. Bad
    data raises `ProblemError`; a stream in which orders pile up raises `Infeasible`. Source: the
    course's case of Company C; the model is this course's.

    >>> from opstools import datasets
    >>> found = simulate_orders(datasets.load("company_c"), days=5)
    >>> found.total.orders > 4500
    True
    """
    faults = Faults("order stream")
    days = whole(days, "days", faults, 1000)
    seed = whole(seed, "seed", faults, 2**32, least=0)
    if days * stream.orders > MOST_ORDERS:
        problem = f"{days * stream.orders:,.0f} orders are too many"
        faults.add("days", problem, f"Take at most {MOST_ORDERS:,} orders in all.")
    faults.raise_any()
    last = WARM_UP + days
    run = simulate(
        model_of(stream, seed), until=HOURS * (last + len(stream.promise) + 3), seed=seed
    )
    table = _moments(stream, run)
    table = table[(table[:, 0] >= HOURS * WARM_UP) & (table[:, 0] < HOURS * last)]
    if not len(table):
        remedy = "Take more days, or more orders a day."
        fail("order stream", "orders", f"none came in {count(days, 'day')}", remedy)
    left = table[:, -1] == table[:, -1]
    if (~left).mean() > STUCK:
        problem = f"{(~left).sum():,} of {count(len(table), 'order')} had not left in time"
        remedy = "Add workers, make the smallest batches smaller or the cap larger."
        fail("order stream", "processes", problem, remedy, Infeasible)
    latest = table[:, 0] // HOURS + 1 + max(k for k, part in enumerate(stream.promise) if part)
    on_time = float((table[left, -1] < HOURS * latest[left]).mean())
    return from_table(stream, table[left], stream.points, "h", on_time=on_time)


@public
def company_c(
    state: State, *, orders: float = 1000, days: int = 30, seed: int = 1, **changes: Any
) -> LeadTimes:
    """Company C of the course, simulated in its "current" or its "future" state.

    The lead times that the course prints come out of assumptions that are an `OrderStream`: the
    result's `problem`. Any of its fields may be changed. The future state is the current one with
    a `promise` of two days, pull (a `cap`, a `release`, and smaller batches of P2) and a `stagger`
    of half an hour. Bad data raises `ProblemError`. Source: the printed figures of the course's
    case; the assumptions are this course's.

    >>> now, then = (company_c(each, days=5) for each in ("current", "future"))
    >>> now.total.mean > then.total.mean
    True
    """
    faults = Faults("company_c")
    settings = {"processes": COMPANY_C, **STATES[state], **changes, "orders": orders}
    own = {name: each for name, each in parameters(company_c).items() if name != "changes"}
    check_words({**settings, "state": state}, {**parameters(OrderStream), **own}, faults)
    faults.raise_any()
    stream = OrderStream(**settings)
    return simulate_orders(stream, days=days, seed=seed)


def model_of(stream: OrderStream, seed: int) -> Model:
    """The stream in the words of the simulation engine."""
    stations = [_station(stream, k, each) for k, each in enumerate(stream.processes)]
    slots = Slots(tuple(map(float, stream.slots)))
    stations.append(Station(CARRIER, 0.0, servers=None, calendar=slots, release=HAIR))
    pulled = tuple(each.name for each in stream.processes[:2])
    caps = (Cap(pulled, most=stream.cap),) if stream.cap is not None else ()
    hourly = [float(stream.orders) * float(each) / sum(stream.profile) for each in stream.profile]
    arrivals = tuple(
        Arrivals(
            profile=Profile(tuple(float(part) * each for each in hourly)),
            kind=f"class {k}",
            due=_due(stream, (seed, k)),
        )
        for k, part in enumerate(stream.classes, 1)
        if part
    )
    return Model(tuple(stations), arrivals, caps=caps)


def _station(stream: OrderStream, k: int, process: BatchProcess) -> Station:
    late = k * float(stream.stagger)
    return Station(
        process.name,
        float(process.unit_time),
        servers=process.workers,
        batch=Batch(
            process.largest,
            smallest=process.smallest,
            setup=float(process.setup),
            by_kind=process.by_class == "yes",
        ),
        calendar=Calendar(((float(stream.opens) + late, float(stream.closes) + late),)),
        discipline="due" if k == 0 else "arrival",
        release=stream.release if k == 0 else None,
    )


def _due(stream: OrderStream, seed: tuple[int, int]) -> Any:
    """When orders are to leave: a slot of theirs, on one of the promised days."""
    import numpy as np

    def moments(orders: Any) -> Any:
        random = random_stream(seed, "due", "orders")
        days = random.choice(len(stream.promise), len(orders), p=_even(stream.promise))
        slots = random.choice(
            np.array(stream.slots, float), len(orders), p=_even(stream.slot_shares)
        )
        due = (np.floor(orders / HOURS) + days) * HOURS + slots
        return np.where(due - orders < stream.least, due + HOURS, due)

    return moments


def _even(shares: Any) -> Any:
    """Shares that add up to 1 in floating point too."""
    import numpy as np

    found = np.array(shares, float)
    return found / found.sum()


def _moments(stream: OrderStream, run: Run) -> Any:
    """Orders down, points across: when each passed."""
    import numpy as np

    log = run.log
    names = log["station"].to_numpy()
    table = np.full((len(run.items), len(stream.points)), np.nan)
    table[:, 0] = run.items["arrival"]
    for k, each in enumerate((*stream.processes, None)):
        own = names == (each.name if each else CARRIER)
        row = log["item"].to_numpy()[own] - 1
        if each:
            table[row, 2 * k + 1] = log["start"].to_numpy()[own]
        table[row, 2 * k + 2 if each else -1] = log["departure"].to_numpy()[own]
    return table
