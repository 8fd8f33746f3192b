"""A window on a log: what happened in it, counted and added up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .problem import FlowLog

BLOCK = 1 << 14  # rows measured at a time, so that they stay in the processor's cache


@dataclass(frozen=True)
class Window:
    """A window of length τ = `end` − `start` on a log, and the averages over it.

    `inventory` I is the time average of N(t), the number inside. `flow_rate` R counts departures
    in the window, each after a whole stay whose mean is `flow_time` T. `edge` is what the ends of
    the window cut, over τ: time in the window of the items still inside at its end (`after`), less
    time that the departed had spent before its start (`before`).
    """

    problem: FlowLog
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
    def area(self) -> float:
        """∫N dt over the window."""
        return self.inventory * self.length

    @cached_property
    def rows(self) -> Any:
        """The rows of the log whose items are inside during the window, by arrival."""
        import numpy as np

        came, left = self.problem.since_origin
        rows = np.flatnonzero((came <= self.end) & reaches(came, left, self.start))
        return rows[np.argsort(came[rows], kind="stable")]

    @cached_property
    def curve(self) -> tuple[Any, Any]:
        """The moments at which N(t) may change, both ends included, and N from each on."""
        import numpy as np

        came, left = (moments[self.rows] for moments in self.problem.since_origin)
        came, left = np.maximum(came, self.start), left[left <= self.end]
        moments = np.concatenate([[self.start], came, left, [self.end]])
        change = np.concatenate([[0], np.ones(len(came)), -np.ones(len(left)), [0]])
        order = np.argsort(moments, kind="stable")
        moments, levels = moments[order], np.cumsum(change[order])
        last = np.append(moments[1:] != moments[:-1], True)
        return moments[last], levels[last]


def window(log: FlowLog, start: float, end: float) -> Window:
    """What happened from `start` to `end`, both in the log's time unit."""
    came, left = log.since_origin
    blocks = range(0, len(came), BLOCK)
    tallies = [_tally(came[k : k + BLOCK], left[k : k + BLOCK], start, end) for k in blocks]
    area, stays, before, after, *counts = map(sum, zip(*tallies, strict=True))
    at_start, arrived, departed, at_end = counts
    length = end - start
    return Window(
        log,
        start,
        end,
        inventory=area / length,
        flow_rate=departed / length,
        flow_time=stays / departed if departed else 0.0,
        edge=(after - before) / length,
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
    departed = reaches(came, left, s) & ends_inside
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


def reaches(came: Any, left: Any, start: float) -> Any:
    """Who leaves after the start; also who comes and leaves at that very moment."""
    return (left > start) | (came >= start)
