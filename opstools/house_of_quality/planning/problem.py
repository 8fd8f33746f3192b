"""Needs with their importance, where we stand, where we want to be, and what sells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import positive
from ...core.matrix import told_for_each
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SETTINGS = ("current", "goal", "sales_point")


@dataclass(frozen=True)
class PlannedNeed:
    """A need: importance to customers, our mark today, the mark we want, the sales point."""

    need: str
    importance: Number
    current: Number
    goal: Number
    sales_point: Number = 1


@dataclass(frozen=True)
class PlanningTable(Problem):
    """The planning matrix before it is worked out.

    A table has the columns need, importance, current, goal and sales_point; a mapping or Series of
    importance will do, with the other figures told by name, which stand before a column's. Marks
    are above 0, mostly from 1 to 5; sales points are 1.5 (strong), 1.2 (weak) or 1.0. Bad data
    raises `ProblemError`.

    >>> table = PlanningTable((PlannedNeed("quiet", 5, 3, 4, 1.5), PlannedNeed("light", 3, 4, 4)))
    >>> print(table.headline)
    2 needs, 1 of which is to get better.
    """

    planned: tuple[PlannedNeed, ...]

    subject: ClassVar[str] = "planning matrix"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("need", ("what", "whats", "需求"), stand_in="row {}"),
        Column("importance", ("weight", "重要度"), number=True, stand_in=1),
        Column("current", ("current rating", "our rating", "现状"), needed=False, number=True),
        Column("goal", ("target", "goal rating", "目标"), needed=False, number=True),
        Column("sales_point", ("sales", "卖点"), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("need", [name(each.need) for each in self.planned], faults)
        kept = []
        for k, each in enumerate(self.planned, 1):
            place = row_of(k, "need", name(each.need))
            figures = (
                plain(positive(getattr(each, what), f"{place}, {what}", faults))
                for what in ("importance", *SETTINGS)
            )
            kept.append(PlannedNeed(name(each.need), *figures))
        return {"planned": tuple(kept)}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """A mapping or Series of importance as a table."""
        import pandas as pd

        if isinstance(given, (pd.Series, Mapping)):
            return pd.DataFrame(list(given.items()), columns=["need", "importance"])
        return given

    @classmethod
    def _read(
        cls,
        frame: pd.DataFrame,
        faults: Faults,
        *,
        current: Any = None,
        goal: Any = None,
        sales_point: Any = None,
        **settings: Any,
    ) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        needs = [name(row["need"]) for row in table]
        given = {"current": current, "goal": goal, "sales_point": sales_point}
        told: dict[str, list[Any]] = {}
        for what in SETTINGS:
            told[what] = [row[what] for row in table]
            if what == "sales_point" and not any(each is not None for each in told[what]):
                told[what] = [1] * len(table)
            if given[what] is not None:
                told[what] = list(told_for_each(given[what], needs, what, "need", positive, faults))
        planned = (
            PlannedNeed(row["need"], row["importance"], *(told[what][k] for what in SETTINGS))
            for k, row in enumerate(table)
        )
        return {"planned": tuple(planned), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a need: need, importance, current, goal, sales_point."""
        import pandas as pd

        told = [(e.need, e.importance, e.current, e.goal, e.sales_point) for e in self.planned]
        return pd.DataFrame(told, columns=["need", "importance", *SETTINGS])

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        better = sum(float(each.goal) > float(each.current) for each in self.planned)
        verb = "is" if better == 1 else "are"
        return f"{count(len(self.planned), 'need')}, {show(better)} of which {verb} to get better."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """From today's mark to the goal, for the first needs."""
        from .plots import steps_up

        return steps_up(self, state, ax)
