"""Who follows which strategy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, plain, show
from .problem import Rivals

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Strategies(Result):
    """By firm: its `margins` (price − cost) and its `strategies`.

    >>> from opstools import datasets
    >>> from opstools.priorities import generic_strategies
    >>> print(generic_strategies(datasets.load("airlines")).headline)
    Jet club has the best margin, 65 $, by differentiation focus; 2 of 6 firms are stuck.
    """

    problem: Rivals

    @property
    def margins(self) -> Mapping[str, Number]:
        """Firm -> price − cost."""
        own = self.problem.rivals
        return ByName({each.firm: plain(exact(each.price) - exact(each.cost)) for each in own})

    @property
    def strategies(self) -> Mapping[str, str]:
        """Firm -> cost leadership, differentiation, a focus on one of them, or stuck."""
        return ByName({each.firm: self.problem.strategy(each) for each in self.problem.rivals})

    @property
    def best(self) -> str:
        """The firm with the largest margin, the first of equal ones."""
        return max(self.margins, key=lambda firm: exact(self.margins[firm]))

    @property
    def stuck(self) -> tuple[str, ...]:
        """The firms that are stuck in the middle."""
        return tuple(firm for firm, own in self.strategies.items() if own == "stuck in the middle")

    @property
    def answer(self) -> dict[str, str]:
        """The strategy of each firm."""
        return dict(self.strategies)

    @property
    def measures(self) -> Measures:
        """Mean price and cost, the best margin, and how many are stuck."""
        price, cost = map(plain, self.problem.means)
        money = self.problem.money
        return Measures(
            mean_price=(price, money),
            mean_cost=(cost, money),
            best_margin=(self.margins[self.best], money),
            stuck=(len(self.stuck), ""),
        )

    @property
    def headline(self) -> str:
        """The market in one sentence."""
        margin = show(self.margins[self.best], self.problem.money)
        own = self.strategies[self.best]
        by = "" if own == "stuck in the middle" else f", by {own}"
        firms = count(len(self.margins), "firm")
        verb = "is" if len(self.stuck) == 1 else "are"
        return (f"{self.best} has the best margin, {margin}{by}; {len(self.stuck)} of {firms} "
                f"{verb} stuck.")  # fmt: skip

    @property
    def note(self) -> str:
        """What is compared, and who counts as focused."""
        few = [each.firm for each in self.problem.rivals if self.problem.focused(each)]
        who = f"; focused: {listing(few)}" if few else ""
        return f"Against the mean of all firms, each counted once{who}."

    def to_frame(self) -> pd.DataFrame:
        """One row a firm: firm, margin, by_cost, by_price (ahead of the mean), strategy."""
        import pandas as pd

        gains = [self.problem.advantage(each) for each in self.problem.rivals]
        return pd.DataFrame({
            "firm": list(self.margins),
            "margin": list(self.margins.values()),
            "by_cost": [plain(cheap) for cheap, _ in gains],
            "by_price": [plain(dear) for _, dear in gains],
            "strategy": list(self.strategies.values()),
        })  # fmt: skip

    @property
    def column_units(self) -> Mapping[str, str]:
        """All figures are money a unit."""
        return dict.fromkeys(("margin", "by_cost", "by_price"), self.problem.money)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Price against cost, firm by firm."""
        from .plots import market

        return market(self.problem, state, ax)
