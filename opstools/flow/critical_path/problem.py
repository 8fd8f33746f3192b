"""Activities side by side: how soon the whole can be done, and what must not be late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..core import Faults, Measures, Problem, Result, Step, Steps
from ..core.figures import not_negative
from ..core.formula import tex
from ..core.numbers import Number, count, exact, listing, plain, show
from ..core.table import COMMAS, name, names, rows, suggestion

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Activity:
    """A piece of work of a flow unit: name, time (0 for a mere event), immediate predecessors."""

    name: str
    time: Number
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Activities(Problem):
    """Activities on one flow unit, some of which may run side by side.

    An activity starts when all its predecessors are finished; hands are not scarce.

    >>> both = Activities(
    ...     (Activity("scan", 5), Activity("bill", 3), Activity("send", 1, ("scan", "bill"))),
    ...     time_unit="min",
    ... )
    >>> print(both.headline)
    3 activities with 9 min of work in all.
    """

    activities: tuple[Activity, ...]
    _: KW_ONLY
    time_unit: str = "h"

    def __post_init__(self) -> None:
        faults = Faults("activities")
        labels = [name(each.name) for each in self.activities]
        known = set(labels)
        done = []
        for row, (label, each) in enumerate(zip(labels, self.activities, strict=True), 1):
            place = f"row {row}" + (f" (activity {label})" if label else "")
            time = not_negative(each.time, f"{place}, time", faults, self.time_unit)
            before = tuple(dict.fromkeys(names(each.predecessors, known)))
            done.append(Activity(label, plain(time), before))
        _check_names(labels, faults)
        _check_predecessors(done, known, faults)
        faults.raise_any()
        object.__setattr__(self, "activities", tuple(done))

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, time_unit: str = "h") -> Activities:
        """Read a table with columns activity, time, predecessors (names parted by commas).

        >>> import pandas as pd
        >>> table = pd.DataFrame({"activity": ["scan"], "time": [5], "predecessors": ["scna"]})
        >>> Activities.from_frame(table)
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: activities, row 1 (activity scan), predecessors: there \
is no activity scna. Did you mean scan?
        """
        faults = Faults("activities")
        columns = {"activity": "?", "time": 1}
        table = rows(frame, faults, required=columns, optional={"predecessors": None})
        faults.raise_any()
        read = (Activity(row["activity"], row["time"], row["predecessors"]) for row in table)
        return cls(tuple(read), time_unit=time_unit)

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

    @cached_property
    def times(self) -> Mapping[str, Fraction]:
        """Activity -> its time, exactly."""
        return {each.name: exact(each.time) for each in self.activities}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The activities, predecessors first."""
        return tuple(_sorter(self.activities).static_order())

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """Activity -> its immediate predecessors."""
        return {each.name: each.predecessors for each in self.activities}

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """Activity -> those that wait for it directly."""
        found: dict[str, list[str]] = {each.name: [] for each in self.activities}
        for each in self.activities:
            for before in each.predecessors:
                found[before].append(each.name)
        return {label: tuple(waiting) for label, waiting in found.items()}

    @property
    def headline(self) -> str:
        """The activities in one sentence."""
        work = show(plain(sum(self.times.values(), Fraction(0))), self.time_unit)
        return (
            f"{count(len(self.activities), 'activity', 'activities')} with {work} of work in all."
        )

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Every activity as early as it can be, arrows from its predecessors."""
        from .network_plots import network

        return network(critical_path(self), ax=ax, step=step, marked=False)


if TYPE_CHECKING:
    Given = Activities | pd.DataFrame
else:
    Given = Activities  # what the catalogue shows; a table is read as one


@dataclass(frozen=True, repr=False)
class CriticalPath(Result):
    """Early and late times, slack, and the path whose times add up to the duration.

    The duration is the theoretical flow time of a unit that never waits for a resource.

    Source: Kelley & Walker (1959).

    >>> from opstools import datasets
    >>> visit = critical_path(datasets.load("admission"))
    >>> print(visit.headline)
    60 min at least: arrive → blood test → laboratory → decide → bed; 95 min of work.
    >>> visit.slack["x-ray"]
    10
    """

    problem: Activities
    early_start: Mapping[str, Number]
    late_start: Mapping[str, Number]

    @property
    def early_finish(self) -> Mapping[str, Number]:
        """Activity -> early start + time."""
        return self._plus_time(self.early_start)

    @property
    def late_finish(self) -> Mapping[str, Number]:
        """Activity -> the latest finish that delays nothing."""
        return self._plus_time(self.late_start)

    @property
    def slack(self) -> Mapping[str, Number]:
        """Activity -> late start − early start: how late it may be without delaying the whole."""
        return MappingProxyType(
            {
                label: plain(exact(self.late_start[label]) - exact(early))
                for label, early in self.early_start.items()
            }
        )

    @cached_property
    def duration(self) -> Number:
        """The longest path: nothing finishes sooner, however many hands there are."""
        return max(self.early_finish.values(), key=exact)

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """All activities without slack, in order of their start."""
        return tuple(label for label in self.problem.order if not self.slack[label])

    @cached_property
    def path(self) -> tuple[str, ...]:
        """A critical path; where there are several, that of the first listed."""
        chain: list[str] = []
        waiting = [k for k in self.critical if not self.early_start[k]]
        while waiting:
            chain.append(waiting[0])
            finish = exact(self.early_finish[chain[-1]])
            waiting = [
                each
                for each in self.problem.followers[chain[-1]]
                if not self.slack[each] and exact(self.early_start[each]) == finish
            ]
        return tuple(chain)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        work = plain(sum(self.problem.times.values(), Fraction(0)))
        return Measures(
            duration=(self.duration, self.problem.time_unit),
            work=(work, self.problem.time_unit),
            critical_activities=(len(self.critical), ""),
        )

    @property
    def headline(self) -> str:
        """The path in one sentence."""
        unit = self.problem.time_unit
        return (
            f"{show(self.duration, unit)} at least: {' → '.join(self.path)}; "
            f"{show(self.measures['work'], unit)} of work."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an activity: activity, time, early and late start and finish, slack, critical."""
        import pandas as pd

        return pd.DataFrame(
            {
                "activity": label,
                "time": plain(time),
                "early_start": self.early_start[label],
                "early_finish": self.early_finish[label],
                "late_start": self.late_start[label],
                "late_finish": self.late_finish[label],
                "slack": self.slack[label],
                "critical": label in self.critical,
            }
            for label, time in self.problem.times.items()
        )

    def steps(self) -> Steps:
        """Forwards the early finishes, backwards the late starts, then the critical path."""
        return Steps([*self._forwards(), *self._backwards(), self._closing()])

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Bars from early start to early finish, slack hatched, the critical ones marked."""
        from .network_plots import network

        return network(self, ax=ax, step=step)

    def _forwards(self) -> Iterator[Step]:
        unit, finish = self.problem.time_unit, self.early_finish
        for k, label in enumerate(self.problem.order, 1):
            before = self.problem.predecessors[label]
            text = f"{label} starts at the beginning."
            if before:
                text = f"{label} starts when {listing(before)} {_verb(before)} finished."
            starts = ", ".join(show(finish[each]) for each in before)
            start = rf"\max({starts})" if len(before) > 1 else starts or "0"
            formula = rf"EF = {start} + {show(plain(self.problem.times[label]))}"
            yield Step(text, formula, finish[label], unit, state=k)

    def _backwards(self) -> Iterator[Step]:
        unit, k = self.problem.time_unit, len(self.problem.order)
        for label in reversed(self.problem.order):
            k += 1
            after = self.problem.followers[label]
            text = f"{label} may finish with the whole."
            if after:
                text = f"{label} must be finished before {listing(after)} must start."
            limits = ", ".join(show(self.late_start[each]) for each in after)
            limit = rf"\min({limits})" if len(after) > 1 else limits or show(self.duration)
            formula = rf"LS = {limit} - {show(plain(self.problem.times[label]))}"
            yield Step(text, formula, self.late_start[label], unit, state=k)

    def _closing(self) -> Step:
        formula = " + ".join(tex(label) for label in self.path)
        text = f"Without slack: {listing(self.critical)}. Their longest chain is the duration."
        state = 2 * len(self.problem.order) + 1
        return Step(text, formula, self.duration, self.problem.time_unit, state=state)

    def _plus_time(self, starts: Mapping[str, Number]) -> Mapping[str, Number]:
        times = self.problem.times
        return MappingProxyType({k: plain(exact(t) + times[k]) for k, t in starts.items()})

    def __getstate__(self) -> dict[str, object]:
        """Read-only mappings cannot be pickled; dictionaries can."""
        starts = {"early_start": dict(self.early_start), "late_start": dict(self.late_start)}
        return {**super().__getstate__(), **starts}

    def __setstate__(self, state: dict[str, object]) -> None:
        for field, value in state.items():
            kept = MappingProxyType(value) if isinstance(value, dict) else value
            object.__setattr__(self, field, kept)


def critical_path(activities: Given, *, time_unit: str = "") -> CriticalPath:
    """How soon a flow unit can be through where activities run side by side.

    `activities` is an `Activities` problem or its table: activity, time, predecessors.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"activity": ["A", "B", "C"], "time": [4, 3, 2], "predecessors": ["", "", "A, B"]}
    ... )
    >>> path = critical_path(table)
    >>> path.path, path.duration, dict(path.slack)
    (('A', 'C'), 6, {'A': 0, 'B': 1, 'C': 0})
    """
    if isinstance(activities, Activities):
        problem = activities.replace(time_unit=time_unit) if time_unit else activities
    else:
        problem = Activities.from_frame(activities, time_unit=time_unit or "h")
    early: dict[str, Fraction] = {}
    for label in problem.order:
        finishes = (early[each] + problem.times[each] for each in problem.predecessors[label])
        early[label] = max(finishes, default=Fraction(0))
    duration = max(early[label] + problem.times[label] for label in problem.order)
    late: dict[str, Fraction] = {}
    for label in reversed(problem.order):
        limits = (late[each] for each in problem.followers[label])
        late[label] = min(limits, default=duration) - problem.times[label]
    starts = (
        MappingProxyType({label: plain(start[label]) for label in problem.times})
        for start in (early, late)
    )
    return CriticalPath(problem, *starts)


def _check_names(labels: list[str], faults: Faults) -> None:
    if not labels:
        faults.add("activities", "there are none", "Give one row for each activity.")
    for row, label in enumerate(labels, 1):
        if not label:
            faults.add(f"row {row}, activity", "it has no name", "Name every activity.")
        elif set(label) & set(COMMAS):
            remedy = "Commas part the names of predecessors; use another mark."
            faults.add(f"row {row} (activity {label})", "the name has a comma", remedy)
    for label, times in Counter(filter(None, labels)).items():
        if times > 1:
            where = [row for row, each in enumerate(labels, 1) if each == label]
            remedy = "Give every activity a name of its own."
            faults.add(f"rows {listing(where)}", f"{label} is there {times} times", remedy)


def _check_predecessors(activities: list[Activity], known: set[str], faults: Faults) -> None:
    for row, each in enumerate(activities, 1):
        for unknown in (before for before in each.predecessors if before not in known):
            remedy = "" if faults.full else suggestion(unknown, known)
            remedy = remedy or f"The activities are {listing(sorted(known))}."
            place = f"row {row} (activity {each.name}), predecessors"
            faults.add(place, f"there is no activity {unknown}", remedy)
    try:
        _sorter(activities).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        remedy = "Nothing may wait for itself; take out one of these predecessors."
        faults.add("predecessors", f"they run in a circle, {circle}", remedy)


def _sorter(activities: list[Activity] | tuple[Activity, ...]) -> TopologicalSorter[str]:
    return TopologicalSorter({each.name: each.predecessors for each in activities})


def _verb(things: tuple[str, ...]) -> str:
    return "are" if len(things) > 1 else "is"
