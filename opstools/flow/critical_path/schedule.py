"""The earliest and the latest times of activities, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ...core import ByName
from ...core.numbers import Number, exact, plain
from .problem import Activities


@dataclass(frozen=True)
class Schedule:
    """When each activity can start and must start; which must not be late, as decided exactly."""

    problem: Activities
    duration: Number
    early_start: Mapping[str, Number]
    late_start: Mapping[str, Number]
    slack: Mapping[str, Number]
    critical: tuple[str, ...]
    path: tuple[str, ...]

    @property
    def early_finish(self) -> Mapping[str, Number]:
        """Activity -> early start + time."""
        return self._plus_time(self.early_start)

    @property
    def late_finish(self) -> Mapping[str, Number]:
        """Activity -> the latest finish that delays nothing."""
        return self._plus_time(self.late_start)

    def _plus_time(self, starts: Mapping[str, Number]) -> Mapping[str, Number]:
        times = self.problem.times
        return ByName({k: plain(exact(t) + exact(times[k])) for k, t in starts.items()})


def schedule(problem: Activities) -> Schedule:
    """Forwards through the early starts, backwards through the late ones."""
    times = {label: exact(time) for label, time in problem.times.items()}
    early: dict[str, Fraction] = {}
    for label in problem.order:
        finishes = (early[each] + times[each] for each in problem.just_before[label])
        early[label] = max(finishes, default=Fraction(0))
    duration = max(early[label] + times[label] for label in problem.order)
    late: dict[str, Fraction] = {}
    for label in reversed(problem.order):
        limits = (late[each] for each in problem.just_after[label])
        late[label] = min(limits, default=duration) - times[label]
    slack = {label: late[label] - early[label] for label in times}
    critical = tuple(label for label in problem.order if not slack[label])
    path = _path(problem, critical, early, times)
    starts, ends, spare = (ByName({k: plain(t[k]) for k in times}) for t in (early, late, slack))
    return Schedule(problem, plain(duration), starts, ends, spare, critical, path)


def _path(
    problem: Activities,
    critical: tuple[str, ...],
    early: Mapping[str, Fraction],
    times: Mapping[str, Fraction],
) -> tuple[str, ...]:
    """A chain of critical activities from the start on, each where the one before finishes."""
    chain: list[str] = []
    waiting = [label for label in critical if not early[label]]
    while waiting:
        chain.append(waiting[0])
        finish = early[chain[-1]] + times[chain[-1]]
        followers = problem.just_after[chain[-1]]
        waiting = [each for each in followers if each in critical and early[each] == finish]
    return tuple(chain)
