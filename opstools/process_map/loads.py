"""The work that demand brings to each resource, and how much of it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..core.numbers import Number, exact, plain

if TYPE_CHECKING:
    from .problem import ProcessMap
    from .records import Demand, Resource


@dataclass(frozen=True)
class Load:
    """What a resource has to do for an average item, and what it can do.

    `work` is time for an item, `hours` what all its staff has a day, `capacity` items in a unit of
    time (None: no work), `utilisation` the share of its hours that demand takes (None: no demand).
    """

    name: str
    staff: int
    hours: Number
    work: Number
    capacity: Number | None
    utilisation: Number | None


def mean_start(process: ProcessMap) -> dict[str, Fraction]:
    """e: where an average item starts; without flows each step is a duty, and done once."""
    net, found = process.network, dict[str, Fraction]()
    usual = (net.first,) if process.flows else net.names
    classes = [((e.start,) if e.start else usual, exact(e.rate)) for e in process.demand]
    total = sum((rate for _, rate in classes), Fraction(0))
    for starts, rate in classes or [(usual, Fraction(1))]:
        for step in starts:
            found[step] = found.get(step, Fraction(0)) + rate / (total or 1)
    return found


def hours_a_day(process: ProcessMap, resource: Resource) -> Fraction:
    """Hours of all the staff of a resource a day."""
    told = resource.hours
    return exact(told) if told is not None else exact(process.hours_per_day) * resource.staff


def demand_a_day(process: ProcessMap) -> Fraction:
    """Items a day, all classes together."""
    return sum((class_a_day(process, each) for each in process.demand), Fraction(0))


def class_a_day(process: ProcessMap, each: Demand) -> Fraction:
    """Items of a class a day; a rate by the hour holds for the hours of its class."""
    if process.rate_unit == "day":
        return exact(each.rate)
    told = sum((exact(s[1]) - exact(s[0]) for s in each.hours), Fraction(0))
    length = told or exact(process.hours_per_day)
    return exact(each.rate) * length / exact(process.hours_in(process.rate_unit))


def loads(process: ProcessMap) -> tuple[Load, ...]:
    """A load for each resource that does a step; none where the visits cannot be worked out."""
    visits = process.network.visits(mean_start(process))
    if visits is None:
        return ()
    work: dict[str, Fraction] = {}
    for step in process.steps:
        if resource := process.resource_of(step):
            work.setdefault(resource.name, Fraction(0))
            work[resource.name] += visits[step.name] * exact(step.time)
    hour, day = exact(process.hours_in(process.time_unit)), exact(process.hours_per_day)
    rate, demand = exact(process.hours_in(process.rate_unit)), demand_a_day(process)
    found = []
    for each in process.resources:
        if each.name not in work:
            continue
        hours, need = hours_a_day(process, each), work[each.name] * hour
        capacity = plain(hours / need / day * rate) if need else None
        used = plain(demand * need / hours) if process.demand else None
        found.append(
            Load(each.name, each.staff, plain(hours), plain(work[each.name]), capacity, used)
        )
    return tuple(found)
