"""Lead times in and between processes, from a log of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ...core import Faults, Measures, Result, Step, Steps, fail, public
from ...core.display import SHARE, TIME
from ...core.figures import not_negative
from ...core.numbers import Number, count, show
from ..problem import ValueStream
from .problem import OrderLog

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Deviation = Literal["sample", "population"]
ARROW = " → "
ROUND = 10  # digits after the point that are kept


@dataclass(frozen=True)
class Segment:
    """What passes between two points: how long it takes, over how many orders."""

    segment: str
    mean: float
    sd: float
    min: float
    max: float
    share: float
    orders: int

    @property
    def points(self) -> tuple[str, str]:
        """The points at its ends."""
        first, _, last = self.segment.partition(ARROW)
        return first, last


@dataclass(frozen=True)
class LeadTimes(Result):
    """Lead times by segment, from point to point.

    `to_frame()` has mean, standard deviation, minimum, maximum and the share of the total; `total`
    is the whole way of the orders that passed all points. `on_time` is the share of them that was
    ready as promised; None where nothing was promised. `moments` tells when each order passed.

    >>> import pandas as pd
    >>> from opstools.value_stream import lead_times
    >>> log = pd.DataFrame({"order": [1, 1, 1], "point": ["in", "P1", "out"], "time": [0, 2, 5]})
    >>> print(lead_times(log).headline)
    5 h from in to out; most of it, 60 %, from P1 to out.
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "mean": TIME,
        "sd": TIME,
        "min": TIME,
        "max": TIME,
        "share": SHARE,
    }

    problem: Any
    segments: tuple[Segment, ...]
    total: Segment
    time_unit: str
    sd: Deviation
    on_time: float | None = None
    table: Any = field(default=None, repr=False, compare=False)

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times in the log's unit."""
        times = dict.fromkeys(("mean", "sd", "min", "max"), self.time_unit)
        return {**times, "share": SHARE}

    @property
    def moments(self) -> pd.DataFrame:
        """One row an order, one column a point: when it passed, in the log's unit."""
        import pandas as pd

        points = [self.segments[0].points[0], *(each.points[1] for each in self.segments)]
        return pd.DataFrame(self.table, columns=points)

    def stream(
        self,
        *,
        demand: Number,
        available_time: Number,
        flows: Mapping[str, str] = MappingProxyType({}),
        **settings: Any,
    ) -> ValueStream:
        """The stream that these lead times were measured in, with their spread on its map.

        Points called "X start" and "X end" make a process X, what lies between processes waits.
        `flows` tells how things come to a place (push, fifo, pull); the rest are settings of
        `ValueStream`. Waits are told in days of 24 hours.
        """
        from .as_stream import as_stream

        needed = {"demand": demand, "available_time": available_time}
        return as_stream(self, flows, {**needed, **settings})

    @property
    def longest(self) -> Segment:
        """The segment that takes most of the time."""
        return max(self.segments, key=lambda each: each.mean)

    def mean(self, segment: str) -> float:
        """The mean of a segment, "total" for the whole way."""
        for each in (*self.segments, self.total):
            if each.segment == segment:
                return each.mean
        names = ", ".join(each.segment for each in (*self.segments, self.total))
        fail("lead times", "segment", f"there is no segment {segment}", f"There are {names}.")

    @property
    def answer(self) -> Number:
        """The mean of the whole way."""
        return self.total.mean

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit = self.time_unit
        promised = {} if self.on_time is None else {"on_time": (self.on_time, "%")}
        return Measures(
            total=(self.total.mean, unit),
            sd=(self.total.sd, unit),
            longest=(self.longest.mean, unit),
            share=(self.longest.share, "%"),
            orders=(self.total.orders, ""),
            **promised,
        )

    @property
    def headline(self) -> str:
        """The lead time in one sentence."""
        best = self.longest
        first, last = self.segments[0].points[0], self.segments[-1].points[1]
        where = best.segment.replace(ARROW, " to ")
        return (
            f"{show(self.total.mean, self.time_unit)} from {first} to {last}; most of it, "
            f"{show(best.share, '%')}, from {where}."
        )

    @property
    def note(self) -> str:
        """The standard deviation, and the orders that count."""
        passed = f"{count(self.total.orders, 'order')} passed all points"
        kept = "" if self.on_time is None else f", {show(self.on_time, '%')} of them on time"
        return f"Standard deviation of the {self.sd}; {passed}{kept}."

    def to_frame(self) -> pd.DataFrame:
        """One row a segment, the total last: segment, mean, sd, min, max, share, orders."""
        import pandas as pd

        return pd.DataFrame([vars(each) for each in (*self.segments, self.total)])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar for each segment from its minimum to its maximum, its mean marked."""
        from .plots import spans

        return spans(self, state, ax)


@public
def lead_times(
    log: OrderLog, *, sd: Deviation = "sample", promise: float | None = None
) -> LeadTimes:
    """Mean, standard deviation, minimum, maximum and share of each segment between two points.

    Orders that have not passed a point count where they did; shares are of the sum of the means.
    `sd` is "sample" (n − 1) or "population" (n). With a `promise`, in the log's unit, `on_time` is
    the share of orders whose whole way took no longer. Bad logs raise `ProblemError`. Source:
    Rother & Shook (1998) for the ladder; the course's case of Company C for its statistics.

    >>> import pandas as pd
    >>> log = pd.DataFrame(
    ...     {"order": [1, 1, 2, 2], "point": ["in", "out"] * 2, "time": [0, 2, 1, 5]}
    ... )
    >>> lead_times(log).to_frame()["mean"].tolist()
    [3.0, 3.0]
    """
    if len(log.points) < 2:
        fail(log.subject, "points", "there is only one", "Two points make a segment.")
    on_time = None
    if promise is not None:
        faults = Faults(log.subject)
        limit = float(not_negative(promise, "promise", faults, log.time_unit))
        faults.raise_any()
        ways = log.table[:, -1] - log.table[:, 0]
        passed = ways[(log.table == log.table).all(axis=1)]
        on_time = float((passed <= limit).mean()) if len(passed) else None
    return from_table(log, log.table, log.points, log.time_unit, sd, on_time=on_time)


def from_table(
    problem: Any,
    table: Any,
    points: tuple[str, ...],
    unit: str,
    sd: Deviation = "sample",
    *,
    on_time: float | None = None,
) -> LeadTimes:
    """Lead times from moments, orders down and points across."""
    import numpy as np

    spans = np.diff(table, axis=1)
    names = [f"{a}{ARROW}{b}" for a, b in pairwise(points)]
    means = []
    for k, each in enumerate(names):
        own = spans[:, k][~np.isnan(spans[:, k])]
        if not len(own):
            fail("lead times", f"segment {each}", "no order passed both points", "Check the log.")
        means.append(float(own.mean()))
    whole = (table[:, -1] - table[:, 0])[~np.isnan(table).any(axis=1)]
    if not len(whole):
        fail("lead times", "orders", "none passed all points", "Check the log.")
    total = sum(means)
    segments = tuple(
        _segment(name, spans[:, k], means[k] / total if total else 0.0, sd)
        for k, name in enumerate(names)
    )
    all_ = _segment("total", whole, 1.0, sd)
    working = Steps(_working(segments, all_, total, unit), 0)
    return LeadTimes(problem, segments, all_, unit, sd, on_time, table, working=working)


def _segment(name: str, spans: Any, share: float, sd: Deviation) -> Segment:
    import numpy as np

    own = spans[~np.isnan(spans)]
    spread = float(own.std(ddof=1 if sd == "sample" else 0)) if len(own) > 1 else 0.0
    mean, least, most = (round(float(each), ROUND) for each in (own.mean(), own.min(), own.max()))
    return Segment(name, mean, round(spread, ROUND), least, most, round(share, ROUND), len(own))


def _working(segments: Any, total: Segment, whole: float, unit: str) -> Iterator[Step]:
    for k, each in enumerate(segments, 1):
        yield Step(
            f"{each.segment}: the mean over {count(each.orders, 'order')}.", "", each.mean, unit, k
        )
        formula = rf"\frac{{{show(each.mean)}}}{{{show(whole)}}}" if whole else ""
        yield Step(f"{each.segment}: its share of the whole way.", formula, each.share, "%")
    terms = " + ".join(show(each.mean) for each in segments)
    yield Step("All segments together.", terms if len(segments) <= 12 else "", whole, unit)
