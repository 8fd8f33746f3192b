"""Simulated lines beside SimPy: the same model on the same random numbers, ready drawn for both.

What counts is the simulation: for opstools until the log stands as a DataFrame, for SimPy until
starts and departures stand in lists. Every run starts on a heap that was just collected, so that
nobody pays for the garbage of another.
"""

import gc
import statistics
from collections.abc import Callable, Iterator

import numpy as np

from opstools.simulation import (
    Arrivals,
    Batch,
    Calendar,
    Draw,
    Exponential,
    Gamma,
    Model,
    Run,
    Station,
    simulate,
)
from tests.simulation import peers

from .measure import Options, Row, Table, digits, timed

CUSTOMERS, QUICK_CUSTOMERS = 200_000, 50_000
AGREE = 1e-6


def tables(options: Options) -> Iterator[Table]:
    customers = QUICK_CUSTOMERS if options.quick else CUSTOMERS
    yield _fifo("G/G/1", [1], 150, customers)
    yield _fifo("Tandem of four single servers", [1, 1, 1, 1], 150, customers)
    yield _fifo("G/G/3", [3], 30, customers)
    yield _general(customers)


def _fifo(name: str, servers: list[int], target: float, customers: int) -> Table:
    stations = tuple(
        Station(f"s{k}", _drawn(Gamma(0.9 * c, 0.8), customers, k), servers=c)
        for k, c in enumerate(servers)
    )
    model = Model(stations, Arrivals(_drawn(Gamma(1, 1.2), customers, 99)))

    def peer(run: Run) -> float:
        drawn = run.inputs
        services = [times.tolist() for times in drawn.services]
        departures = peers.fifo(drawn.arrivals.tolist(), services, servers)[1]
        return float(np.abs(run.departure - np.concatenate(departures)).max())

    return _race(f"{name}, first come first served", model, peer, target, customers)


def _drawn(draw: Draw, customers: int, seed: int) -> Draw:
    """A draw that hands out numbers drawn beforehand."""
    times = draw(np.random.default_rng(seed), customers)
    return lambda _, size: times[:size]


def _general(customers: int) -> Table:
    day = Calendar(((8, 20),))
    model = Model(
        (
            Station(
                "desk", _drawn(Exponential(0.1), customers, 1), servers=2, discipline="priority"
            ),
            Station(
                "oven",
                _drawn(Gamma(0.02, 0.5), customers, 2),
                calendar=day,
                batch=Batch(20, setup=0.2),
            ),
        ),
        (
            Arrivals(Exponential(0.1), kind="urgent", priority=0),
            Arrivals(Exponential(0.2), kind="usual", priority=1),
        ),
    )

    def peer(run: Run) -> float:
        drawn = run.inputs
        services = [times.tolist() for times in drawn.services]
        departures = peers.workshop(
            drawn.arrivals.tolist(), drawn.source.tolist(), services,
            servers=2, setup=0.2, most=20, opens=8, closes=20,
        )  # fmt: skip
        return float(np.abs(run.left - np.array(departures)).max())

    return _race("Priorities, then batches in shifts", model, peer, 2, customers)


def _race(
    title: str, model: Model, peer: Callable[[Run], float], target: float, customers: int
) -> Table:
    def own() -> Run:
        run = simulate(model, customers=customers, seed=1)
        assert len(run.log) == customers * len(model.stations)
        return run

    own()
    ours, theirs, differ = [], [], 0.0
    for _ in range(3):
        for _ in range(3):
            gc.collect()
            seconds, run = timed(own)
            ours.append(seconds)
        gc.collect()
        seconds, differ = timed(lambda run=run: peer(run))
        theirs.append(seconds)
    rows = (
        Row("opstools simulate", statistics.median(ours), f"{customers:,} customers"),
        Row("SimPy", statistics.median(theirs), f"departures within {differ:.0e}"),
    )
    ratio = rows[1].seconds / rows[0].seconds
    met = ratio >= target and differ < AGREE
    note = (
        f"Target: at least {digits(target)} × SimPy, same departures: {'met' if met else 'MISSED'}."
    )
    return Table(title, rows, note, met)
