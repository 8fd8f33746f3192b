"""Little's law on a log: exact on any window, with the edge term that the window cuts off."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import LARGEST, SMALLEST
from ..core.numbers import exact, show
from ..core.table import name
from .log import FlowLog

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BLOCK = 1 << 14  # rows measured at a time, so that they stay in the processor's cache
LAW = "Little's law on the window."
UNCUT = f"{LAW} It cuts no stay, so the edge term is 0."


@dataclass(frozen=True, repr=False)
class LogFlow(Result):
    """What a log says on a window of length τ: I = R·T + edge, exactly.

    `inventory` I is the time average of N(t), the number inside. `flow_rate` R counts departures
    in the window, each after a whole stay whose mean is `flow_time` T. `edge` is what the ends of
    the window cut: time that the items still inside have spent (`after`, over τ), less time that
    the items inside at the start had spent before (`before`, over τ). It fades as τ grows, and it
    is 0 where the process is empty at both ends. Where nothing departs, T is 0 and means nothing.

    Source: Little (1961); for finite windows, Little (2011).
    """

    log: FlowLog
    start: float
    end: float
    inventory: float
    flow_rate: float
    flow_time: float
    edge: float
    at_start: int
    arrived: int
    departed: int
    at_end: int
    before: float
    after: float

    @property
    def length(self) -> float:
        """τ, the length of the window in the log's time unit."""
        return self.end - self.start

    @property
    def measures(self) -> Measures:
        """The headline figures; the flow time only where something departs."""
        unit, time = self.log.flow_unit, self.log.time_unit
        figures: dict[str, tuple[float, str]] = {
            "inventory": (self.inventory, unit),
            "flow_rate": (self.flow_rate, f"{unit}/{time}"),
            "flow_time": (self.flow_time, time),
            "edge": (self.edge, unit),
            "arrived": (self.arrived, unit),
            "departed": (self.departed, unit),
        }
        if not self.departed:
            del figures["flow_time"]
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The window in one sentence."""
        log = self.log
        window = f"{log.moment(self.start)} to {log.moment(self.end)}"
        if not self.departed:
            return (
                f"From {window}: {show(self.inventory, log.flow_unit)} inside on average; "
                "nothing departs, so no flow time is known."
            )
        return (
            f"From {window}: {show(self.inventory, log.flow_unit)} inside = "
            f"{show(self.flow_rate)} per {log.time_unit} × {show(self.flow_time, log.time_unit)} "
            f"{'−' if self.edge < 0 else '+'} {show(abs(self.edge))} at the edges."
        )

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        return (
            "The flow rate counts departures, the flow time averages their whole stays, and the "
            "edge is what the window cuts off."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an item inside during the window, by arrival.

        Columns: item, arrival, departure (empty where still inside), time_in_window, before (time
        spent before the window), departed (whether in the window).
        """
        import numpy as np

        came, left = (moments[self.rows] for moments in self.log.since_origin)
        frame: pd.DataFrame = self.log.to_frame().iloc[self.rows].reset_index(drop=True)
        frame["time_in_window"] = np.minimum(left, self.end) - np.maximum(came, self.start)
        frame["before"] = np.maximum(self.start - came, 0.0)
        frame["departed"] = left <= self.end
        return frame

    def steps(self) -> Steps:
        """The area counted by heights and by stays, the three averages, the edge, the check."""
        tau, unit, time = show(self.length), self.log.flow_unit, self.log.time_unit
        area_unit = f"{unit} × {time}"
        area, stays = self.inventory * self.length, self.flow_time * self.departed
        moments, levels = self.curve
        heights = float((levels[:-1] * (moments[1:] - moments[:-1])).sum())
        count = f"{show(self.at_start)} + {show(self.arrived)} - {show(self.departed)}"
        rows = (
            ("Window: its length.", r"\tau = t_2 - t_1", self.length, time),
            ("Inside at the end: those at the start, and who came, less who left.",
             count, self.at_end, unit),
            ("The area under N(t), column by column: how many are inside × how long.",
             r"\int N \, dt", heights, area_unit),
            ("The same area, row by row: how long each item is inside the window.",
             r"\sum_i \text{time in the window}", area, area_unit),
            ("Inventory: the area over the length of the window.",
             rf"I = \frac{{{show(area)}}}{{{tau}}}", self.inventory, unit),
            ("Flow rate: the departures over the length of the window.",
             rf"R = \frac{{{show(self.departed)}}}{{{tau}}}", self.flow_rate, f"{unit}/{time}"),
            ("Flow time: the mean whole stay of the departed.",
             rf"T = \frac{{{show(stays)}}}{{{max(1, self.departed)}}}", self.flow_time, time),
            ("Edge: time in the window of those still inside, less time that the departed spent "
             "before the window.",
             rf"\frac{{{show(self.after)} - {show(self.before)}}}{{{tau}}}", self.edge, unit),
            (LAW if self.before or self.after else UNCUT,
             rf"R \times T + \text{{edge}} = {show(self.flow_rate)} \times {show(self.flow_time)} "
             rf"{'-' if self.edge < 0 else '+'} {show(abs(self.edge))}", self.inventory, unit),
        )  # fmt: skip
        return Steps(Step(*row, state=k) for k, row in enumerate(rows, 1))

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Cumulative arrivals and departures; the area between them is ∫N dt."""
        from .log_plots import cumulative

        return cumulative(self, ax=ax, step=step)

    def plot_inventory(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """N(t) as a stack of the stays that make it up; `step=k` stacks the first k items."""
        from .log_plots import inventory_stack

        return inventory_stack(self, ax=ax, step=step)

    @cached_property
    def rows(self) -> Any:
        """The rows of the log whose items are inside during the window, by arrival."""
        import numpy as np

        came, left = self.log.since_origin
        rows = np.flatnonzero((came <= self.end) & _reaches(came, left, self.start))
        return rows[np.argsort(came[rows], kind="stable")]

    @cached_property
    def curve(self) -> tuple[Any, Any]:
        """The moments at which N(t) may change, both ends included, and N from each on."""
        import numpy as np

        came, left = (moments[self.rows] for moments in self.log.since_origin)
        came, left = np.maximum(came, self.start), left[left <= self.end]
        moments = np.concatenate([[self.start], came, left, [self.end]])
        change = np.concatenate([[0], np.ones(len(came)), -np.ones(len(left)), [0]])
        order = np.argsort(moments, kind="stable")
        moments, levels = moments[order], np.cumsum(change[order])
        last = np.append(moments[1:] != moments[:-1], True)
        return moments[last], levels[last]


def measure(log: FlowLog, *, start: Any = None, end: Any = None) -> LogFlow:
    """Inventory, flow rate and flow time of a log on a window, and the edge that it cuts off.

    `start` and `end` are stamps like those of the log (a number; or a date or text such as
    "2024-05-31 14:30", read in the log's time zone); left out, they are the first arrival and the
    last stamp. Departures at `end` count, departures at `start` belong to the window before.
    Source: Little (2011).

    >>> from opstools import datasets
    >>> print(measure(datasets.load("radiology_log")).headline)
    From 8 h to 14 h: 2.75 patients inside = 1.667 per h × 1.65 h + 0 at the edges.
    """
    s, e = _window(log, start, end)
    came, left = log.since_origin
    blocks = range(0, len(came), BLOCK)
    tallies = [_tally(came[k : k + BLOCK], left[k : k + BLOCK], s, e) for k in blocks]
    area, stays, before, after, *counts = map(sum, zip(*tallies, strict=True))
    at_start, arrived, departed, at_end = counts
    return LogFlow(
        log,
        s,
        e,
        inventory=area / (e - s),
        flow_rate=departed / (e - s),
        flow_time=stays / departed if departed else 0.0,
        edge=(after - before) / (e - s),
        at_start=at_start,
        arrived=arrived,
        departed=departed,
        at_end=at_end,
        before=before,
        after=after,
    )


def _tally(came: Any, left: Any, s: float, e: float) -> tuple[Any, ...]:
    """Area, whole stays of the departed, time cut before and after; then four counts."""
    import numpy as np

    stays = left - came
    if came.min() >= s and left.max() <= e:  # nothing is cut
        whole = float(stays.sum())
        return whole, whole, 0.0, 0.0, 0, len(came), len(came), 0
    ends_inside, starts_inside = left <= e, came >= s
    departed = _reaches(came, left, s) & ends_inside
    at_start = ~starts_inside & (left > s)
    at_end = ~ends_inside & (came <= e)
    inside = np.minimum(left, e) - np.maximum(came, s)
    return (
        float(np.maximum(inside, 0.0).sum()),
        float(stays[departed].sum()),
        float((s - came[at_start & departed]).sum()),
        float(inside[at_end].sum()),
        int(np.count_nonzero(at_start)),
        int(np.count_nonzero(starts_inside & (came <= e))),
        int(np.count_nonzero(departed)),
        int(np.count_nonzero(at_end)),
    )


def _reaches(came: Any, left: Any, start: float) -> Any:
    """Who leaves after the start; also who comes and leaves at that very moment."""
    return (left > start) | (came >= start)


def _window(log: FlowLog, start: Any, end: Any) -> tuple[float, float]:
    faults = Faults("window")
    came, _ = log.since_origin
    first = float(came.min()) if start is None else _moment(log, start, "start", faults)
    last = log.last if end is None else _moment(log, end, "end", faults)
    if not faults.found and last - first < SMALLEST:
        problem = f"it ends at {log.moment(last)}, not after its start at {log.moment(first)}"
        faults.add("end", problem, "Give a start and a later end.")
    faults.raise_any()
    return first, last


def _moment(log: FlowLog, stamp: Any, place: str, faults: Faults) -> float:
    """A stamp of the log's kind as a number in its time unit."""
    import pandas as pd

    if not log.has_times:
        try:
            tiny = isinstance(stamp, float) and abs(stamp) < SMALLEST  # exact() refuses some
            number = Fraction(stamp) if tiny else exact(stamp)
            if -LARGEST <= number <= LARGEST:
                return float(number)
            faults.add(place, f"{show(number)} is too far away", "Write a smaller number.")
        except ValueError as error:
            faults.add(place, str(error), f"Write a number, in {log.time_unit}.")
        return 0.0
    try:
        time = pd.Timestamp(stamp).as_unit("us")
        if time.tzinfo is None and log.zone:
            time = time.tz_localize(log.zone)
        if (time.tzinfo is None) == (not log.zone) and not pd.isna(time):
            plain = time.tz_convert("UTC").tz_localize(None) if log.zone else time
            return float(log.numbers(plain.to_datetime64()))
        problem = "there is no time" if pd.isna(time) else f"{time} has a time zone"
        faults.add(place, problem, "The log has none: leave it out.")
    except (ValueError, TypeError, OverflowError, AttributeError):
        problem = f"{name(stamp)[:40]!r} is not a time"
        faults.add(place, problem, "Write a time as 2024-05-31 14:30.")
    return 0.0
