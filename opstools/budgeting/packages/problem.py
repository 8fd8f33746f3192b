"""Decision packages: what a department could do, at which levels, at what cost and benefit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Infeasible, Problem
from ...core.figures import not_negative, positive
from ...core.names import row_of
from ...core.numbers import Number, common_denominator, count, exact, listing, plain, quoted, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

YES = ("yes", "y", "x", "true", "1", "required", "是", "必需")
NO = ("", "no", "n", "false", "0", "否")


@dataclass(frozen=True)
class Level:
    """A package at one of its levels: what that costs and brings as a whole, not the step up."""

    package: str
    level: str
    cost: Number
    benefit: Number
    required: bool = False


@dataclass(frozen=True)
class Packages(Problem):
    """Decision packages under a budget; of each at most one level is funded.

    A table has one row a level: package, level (1, 2, … if left out), cost and benefit of that
    level as a whole, and may have required (yes: the package must be funded, at least at its
    lowest level). The levels of a package are listed from the cheapest up. `budget` and costs are
    in `money`, benefits in `unit`. Bad data raises `ProblemError`, a budget below what is required
    raises `Infeasible`.

    >>> offers = (Level("post", "1", 4, 9), Level("post", "2", 7, 12), Level("film", "1", 5, 10))
    >>> print(Packages(offers, budget=10).headline)
    2 packages at 3 levels; all at their highest cost 12, the budget is 10.
    """

    levels: tuple[Level, ...]
    _: KW_ONLY
    budget: Number
    money: str = ""
    unit: str = "points"

    subject: ClassVar[str] = "packages"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("package", ("decision package", "project", "决策包"), stand_in="row {}"),
        Column("level", ("level of effort", "水平", "档"), needed=False),
        Column("cost", ("costs", "money", "费用", "成本"), number=True, stand_in=1),
        Column("benefit", ("value", "score", "效益"), number=True, stand_in=1),
        Column("required", ("must", "mandatory", "必需"), needed=False),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        kept: list[Level] = []
        for row, each in enumerate(self.levels, 1):
            package = name(each.package)
            place = row_of(row, "package", package)
            if not package:
                faults.add(f"row {row}, package", "it has no name", "Name every package.")
            number = sum(other.package == package for other in kept) + 1
            cost = plain(positive(each.cost, f"{place}, cost", faults, self.money))
            benefit = plain(not_negative(each.benefit, f"{place}, benefit", faults, self.unit))
            level = name(each.level) or str(number)
            required = _is_required(each.required, f"{place}, required", faults)
            kept.append(Level(package, level, cost, benefit, required))
        if not kept:
            faults.add("packages", "there are none", "Give at least one package.")
        budget = not_negative(self.budget, "budget", faults, self.money)
        _check_levels(kept, faults)
        faults.raise_any()
        must = {each.package for each in kept if each.required}
        levels = tuple(replace(each, required=each.package in must) for each in kept)
        _check_budget(levels, budget, self.money, faults)
        return {"levels": levels, "budget": plain(budget)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Level(*(r[column.name] for column in cls.columns)) for r in table)
        return {"levels": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a level: package, level, cost, benefit, and required where any is."""
        import pandas as pd

        told = [(e.package, e.level, e.cost, e.benefit, e.required) for e in self.levels]
        table = pd.DataFrame(told, columns=["package", "level", "cost", "benefit", "required"])
        return table if table["required"].any() else table.drop(columns="required")

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs in money, benefits in their unit."""
        return {"cost": self.money, "benefit": self.unit}

    @cached_property
    def packages(self) -> Mapping[str, tuple[int, ...]]:
        """Package -> the rows of its levels, from 0, the cheapest first."""
        found: dict[str, list[int]] = {}
        for row, each in enumerate(self.levels):
            found.setdefault(each.package, []).append(row)
        return {package: tuple(its) for package, its in found.items()}

    @cached_property
    def scales(self) -> tuple[int, int]:
        """What makes every cost and every benefit whole."""
        costs = [exact(each.cost) for each in self.levels]
        benefits = [exact(each.benefit) for each in self.levels]
        return common_denominator([*costs, exact(self.budget)]), common_denominator(benefits)

    @cached_property
    def scaled(self) -> tuple[tuple[tuple[int, int], ...], int]:
        """Cost and benefit of every level and the budget, in whole numbers."""
        by, times = self.scales
        pairs = ((exact(each.cost) * by, exact(each.benefit) * times) for each in self.levels)
        return tuple((int(c), int(b)) for c, b in pairs), int(exact(self.budget) * by)

    def named(self, level: Level) -> str:
        """A level for a sentence: its package, and which level where there are several."""
        alone = len(self.packages[level.package]) == 1
        return level.package if alone else f"{level.package} {level.level}"

    def is_required(self, package: str) -> bool:
        """Whether a package must be funded."""
        return self.levels[self.packages[package][0]].required

    @property
    def headline(self) -> str:
        """The packages in one sentence."""
        total = sum(
            (exact(self.levels[its[-1]].cost) for its in self.packages.values()), Fraction()
        )
        return (
            f"{count(len(self.packages), 'package')} at {count(len(self.levels), 'level')}; all at "
            f"their highest cost {show(total, self.money)}, the budget is "
            f"{show(self.budget, self.money)}."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Cost and benefit of the first levels."""
        from .plots import offers

        return offers(self, state, ax)


def _is_required(cell: Any, place: str, faults: Faults) -> bool:
    text = name(cell).casefold()  # True and False are written so too
    if text not in (*YES, *NO):
        faults.add(place, f"{quoted(cell)} is neither yes nor no", "Write yes, no or nothing.")
    return text in YES


def _check_levels(levels: list[Level], faults: Faults) -> None:
    """The levels of a package have names of their own and cost more and more."""
    before: dict[str, Level] = {}
    seen = set()
    for row, each in enumerate(levels, 1):
        place = row_of(row, "package", each.package)
        if (each.package, each.level) in seen:
            remedy = "Give every level of a package a name of its own."
            faults.add(f"{place}, level", f"level {each.level} is there already", remedy)
        seen.add((each.package, each.level))
        lower = before.get(each.package)
        if lower and exact(each.cost) <= exact(lower.cost):
            problem = f"level {each.level} costs no more than level {lower.level}"
            faults.add(f"{place}, cost", problem, "List the levels from the cheapest up.")
        before[each.package] = each


def _check_budget(levels: tuple[Level, ...], budget: Fraction, money: str, faults: Faults) -> None:
    """The budget pays for what is required."""
    least: dict[str, Fraction] = {}
    for each in levels:
        if each.required:
            least.setdefault(each.package, exact(each.cost))
    needed = sum(least.values(), Fraction(0))
    if needed > budget:
        problem = (
            f"{show(budget, money)} is {show(needed - budget, money)} below the lowest levels of "
            f"what is required ({listing(least)}), {show(needed, money)}"
        )
        faults.add("budget", problem, f"Give {show(needed, money)} or more, or require less.")
        faults.raise_any(Infeasible)
