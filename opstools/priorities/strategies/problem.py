"""Rivals in one industry: what they charge, what a unit costs them, whom they serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, share, whole
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Rival:
    """A firm: price and cost of a unit, in money, and how many segments of the market it serves."""

    firm: str
    price: Number
    cost: Number
    segments: int


@dataclass(frozen=True)
class Rivals(Problem):
    """Firms that sell comparable things in one market of several `segments`.

    A table has the columns firm, price, cost (money a unit) and segments. Who serves at most the
    share `narrow` of the segments is focused. Bad data raises `ProblemError`.

    >>> rivals = (Rival("A", 90, 60, 6), Rival("B", 140, 90, 6))
    >>> print(Rivals(rivals, segments=6).headline)
    2 firms, prices from 90 $ to 140 $, costs from 60 $ to 90 $.
    """

    rivals: tuple[Rival, ...]
    _: KW_ONLY
    segments: int
    narrow: Number = 0.5
    money: str = "$"

    subject: ClassVar[str] = "rivals"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("firm", ("company", "企业"), stand_in="row {}"),
        Column("price", ("价格",), number=True, stand_in=1),
        Column("cost", ("unit cost", "成本"), number=True, stand_in=1),
        Column("segments", ("segments served", "细分市场"), number=True, stand_in=1),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("firm", [name(each.firm) for each in self.rivals], faults)
        before = len(faults.found)
        segments = whole(self.segments, "segments", faults)
        most = segments if len(faults.found) == before else None
        found = []
        for k, each in enumerate(self.rivals, 1):
            place = row_of(k, "firm", name(each.firm))
            price = plain(not_negative(each.price, f"{place}, price", faults, self.money))
            cost = plain(not_negative(each.cost, f"{place}, cost", faults, self.money))
            served = whole(each.segments, f"{place}, segments", faults, most)
            found.append(Rival(name(each.firm), price, cost, served))
        if len(found) == 1:
            faults.add("firms", "there is only one", "Add a rival: a strategy is against somebody.")
        narrow = plain(share(self.narrow, "narrow", faults))
        return {"rivals": tuple(found), "segments": segments, "narrow": narrow}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Rival(r["firm"], r["price"], r["cost"], r["segments"]) for r in table)
        return {"rivals": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a firm: firm, price, cost, segments."""
        import pandas as pd

        told = [(each.firm, each.price, each.cost, each.segments) for each in self.rivals]
        return pd.DataFrame(told, columns=["firm", "price", "cost", "segments"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Prices and costs are money."""
        return {"price": self.money, "cost": self.money}

    @cached_property
    def means(self) -> tuple[Fraction, Fraction]:
        """The mean price and the mean cost, each firm counted once."""
        size = len(self.rivals)
        price = sum((exact(each.price) for each in self.rivals), Fraction(0)) / size
        return price, sum((exact(each.cost) for each in self.rivals), Fraction(0)) / size

    def advantage(self, each: Rival) -> tuple[Fraction, Fraction]:
        """How far the cost is below the mean, and how far the price is above it."""
        price, cost = self.means
        return cost - exact(each.cost), exact(each.price) - price

    def focused(self, each: Rival) -> bool:
        """Whether a firm serves a narrow part of the market."""
        return Fraction(each.segments, self.segments) <= exact(self.narrow)

    def strategy(self, each: Rival) -> str:
        """The generic strategy of a firm; none where its margin is not above the mean."""
        cheap, dear = self.advantage(each)
        if cheap + dear <= 0:
            return "stuck in the middle"
        by_cost = cheap >= dear
        if self.focused(each):
            return "cost focus" if by_cost else "differentiation focus"
        return "cost leadership" if by_cost else "differentiation"

    @property
    def headline(self) -> str:
        """The firms in one sentence."""
        prices = sorted((each.price for each in self.rivals), key=exact)
        costs = sorted((each.cost for each in self.rivals), key=exact)
        return (
            f"{count(len(prices), 'firm')}, prices from {show(prices[0], self.money)} to "
            f"{show(prices[-1], self.money)}, costs from {show(costs[0], self.money)} to "
            f"{show(costs[-1], self.money)}."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Price against cost of the first firms."""
        from .plots import market

        return market(self, state, ax)
