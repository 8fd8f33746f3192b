"""The line: tasks with times and predecessors, to be run at a cycle time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from ..core import Faults, Infeasible, Problem
from ..core.figures import positive
from ..core.numbers import Number, common_denominator, count, exact, plain, show
from ..core.table import name, names, rows
from .checks import check_conventions, check_cycle_time, check_precedence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Task:
    """A piece of work that is not divided: name, time t (above 0), immediate predecessors."""

    name: str
    time: Number
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Line(Problem):
    """An assembly line to be balanced.

    Tasks i with times t_i and immediate predecessors are to be shared out among stations, none of
    which may get more than the cycle time C. Times are kept exactly as written (0.1 is a tenth).

    Where books differ, the line carries the convention, and every result states it:
    `efficiency_by` is what a station's work is divided by, "cycle_time" (Σt / mC) or
    "largest_load" (Σt / m·max S); `smoothness_by` is what loads are compared with,
    "largest_load" or "cycle_time"; `long_tasks` says what happens to a task longer than C:
    "error", or "parallel" where ⌈t/C⌉ stations work side by side, each on every ⌈t/C⌉-th unit.

    Source: Salveson (1955); Scholl (1999).

    >>> line = Line((Task("A", 4), Task("B", 3, ("A",)), Task("C", 3, ("A",))), cycle_time=6)
    >>> print(line.headline)
    3 tasks with 10 s of work at a cycle time of 6 s: at least 2 stations.
    """

    tasks: tuple[Task, ...]
    cycle_time: Number
    _: KW_ONLY
    time_unit: str = "s"
    efficiency_by: Literal["cycle_time", "largest_load"] = "cycle_time"
    smoothness_by: Literal["largest_load", "cycle_time"] = "largest_load"
    long_tasks: Literal["error", "parallel"] = "error"

    def __post_init__(self) -> None:
        faults = Faults("line")
        tasks = _named(self.tasks)
        times = [
            positive(task.time, f"{place(row, task)}, time", faults, self.time_unit)
            for row, task in enumerate(tasks, 1)
        ]
        cycle = positive(self.cycle_time, "cycle_time", faults, self.time_unit)
        check_precedence(tasks, faults)
        check_conventions(self, faults)
        faults.raise_any()
        if self.long_tasks != "parallel":
            check_cycle_time(tasks, times, cycle, self.time_unit, faults)
        faults.raise_any(Infeasible)
        checked = (replace(task, time=plain(time)) for task, time in zip(tasks, times, strict=True))
        object.__setattr__(self, "tasks", tuple(checked))
        object.__setattr__(self, "cycle_time", plain(cycle))

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        cycle_time: Any,
        time_unit: str = "s",
        efficiency_by: Literal["cycle_time", "largest_load"] = "cycle_time",
        smoothness_by: Literal["largest_load", "cycle_time"] = "largest_load",
        long_tasks: Literal["error", "parallel"] = "error",
    ) -> Line:
        """Read a table with columns task, time, predecessors (names parted by commas or blanks).

        The other arguments are those of the class.

        >>> import pandas as pd
        >>> table = pd.DataFrame({"task": ["A", "B"], "time": [4, 0], "predecessors": ["", "Z"]})
        >>> Line.from_frame(table, cycle_time=6, time_unit="min")
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: line, 2 faults:
          1. row 2 (task B), time: 0 min is not above 0. Write a number above 0, in min.
          2. row 2 (task B), predecessors: there is no task Z. The tasks are A and B.
        """
        faults = Faults("line")
        columns = {"task": None, "time": 1}
        table = rows(frame, faults, required=columns, optional={"predecessors": None})
        named = "task" in {str(column).strip().casefold() for column in frame.columns}
        tasks = tuple(
            Task(row["task"], row["time"], row["predecessors"])
            if named
            else Task(f"row {k}", row["time"])
            for k, row in enumerate(table, 1)
        )
        with faults.collect():
            line = cls(
                tasks,
                cycle_time,
                time_unit=time_unit,
                efficiency_by=efficiency_by,
                smoothness_by=smoothness_by,
                long_tasks=long_tasks,
            )
        faults.raise_any()
        return line

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

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The precedence diagram; `step=k` shows its first k layers."""
        from .plots import precedence_diagram

        return precedence_diagram(self, ax=ax, step=step)

    @property
    def work_content(self) -> Number:
        """Σt, the time of all tasks together, in `time_unit`."""
        return self.work_of(self.index)

    def work_of(self, tasks: Iterable[str]) -> Number:
        """Σt over some of the tasks, in `time_unit`."""
        return self.in_time(sum(self.units[self.index[task]] for task in tasks))

    def places(self, tasks: Iterable[str]) -> int:
        """How many stations must work side by side to hold these tasks: 1, unless one exceeds C."""
        units = (self.units[self.index[task]] for task in tasks)
        return max((-(-unit // self.cycle_units) for unit in units), default=1)

    @property
    def minimum_stations(self) -> int:
        """⌈Σt / C⌉, the theoretical minimum number of stations."""
        return -(-sum(self.units) // self.cycle_units)

    @cached_property
    def times(self) -> Mapping[str, Number]:
        """Task -> time t."""
        return MappingProxyType({task.name: task.time for task in self.tasks})

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Task -> its position in the listed order."""
        return MappingProxyType({task.name: i for i, task in enumerate(self.tasks)})

    @cached_property
    def scale(self) -> int:
        """How many whole units one unit of time has, so that all comparisons are exact."""
        return common_denominator([exact(self.cycle_time), *map(exact, self.times.values())])

    @cached_property
    def units(self) -> tuple[int, ...]:
        """Task times in listed order, in whole units."""
        return tuple(int(exact(time) * self.scale) for time in self.times.values())

    @cached_property
    def cycle_units(self) -> int:
        """The cycle time in whole units."""
        return int(exact(self.cycle_time) * self.scale)

    def in_time(self, units: int) -> Number:
        """Whole units back in `time_unit`."""
        whole, rest = divmod(units, self.scale)
        return plain(Fraction(units, self.scale)) if rest else whole

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions of the tasks, predecessors first, else as listed."""
        before = self.all_predecessors
        return tuple(sorted(range(len(before)), key=lambda i: before[i].bit_count()))

    @cached_property
    def all_predecessors(self) -> tuple[int, ...]:
        """For each task the set of everything that must be done before it: bit i is task i."""
        closed = [0] * len(self.tasks)
        graph = {task.name: task.predecessors for task in self.tasks}
        for task in TopologicalSorter(graph).static_order():
            for before in map(self.index.__getitem__, graph[task]):
                closed[self.index[task]] |= closed[before] | 1 << before
        return tuple(closed)

    @cached_property
    def all_followers(self) -> tuple[int, ...]:
        """For each task the set of everything that must wait for it, as bits."""
        tasks = range(len(self.tasks))
        return tuple(sum(1 << j for j in tasks if self.all_predecessors[j] >> i & 1) for i in tasks)

    def members(self, bits: int) -> tuple[str, ...]:
        """The names in a set of bits, predecessors first."""
        return tuple(self.tasks[i].name for i in self.order if bits >> i & 1)


def _named(tasks: Iterable[Task]) -> list[Task]:
    """The tasks with names as text and every predecessor once."""
    tasks = [replace(task, name=name(task.name)) for task in tasks]
    known = {task.name for task in tasks}
    return [
        replace(task, predecessors=tuple(dict.fromkeys(names(task.predecessors, known))))
        for task in tasks
    ]


def place(row: int, task: Task) -> str:
    """Where a fault stands."""
    return f"row {row} (task {task.name})" if task.name else f"row {row}"
