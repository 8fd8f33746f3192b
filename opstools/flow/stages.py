"""Little's law for a process of several stages and several kinds of flow units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..core import Faults, Measures, Problem, Result, Step, Steps
from ..core.figures import not_negative, positive
from ..core.numbers import Number, count, exact, plain, show
from ..core.table import name, rows
from .littles_law import littles_law
from .result import Flow

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


@dataclass(frozen=True, repr=False)
class Stages(Problem):
    """Stages of a process, each with its own I = R·T; what is missing is computed.

    Every row is a stage, or one kind of flow unit at a stage. Rates are per `time_unit`, times in
    it. A flow unit enters the process at the rate of its first row; a stage that only some of
    them visit has a smaller rate.

    >>> ward = Stages(
    ...     (Stage("wait", inventory=7, flow_rate=55), Stage("see", flow_rate=55, flow_time=0.1))
    ... )
    >>> ward.stages[1].inventory
    5.5
    """

    stages: tuple[Stage, ...]
    _: KW_ONLY
    flow_unit: str = "units"
    time_unit: str = "h"

    def __post_init__(self) -> None:
        faults = Faults("stages")
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
            row = with_work.index(False) + 1
            faults.add(
                f"row {row}, work_time", "there is none", "Give one in every row, or in none."
            )
        if not any(stage.inventory for stage in done):
            faults.add("inventory", "nothing is in any stage", "Give a stage that holds something.")
        faults.raise_any()
        object.__setattr__(self, "stages", tuple(done))

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
        held, rate, time = (plain(given[each]) if each in given else None for each in FIGURES)
        return Stage(*key, held, rate, time, work)

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, *, flow_unit: str = "units", time_unit: str = "h"
    ) -> Stages:
        """Read a table with columns stage or flow_unit (or both), and two or three of the figures.

        The figures are inventory, flow_rate and flow_time; a cell may be empty where the other two
        are given. A column work_time, the time without waiting, is optional.

        >>> import pandas as pd
        >>> table = pd.DataFrame({"stage": ["wait"], "inventory": [7], "flow_rate": [55]})
        >>> Stages.from_frame(table).stages[0].flow_time
        Fraction(7, 55)
        """
        faults = Faults("stages")
        given = [name(column).casefold() for column in getattr(frame, "columns", ())]
        required = {} if "flow_unit" in given else {"stage": "?"}
        optional = dict.fromkeys(("stage", "flow_unit", *FIGURES, "work_time"))
        table = rows(frame, faults, required=required, optional={**optional, **required})
        with faults.collect():
            stages = cls(
                tuple(Stage(**row) for row in table), flow_unit=flow_unit, time_unit=time_unit
            )
        faults.raise_any()
        return stages

    def to_frame(self) -> pd.DataFrame:
        """One row a stage: stage, flow_unit, inventory, flow_rate, flow_time, work_time."""
        import pandas as pd

        columns = ["stage", "flow_unit", *FIGURES]
        if self.stages[0].work_time is not None:
            columns.append("work_time")
        return pd.DataFrame([vars(stage) for stage in self.stages], columns=columns, dtype=object)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        held = plain(sum(exact(stage.inventory) for stage in self.stages))
        return f"{show(held, self.flow_unit)} in {_rows_named(self)}."

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """One box a stage: as wide as its flow time, as high as its flow rate; the area is I."""
        from .stage_plots import stage_boxes

        return stage_boxes(self, ax=ax, step=step)


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
            shown = f"{show(plain(rate))} × {show(plain(time))} = {show(plain(product))}"
            problem = f"{show(plain(held))} is not flow_rate × flow_time, {shown}"
            remedy = "Correct one of the three, or leave one out."
            faults.add(f"{place}, inventory", problem, remedy)


if TYPE_CHECKING:
    Given = Stages | pd.DataFrame
else:
    Given = Stages  # what the catalogue shows; a table is read as one


@dataclass(frozen=True, repr=False)
class StagedFlow(Result):
    """Little's law for the whole: inventories add up, and so do flow times along the way.

    The flow time of the whole is total inventory / rate at which units enter, which is the sum of
    the stages' flow times, each weighted by the share of units that visit the stage.

    >>> from opstools import datasets
    >>> room = littles_law_stages(datasets.load("emergency_room"))
    >>> print(room.headline)
    49.71 patients in 5 stages, 55 per h enter: 0.9038 h each.
    """

    problem: Stages
    working: Steps

    @property
    def by_flow_unit(self) -> Mapping[str, Flow]:
        """Flow unit -> its inventory, flow rate and flow time in the whole process."""
        return MappingProxyType({kind: self._flow(kind) for kind in _kinds(self.problem)})

    @property
    def whole(self) -> Flow:
        """All flow units together."""
        return self._flow(None)

    @property
    def inventory(self) -> Number:
        """I of the whole."""
        return self.whole.inventory

    @property
    def flow_rate(self) -> Number:
        """R of the whole: what enters."""
        return self.whole.flow_rate

    @property
    def flow_time(self) -> Number:
        """T of the whole: the mean over all units that enter."""
        return self.whole.flow_time

    @property
    def flow_time_efficiency(self) -> Number | None:
        """Mean time without waiting / mean flow time; None where no work times are given."""
        times = [stage.work_time for stage in self.problem.stages]
        if any(time is None for time in times):
            return None
        work = sum(exact(s.flow_rate) * exact(s.work_time) for s in self.problem.stages)
        return plain(work / exact(self.inventory))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        share = self.flow_time_efficiency
        extra = {} if share is None else {"flow_time_efficiency": (share, "%")}
        whole = self.whole
        figures = {name: (value, whole.unit(name)) for name, value in whole.measures.items()}
        return Measures(**figures, **extra)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        unit, time = self.problem.flow_unit, self.problem.time_unit
        return (
            f"{show(self.inventory, unit)} in {_rows_named(self.problem)}, "
            f"{show(self.flow_rate)} per {time} enter: {show(self.flow_time, time)} each."
        )

    def to_frame(self) -> pd.DataFrame:
        """The stages, and `share`: how much of the total flow time each makes up."""
        import pandas as pd

        frame = self.problem.to_frame()
        total = exact(self.inventory)
        shares = [plain(exact(held) / total) for held in frame["inventory"]]
        return frame.assign(share=pd.Series(shares, dtype=object))

    def steps(self) -> Steps:
        """Little's law stage by stage, then for the whole."""
        return self.working

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """One box a stage: as wide as its flow time, as high as its flow rate; the area is I."""
        return self.problem.plot(ax, step=step)

    def _flow(self, kind: str | None) -> Flow:
        held, rate = _totals(self.problem, kind)
        units = {"flow_unit": kind or self.problem.flow_unit, "time_unit": self.problem.time_unit}
        return littles_law(inventory=held, flow_rate=rate, **units)  # type: ignore[arg-type]


def littles_law_stages(stages: Given, *, flow_unit: str = "", time_unit: str = "") -> StagedFlow:
    """I = R·T stage by stage and for the whole: inventories add up, flow times add up.

    `stages` is a `Stages` problem or its table. A flow unit enters at the rate of its first row.

    Source: Little (1961); Anupindi and others, Managing Business Process Flows.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "flow_unit": ["in-patient", "out-patient"],
    ...         "inventory": [30, 4],
    ...         "flow_time": [6, 0.2],
    ...     }
    ... )
    >>> littles_law_stages(table, flow_unit="patients", time_unit="day").flow_time
    1.36
    """
    if isinstance(stages, Stages):
        units = {"flow_unit": flow_unit, "time_unit": time_unit}
        problem = stages.replace(**{key: unit for key, unit in units.items() if unit})
    else:
        problem = Stages.from_frame(
            stages, flow_unit=flow_unit or "units", time_unit=time_unit or "h"
        )
    return StagedFlow(problem, Steps(_working(problem)))


def _working(problem: Stages) -> list[Step]:
    unit, time = problem.flow_unit, problem.time_unit
    steps = [
        Step(
            f"{' of '.join(filter(None, (s.stage, s.flow_unit)))}: Little's law.",
            rf"I = R \times T = {show(s.flow_rate or 0)} \times {show(s.flow_time or 0)}",
            s.inventory,
            unit,
            state=k,
        )
        for k, s in enumerate(problem.stages, 1)
    ]
    held, rate = _totals(problem, None)
    n = len(steps)
    terms = " + ".join(show(stage.inventory or 0) for stage in problem.stages)
    rates = [plain(_totals(problem, kind)[1]) for kind in _kinds(problem)]
    entering = " + ".join(map(show, rates)) if len(rates) > 1 else ""
    rows = (
        ("Inventories add up.", terms, plain(held), unit),
        ("What enters, by the first row of each flow unit.", entering, plain(rate),
         f"{unit}/{time}"),
        ("Little's law for the whole.",
         rf"T = \frac{{I}}{{R}} = \frac{{{show(plain(held))}}}{{{show(plain(rate))}}}",
         plain(held / rate), time),
    )  # fmt: skip
    return [*steps, *(Step(*row, state=n + k) for k, row in enumerate(rows, 1))]


def _rows_named(problem: Stages) -> str:
    """What the rows are: stages, or mere kinds of flow units."""
    if not any(stage.stage for stage in problem.stages):
        return count(len(problem.stages), "kind of flow units", "kinds of flow units")
    return count(len(problem.stages), "row" if len(_kinds(problem)) > 1 else "stage")


def _kinds(problem: Stages) -> list[str]:
    return list(dict.fromkeys(stage.flow_unit for stage in problem.stages))


def _totals(problem: Stages, kind: str | None) -> tuple[Fraction, Fraction]:
    """Inventory and entering rate of one kind of flow unit, or of all."""
    if kind is None:
        pairs = [_totals(problem, each) for each in _kinds(problem)]
        return sum((i for i, _ in pairs), Fraction(0)), sum((r for _, r in pairs), Fraction(0))
    mine = [stage for stage in problem.stages if stage.flow_unit == kind]
    held = sum((exact(stage.inventory) for stage in mine), Fraction(0))
    return held, exact(mine[0].flow_rate)
