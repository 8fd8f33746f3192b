"""A choice of packages: what is funded, what it costs and brings, and the most there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, listing, plain, show
from .problem import Level, Packages

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Decided:
    """A step up to the level in a row, and why it was taken or not."""

    row: int
    why: str

    @property
    def funded(self) -> bool:
        """Whether it was taken."""
        return self.why in ("required", "taken")


@dataclass(frozen=True)
class Stood:
    """What had been decided by a step."""

    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class Frontier:
    """How many packages were weighed by a step, the sensible ways to spend on them (cost and
    benefit), and the one that was chosen."""

    packages: int
    spends: tuple[tuple[Number, Number], ...]
    chosen: tuple[Number, Number] | None = None


@dataclass(frozen=True)
class Choice(Result):
    """At most one level of each package, within the budget.

    `chosen` is package -> level, blank where none is funded; `upper_bound` is the proven most that
    the budget can bring, `proven` whether this choice brings it, `gap` the share that is lost.

    >>> from opstools.budgeting import Level, Packages, choose_packages
    >>> offers = (Level("post", "1", 4, 9), Level("post", "2", 7, 12), Level("film", "1", 5, 10))
    >>> print(choose_packages(Packages(offers, budget=10)).headline)
    The exact choice brings 19 points for 9 of 10: post 1 and film.
    """

    problem: Packages
    method: str
    rows: tuple[int, ...]
    upper_bound: Number

    @property
    def funded(self) -> tuple[Level, ...]:
        """The levels that are funded."""
        return tuple(self.problem.levels[row] for row in self.rows if row >= 0)

    @property
    def chosen(self) -> Mapping[str, str]:
        """Package -> the level that is funded; blank where none is."""
        pairs = zip(self.problem.packages, self.rows, strict=True)
        return ByName({n: self.problem.levels[row].level if row >= 0 else "" for n, row in pairs})

    @property
    def cost(self) -> Number:
        """What it costs."""
        return plain(sum((exact(each.cost) for each in self.funded), Fraction(0)))

    @property
    def benefit(self) -> Number:
        """What it brings."""
        return plain(sum((exact(each.benefit) for each in self.funded), Fraction(0)))

    @property
    def left(self) -> Number:
        """What is left of the budget."""
        return plain(exact(self.problem.budget) - exact(self.cost))

    @property
    def proven(self) -> bool:
        """Whether no choice brings more."""
        return exact(self.benefit) == exact(self.upper_bound)

    @property
    def gap(self) -> Number:
        """The share of the most there is that this choice does not bring."""
        most = exact(self.upper_bound)
        return plain((most - exact(self.benefit)) / most) if most else 0

    @property
    def answer(self) -> dict[str, str]:
        """The packages that are funded, with their levels."""
        return {package: level for package, level in self.chosen.items() if level}

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            benefit=(self.benefit, self.problem.unit),
            cost=(self.cost, self.problem.money),
            left=(self.left, self.problem.money),
            packages=(len(self.funded), ""),
            gap=(self.gap, "%"),
        )

    @property
    def headline(self) -> str:
        """The choice in one sentence."""
        told = listing(map(self.problem.named, self.funded), nothing="nothing", most=8)
        money = self.problem.money
        text = (
            f"The {self.method} brings {show(self.benefit, self.problem.unit)} for "
            f"{show(self.cost)} of {show(self.problem.budget, money)}: {told}."
        )
        if self.proven:
            return text
        return f"{text} The most there is: {show(self.upper_bound)}, {show(self.gap, '%')} lost."

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs in money, benefits in their unit."""
        return {"cost": self.problem.money, "benefit": self.problem.unit}

    def to_frame(self) -> pd.DataFrame:
        """One row a package: package, level (blank: not funded), cost, benefit, ratio."""
        import pandas as pd

        rows = []
        for package, row in zip(self.problem.packages, self.rows, strict=True):
            each = self.problem.levels[row] if row >= 0 else Level(package, "", 0, 0)
            ratio = float(each.benefit) / float(each.cost) if each.cost else float("nan")
            rows.append((package, each.level, each.cost, each.benefit, ratio))
        return pd.DataFrame(rows, columns=["package", "level", "cost", "benefit", "ratio"])

    def draw(self, state: Any, ax: Axes | None) -> Axes:
        """What had been decided, against the budget; or all sensible ways to spend."""
        from .plots import frontier, waterfall

        draw = frontier if isinstance(state, Frontier) else waterfall
        return draw(self, state, ax)

    def plot_plan(self, ax: Axes | None = None) -> Axes:
        """What is funded and what is not, one step up after the other, against the budget."""
        from .plots import waterfall

        return waterfall(self, plan_of(self), ax)


def plan_of(choice: Choice) -> Stood:
    """The steps up of a choice: those that it takes in the order of the table, then the others."""
    rows = list(zip(choice.problem.packages.values(), choice.rows, strict=True))
    taken = [Decided(each, "taken") for its, row in rows for each in its if row >= each]
    others = [Decided(each, "left out") for its, row in rows for each in its if row < each]
    return Stood((*taken, *others))
