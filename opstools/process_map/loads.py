"""The work that demand brings to each resource, and how much of it can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..core.numbers import Number, exact, plain

if TYPE_CHECKING:
    from .problem import ProcessMap
    from .records import Resource


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


def class_starts(process: ProcessMap) -> Mapping[str, Mapping[str, Fraction]]:
    """Class -> {step where it starts: 1}; one unnamed class where no demand is told."""
    net = process.network
    usual = (net.first,) if process.flows else net.names  # duties without an order: each once
    told = {
        each.name: dict.fromkeys((each.start,) if each.start else usual, Fraction(1))
        for each in process.demand
    }
    return told or {"": dict.fromkeys(usual, Fraction(1))}


def mix(process: ProcessMap) -> dict[str, Fraction]:
    """Class -> its share of all items."""
    rates = {each.name: exact(each.rate) for each in process.demand} or {"": Fraction(1)}
    total = sum(rates.values(), Fraction(0))
    return {label: rate / total for label, rate in rates.items()}


def mean_start(process: ProcessMap) -> dict[str, Fraction]:
    """e: where an average item starts."""
    shares, found = mix(process), dict[str, Fraction]()
    for label, starts in class_starts(process).items():
        for step, part in starts.items():
            found[step] = found.get(step, Fraction(0)) + part * shares[label]
    return found


def hours_a_day(process: ProcessMap, resource: Resource) -> Fraction:
    """Hours of all the staff of a resource a day."""
    told = resource.hours
    return exact(told) if told is not None else exact(process.hours_per_day) * resource.staff


def demand_a_day(process: ProcessMap) -> Fraction:
    """Items a day, all classes together; a rate by the hour holds for the hours of its class."""
    total = Fraction(0)
    for each in process.demand:
        hours = sum((exact(s[1]) - exact(s[0]) for s in each.hours), Fraction(0))
        length = hours or exact(process.hours_per_day)
        if process.rate_unit == "day":
            length = exact(process.hours_per_day)
        total += exact(each.rate) * length / exact(process.hours_in(process.rate_unit))
    return total


def loads(process: ProcessMap) -> tuple[Load, ...]:
    """A load for each resource that does a step; none where the visits cannot be worked out."""
    visits = process.network.visits(mean_start(process)) if process.steps else None
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
