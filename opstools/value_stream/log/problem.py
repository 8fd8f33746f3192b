"""Orders and the moments at which they pass the points of a stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import as_it_is, signed
from ...core.numbers import Number, count, listing, plain
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_EVENTS = 1_000_000
HOUR, HOURS = 3600.0, "h"  # in seconds, and its name


@dataclass(frozen=True)
class Event:
    """An order passes a point at a moment."""

    order: str
    point: str
    time: Number


@dataclass(frozen=True)
class OrderLog(Problem):
    """When each order passed each point, such as "P1 start" and "P1 end".

    A table has the columns order, point and time, one row an event; times are numbers in
    `time_unit`, or points in time, which are told in hours. `points` are the points in their order
    along the stream; without it they stand as orders pass them on average. Every order passes each
    point at most once, and never an earlier point later. Bad data raises `ProblemError`.

    >>> log = OrderLog((Event("1", "in", 0), Event("1", "out", 5)))
    >>> print(log.headline)
    1 order past 2 points: in and out.
    """

    events: tuple[Event, ...]
    _: KW_ONLY
    points: tuple[str, ...] = ()
    time_unit: str = "h"

    subject: ClassVar[str] = "order log"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("order", ("case", "item", "订单"), stand_in="order {}"),
        Column("point", ("event", "activity", "station", "节点"), stand_in="point"),
        Column("time", ("timestamp", "moment", "时间"), number=True, stand_in=0),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        kept: list[Event] = []
        seen: dict[tuple[str, str], int] = {}
        for row, each in enumerate(self.events, 1):
            order, point = name(each.order), name(each.point)
            place = f"row {row}" + (f" (order {order})" if order else "")
            if not order or not point:
                faults.add(place, "an order or a point has no name", "Name both.")
            before = seen.setdefault((order, point), row)
            if before != row and order and point:
                problem = f"it passes {point} twice, in row {before} too"
                faults.add(place, problem, "Keep one of them.")
            moment = as_it_is(each.time)
            if moment is None:
                moment = plain(signed(each.time, f"{place}, time", faults))
            kept.append(Event(order, point, moment))
        if not kept:
            faults.add("log", "it is empty", "Give one row for each event.")
        faults.raise_any()
        points = self._points(kept, faults)
        faults.raise_any()
        self._check_order(kept, points, faults)
        return {"events": tuple(kept), "points": points}

    def _points(self, events: Sequence[Event], faults: Faults) -> tuple[str, ...]:
        """The points in their order: as given, or as they are mostly passed."""
        known = dict.fromkeys(each.point for each in events)
        if self.points:
            points = tuple(map(name, self.points))
            if missing := [each for each in known if each not in points]:
                faults.add("points", f"{listing(missing)} missing", "Name every point of the log.")
            return points
        places: dict[str, list[int]] = {point: [] for point in known}
        for order in self._by_order(events).values():
            for k, each in enumerate(sorted(order, key=lambda e: e.time)):
                places[each.point].append(k)
        return tuple(sorted(known, key=lambda p: sum(places[p]) / len(places[p])))

    @staticmethod
    def _by_order(events: Sequence[Event]) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for each in events:
            found.setdefault(each.order, []).append(each)
        return found

    def _check_order(
        self, events: Sequence[Event], points: tuple[str, ...], faults: Faults
    ) -> None:
        """No order passes an earlier point after a later one."""
        place = {point: k for k, point in enumerate(points)}
        for order, own in self._by_order(events).items():
            way = sorted(own, key=lambda e: place[e.point])
            for before, after in pairwise(way):
                if after.time < before.time:
                    problem = f"it passes {after.point} before {before.point}"
                    faults.add(
                        f"order {order}",
                        problem,
                        "Correct a time, or give points=… in their order.",
                    )

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns, most=MOST_EVENTS)
        times = _hours([row["time"] for row in table])
        unit = settings.get("time_unit", HOURS)
        if times and times[0] is not table[0]["time"] and unit != HOURS:
            problem = f"points in time are told in {HOURS}, not in {unit}"
            faults.add("time_unit", problem, "Leave it out.")
        read = (
            Event(row["order"], row["point"], time) for row, time in zip(table, times, strict=True)
        )
        return {"events": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an event: order, point, time."""
        import pandas as pd

        told = [(each.order, each.point, each.time) for each in self.events]
        return pd.DataFrame(told, columns=["order", "point", "time"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times in the unit."""
        return {"time": self.time_unit}

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """The orders, as they first appear."""
        return tuple(dict.fromkeys(each.order for each in self.events))

    @cached_property
    def table(self) -> Any:
        """Orders down, points across: the moments, NaN where one is missing."""
        import numpy as np

        row = {order: k for k, order in enumerate(self.orders)}
        column = {point: k for k, point in enumerate(self.points)}
        found = np.full((len(row), len(column)), np.nan)
        for each in self.events:
            found[row[each.order], column[each.point]] = float(each.time)
        return found

    @property
    def headline(self) -> str:
        """The log in one sentence."""
        passed = f"{count(len(self.orders), 'order')} past {count(len(self.points), 'point')}"
        return f"{passed}: {listing(self.points)}."

    def states(self) -> range:
        """How many points the picture shows."""
        return range(len(self.points) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A line for each order through the first points."""
        from .plots import passages

        return passages(self, state, ax)


def _hours(cells: list[Any]) -> list[Any]:
    """Points in time as hours since the first midnight; anything else as it is."""
    import pandas as pd

    if not all(isinstance(cell, str) or hasattr(cell, "isoformat") for cell in cells):
        return cells
    if any(isinstance(cell, str) and cell.strip().isdigit() for cell in cells):
        return cells  # numbers as text, which might be read as years
    try:
        moments = pd.to_datetime(pd.Series(cells), format="ISO8601")
    except (ValueError, TypeError):
        return cells
    if moments.isna().any():
        return cells
    return ((moments - moments.min().normalize()).dt.total_seconds() / HOUR).tolist()
