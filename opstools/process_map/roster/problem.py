"""Shifts that people must cover, day by day, and the rules of rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, whole
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, rows
from ..records import HOURS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_DAYS = 28


@dataclass(frozen=True)
class Shift:
    """A shift: when it starts and ends (in hours of the day; an end before the start is on the next
    day), and how many people it needs every day."""

    name: str
    start: Number
    end: Number
    needed: int = 1

    @property
    def length(self) -> Number:
        """Its hours."""
        hours = exact(self.end) - exact(self.start)
        return plain(hours if hours > 0 else hours + HOURS)

    def rest_before(self, other: Shift) -> Number:
        """Hours of rest between this shift and another one on the next day."""
        return plain(HOURS + exact(other.start) - exact(self.start) - exact(self.length))


@dataclass(frozen=True)
class Shifts(Problem):
    """The shifts of a day and the rules: `days` to plan, at least `rest` hours between two shifts
    of a person, at most `most_days` of duty for each.

    A table has the columns shift, start, end and needed. Bad data raises `ProblemError`.

    >>> duty = Shifts((Shift("early", 7, 15), Shift("late", 15, 23)))
    >>> print(duty.headline)
    2 shifts need 2 people a day for 7 days, 112 hours in all.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"start": "h", "end": "h"}

    shifts: tuple[Shift, ...]
    _: KW_ONLY
    days: int = 7
    rest: Number = 11
    most_days: int = 5

    subject: ClassVar[str] = "shifts"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("shift", ("name", "班次"), stand_in="row {}"),
        Column("start", ("from", "begin", "开始"), number=True, stand_in=8),
        Column("end", ("to", "finish", "结束"), number=True, stand_in=16),
        Column("needed", ("people", "staff", "需要人数"), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("shift", [name(each.name) for each in self.shifts], faults)
        told = [self._shift(k, each, faults) for k, each in enumerate(self.shifts, 1)]
        days = whole(self.days, "days", faults, MOST_DAYS)
        most = whole(self.most_days, "most_days", faults)
        rest = plain(not_negative(self.rest, "rest", faults, "h", most=HOURS))
        return {"shifts": tuple(told), "days": days, "most_days": most, "rest": rest}

    def _shift(self, row: int, each: Shift, faults: Faults) -> Shift:
        place = row_of(row, "shift", name(each.name))
        ends = [
            not_negative(getattr(each, what), f"{place}, {what}", faults, "h", most=HOURS)
            for what in ("start", "end")
        ]
        if ends[0] == ends[1]:
            faults.add(f"{place}, end", "it ends when it starts", "Write another hour.")
            ends[1] = (ends[0] + 8) % HOURS
        needed = whole(each.needed, f"{place}, needed", faults, 50, least=0)
        return Shift(name(each.name), plain(ends[0]), plain(ends[1]), needed)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = [
            Shift(r["shift"], r["start"], r["end"], 1 if r["needed"] is None else r["needed"])
            for r in table
        ]
        return {"shifts": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a shift: shift, start, end, needed."""
        import pandas as pd

        told = [(e.name, e.start, e.end, e.needed) for e in self.shifts]
        return pd.DataFrame(told, columns=["shift", "start", "end", "needed"])

    @property
    def a_day(self) -> int:
        """People on duty in a day."""
        return sum(each.needed for each in self.shifts)

    @property
    def hours(self) -> Number:
        """Hours of duty in all days."""
        told = (exact(e.length) * e.needed * self.days for e in self.shifts)
        return plain(sum(told, Fraction(0)))

    @property
    def headline(self) -> str:
        """The shifts in one sentence."""
        people = count(self.a_day, "person", "people")
        return (
            f"{count(len(self.shifts), 'shift')} need{'s' if len(self.shifts) == 1 else ''} "
            f"{people} a day for {count(self.days, 'day')}, {show(self.hours, 'hours')} in all."
        )

    def states(self) -> range:
        """How many shifts the picture shows."""
        return range(len(self.shifts) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The shifts over a day."""
        from .plots import day_of_shifts

        return day_of_shifts(self.shifts, state, ax)
