"""The log: when each flow unit came and went."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core import Faults, Problem
from ..core.numbers import listing, show
from ..core.table import name, rows
from .stamps import Stamps, flag, read

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .log_flow import LogFlow

SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400, "week": 604800}


@dataclass(frozen=True, repr=False, eq=False)
class FlowLog(Problem):
    """An event log: items with their arrivals and departures, in any order.

    Stamps are numbers in `time_unit`, or points in time (dates, ISO texts, with or without a time
    zone); then `time_unit` (s, min, h, day or week) is what results are told in. A missing
    departure means that the item is still inside. `zone` is the time zone that UTC stamps are
    shown in; `from_frame` finds it.

    >>> log = FlowLog(["A", "B", "C"], [0, 1, 2], [3, 2, None], time_unit="h")
    >>> print(log.headline)
    3 items from 0 h to 3 h, 1 still inside.
    >>> log.measure().inventory
    1.6666666666666667
    """

    items: Any
    arrivals: Any
    departures: Any
    _: KW_ONLY
    time_unit: str = "h"
    flow_unit: str = "items"
    zone: str = ""

    def __post_init__(self) -> None:
        import numpy as np

        faults = Faults("log")
        items, unnamed = _items(self.items)

        def where(row: int) -> str:
            return f"row {row + 1}" + ("" if unnamed(row) else f" (item {items[row]})")

        came = read(self.arrivals, "arrival", where, faults)
        left = read(self.departures, "departure", where, faults)
        _check_items(items, faults)
        if len({len(items), len(came.values), len(left.values)}) > 1:
            problem = (
                f"{len(items)} items, {len(came.values)} arrivals, {len(left.values)} departures"
            )
            faults.add("columns", problem, "Give each item one arrival and one departure.")
            faults.raise_any()
        if not len(items):
            faults.add("log", "it is empty", "Give one row for each item.")
        if left.missing.all():
            left = Stamps(np.full(len(items), np.nan).astype(came.values.dtype), came.zone)
        zone = _check_kinds(came, left, faults) or self.zone
        zone = self._check_units(came.are_times, zone, faults)
        if came.are_times == left.are_times:
            _check_order(came, left, where, self._shown(zone), faults)
        faults.raise_any()
        kept = {"items": items, "arrivals": came.values, "departures": left.values}
        for field, values in kept.items():
            own = np.array(values)  # a copy: the table that it came from may change
            own.flags.writeable = False
            object.__setattr__(self, field, own)
        object.__setattr__(self, "zone", zone)

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        item: str = "item",
        arrival: str = "arrival",
        departure: str = "departure",
        time_unit: str = "h",
        flow_unit: str = "items",
    ) -> FlowLog:
        """Read a table with one row an item; the columns are named by the first three settings.

        >>> import pandas as pd
        >>> table = pd.DataFrame({"patient": ["Li", "Wu"], "in": [1, 4], "out": [3, 2]})
        >>> FlowLog.from_frame(table, item="patient", arrival="in", departure="out")
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: log, row 2 (item Wu), departure: 2 h is before its \
arrival, 4 h. Correct one of the two.
        """
        import pandas as pd

        faults = Faults("log")
        wanted = [name(column).casefold() for column in (item, arrival, departure)]
        first = frame.head(1) if isinstance(frame, pd.DataFrame) else frame
        rows(first, faults, required=dict.fromkeys(wanted))
        if len(set(wanted)) < 3:
            faults.add("columns", f"{listing(wanted)} are not three", "Name three columns.")
        faults.raise_any()
        known = [name(column).casefold() for column in frame.columns]
        columns = (frame.iloc[:, known.index(column)] for column in wanted)
        plain = (column.reset_index(drop=True) for column in columns)
        return cls(*plain, time_unit=time_unit, flow_unit=flow_unit)

    @classmethod
    def from_csv(cls, path: str | Path, **settings: Any) -> FlowLog:
        """Read a CSV file, parted by commas, semicolons or tabs; settings as in `from_frame`.

        >>> FlowLog.from_csv("no_such.csv")
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: log, no_such.csv: there is no such file. \
Give the path of a CSV file.
        """
        import pandas as pd

        faults = Faults("log")
        remedy = "Save the table as CSV in UTF-8, with the names of the columns in the first row."
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                header = file.readline()
                file.seek(0)
                mark = max(",;\t", key=header.count)
                frame = pd.read_csv(file, sep=mark, keep_default_na=False)
        except FileNotFoundError:
            faults.add(str(path), "there is no such file", "Give the path of a CSV file.")
        except (OSError, ValueError) as error:
            problem = f"it cannot be read as CSV ({' '.join(str(error).split())})"
            faults.add(str(path), problem, remedy)
        faults.raise_any()
        return cls.from_frame(frame, **settings)

    def to_frame(self) -> pd.DataFrame:
        """One row an item: item, arrival, departure (empty where it is still inside)."""
        import pandas as pd

        def column(values: Any) -> Any:
            stamps = pd.Series(values)
            return stamps.dt.tz_localize("UTC").dt.tz_convert(self.zone) if self.zone else stamps

        columns = {"arrival": column(self.arrivals), "departure": column(self.departures)}
        return pd.DataFrame({"item": self.items, **columns})

    def measure(self, start: Any = None, end: Any = None) -> LogFlow:
        """Inventory, flow rate and flow time on the window from `start` to `end`.

        The window goes from the first arrival to the last stamp unless told otherwise.

        >>> from opstools import datasets
        >>> datasets.load("radiology_log").measure(start=9, end=12).flow_time
        1.625
        """
        from .log_flow import measure

        return measure(self, start=start, end=end)

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
        return (
            f"{show(len(self.items), self.flow_unit)} from {self.moment(came.min())} to "
            f"{self.moment(self.last)}, {inside or 'none'} still inside."
        )

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """One bar an item from arrival to departure; `step=k` shows the first k arrivals."""
        from .log_plots import sojourn_bars

        return sojourn_bars(self, ax=ax, step=step)

    @property
    def has_times(self) -> bool:
        """Whether the stamps are points in time rather than numbers."""
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

    def numbers(self, stamps: Any) -> Any:
        """Stamps as numbers in `time_unit`, NaN where missing."""
        import numpy as np

        if not self.has_times:
            return stamps
        unit = np.timedelta64(SECONDS[self.time_unit] * 10**6, "us")
        return (stamps - self.arrivals.min()) / unit

    @cached_property
    def last(self) -> float:
        """The last stamp of the log, as a number in `time_unit`."""
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
        """What writes one stamp for a sentence."""
        import numpy as np
        import pandas as pd

        def shown(stamp: Any) -> str:
            if not isinstance(stamp, np.datetime64):
                return show(float(stamp), self.time_unit)
            time = pd.Timestamp(stamp)
            local = time.tz_localize("UTC").tz_convert(zone) if zone else time
            return local.strftime("%Y-%m-%d %H:%M" + (":%S" if time.second else ""))

        return shown

    def _check_units(self, are_times: bool, zone: str, faults: Faults) -> str:
        """The zone if there is such a one."""
        import pandas as pd

        if are_times and self.time_unit not in SECONDS:
            problem = f"{self.time_unit!r} is no unit for points in time"
            faults.add("time_unit", problem, f"Choose {listing(SECONDS)}.")
        try:
            pd.Timestamp(0, tz=zone or None)
        except (KeyError, ValueError, TypeError, OSError):
            faults.add("zone", f"{zone!r} is no time zone", "Write it as Europe/Berlin.")
            return ""
        return zone


def _items(column: Any) -> tuple[Any, Any]:
    """Names of items, whole numbers or text, and whether a row has none."""
    import numpy as np
    import pandas as pd

    series = column if isinstance(column, pd.Series) else pd.Series(column, dtype=None)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "iu":
        return series.to_numpy(), lambda row: False
    cells = zip(series.tolist(), series.isna().tolist(), strict=True)
    names = np.empty(len(series), object)
    names[:] = ["" if empty else name(cell) for cell, empty in cells]
    return names, lambda row: row >= len(names) or not names[row]


def _check_items(items: Any, faults: Faults) -> None:
    import pandas as pd

    series = pd.Series(items)
    if series.is_unique and items.dtype.kind in "iu":
        return
    flag(series == "", faults, lambda k: (f"row {k + 1}, item", "it has no name", "Name it."))
    again = series[series.duplicated(keep=False) & (series != "")]
    rows_of = again.index.to_series().groupby(again, sort=False)
    for item, places in list(rows_of)[:20]:
        where = f"rows {listing([row + 1 for row in places], most=5)}"
        remedy = "Give every visit a name of its own; one row is one arrival and one departure."
        faults.add(where, f"item {item} is there {len(places)} times", remedy)


def _check_kinds(came: Stamps, left: Stamps, faults: Faults) -> str:
    """Both columns hold numbers, or both points in time of one zone, which is returned."""
    if came.missing.all():
        return left.zone
    if came.are_times != left.are_times:
        kinds = [("numbers", "times")[stamps.are_times] for stamps in (came, left)]
        problem = f"arrivals are {kinds[0]} and departures {kinds[1]}"
        faults.add("columns", problem, "Write both in the same way.")
    elif came.zone != left.zone:
        zones = [stamps.zone or "no time zone" for stamps in (came, left)]
        remedy = "Bring both to one zone, for instance with pd.to_datetime(column, utc=True)."
        faults.add("columns", f"arrivals are in {zones[0]}, departures in {zones[1]}", remedy)
    return came.zone


def _check_order(came: Stamps, left: Stamps, where: Any, shown: Any, faults: Faults) -> None:
    import numpy as np

    flag(
        came.missing & ~np.asarray(came.unreadable),
        faults,
        lambda k: (
            f"{where(k)}, arrival",
            "there is none",
            "Every item needs one; for items inside from the beginning write an early time.",
        ),
    )
    flag(
        left.values < came.values,
        faults,
        lambda k: (
            f"{where(k)}, departure",
            f"{shown(left.values[k])} is before its arrival, {shown(came.values[k])}",
            "Correct one of the two.",
        ),
    )
