"""Stages that people pass one after the other, with how many reached each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from ..core import Column, Faults, Problem
from ..core.figures import not_negative, per_cent, share, whole
from ..core.names import check_names, row_of
from ..core.numbers import Number, count, plain, show
from ..core.table import given, name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_COUNTED = 10**12


@dataclass(frozen=True)
class Stage:
    """A stage, how many reached it, and, where known, the rate aimed at and what a point costs."""

    name: str
    count: int
    target: Number | None = None
    cost: Number | None = None


@dataclass(frozen=True)
class Stages(Problem):
    """The stages of a funnel, the widest first.

    A table has the columns stage and count: how many people (each counted once) reached the stage.
    It may have `target`, the conversion rate from the stage before that is aimed at (0 to 1), and
    `cost`, what one percentage point more costs there. `value` is what one who reaches the last
    stage is worth, in `money`; `unit` says who is counted; intervals have the `confidence` told.
    Bad data raises `ProblemError`.

    >>> shop = Stages((Stage("visit", 1000), Stage("basket", 80), Stage("order", 40)), value=30)
    >>> print(shop.headline)
    3 stages from visit to order: 40 of 1,000 people come to the end.
    """

    stages: tuple[Stage, ...]
    _: KW_ONLY
    value: Number = 1
    money: str = "yuan"
    unit: str = "people"
    confidence: Number = 0.95

    subject: ClassVar[str] = "funnel"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("stage", ("step", "阶段", "环节"), stand_in="row {}"),
        Column("count", ("people", "number", "users", "人数"), number=True, stand_in=1),
        Column("target", ("target rate", "目标"), needed=False, number=True),
        Column("cost", ("cost of a point", "成本"), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("stage", [name(each.name) for each in self.stages], faults)
        if len(self.stages) == 1:
            faults.add("stages", "there is only one", "Give two stages or more.")
        before = len(faults.found)
        stages = tuple(_stage(k, each, faults) for k, each in enumerate(self.stages, 1))
        if len(faults.found) == before:
            _check_narrowing(stages, faults)
        value = plain(not_negative(self.value, "value", faults, self.money))
        sure = share(self.confidence, "confidence", faults)
        if not 0 < sure < 1:
            faults.add("confidence", f"{show(sure)} is not between 0 and 1", "Write 0.95.")
        return {"stages": stages, "value": value, "confidence": plain(sure)}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """A mapping or Series of counts as a table."""
        import pandas as pd

        if isinstance(given, (pd.Series, Mapping)):
            return pd.DataFrame(list(given.items()), columns=["stage", "count"])
        return given

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(cls.as_table(frame), faults, cls.columns)
        read = (
            Stage(name(r["stage"]), r["count"], given(r["target"]), given(r["cost"])) for r in table
        )
        return {"stages": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a stage: stage, count, and target and cost where any is told."""
        import pandas as pd

        told = [(each.name, each.count, each.target, each.cost) for each in self.stages]
        table = pd.DataFrame(told, columns=["stage", "count", "target", "cost"])
        unused = [c for c in ("target", "cost") if all(getattr(s, c) is None for s in self.stages)]
        return table.drop(columns=unused)

    @property
    def column_units(self) -> Mapping[str, str]:
        """Counts in their unit, targets as shares, costs in money."""
        return {"count": self.unit, "target": "%", "cost": self.money}

    @property
    def headline(self) -> str:
        """The stages in one sentence."""
        first, last = self.stages[0], self.stages[-1]
        verb = "comes" if last.count == 1 else "come"
        return (
            f"{count(len(self.stages), 'stage')} from {first.name} to {last.name}: "
            f"{show(last.count)} of {show(first.count, self.unit)} {verb} to the end."
        )

    @property
    def aimed(self) -> bool:
        """Whether a target is told for any stage."""
        return any(each.target is not None for each in self.stages)

    @property
    def passages(self) -> Iterator[tuple[Stage, Stage]]:
        """Each stage but the first, with the one before it in front."""
        return pairwise(self.stages)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first stages as bars."""
        from .plots import bars

        return bars(self, state, ax)


def _stage(row: int, each: Stage, faults: Faults) -> Stage:
    place = row_of(row, "stage", name(each.name))
    least = 1 if row == 1 else 0
    number = whole(each.count, f"{place}, count", faults, MOST_COUNTED, least=least)
    told = each.target is not None
    target = plain(share(per_cent(each.target), f"{place}, target", faults)) if told else None
    costs = each.cost is not None
    cost = plain(not_negative(each.cost, f"{place}, cost", faults)) if costs else None
    if row == 1 and (told or costs):
        remedy = "Leave it blank: nobody comes to the first stage from another."
        faults.add(place, "the first stage has a target or a cost", remedy)
    return Stage(name(each.name), number, target, cost)


def _check_narrowing(stages: tuple[Stage, ...], faults: Faults) -> None:
    """Nobody reaches a stage who did not reach the one before."""
    for row, (before, each) in enumerate(pairwise(stages), 2):
        place = row_of(row, "stage", each.name)
        if each.count > before.count:
            problem = f"{each.count:,} reached it, of {before.count:,} at {before.name}"
            faults.add(
                place,
                problem,
                "Count people, each once, list the widest stage first, and no totals.",
            )
        if before.count == 0:
            problem = f"nobody reached {before.name}, so what follows has no rate"
            faults.add(place, problem, "Leave out the stages after it.")
