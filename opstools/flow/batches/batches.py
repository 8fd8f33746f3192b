"""Capacity with set-ups, and the smallest batch that a flow rate needs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...core import Faults, Infeasible, fail, public
from ...core.figures import not_negative, positive
from ...core.numbers import ceiling, show


@public
def batch_capacity(batch: float, *, setup: float, unit_time: float) -> float:
    """B / (S + p·B): units a unit of time where each batch of B units waits for a set-up.

    `setup` S is the time of one set-up, `unit_time` p that of one unit, in the same unit of time.
    Bad figures raise `ProblemError`. Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> batch_capacity(12, setup=60, unit_time=10)
    0.06666666666666667
    """
    faults = Faults("batch")
    size = positive(batch, "batch", faults)
    S, p = _times(setup, unit_time, faults)
    faults.raise_any()
    return float(size / (S + p * size))


@public
def smallest_batch(
    flow_rate: float, *, setup: float, unit_time: float, divisible: bool = False
) -> float:
    """R·S / (1 − R·p): the smallest batch at which a flow of R units a unit of time gets through.

    It is rounded up to whole units, at least one, unless units are `divisible`, as litres are.
    Where R·p reaches 1 no batch is large enough, since the units alone take all the time:
    `Infeasible`. Bad figures raise `ProblemError`.
    Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> smallest_batch(0.05, setup=60, unit_time=10)
    6.0
    >>> smallest_batch(0.03, setup=60, unit_time=10)
    3.0
    >>> round(smallest_batch(0.03, setup=60, unit_time=10, divisible=True), 4)
    2.5714
    >>> smallest_batch(0.1, setup=60, unit_time=10)
    Traceback (most recent call last):
    opstools.core.errors.Infeasible: batch, flow_rate: 0.1 × 10 = 1 leaves no time for set-ups. \
A flow rate below 0.1 is feasible.
    """
    faults = Faults("batch")
    rate = positive(flow_rate, "flow_rate", faults)
    S, p = _times(setup, unit_time, faults)
    faults.raise_any()
    if rate * p >= 1:
        load = f"{show(rate)} × {show(p)} = {show(rate * p)}"
        remedy = f"A flow rate below {show(1 / p)} is feasible."
        fail("batch", "flow_rate", f"{load} leaves no time for set-ups", remedy, Infeasible)
    size = rate * S / (1 - rate * p)
    return float(size if divisible else max(1, ceiling(size)))


def _times(setup: Any, unit_time: Any, faults: Faults) -> tuple[Fraction, Fraction]:
    return not_negative(setup, "setup", faults), positive(unit_time, "unit_time", faults)
