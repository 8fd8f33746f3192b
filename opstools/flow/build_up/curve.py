"""The inventory over time as corner points, and the averages that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from ...core import Infeasible, fail
from ...core.numbers import Number, exact, plain, show
from .problem import Periods


@dataclass(frozen=True)
class Curve:
    """The inventory: corners, straight lines between, from the start to the last unit served."""

    problem: Periods
    moments: tuple[Number, ...]
    inventories: tuple[Number, ...]

    @property
    def length(self) -> Number:
        """The time that the averages are over."""
        return self.moments[-1]

    @cached_property
    def area(self) -> Number:
        """∫I dt: the area under the curve, flow units × time."""
        corners = zip(map(exact, self.moments), map(exact, self.inventories), strict=True)
        parts = ((i0 + i1) / 2 * (t1 - t0) for (t0, i0), (t1, i1) in pairwise(corners))
        return plain(sum(parts, Fraction(0)))

    @property
    def average_inventory(self) -> Number:
        """I: area / length."""
        return plain(exact(self.area) / exact(self.length))

    @property
    def largest_inventory(self) -> Number:
        """The highest corner."""
        return max(self.inventories, key=exact)

    @property
    def flow_rate(self) -> Number:
        """R: all units / length."""
        return plain(exact(self.problem.units) / exact(self.length))

    @property
    def flow_time(self) -> Number:
        """T = I / R: area / all units, the mean time that a unit waits."""
        return plain(exact(self.area) / exact(self.problem.units))

    @property
    def time_until_empty(self) -> Number:
        """When the last unit is gone, counted from the start; 0 where none ever waits."""
        waiting = [k for k, held in enumerate(self.inventories) if held]
        return self.moments[waiting[-1] + 1] if waiting else 0


def corners(periods: Periods) -> Curve:
    """Period by period; what is left at the end is served on at the last service rate."""
    moments, inventories = [Fraction(0)], [exact(periods.initial)]
    for each in periods.periods:
        came, served = exact(each.arrival_rate), exact(each.service_rate)
        _advance(moments, inventories, exact(each.duration), came - served)
    if left := inventories[-1]:
        moments.append(moments[-1] + left / _last_rate(periods, left))
        inventories.append(Fraction(0))
    return Curve(periods, tuple(map(plain, moments)), tuple(map(plain, inventories)))


def _advance(
    moments: list[Fraction], inventories: list[Fraction], duration: Fraction, slope: Fraction
) -> None:
    """Add the corners of one period: down to 0 at most, and then along it."""
    end, held = moments[-1] + duration, inventories[-1]
    if held + slope * duration < 0:
        if held:
            moments.append(moments[-1] - held / slope)
            inventories.append(Fraction(0))
        slope = held = Fraction(0)
    moments.append(end)
    inventories.append(held + slope * duration)


def _last_rate(periods: Periods, left: Fraction) -> Fraction:
    if rate := exact(periods.periods[-1].service_rate):
        return rate
    problem = f"it is 0 in the last period, and {show(left, periods.flow_unit)} are left"
    remedy = "Add a period in which they are served."
    fail("build-up", "service_rate", problem, remedy, Infeasible)
