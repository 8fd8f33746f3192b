"""A line on which several models are made in a mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.names import check_known, check_names, check_precedence, row_of
from ...core.numbers import Number, count, exact, listing, plain, show
from ...core.table import name, names, rows
from ..problem import Line, Task, check_cycle_time

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TASK, PREDECESSORS = Line.columns[0], Line.columns[2]


@dataclass(frozen=True)
class ModelTask:
    """A task: its time for each model (0 where a model does without), its predecessors."""

    name: str
    times: tuple[Number, ...]
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class MixedLine(Problem):
    """Tasks with a time for each model, and how many of each are made.

    `demand` gives the units of each model in any period; only their proportions count. The cycle
    time is that of the line, whatever model comes. A table has the columns task, predecessors and
    one column of times for each model. Bad data raises `ProblemError`; a task that takes longer
    than the cycle time in the mean of the mix raises `Infeasible`.

    >>> line = MixedLine(
    ...     (ModelTask("frame", (4, 8)), ModelTask("lamp", (0, 3), ("frame",))),
    ...     demand={"plain": 3, "deluxe": 1},
    ...     cycle_time=6,
    ... )
    >>> print(line.headline)
    2 tasks for plain and deluxe: on average 5.75 s of work at a cycle time of 6 s.
    """

    tasks: tuple[ModelTask, ...]
    demand: Mapping[str, Number]
    cycle_time: Number
    _: KW_ONLY
    time_unit: str = "s"

    subject: ClassVar[str] = "mixed line"
    columns: ClassVar[tuple[Column, ...]] = (TASK, PREDECESSORS)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        cycle = positive(self.cycle_time, "cycle_time", faults, self.time_unit)
        demand = self._demand(faults)
        known = {name(task.name) for task in self.tasks}
        done = [
            ModelTask(
                name(task.name),
                self._times(k, task, len(self.demand), faults),
                tuple(dict.fromkeys(names(task.predecessors, known))),
            )
            for k, task in enumerate(self.tasks, 1)
        ]
        check_precedence("task", [(task.name, task.predecessors) for task in done], faults)
        faults.raise_any()
        means, also = _means(done, demand), " for the average of the mix"
        check_cycle_time(means, cycle, self.time_unit, faults, also)
        return {"tasks": tuple(done), "demand": demand, "cycle_time": plain(cycle)}

    def _demand(self, faults: Faults) -> ByName[Number]:
        if not isinstance(self.demand, Mapping) or not self.demand:
            remedy = "Give {model: units}, one for each column of times."
            faults.add("demand", "it is not told for each model", remedy)
            faults.raise_any()
        models = [name(model) for model in self.demand]
        check_names("model", models, faults)
        units = [plain(positive(v, f"demand of {m}", faults))
                 for m, v in zip(models, self.demand.values(), strict=True)]  # fmt: skip
        return ByName(dict(zip(models, units, strict=True)))

    def _times(self, row: int, task: ModelTask, models: int, faults: Faults) -> tuple[Number, ...]:
        place = row_of(row, "task", name(task.name))
        given = task.times if isinstance(task.times, (tuple, list)) else ()
        if len(given) != models:
            faults.add(place, f"{count(len(given), 'time')} for {count(models, 'model')}",
                       "Give one for each.")  # fmt: skip
            return ()
        times = [not_negative(t, f"{place}, time", faults, self.time_unit) for t in given]
        if not any(times):
            faults.add(place, "no model needs it", "Give a time above 0, or leave the task out.")
        return tuple(map(plain, times))

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        demand = settings.get("demand")
        models = [name(m) for m in demand] if isinstance(demand, Mapping) else []
        others = [name(column) for column in getattr(frame, "columns", ())]
        others = [c for c in others if not TASK.bears(c) and not PREDECESSORS.bears(c)]
        check_known("model", models, others, "demand", faults)
        if left := [c for c in others if c not in models and models]:
            problem = f"{listing(left)} would be passed over"
            remedy = "Give a demand for each of them, or take them out of the table."
            if len(left) == 1:
                remedy = "Give a demand for it, or take it out of the table."
            faults.add("columns", problem, remedy)
        times = [Column(model, number=True, stand_in=1) for model in models]
        tasks = (
            ModelTask(row["task"], tuple(row[m] for m in models), row["predecessors"])
            for row in rows(frame, faults, (TASK, PREDECESSORS, *times))
        )
        return {"tasks": tuple(tasks), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a task: task, one column of times for each model, predecessors."""
        import pandas as pd

        table: dict[str, list[Any]] = {"task": [task.name for task in self.tasks]}
        for k, model in enumerate(self.demand):
            table[model] = [task.times[k] for task in self.tasks]
        table["predecessors"] = [", ".join(task.predecessors) for task in self.tasks]
        return pd.DataFrame(table)

    @property
    def column_units(self) -> Mapping[str, str]:
        """Every column of times is in the time unit."""
        return dict.fromkeys(self.demand, self.time_unit)

    @cached_property
    def average(self) -> Line:
        """The line of the average unit: every task with its mean time in the mix."""
        means = _means(self.tasks, self.demand)
        tasks = (Task(each.name, plain(means[each.name]), each.predecessors) for each in self.tasks)
        return Line(tuple(tasks), self.cycle_time, time_unit=self.time_unit)

    @property
    def headline(self) -> str:
        """The line in one sentence."""
        line = self.average
        return (
            f"{count(len(self.tasks), 'task')} for {listing(self.demand)}: on average "
            f"{show(line.work_content, self.time_unit)} of work at a cycle time of "
            f"{show(self.cycle_time, self.time_unit)}."
        )

    def states(self) -> Any:
        """How many columns of the common precedence diagram are shown."""
        return self.average.states()

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The common precedence diagram, with average times."""
        return self.average.draw(state, ax)


def _means(tasks: Iterable[ModelTask], demand: Mapping[str, Number]) -> dict[str, Fraction]:
    """Task -> its mean time in the mix."""
    shares = [exact(units) for units in demand.values()]
    return {
        task.name: sum((s * exact(t) for s, t in zip(shares, task.times, strict=True)), Fraction(0))
        / sum(shares)
        for task in tasks
    }
