"""A map as a model for the simulation engine; its clock counts hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..core import Faults
from ..core.numbers import exact
from ..simulation import (
    Arrivals,
    Calendar,
    Escalation,
    Exponential,
    Fixed,
    Gamma,
    Model,
    Profile,
    Split,
    Station,
)
from .loads import class_a_day
from .records import HOURS

if TYPE_CHECKING:
    from .problem import ProcessMap, Step
    from .records import Demand, Resource, Shift

PARTS = 96  # of a day, in which arrivals have one rate
WAIT, MEET = " (wait) ", " (meet) "  # no step is called so: its name ends with no blank


@dataclass(frozen=True)
class Built:
    """The model, and which stations are joins: station -> stations whose items meet there."""

    model: Model
    meetings: dict[str, tuple[str, ...]]


def build(process: ProcessMap, discipline: Any) -> Built:
    """One station a step; those of one resource share its staff, branches meet at stations."""
    _check_ways(process)
    maker = _Maker(process, discipline)
    stations = [s for step in process.steps if step.name in process.network.reached
                for s in maker.stations(step)]  # fmt: skip
    sources = tuple(maker.arrivals(each) for each in process.demand)
    return Built(Model(tuple(stations), sources), maker.meetings)


def _check_ways(process: ProcessMap) -> None:
    faults = Faults(process.subject)
    if not process.flows and len(process.steps) > 1:
        faults.add("flows", "there are none, and nobody knows what follows what", "Tell the flows.")
    for step in process.steps:
        ways = [each for each in process.network.escalations if each.source == step.name]
        if len(ways) > 1:
            faults.add(f"step {step.name}", "it escalates two ways", "Keep one of them.")
        if ways and process.resource_of(step) is None:
            remedy = "Name its resource, or take the escalation out."
            faults.add(f"step {step.name}", "nobody waits there, so nobody escalates", remedy)
    faults.raise_any()


class _Maker:
    def __init__(self, process: ProcessMap, discipline: Any) -> None:
        self.process, self.net, self.discipline = process, process.network, discipline
        told = [*(e.calendar for e in process.resources), *(e.hours for e in process.demand)]
        self.shifts = [shift for each in told for shift in each]
        self.hour = float(exact(process.hours_in(process.time_unit)))
        self.meetings: dict[str, tuple[str, ...]] = {}
        self.entries = {e.name: e.name + WAIT if exact(e.wait) else e.name for e in process.steps}

    def stations(self, step: Step) -> list[Station]:
        """Where branches meet before a step, its wait, and the step."""
        found = self._meetings(step.name)
        if exact(step.wait):
            wait = Fixed(float(step.wait) * self.hour)
            found.append(Station(step.name + WAIT, wait, servers=None, to=step.name))
        resource = self.process.resource_of(step)
        options: dict[str, Any] = {"servers": None}
        if resource:
            options = {"servers": resource.staff, "calendar": self._calendar(resource),
                       "pool": resource.name, "discipline": self.discipline,
                       "escalation": self._escalation(step.name)}  # fmt: skip
        return [*found, Station(step.name, self._service(step), to=self._to(step.name), **options)]

    def _service(self, step: Step) -> Any:
        time = float(step.time) * self.hour
        if not time or not exact(step.cv):
            return Fixed(time)
        return Exponential(time) if exact(step.cv) == 1 else Gamma(time, float(step.cv))

    def _meetings(self, step: str) -> list[Station]:
        """A station for each split whose branches meet before a step, the inner ones first."""
        found = []
        for split in reversed(self.net.joins.get(step, ())):
            name = _meeting(step, split)
            outer = [o for o in self.net.open[split] if o in self.net.joins[step]]
            to = _meeting(step, outer[-1]) if outer else self.entries[step]
            parts = len(self.net.out[split])
            self.meetings[name] = tuple(
                flow.source
                for flow in self.net.into[step]
                if self._inner(flow.source, step) == split
            )
            found.append(Station(name, 0, servers=None, to=to, parts=parts))
        return found

    def _inner(self, source: str, step: str) -> str:
        """The innermost split that is open on the way from a source and closes at a step."""
        stack = self.net.open[source] + ((source,) if self.net.is_split(source) else ())
        closing = [each for each in stack if each in self.net.joins.get(step, ())]
        return closing[-1] if closing else ""

    def _target(self, source: str, step: str) -> str:
        split = self._inner(source, step)
        return _meeting(step, split) if split else self.entries[step]

    def _to(self, step: str) -> Any:
        shares = self.net.shares(step).items()
        targets = {self._target(step, each): float(share) for each, share in shares}
        return Split(tuple(targets)) if self.net.is_split(step) else targets

    def _escalation(self, step: str) -> Escalation | None:
        for flow in self.net.escalations:
            if flow.source == step:
                after = float(flow.after or 0) * self.hour
                return Escalation(after, self.entries[flow.target])
        return None

    def _calendar(self, resource: Resource) -> Calendar | None:
        if not self.shifts:  # nothing is told by the clock
            return None
        if any(len(shift) > 2 for shift in resource.calendar):
            return Calendar(_with_heads(resource))  # who is at work finishes it
        shifts = tuple((float(s[0]), float(s[1])) for s in resource.calendar or self._usual())
        return Calendar(shifts, interrupt=True)

    def _usual(self) -> Sequence[Shift]:
        """The day of who has no calendar: from the first hour that is told on."""
        hours = float(self.process.hours_per_day)
        start = min(float(min(s[0] for s in self.shifts)), HOURS - hours)
        return ((start, start + hours),)

    def arrivals(self, each: Demand) -> Arrivals:
        """When items of a class come: at random, in its hours where there is a clock."""
        a_day = float(class_a_day(self.process, each))
        options: dict[str, Any] = {
            "kind": each.name,
            "priority": each.priority,
            "to": self.entries[each.start or self.net.first],
            "due": None if each.due is None else float(each.due) * self.hour,
        }
        if not self.shifts:
            return Arrivals(Exponential(float(self.process.hours_per_day) / a_day), **options)
        hours = each.hours or self._open()
        length = sum(float(s[1]) - float(s[0]) for s in hours)
        return Arrivals(profile=_profile(hours, a_day / length), **options)

    def _open(self) -> Sequence[Shift]:
        """When items come whose class tells no hours: from the first shift to the last."""
        told = [shift for each in self.process.resources for shift in each.calendar]
        shifts = told or self._usual()
        return ((min(s[0] for s in shifts), max(s[1] for s in shifts)),)


def _meeting(step: str, split: str) -> str:
    return f"{step} ← {split}{MEET}"


def _with_heads(resource: Resource) -> tuple[tuple[float, ...], ...]:
    """Shifts with the number of people in each."""
    return tuple(
        (float(s[0]), float(s[1]), int(s[2]) if len(s) > 2 else resource.staff)
        for s in resource.calendar
    )


def _profile(hours: Sequence[Shift], rate: float) -> Profile:
    """A rate in some hours of the day and none in the others."""
    length = Fraction(HOURS, PARTS)
    rates = []
    for k in range(PARTS):
        low, high = k * length, (k + 1) * length
        within = sum(
            max(Fraction(0), min(high, exact(s[1])) - max(low, exact(s[0]))) for s in hours
        )
        rates.append(rate * float(within / length))
    return Profile(tuple(rates))
