"""Little's law for a process of several stages and several kinds of flow units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.display import AMOUNT, RATE, TIME
from ...core.figures import not_negative, positive
from ...core.numbers import Number, count, exact, listing, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FIGURES = ("inventory", "flow_rate", "flow_time")
ROUNDING = Fraction(1, 1000)  # by which three figures may differ from Little's law


@dataclass(frozen=True)
class Stage:
    """One stage as one flow unit sees it: any two of I, R and T; `work_time` is without waiting."""

    stage: str
    flow_unit: str = ""
    inventory: Number | None = None
    flow_rate: Number | None = None
    flow_time: Number | None = None
    work_time: Number | None = None


@dataclass(frozen=True)
class Stages(Problem):
    """Stages of a process, each with its own I = R·T; what is missing is computed.

    Every row is a stage, or one kind of flow unit at a stage. Rates are per `time_unit`, times in
    it. A flow unit enters the process at the rate of its first row; a stage that only some of
    them visit has a smaller rate. A table has the columns stage or flow_unit (or both), two or
    three of inventory, flow_rate and flow_time (a cell may be empty where the other two are given),
    and perhaps work_time, the time without waiting. Bad data raises `ProblemError`.

    >>> ward = Stages(
    ...     (Stage("wait", inventory=7, flow_rate=55), Stage("see", flow_rate=55, flow_time=0.1))
    ... )
    >>> ward.stages[1].inventory
    5.5
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "inventory": AMOUNT,
        "flow_rate": RATE,
        "flow_time": TIME,
        "work_time": TIME,
    }

    stages: tuple[Stage, ...]
    _: KW_ONLY
    flow_unit: str = "units"
    time_unit: str = "h"

    subject: ClassVar[str] = "stages"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("stage", ("step", "buffer", "阶段"), needed=False),
        Column("flow_unit", ("kind", "流程单位"), needed=False),
        Column("inventory", ("I", "库存"), needed=False, number=True),
        Column("flow_rate", ("R", "throughput", "流转率"), needed=False, number=True),
        Column("flow_time", ("T", "流程时间"), needed=False, number=True),
        Column("work_time", needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        if not self.stages:
            faults.add("stages", "there are none", "Give one row for each stage.")
        known: set[tuple[str, str]] = set()
        done = []
        for row, stage in enumerate(self.stages, 1):
            key = name(stage.stage), name(stage.flow_unit)
            place = f"row {row} ({' of '.join(filter(None, key))})" if any(key) else f"row {row}"
            if not any(key):
                faults.add(place, "it has no name", "Name the stage or the flow unit.")
            elif key in known:
                faults.add(place, "it is there twice", "Give every stage one row a flow unit.")
            known.add(key)
            done.append(self._completed(stage, key, place, faults))
        with_work = [stage.work_time is not None for stage in done]
        if any(with_work) and not all(with_work):
            place = f"row {with_work.index(False) + 1}, work_time"
            faults.add(place, "there is none", "Give one in every row, or in none.")
        if not any(stage.inventory for stage in done):
            faults.add("inventory", "nothing is in any stage", "Give a stage that holds something.")
        return {"stages": tuple(done)}

    def _completed(self, stage: Stage, key: tuple[str, str], place: str, faults: Faults) -> Stage:
        before = len(faults.found)
        given: dict[str, Fraction] = {}
        for figure in FIGURES:
            value = getattr(stage, figure)
            if value is not None and name(value) != "":
                read = positive if figure == "flow_rate" else not_negative
                given[figure] = read(value, f"{place}, {figure}", faults)
        work = stage.work_time
        if work is not None and name(work) != "":
            work = plain(not_negative(work, f"{place}, work_time", faults, self.time_unit))
        else:
            work = None
        if len(given) < 2:
            problem = f"{count(len(given), 'figure')} given"
            faults.add(place, problem, "Give two of inventory, flow_rate and flow_time.")
        if len(faults.found) == before:
            _complete(given, place, faults)
        if len(faults.found) == before and work is not None:
            self._check_work(exact(work), given["flow_time"], place, faults)
        held, rate, time = (plain(given[each]) if each in given else None for each in FIGURES)
        return Stage(*key, held, rate, time, work)

    def _check_work(self, work: Fraction, time: Fraction, place: str, faults: Faults) -> None:
        """Nothing is faster than without waiting."""
        if work - time > ROUNDING * work:
            shown = show(time, self.time_unit)
            problem = f"{show(work, self.time_unit)} is more than the flow time, {shown}"
            remedy = "Nothing is faster than without waiting: correct one."
            faults.add(f"{place}, work_time", problem, remedy)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        if not any(
            column.bears(name(given)) for given in frame.columns for column in cls.columns[:2]
        ):
            remedy = f"The table has {listing(map(name, frame.columns))}. Add a column named stage."
            faults.add("column stage", "it is missing", remedy)
            table = [{**row, "stage": f"row {k}"} for k, row in enumerate(table, 1)]
        return {"stages": tuple(Stage(**row) for row in table), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a stage: stage, flow_unit, inventory, flow_rate, flow_time, work_time."""
        import pandas as pd

        columns = ["stage", "flow_unit", *FIGURES]
        if self.stages[0].work_time is not None:
            columns.append("work_time")
        return pd.DataFrame([vars(stage) for stage in self.stages], columns=columns)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        held = plain(sum(exact(stage.inventory) for stage in self.stages))
        return f"{show(held, self.flow_unit)} in {self.spoken()}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """One box a stage: as wide as its flow time, as high as its flow rate; the area is I."""
        from .plots import stage_boxes

        return stage_boxes(self, state, ax)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of flow units, in order."""
        return tuple(dict.fromkeys(stage.flow_unit for stage in self.stages))

    def totals(self, kind: str | None = None) -> tuple[Fraction, Fraction]:
        """Inventory and entering rate of one kind of flow unit, or of all, exactly."""
        if kind is None:
            pairs = [self.totals(each) for each in self.kinds()]
            held, entering = zip(*pairs, strict=True)
            return sum(held, Fraction(0)), sum(entering, Fraction(0))
        mine = [stage for stage in self.stages if stage.flow_unit == kind]
        held_there = sum((exact(stage.inventory) for stage in mine), Fraction(0))
        return held_there, exact(mine[0].flow_rate)

    def spoken(self) -> str:
        """What the rows are: stages, or mere kinds of flow units."""
        if not any(stage.stage for stage in self.stages):
            return count(len(self.stages), "kind of flow units", "kinds of flow units")
        return count(len(self.stages), "row" if len(self.kinds()) > 1 else "stage")


def _complete(given: dict[str, Fraction], place: str, faults: Faults) -> None:
    """Add the third figure; check it where it is given."""
    held, rate, time = (given.get(figure) for figure in FIGURES)
    if held is None and rate is not None and time is not None:
        given["inventory"] = rate * time
    elif time is None and rate is not None and held is not None:
        given["flow_time"] = held / rate
    elif rate is None and held is not None and time is not None:
        if not held or not time:
            remedy = "Give the flow rate: nothing inside for no time tells nothing about it."
            faults.add(place, "inventory or flow_time is 0", remedy)
            return
        given["flow_rate"] = held / time
    elif held is not None and rate is not None and time is not None:
        product = rate * time
        if abs(held - product) > ROUNDING * max(held, product):
            shown = f"{show(rate)} × {show(time)} = {show(product)}"
            problem = f"{show(held)} is not flow_rate × flow_time, {shown}"
            remedy = "Correct one of the three, or leave one out."
            faults.add(f"{place}, inventory", problem, remedy)
