"""Build-up diagrams: inventory where arrivals and service come at rates that change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.display import RATE, TIME
from ...core.figures import not_negative, positive
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, rows

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


@dataclass(frozen=True)
class Periods(Problem):
    """Arrivals and service by period; `initial` units are there at the start.

    Durations are in `time_unit`, rates in flow units per `time_unit`. Within a period units come
    and are served like a fluid, as fast as the rates say; nobody is served before coming. A table
    has the columns duration, arrival_rate, service_rate and perhaps period. Bad data raises
    `ProblemError`.

    >>> day = Periods(
    ...     (Period("morning", 2, 100, 60), Period("noon", 3, 20, 60)), flow_unit="guests"
    ... )
    >>> print(day.headline)
    2 periods, 5 h: 260 guests come, 300 could be served.
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "duration": TIME,
        "arrival_rate": RATE,
        "service_rate": RATE,
    }

    periods: tuple[Period, ...]
    _: KW_ONLY
    initial: Number = 0
    flow_unit: str = "units"
    time_unit: str = "h"

    subject: ClassVar[str] = "build-up"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("period", ("time", "from", "时段"), needed=False),
        Column("duration", ("length", "hours", "时长"), number=True, stand_in=1),
        Column("arrival_rate", ("arrivals", "demand", "到达率"), number=True, stand_in=1),
        Column("service_rate", ("service", "capacity", "服务率"), number=True, stand_in=1),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        if not self.periods:
            faults.add("periods", "there are none", "Give one row for each period.")
        done = tuple(self._period(row, each, faults) for row, each in enumerate(self.periods, 1))
        start = not_negative(self.initial, "initial", faults, self.flow_unit)
        if not faults.found and not start and not any(each.arrival_rate for each in done):
            faults.add("arrival_rate", "nothing comes in any period", "Give a rate above 0.")
        return {"periods": done, "initial": plain(start)}

    def _period(self, row: int, period: Period, faults: Faults) -> Period:
        label = name(period.period) or f"period {row}"
        place = f"row {row} ({label})"
        rate = f"{self.flow_unit}/{self.time_unit}"
        duration = positive(period.duration, f"{place}, duration", faults, self.time_unit)
        came = not_negative(period.arrival_rate, f"{place}, arrival_rate", faults, rate)
        served = not_negative(period.service_rate, f"{place}, service_rate", faults, rate)
        return Period(label, plain(duration), plain(came), plain(served))

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        return {"periods": tuple(Period(**row) for row in table), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a period: period, duration, arrival_rate, service_rate."""
        import pandas as pd

        return pd.DataFrame([vars(each) for each in self.periods])

    @property
    def length(self) -> Number:
        """All periods together."""
        return plain(sum(exact(each.duration) for each in self.periods))

    @property
    def units(self) -> Number:
        """All units: those there at the start and those that come."""
        return plain(exact(self.initial) + self._come())

    def _come(self) -> Fraction:
        parts = (exact(each.duration) * exact(each.arrival_rate) for each in self.periods)
        return sum(parts, Fraction(0))

    @property
    def headline(self) -> str:
        """The periods in one sentence."""
        served = sum(exact(each.duration) * exact(each.service_rate) for each in self.periods)
        return (
            f"{count(len(self.periods), 'period')}, {show(self.length, self.time_unit)}: "
            f"{show(self._come(), self.flow_unit)} come, {show(served)} could be served."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Arrival and service rates of the first periods."""
        from .plots import rate_steps

        return rate_steps(self, state, ax)
