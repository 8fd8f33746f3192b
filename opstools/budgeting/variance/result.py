"""A variance parted into price, volume and mix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, plain, show
from .problem import BudgetedItems

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

PARTS = ("price", "volume", "mix")


@dataclass(frozen=True)
class Parts:
    """The variances of an item: price, volume and mix."""

    price: Number
    volume: Number
    mix: Number


@dataclass(frozen=True)
class Known:
    """Which parts are known by a step, in the order price, volume, mix."""

    parts: int = 0


@dataclass(frozen=True)
class Variances(Result):
    """Price, volume and mix variances; their sum is actual less budget.

    `by_item` is item -> its `Parts`; `favourable` says of a variance whether it is good.

    >>> from opstools.budgeting import BudgetedItems, Item, variance_analysis
    >>> month = BudgetedItems((Item("tea", 10, 60, 11, 50), Item("cake", 20, 40, 19, 60)))
    >>> print(variance_analysis(month).headline)
    290 above the budget of 1,400 (favourable): price -10, volume 140, mix 160.
    """

    problem: BudgetedItems
    parts: tuple[Parts, ...]

    def _sum(self, what: str) -> Number:
        return plain(sum((exact(getattr(each, what)) for each in self.parts), Fraction(0)))

    @property
    def price(self) -> Number:
        """Of other prices than planned, at actual volumes."""
        return self._sum("price")

    @property
    def volume(self) -> Number:
        """Of more or less in all, in the planned mix at planned prices."""
        return self._sum("volume")

    @property
    def mix(self) -> Number:
        """Of another mix, at planned prices."""
        return self._sum("mix")

    @property
    def total(self) -> Number:
        """Actual less budget."""
        return plain(exact(self.problem.actual) - exact(self.problem.budget))

    @property
    def by_item(self) -> Mapping[str, Parts]:
        """Item -> its variances."""
        pairs = zip(self.problem.items, self.parts, strict=True)
        return ByName({each.name: found for each, found in pairs})

    def favourable(self, variance: Number) -> bool:
        """Whether a variance is good: above 0 for revenue, below 0 for cost."""
        return variance > 0 if self.problem.kind == "revenue" else variance < 0

    def verdict(self, variance: Number) -> str:
        """F for a favourable variance, U for an unfavourable one, nothing for none."""
        return "" if variance == 0 else "F" if self.favourable(variance) else "U"

    @property
    def answer(self) -> Number:
        """Actual less budget."""
        return self.total

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        names = ("total", *PARTS)
        return Measures(**{name: (getattr(self, name), self.problem.money) for name in names})

    @property
    def headline(self) -> str:
        """The variances in one sentence."""
        total, money = self.total, self.problem.money
        budget = f"the budget of {show(self.problem.budget, money)}"
        told = ", ".join(f"{name} {show(getattr(self, name))}" for name in PARTS)
        if total == 0:
            return f"As budgeted, {show(self.problem.budget, money)}: {told}."
        side = "above" if total > 0 else "below"
        good = "favourable" if self.favourable(total) else "unfavourable"
        return f"{show(abs(total), money)} {side} {budget} ({good}): {told}."

    @property
    def note(self) -> str:
        """Where prices and volumes are taken."""
        return "Price at actual volumes; volume and mix at budgeted prices, shares by volume."

    @property
    def column_units(self) -> Mapping[str, str]:
        """All in money."""
        return dict.fromkeys(("budget", "actual", *PARTS, "total"), self.problem.money)

    def to_frame(self) -> pd.DataFrame:
        """One row an item: item, budget, actual, price, volume, mix, total, verdict (F or U)."""
        import pandas as pd

        rows = []
        for each, found in zip(self.problem.items, self.parts, strict=True):
            budget = plain(exact(each.budget_price) * exact(each.budget_volume))
            actual = plain(exact(each.actual_price) * exact(each.actual_volume))
            total = plain(exact(actual) - exact(budget))
            parts = (found.price, found.volume, found.mix)
            rows.append((each.name, budget, actual, *parts, total, self.verdict(total)))
        columns = ["item", "budget", "actual", *PARTS, "total", "verdict"]
        return pd.DataFrame(rows, columns=columns)

    def draw(self, state: Known, ax: Axes | None) -> Axes:
        """From budget to actual, part by part."""
        from .plots import bridge

        return bridge(self, state.parts, ax)
