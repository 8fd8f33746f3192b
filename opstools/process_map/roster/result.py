"""A duty roster: who works which shift on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, plain, show
from .problem import Shifts

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

OFF = ""


@dataclass(frozen=True)
class Roster(Result):
    """Who is on duty when; `plan` has a row a person with a shift's name (or "") for each day.

    `lower_bound` is the least number of people that any roster needs, and `proven` says whether no
    roster with fewer people keeps the rules.

    >>> from opstools import datasets
    >>> from opstools.process_map import duty_roster
    >>> print(duty_roster(datasets.load("duty_shifts")).headline)
    6 people cover 28 duties in 7 days, fewer cannot; 4 or 5 duties each.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"hours": "h"}

    problem: Shifts
    people: tuple[str, ...]
    plan: tuple[tuple[str, ...], ...]
    lower_bound: int
    proven: bool

    @property
    def duties(self) -> Mapping[str, int]:
        """Person -> number of duties."""
        return ByName({
            who: sum(bool(each) for each in row)
            for who, row in zip(self.people, self.plan, strict=True)
        })  # fmt: skip

    @property
    def hours(self) -> Mapping[str, Number]:
        """Person -> hours of duty."""
        length = {each.name: exact(each.length) for each in self.problem.shifts} | {OFF: exact(0)}
        return ByName({
            who: plain(sum((length[each] for each in row), exact(0)))
            for who, row in zip(self.people, self.plan, strict=True)
        })  # fmt: skip

    @property
    def least_rest(self) -> Number:
        """The shortest rest from one day to the next; 0 where nobody works two in a row."""
        shifts = {each.name: each for each in self.problem.shifts}
        rests = [
            exact(shifts[one].rest_before(shifts[two]))
            for row in self.plan
            for one, two in pairwise(row)
            if one and two
        ]
        return plain(min(rests)) if rests else 0

    @property
    def answer(self) -> list[list[str]]:
        """The plan, a row a person."""
        return [list(row) for row in self.plan]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        duties = list(self.duties.values())
        return Measures(
            people=(len(self.people), "people"),
            lower_bound=(self.lower_bound, "people"),
            duties=(sum(duties), ""),
            most_duties=(max(duties), ""),
            fewest_duties=(min(duties), ""),
            least_rest=(self.least_rest, "h"),
        )

    @property
    def headline(self) -> str:
        """The roster in one sentence."""
        duties = list(self.duties.values())
        sure = "fewer cannot" if self.proven else f"at least {self.lower_bound} are needed"
        fewest, most = min(duties), max(duties)
        each = count(most, "duty", "duties")
        if fewest < most:
            each = f"{fewest} {'or' if most == fewest + 1 else 'to'} {each}"
        verb = "covers" if len(self.people) == 1 else "cover"
        return (
            f"{count(len(self.people), 'person', 'people')} {verb} "
            f"{count(sum(duties), 'duty', 'duties')} in {count(self.problem.days, 'day')}, "
            f"{sure}; {each} each."
        )

    @property
    def note(self) -> str:
        """The rules."""
        return (
            f"At least {show(self.problem.rest, 'h')} between shifts, at most "
            f"{count(self.problem.most_days, 'day')} of duty each."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a person: person, a column a day (day 1, …), duties, hours."""
        import pandas as pd

        days = [f"day {k}" for k in range(1, self.problem.days + 1)]
        table = pd.DataFrame(self.plan, columns=days)
        table.insert(0, "person", list(self.people))
        table["duties"] = list(self.duties.values())
        table["hours"] = list(self.hours.values())
        return table

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """People down, days across, shifts shaded; the first days are filled in."""
        from .plots import roster_grid

        names = [each.name for each in self.problem.shifts]
        return roster_grid(self.people, self.plan, names, state, ax)
