"""Build-up diagrams: inventory where arrivals and service come at rates that change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core import Faults, Infeasible, Measures, Problem, Result, Step, Steps
from ..core.figures import not_negative, positive
from ..core.numbers import Number, count, exact, plain, show
from ..core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Period:
    """A stretch of time with steady rates: how many come, and how many could be served."""

    period: str
    duration: Number
    arrival_rate: Number
    service_rate: Number


@dataclass(frozen=True, repr=False)
class Periods(Problem):
    """Arrivals and service by period; `initial` units are there at the start.

    Durations are in `time_unit`, rates in flow units per `time_unit`. Within a period units come
    and are served like a fluid, as fast as the rates say; nobody is served before coming.

    >>> day = Periods(
    ...     (Period("morning", 2, 100, 60), Period("noon", 3, 20, 60)), flow_unit="guests"
    ... )
    >>> print(day.headline)
    2 periods, 5 h: 260 guests come, 300 could be served.
    """

    periods: tuple[Period, ...]
    _: KW_ONLY
    initial: Number = 0
    flow_unit: str = "units"
    time_unit: str = "h"

    def __post_init__(self) -> None:
        faults = Faults("build-up")
        if not self.periods:
            faults.add("periods", "there are none", "Give one row for each period.")
        done = tuple(self._checked(row, each, faults) for row, each in enumerate(self.periods, 1))
        start = not_negative(self.initial, "initial", faults, self.flow_unit)
        if not faults.found and not start and not any(each.arrival_rate for each in done):
            faults.add("arrival_rate", "nothing comes in any period", "Give a rate above 0.")
        faults.raise_any()
        object.__setattr__(self, "periods", done)
        object.__setattr__(self, "initial", plain(start))

    def _checked(self, row: int, period: Period, faults: Faults) -> Period:
        label = name(period.period) or f"period {row}"
        place = f"row {row} ({label})"
        rate = f"{self.flow_unit}/{self.time_unit}"
        duration = positive(period.duration, f"{place}, duration", faults, self.time_unit)
        came = not_negative(period.arrival_rate, f"{place}, arrival_rate", faults, rate)
        served = not_negative(period.service_rate, f"{place}, service_rate", faults, rate)
        return Period(label, plain(duration), plain(came), plain(served))

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        initial: float = 0,
        flow_unit: str = "units",
        time_unit: str = "h",
    ) -> Periods:
        """Read a table with columns duration, arrival_rate, service_rate and perhaps period.

        >>> import pandas as pd
        >>> table = pd.DataFrame({"duration": [2], "arrival_rate": [-1], "service_rate": [5]})
        >>> Periods.from_frame(table)
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: build-up, row 1 (period 1), arrival_rate: -1 units/h is \
below 0. Write 0 or a number above it, in units/h.
        """
        faults = Faults("build-up")
        required = dict.fromkeys(("duration", "arrival_rate", "service_rate"), 1)
        table = rows(frame, faults, required=required, optional={"period": None})
        with faults.collect():
            periods = cls(
                tuple(Period(**row) for row in table),
                initial=initial,
                flow_unit=flow_unit,
                time_unit=time_unit,
            )
        faults.raise_any()
        return periods

    def to_frame(self) -> pd.DataFrame:
        """One row a period: period, duration, arrival_rate, service_rate."""
        import pandas as pd

        return pd.DataFrame([vars(each) for each in self.periods])

    @property
    def length(self) -> Fraction:
        """All periods together."""
        return sum((exact(each.duration) for each in self.periods), Fraction(0))

    @property
    def units(self) -> Fraction:
        """All units: those there at the start and those that come."""
        return exact(self.initial) + sum(
            exact(each.duration) * exact(each.arrival_rate) for each in self.periods
        )

    @property
    def headline(self) -> str:
        """The periods in one sentence."""
        served = sum(exact(each.duration) * exact(each.service_rate) for each in self.periods)
        come = self.units - exact(self.initial)
        return (
            f"{count(len(self.periods), 'period')}, {show(plain(self.length), self.time_unit)}: "
            f"{show(plain(come), self.flow_unit)} come, {show(plain(served))} could be served."
        )

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Arrival and service rates by period; `step=k` shows the first k periods."""
        from .build_up_plots import rate_steps

        return rate_steps(self, ax=ax, step=step)


if TYPE_CHECKING:
    Given = Periods | pd.DataFrame
else:
    Given = Periods  # what the catalogue shows; a table is read as one


@dataclass(frozen=True, repr=False)
class BuildUp(Result):
    """The inventory over time as corner points, with straight lines between.

    `moments` and `inventories` are the corners, from the start to the end of the last period or,
    where units are left then, until the last one is served at the last service rate. Averages are
    over all that time; by Little's law the flow time is the area over the number of units.

    >>> from opstools import datasets
    >>> gate = build_up(datasets.load("security_gate"))
    >>> print(gate.headline)
    450 passengers wait at most, 192.9 on average, 0.6923 h each; empty after 7 h.
    """

    periods: Periods
    moments: tuple[Number, ...]
    inventories: tuple[Number, ...]

    @property
    def area(self) -> Number:
        """∫I dt: the area under the curve, flow units × time."""
        return plain(_area(self.moments, self.inventories))

    @property
    def length(self) -> Number:
        """The time that the averages are over."""
        return self.moments[-1]

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
        return plain(self.periods.units / exact(self.length))

    @property
    def flow_time(self) -> Number:
        """T = I / R: area / all units, the mean time that a unit waits."""
        return plain(exact(self.area) / self.periods.units)

    @property
    def time_until_empty(self) -> Number:
        """When the last unit is gone, counted from the start; 0 where none ever waits."""
        corners = zip(self.moments, self.inventories, strict=True)
        waiting = [k for k, (_, held) in enumerate(corners) if held]
        return self.moments[waiting[-1] + 1] if waiting else 0

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit, time = self.periods.flow_unit, self.periods.time_unit
        return Measures(
            average_inventory=(self.average_inventory, unit),
            largest_inventory=(self.largest_inventory, unit),
            flow_rate=(self.flow_rate, f"{unit}/{time}"),
            flow_time=(self.flow_time, time),
            time_until_empty=(self.time_until_empty, time),
        )

    @property
    def headline(self) -> str:
        """The build-up in one sentence."""
        unit, time = self.periods.flow_unit, self.periods.time_unit
        return (
            f"{show(self.largest_inventory, unit)} wait at most, "
            f"{show(self.average_inventory)} on average, {show(self.flow_time, time)} each; "
            f"empty after {show(self.time_until_empty, time)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a corner of the curve: time, inventory."""
        import pandas as pd

        return pd.DataFrame({"time": self.moments, "inventory": self.inventories}, dtype=object)

    def steps(self) -> Steps:
        """The curve from corner to corner, the area, the averages."""
        return Steps([*self._corners(), *self._averages()])

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The inventory over time; `step=k` draws it up to the k-th corner."""
        from .build_up_plots import inventory_curve

        return inventory_curve(self, ax=ax, step=step)

    def _corners(self) -> Iterator[Step]:
        unit, time = self.periods.flow_unit, self.periods.time_unit
        corners = pairwise(zip(self.moments, self.inventories, strict=True))
        for k, ((start, before), (end, after)) in enumerate(corners, 1):
            slope = (exact(after) - exact(before)) / (exact(end) - exact(start))
            text = f"From {show(start)} to {show(end, time)} inventory changes by the difference "
            text += "of the rates." if slope else "of the rates, which is 0 or not used."
            sign = "-" if slope < 0 else "+"
            formula = rf"{show(before)} {sign} {show(plain(abs(slope)))} \times "
            formula += show(plain(exact(end) - exact(start)))
            yield Step(text, formula, after, unit, state=k)

    def _averages(self) -> Iterator[Step]:
        unit, time, k = self.periods.flow_unit, self.periods.time_unit, len(self.moments)
        text = "Area under the curve, trapezium by trapezium."
        formula = r"\sum \frac{I_k + I_{k+1}}{2} (t_{k+1} - t_k)"
        yield Step(text, formula, self.area, f"{unit} × {time}", state=k)
        formula = rf"I = \frac{{{show(self.area)}}}{{{show(self.length)}}}"
        yield Step("Average inventory.", formula, self.average_inventory, unit, state=k)
        units = show(plain(self.periods.units))
        formula = rf"R = \frac{{{units}}}{{{show(self.length)}}}"
        yield Step("Flow rate: all units over the time.", formula, self.flow_rate,
                   f"{unit}/{time}", state=k)  # fmt: skip
        formula = rf"T = \frac{{I}}{{R}} = \frac{{{show(self.area)}}}{{{units}}}"
        yield Step("Average flow time, by Little's law.", formula, self.flow_time, time, state=k)
        yield Step("The last unit is gone.", "t", self.time_until_empty, time, state=k)


def build_up(
    rates: Given, *, initial: float | None = None, flow_unit: str = "", time_unit: str = ""
) -> BuildUp:
    """The inventory that builds up where more come than can be served, and what it means.

    `rates` is a `Periods` problem or its table: duration, arrival_rate, service_rate, perhaps
    period. What is left at the end is served on at the last service rate; where that is 0, no
    time is enough: `Infeasible`.

    >>> import pandas as pd
    >>> day = pd.DataFrame(
    ...     {"duration": [2, 3], "arrival_rate": [100, 20], "service_rate": [60, 60]}
    ... )
    >>> curve = build_up(day)
    >>> curve.inventories, curve.time_until_empty
    ((0, 80, 0, 0), 4)
    """
    if isinstance(rates, Periods):
        units = {"flow_unit": flow_unit, "time_unit": time_unit}
        changes: dict[str, Any] = {key: unit for key, unit in units.items() if unit}
        if initial is not None:
            changes["initial"] = initial
        periods = rates.replace(**changes)
    else:
        units = {"flow_unit": flow_unit or "units", "time_unit": time_unit or "h"}
        start = 0 if initial is None else initial
        periods = Periods.from_frame(rates, initial=start, **units)
    moments, inventories = [Fraction(0)], [exact(periods.initial)]
    for each in periods.periods:
        came, served = exact(each.arrival_rate), exact(each.service_rate)
        _advance(moments, inventories, exact(each.duration), came - served)
    if inventories[-1]:
        served = _last_rate(periods, inventories[-1])
        moments.append(moments[-1] + inventories[-1] / served)
        inventories.append(Fraction(0))
    return BuildUp(periods, tuple(map(plain, moments)), tuple(map(plain, inventories)))


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
    last = periods.periods[-1]
    if rate := exact(last.service_rate):
        return rate
    faults = Faults("build-up")
    problem = f"it is 0 in the last period, and {show(plain(left), periods.flow_unit)} are left"
    faults.add("service_rate", problem, "Add a period in which they are served.")
    faults.raise_any(Infeasible)
    raise AssertionError


def _area(moments: tuple[Number, ...], inventories: tuple[Number, ...]) -> Fraction:
    corners = pairwise(zip(map(exact, moments), map(exact, inventories), strict=True))
    return sum(((i0 + i1) / 2 * (t1 - t0) for (t0, i0), (t1, i1) in corners), Fraction(0))
