"""Reading the figures of a queue: every fault at once, and instability explained."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..core import Faults, Infeasible, fail
from ..core.figures import not_negative, positive, whole
from ..core.numbers import count, show

MOST_SERVERS = 1_000_000
MOST_CV = 1000


def variation(value: Any, place: str, faults: Faults) -> float:
    """A coefficient of variation, from 0 to 1,000."""
    return float(not_negative(value, place, faults, most=MOST_CV))


def servers_in(value: Any, faults: Faults, place: str = "servers") -> int:
    """A number of servers."""
    return whole(value, place, faults, MOST_SERVERS)


def stable_rates(
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

    >>> stable_rates("M/M/1", 12, Faults("M/M/1"), service_rate=10)
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
    check_load(subject, rate, speed, servers, time_unit)
    return rate, speed


def check_load(
    subject: str,
    rate: Fraction,
    speed: Fraction,
    servers: int,
    time_unit: str,
    place: str = "arrival_rate",
) -> None:
    """Raise `Infeasible`, with what would be stable, where the servers are full.

    So near to 1 that a float cannot tell, utilisation counts as full: formulas divide by 1 − ρ.
    """
    if max(float(rate / (servers * speed)), float(rate) / (servers * float(speed))) < 1:
        return
    able, per = show(servers * speed), f"per {time_unit}"
    problem = (
        f"{show(rate)} {per} is not below the {able} {per} that {count(servers, 'server')} can do "
        f"(utilisation {show(rate / (servers * speed), '%')}): the queue would grow without end"
    )
    each, more = "" if servers == 1 else " each", max(servers, rate // speed) + 1
    remedy = (
        f"Use {count(more, 'server')}, let fewer than {able} {per} come, "
        f"or serve more than {show(rate / servers)} {per}{each}."
    )
    fail(subject, place, problem, remedy, Infeasible)
