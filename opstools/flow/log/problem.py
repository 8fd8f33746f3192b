"""The log: when each flow unit came and went."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from inspect import Parameter
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.numbers import count, listing, show
from ...core.table import DECIMAL_COMMA, find, name, with_point
from .checks import check_items, check_order, common_zone, read_items
from .time_columns import TimeColumn, read

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .result import LogFlow

SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400, "week": 604800}
MOST_BARS = 40


@dataclass(frozen=True, eq=False)
class FlowLog(Problem):
    """An event log: items with their arrivals and departures, in any order.

    Times are numbers in `time_unit`, or points in time (dates, ISO texts, with or without a time
    zone); then `time_unit` (s, min, h, day or week) is what results are told in. A missing
    departure means that the item is still inside. `zone` is the time zone that points in time are
    told in. A table has one row an item and the columns item, arrival and departure; the settings
    of these names say what they are called. Bad data raises `ProblemError`.

    >>> log = FlowLog(["A", "B", "C"], [0, 1, 2], [3, 2, None], time_unit="h")
    >>> print(log.headline)
    3 items from 0 h to 3 h, 1 still inside.
    >>> log.measure().inventory
    1.6666666666666667
    >>> import pandas as pd
    >>> table = pd.DataFrame({"patient": ["Li", "Wu"], "in": [1, 4], "out": [3, 2]})
    >>> FlowLog.from_frame(table, item="patient", arrival="in", departure="out")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: log, row 2 (item Wu), departure: 2 h is before its \
arrival, 4 h. Correct one of the two.
    """

    items: Any
    arrivals: Any
    departures: Any
    _: KW_ONLY
    time_unit: str = "h"
    flow_unit: str = "items"
    zone: str = ""

    subject: ClassVar[str] = "log"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("item", ("case", "case id", "项目", "编号")),
        Column("arrival", ("arrival time", "arrived", "time in", "到达", "到达时间"), number=True),
        Column(
            "departure", ("departure time", "departed", "time out", "离开", "离开时间"), number=True
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        items = read_items(self._column("items", faults))

        def where(row: int) -> str:
            named = row < len(items) and items[row] != ""
            return f"row {row + 1}" + (f" (item {items[row]})" if named else "")

        given = [self._column(each, faults) for each in ("arrivals", "departures")]
        came = read(given[0], "arrival", where, faults, self.zone)
        left = read(given[1], "departure", where, faults, self.zone)
        check_items(items, faults)
        self._check_lengths(items, came, left, faults)
        if left.missing.all():
            left = left.as_kind_of(came)
        elif came.missing.all():
            came = came.as_kind_of(left)
        zone = common_zone(came, left, faults) or self.zone
        zone = self._check_units(came.are_times, zone, faults)
        if came.are_times == left.are_times:
            check_order(came, left, where, self._shown(zone), faults)
        faults.raise_any()
        kept = {"items": items, "arrivals": came.values, "departures": left.values}
        return {**{field: _own(values) for field, values in kept.items()}, "zone": zone}

    def _column(self, field: str, faults: Faults) -> Any:
        """What was given for a column, if it is one."""
        import pandas as pd

        values = getattr(self, field)
        try:
            if isinstance(values, (str, bytes, Mapping, Set)) or not hasattr(values, "__len__"):
                raise TypeError
            column = values if getattr(values, "ndim", 1) == 1 else [*values]
            return pd.Series(column) if isinstance(column, range) else column
        except (TypeError, ValueError):
            problem = f"this {type(values).__name__} is no column"
            faults.add(field, problem, "Give a list, or make the log from a table.")
            faults.raise_any()

    @staticmethod
    def _check_lengths(items: Any, came: TimeColumn, left: TimeColumn, faults: Faults) -> None:
        if len({len(items), len(came.values), len(left.values)}) > 1:
            problem = f"{count(len(items), 'item')}, {count(len(came.values), 'arrival')}, "
            problem += count(len(left.values), "departure")
            faults.add("columns", problem, "Give each item one arrival and one departure.")
            faults.raise_any()
        if not len(items):
            faults.add("log", "it is empty", "Give one row for each item.")
            faults.raise_any()

    def _check_units(self, are_times: bool, zone: str, faults: Faults) -> str:
        """The zone if there is such a one."""
        import pandas as pd

        if are_times and self.time_unit not in SECONDS:
            problem = f"{self.time_unit!r} is no unit for points in time"
            faults.add("time_unit", problem, f"Choose {listing(SECONDS, last='or')}.")
        try:
            pd.Timestamp(0, tz=zone or None)
        except (KeyError, ValueError, TypeError, OSError):
            faults.add("zone", f"{zone!r} is no time zone", "Write it as Europe/Berlin.")
            return ""
        return zone

    @classmethod
    def _read(
        cls,
        frame: pd.DataFrame,
        faults: Faults,
        *,
        item: str = "item",
        arrival: str = "arrival",
        departure: str = "departure",
        **settings: Any,
    ) -> dict[str, Any]:
        called = [name(item), name(arrival), name(departure)]
        if len({each.casefold() for each in called}) < 3:
            faults.add("columns", f"{listing(called)} are not three", "Name three columns.")
            faults.raise_any()
        wanted = [
            own if own.bears(word) else Column(word, number=own.number)
            for own, word in zip(cls.columns, called, strict=True)
        ]
        found = find(frame, faults, wanted)
        if not len(frame):
            faults.add("table", "it has no rows", "Give one row for each thing.")
        faults.raise_any()
        table = frame.iloc[:, [found[each.name] for each in wanted]]
        table = table[~_blank(table)].reset_index(drop=True)
        columns = [table.iloc[:, k] for k in range(3)]
        if frame.attrs.get(DECIMAL_COMMA):
            columns[1:] = [each.map(_with_point) for each in columns[1:]]
        return {**dict(zip(("items", "arrivals", "departures"), columns, strict=True)), **settings}

    @classmethod
    def settings(cls) -> dict[str, Parameter]:
        """What can be set beside the table: all but the three columns."""
        own = super().settings()
        return {name: own[name] for name in own if name not in ("arrivals", "departures")}

    def to_frame(self) -> pd.DataFrame:
        """One row an item: item, arrival, departure (empty where it is still inside)."""
        import pandas as pd

        def column(values: Any) -> Any:
            times = pd.Series(values)
            return times.dt.tz_localize("UTC").dt.tz_convert(self.zone) if self.zone else times

        columns = {"arrival": column(self.arrivals), "departure": column(self.departures)}
        return pd.DataFrame({"item": self.items, **columns})

    def measure(self, start: Any = None, end: Any = None) -> LogFlow:
        """Inventory, flow rate and flow time on the window from `start` to `end`.

        The window goes from the first arrival to the last time of the log unless told otherwise.
        Source: Little (2011). A window that is none raises `ProblemError`.

        >>> from opstools import datasets
        >>> datasets.load("radiology_log").measure(start=9, end=12).flow_time
        1.625
        """
        from .measure import measure

        flow: LogFlow = measure(self, start=start, end=end)
        return flow

    def __eq__(self, other: object) -> bool:
        import numpy as np

        if not isinstance(other, FlowLog):
            return NotImplemented
        return (
            (self.time_unit, self.flow_unit, self.zone)
            == (other.time_unit, other.flow_unit, other.zone)
            and np.array_equal(self.items, other.items)
            and np.array_equal(self.arrivals, other.arrivals)
            and np.array_equal(self.departures, other.departures, equal_nan=True)
        )

    def __hash__(self) -> int:
        return hash((len(self.items), self.arrivals.tobytes(), self.departures.tobytes()))

    @property
    def headline(self) -> str:
        """The log in one sentence."""
        came, left = self.since_origin
        inside = int((left == float("inf")).sum())
        items = show(len(self.items), self.flow_unit)
        return (
            f"{items} from {self.moment(came.min())} to {self.moment(self.last)}, "
            f"{inside or 'none'} still inside."
        )

    def states(self) -> range:
        """How many of the stays are drawn, by arrival."""
        return range(min(len(self.items), MOST_BARS) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """One bar an item from arrival to departure, for those who came first."""
        from .stays import sojourn_bars

        return sojourn_bars(self, state, ax)

    @property
    def fixed_units(self) -> tuple[str, ...]:
        """Points in time can be told in another unit; numbers cannot."""
        return () if self.has_times else super().fixed_units

    @property
    def has_times(self) -> bool:
        """Whether these are points in time rather than numbers."""
        return bool(self.arrivals.dtype.kind == "M")

    @cached_property
    def since_origin(self) -> tuple[Any, Any]:
        """Arrivals and departures as numbers in `time_unit`; infinite where still inside.

        Numbers are counted from 0, points in time from the first arrival.
        """
        import numpy as np

        came, left = self.numbers(self.arrivals), self.numbers(self.departures)
        missing = np.isnan(left)
        return came, np.where(missing, np.inf, left) if missing.any() else left

    def numbers(self, times: Any) -> Any:
        """Times as numbers in `time_unit`, NaN where missing."""
        import numpy as np

        if not self.has_times:
            return times
        unit = np.timedelta64(SECONDS[self.time_unit] * 10**6, "us")
        return (times - self.arrivals.min()) / unit

    @cached_property
    def last(self) -> float:
        """The last time of the log, as a number in `time_unit`."""
        import numpy as np

        came, left = self.since_origin
        latest = left.max()
        if latest == np.inf:  # somebody is still inside
            latest = max(came.max(), left.max(initial=-np.inf, where=left < np.inf))
        return float(latest)

    def moment(self, number: float) -> str:
        """A point in time for a sentence."""
        import numpy as np

        if not self.has_times:
            return show(float(number), self.time_unit)
        passed = np.timedelta64(round(number * SECONDS[self.time_unit] * 10**6), "us")
        return str(self._shown(self.zone)(self.arrivals.min() + passed))

    def _shown(self, zone: str) -> Any:
        """What writes one time for a sentence."""
        import numpy as np
        import pandas as pd

        def shown(moment: Any) -> str:
            if not isinstance(moment, np.datetime64):
                return show(float(moment), self.time_unit)
            time = pd.Timestamp(moment)
            local = time.tz_localize("UTC").tz_convert(zone) if zone else time
            return local.strftime("%Y-%m-%d %H:%M" + (":%S" if time.second else ""))

        return shown


def _own(values: Any) -> Any:
    """A copy that nobody changes: the table that it came from may change."""
    import numpy as np

    own = np.array(values)
    own.flags.writeable = False
    return own


def _blank(table: pd.DataFrame) -> Any:
    """The rows in which nothing stands."""
    empty = [
        cells.isna() | (cells.map(lambda cell: isinstance(cell, str) and not cell.strip())
                        if cells.dtype.kind == "O" else False)
        for _, cells in table.items()
    ]  # fmt: skip
    return empty[0] & empty[1] & empty[2]


def _with_point(cell: Any) -> Any:
    return with_point(cell) if isinstance(cell, str) else cell
