"""The line: tasks with times and predecessors, to be run at a cycle time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..core import ByName, Column, Faults, Infeasible, Problem
from ..core.display import TIME
from ..core.figures import positive
from ..core.names import check_precedence, row_of
from ..core.numbers import Number, common_denominator, count, exact, listing, plain, show
from ..core.table import name, names, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Task:
    """A piece of work that is not divided: name, time t (above 0), immediate predecessors."""

    name: str
    time: Number
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line(Problem):
    """An assembly line to be balanced.

    Tasks i with times t_i and immediate predecessors are to be shared out among stations, none of
    which may get more than the cycle time C. Times are kept exactly as written (0.1 is a tenth).
    A table has the columns task, time and predecessors (names parted by commas or blanks).

    Where books differ, the line carries the convention, and every result states it:
    `efficiency_by` is what a station's work is divided by, "cycle_time" (Σt / mC) or
    "largest_load" (Σt / m·max S); `smoothness_by` is what loads are compared with,
    "largest_load" or "cycle_time"; `long_tasks` says what happens to a task longer than C:
    "error", or "parallel" where ⌈t/C⌉ stations work side by side, each on every ⌈t/C⌉-th unit.

    Bad data raises `ProblemError`; a task longer than C raises `Infeasible`.
    Source: Salveson (1955); Scholl (1999).

    >>> line = Line((Task("A", 4), Task("B", 3, ("A",)), Task("C", 3, ("A",))), cycle_time=6)
    >>> print(line.headline)
    3 tasks with 10 s of work at a cycle time of 6 s: at least 2 stations.
    >>> import pandas as pd
    >>> table = pd.DataFrame({"task": ["A", "B"], "time": [4, 0], "predecessors": ["", "Z"]})
    >>> Line.from_frame(table, cycle_time=6, time_unit="min")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: line, 2 faults:
      1. row 2 (task B), time: 0 min is not above 0. Write a number above 0, in min.
      2. row 2 (task B), predecessors: there is no task Z. The tasks are A and B.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME}

    tasks: tuple[Task, ...]
    cycle_time: Number
    _: KW_ONLY
    time_unit: str = "s"
    efficiency_by: Literal["cycle_time", "largest_load"] = "cycle_time"
    smoothness_by: Literal["largest_load", "cycle_time"] = "largest_load"
    long_tasks: Literal["error", "parallel"] = "error"

    subject: ClassVar[str] = "line"
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "task",
            ("activity", "operation", "work element", "task name", "作业", "任务"),
            stand_in="row {}",
        ),
        Column(
            "time",
            ("task time", "duration", "processing time", "operation time", "时间", "作业时间"),
            number=True,
            stand_in=1,
        ),
        Column(
            "predecessors",
            ("immediate predecessors", "precedence", "must follow", "紧前作业", "紧前任务"),
            needed=False,
            instead=("successors", "immediate successors", "followers", "preds", "depends on"),
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        tasks = _named(self.tasks)
        times = [
            positive(task.time, f"{row_of(k, 'task', task.name)}, time", faults, self.time_unit)
            for k, task in enumerate(tasks, 1)
        ]
        cycle = positive(self.cycle_time, "cycle_time", faults, self.time_unit)
        check_precedence("task", [(task.name, task.predecessors) for task in tasks], faults)
        faults.raise_any()
        if self.long_tasks != "parallel":
            each = dict(zip((task.name for task in tasks), times, strict=True))
            check_cycle_time(each, cycle, self.time_unit, faults, "; or give long_tasks='parallel'")
        kept = (replace(task, time=plain(time)) for task, time in zip(tasks, times, strict=True))
        return {"tasks": tuple(kept), "cycle_time": plain(cycle)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        named = any(cls.columns[0].bears(name(column)) for column in frame.columns)
        tasks = (
            Task(row["task"], row["time"], row["predecessors"] if named else ()) for row in table
        )
        return {"tasks": tuple(tasks), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a task: task, time, predecessors (parted by commas)."""
        import pandas as pd

        return pd.DataFrame(
            {
                "task": [task.name for task in self.tasks],
                "time": [task.time for task in self.tasks],
                "predecessors": [", ".join(task.predecessors) for task in self.tasks],
            }
        )

    @property
    def headline(self) -> str:
        """The line in one sentence."""
        return (
            f"{count(len(self.tasks), 'task')} with {show(self.work_content, self.time_unit)} of "
            f"work at a cycle time of {show(self.cycle_time, self.time_unit)}: "
            f"at least {count(self.minimum_stations, 'station')}."
        )

    def states(self) -> Sequence[int]:
        """How many columns of the precedence diagram are shown."""
        from .rules import columns

        return range(max(columns(self).values()) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The precedence diagram up to a column."""
        from .plots import precedence_diagram

        return precedence_diagram(self, ax, columns=state)

    @property
    def work_content(self) -> Number:
        """Σt, the time of all tasks together, in `time_unit`."""
        return self.in_time(sum(self.whole_times))

    @property
    def minimum_stations(self) -> int:
        """⌈Σt / C⌉, the theoretical minimum number of stations."""
        return -(-sum(self.whole_times) // self.whole_cycle)

    def predecessors(self, task: str) -> tuple[str, ...]:
        """Everything that must be done before a task, not only just before it, as listed."""
        return self._members(self.bits_before[self.index[task]])

    def followers(self, task: str) -> tuple[str, ...]:
        """Everything that must wait for a task, not only just after it, as listed."""
        return self._members(self.bits_after[self.index[task]])

    def work_of(self, tasks: Iterable[str]) -> Number:
        """Σt over some of the tasks, in `time_unit`."""
        return self.in_time(sum(self.whole_times[self.index[task]] for task in tasks))

    def workplaces(self, tasks: Iterable[str]) -> int:
        """How many must work side by side to hold these tasks: 1, unless one exceeds C."""
        times = (self.whole_times[self.index[task]] for task in tasks)
        return max((-(-time // self.whole_cycle) for time in times), default=1)

    @cached_property
    def times(self) -> Mapping[str, Number]:
        """Task -> time t."""
        return ByName({task.name: task.time for task in self.tasks})

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Task -> its position in the listed order."""
        return ByName({task.name: i for i, task in enumerate(self.tasks)})

    @cached_property
    def scale(self) -> int:
        """How many whole parts one unit of time has, so that all comparisons are exact."""
        return common_denominator([exact(self.cycle_time), *map(exact, self.times.values())])

    @cached_property
    def whole_times(self) -> tuple[int, ...]:
        """Task times in listed order, in whole parts of the unit of time."""
        return tuple(int(exact(time) * self.scale) for time in self.times.values())

    @cached_property
    def whole_cycle(self) -> int:
        """The cycle time in whole parts of the unit of time."""
        return int(exact(self.cycle_time) * self.scale)

    def in_time(self, parts: int) -> Number:
        """Whole parts back in `time_unit`."""
        whole, rest = divmod(parts, self.scale)
        return plain(Fraction(parts, self.scale)) if rest else whole

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions of the tasks, predecessors first, else as listed."""
        before = self.bits_before
        return tuple(sorted(range(len(before)), key=lambda i: before[i].bit_count()))

    @cached_property
    def bits_before(self) -> tuple[int, ...]:
        """For each task the set of everything that must be done before it: bit i is task i."""
        index = dict(self.index)
        closed = [0] * len(self.tasks)
        graph = {task.name: task.predecessors for task in self.tasks}
        for task in TopologicalSorter(graph).static_order():
            for before in graph[task]:
                closed[index[task]] |= closed[index[before]] | 1 << index[before]
        return tuple(closed)

    @cached_property
    def bits_after(self) -> tuple[int, ...]:
        """For each task the set of everything that must wait for it, as bits."""
        tasks = range(len(self.tasks))
        return tuple(sum(1 << j for j in tasks if self.bits_before[j] >> i & 1) for i in tasks)

    def members(self, bits: int) -> tuple[str, ...]:
        """The names in a set of bits, predecessors first."""
        return tuple(self.tasks[i].name for i in self.order if bits >> i & 1)

    def _members(self, bits: int) -> tuple[str, ...]:
        return tuple(task.name for i, task in enumerate(self.tasks) if bits >> i & 1)


def check_cycle_time(
    times: Mapping[str, Fraction], cycle: Fraction, unit: str, faults: Faults, also: str = ""
) -> None:
    """No task is longer than the cycle time; what is `also` to be said of the way out ends it."""
    long = [f"{task} ({show(time, unit)})" for task, time in times.items() if time > cycle]
    if long:
        verb = "takes" if len(long) == 1 else "take"
        problem = f"{show(cycle, unit)} is too short, {listing(long)} {verb} longer"
        least = show(max(times.values()), unit)
        faults.add("cycle_time", problem, f"The smallest feasible cycle time is {least}{also}.")
        faults.raise_any(Infeasible)


def _named(tasks: Iterable[Task]) -> list[Task]:
    """The tasks with names as text and every predecessor once."""
    tasks = [replace(task, name=name(task.name)) for task in tasks]
    known = {task.name for task in tasks}
    return [
        replace(task, predecessors=tuple(dict.fromkeys(names(task.predecessors, known))))
        for task in tasks
    ]
