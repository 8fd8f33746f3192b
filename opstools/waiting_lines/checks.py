"""Reading the figures of a queue: every fault at once, and instability explained."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..core import Faults, Infeasible
from ..core.numbers import exact, plain, show
from ..core.table import positive

MOST_SERVERS = 1_000_000


def not_negative(value: Any, place: str, faults: Faults) -> float:
    """A number of at least 0; anything else is noted as a fault and read as 1.

    >>> not_negative("0.5", "service_cv", Faults("M/G/1"))
    0.5
    """
    remedy = "Write a number of at least 0."
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), remedy)
        return 1.0
    if not 0 <= number <= 1000:
        problem = "below 0" if number < 0 else "above 1,000"
        faults.add(place, f"{show(number)} is {problem}", remedy)
        return 1.0
    return float(number)


def whole(value: Any, place: str, faults: Faults, most: int = MOST_SERVERS) -> int:
    """A whole number of at least 1; anything else is noted as a fault and read as 1.

    >>> whole(3, "servers", Faults("M/M/c"))
    3
    """
    remedy = f"Write a whole number from 1 to {most:,}."
    try:
        number = exact(value)
    except ValueError as error:
        faults.add(place, str(error), remedy)
        return 1
    if not 1 <= number <= most or number.denominator != 1:
        faults.add(place, f"{show(number)} is not a whole number from 1 to {most:,}", remedy)
        return 1
    return int(number)


def load(
    subject: str,
    arrival_rate: Any,
    faults: Faults,
    *,
    service_rate: Any = None,
    service_time: Any = None,
    servers: int = 1,
    time_unit: str = "h",
) -> tuple[Fraction, Fraction]:
    """λ and μ, exact; raises what is wrong, and `Infeasible` where the queue would grow for ever.

    >>> load("M/M/1", 12, Faults("M/M/1"), service_rate=10)
    Traceback (most recent call last):
    opstools.core.errors.Infeasible: M/M/1, arrival_rate: 12 per h is not below the 10 per h that \
1 server can do (utilisation 120 %): the queue would grow without end. Use 2 servers, let fewer \
than 10 per h come, or serve more than 12 per h.
    """
    rate = positive(arrival_rate, "arrival_rate", faults, f"customers per {time_unit}")
    if service_time is None:
        speed = positive(service_rate, "service_rate", faults, f"customers per {time_unit}")
    else:
        speed = 1 / positive(service_time, "service_time", faults, time_unit)
    faults.raise_any()
    if rate >= servers * speed:
        explain_overload(subject, rate, speed, servers, time_unit)
    return rate, speed


def explain_overload(
    subject: str, rate: Fraction, speed: Fraction, servers: int, time_unit: str
) -> None:
    """Raise `Infeasible`, with what would be stable."""
    faults = Faults(subject)
    able, per = servers * speed, f"per {time_unit}"
    who = "1 server" if servers == 1 else f"{servers:,} servers"
    share = show(rate / able, "%")
    needed = rate // speed + 1
    faster = show(plain(rate / servers))
    problem = (
        f"{show(plain(rate))} {per} is not below the {show(plain(able))} {per} that {who} can do "
        f"(utilisation {share}): the queue would grow without end"
    )
    each = "" if servers == 1 else " each"
    remedy = (
        f"Use {needed:,} servers, let fewer than {show(plain(able))} {per} come, "
        f"or serve more than {faster} {per}{each}."
    )
    faults.add("arrival_rate", problem, remedy)
    faults.raise_any(Infeasible)
