"""Activities: pieces of work of one flow unit, some of which may run side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.display import TIME
from ...core.figures import not_negative
from ...core.names import check_precedence, row_of
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, names, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Activity:
    """A piece of work of a flow unit: name, time (0 for a mere event), immediate predecessors."""

    name: str
    time: Number
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Activities(Problem):
    """Activities on one flow unit, some of which may run side by side.

    An activity starts when all its predecessors are finished; hands are not scarce. A table has
    the columns activity, time and predecessors (names parted by commas or blanks). Bad data raises
    `ProblemError`.

    >>> both = Activities(
    ...     (Activity("scan", 5), Activity("bill", 3), Activity("send", 1, ("scan", "bill"))),
    ...     time_unit="min",
    ... )
    >>> print(both.headline)
    3 activities with 9 min of work in all.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME}

    activities: tuple[Activity, ...]
    _: KW_ONLY
    time_unit: str = "h"

    subject: ClassVar[str] = "activities"
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "activity", ("task", "step", "activity name", "活动", "工序", "作业"), stand_in="row {}"
        ),
        Column("time", ("duration", "activity time", "时间", "工期"), number=True, stand_in=1),
        Column(
            "predecessors",
            ("immediate predecessors", "precedence", "must follow", "紧前活动", "紧前工序"),
            needed=False,
            instead=("successors", "immediate successors", "followers", "preds", "depends on"),
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = {name(each.name) for each in self.activities}
        done = []
        for row, each in enumerate(self.activities, 1):
            label = name(each.name)
            place = f"{row_of(row, 'activity', label)}, time"
            time = plain(not_negative(each.time, place, faults, self.time_unit))
            done.append(
                Activity(label, time, tuple(dict.fromkeys(names(each.predecessors, known))))
            )
        check_precedence("activity", [(each.name, each.predecessors) for each in done], faults)
        return {"activities": tuple(done)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        faults.raise_any()
        read = (Activity(row["activity"], row["time"], row["predecessors"]) for row in table)
        return {"activities": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an activity: activity, time, predecessors (parted by commas)."""
        import pandas as pd

        return pd.DataFrame(
            {
                "activity": each.name,
                "time": each.time,
                "predecessors": ", ".join(each.predecessors),
            }
            for each in self.activities
        )

    @property
    def work(self) -> Number:
        """All times together."""
        return plain(sum(exact(each.time) for each in self.activities))

    @cached_property
    def times(self) -> Mapping[str, Number]:
        """Activity -> its time."""
        return ByName({each.name: each.time for each in self.activities})

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The activities, predecessors first."""
        return tuple(TopologicalSorter(dict(self.just_before)).static_order())

    @cached_property
    def just_before(self) -> Mapping[str, tuple[str, ...]]:
        """Activity -> its immediate predecessors."""
        return ByName({each.name: each.predecessors for each in self.activities})

    @cached_property
    def just_after(self) -> Mapping[str, tuple[str, ...]]:
        """Activity -> those that wait for it directly."""
        found: dict[str, list[str]] = {each.name: [] for each in self.activities}
        for each in self.activities:
            for before in each.predecessors:
                found[before].append(each.name)
        return ByName({label: tuple(waiting) for label, waiting in found.items()})

    @property
    def headline(self) -> str:
        """The activities in one sentence."""
        work = show(self.work, self.time_unit)
        return f"{count(len(self.activities), 'activity')} with {work} of work in all."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first activities, each as early as it can be, arrows from its predecessors."""
        from .plots import network
        from .schedule import schedule

        return network(schedule(self), self.order[:state], ax)
