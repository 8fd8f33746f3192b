"""Items with what was planned and what came of it: prices and volumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ...core import Column, Faults, Problem
from ...core.figures import not_negative
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FIGURES = ("budget_price", "budget_volume", "actual_price", "actual_volume")


@dataclass(frozen=True)
class Item:
    """A product, a service or a kind of cost: price and volume, budgeted and actual."""

    name: str
    budget_price: Number
    budget_volume: Number
    actual_price: Number
    actual_volume: Number


def _figure(name: str, *also: str) -> Column:
    return Column(name, also, number=True, stand_in=1)


@dataclass(frozen=True)
class BudgetedItems(Problem):
    """Items of a budget and what came of them.

    A table has the columns item, budget_price, budget_volume, actual_price and actual_volume.
    Volumes are in one `unit`, since the mix is told in shares of their sum; prices are in `money` a
    unit. `kind` says whether more is good ("revenue") or bad ("cost"). Bad data raises
    `ProblemError`.

    >>> month = BudgetedItems((Item("tea", 10, 60, 11, 50), Item("cake", 20, 40, 19, 60)))
    >>> print(month.headline)
    2 items: 1,690 against a budget of 1,400.
    """

    items: tuple[Item, ...]
    _: KW_ONLY
    kind: Literal["revenue", "cost"] = "revenue"
    money: str = ""
    unit: str = "units"

    subject: ClassVar[str] = "budgeted items"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("item", ("product", "项目", "产品"), stand_in="row {}"),
        _figure("budget_price", "planned price", "standard price", "budgeted price", "预算单价"),
        _figure("budget_volume", "planned volume", "budget quantity", "budget qty", "预算数量"),
        _figure("actual_price", "actual cost", "实际单价"),
        _figure("actual_volume", "actual quantity", "actual qty", "实际数量"),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("item", [name(each.name) for each in self.items], faults)
        kept = []
        for row, each in enumerate(self.items, 1):
            place = row_of(row, "item", name(each.name))
            figures = (
                plain(not_negative(getattr(each, what), f"{place}, {what}", faults))
                for what in FIGURES
            )
            kept.append(Item(name(each.name), *figures))
        if kept and not any(each.budget_volume for each in kept):
            remedy = "Give the volume planned of at least one item: the mix is told by it."
            faults.add("budget_volume", "all are 0", remedy)
        return {"items": tuple(kept)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Item(name(r["item"]), *(r[what] for what in FIGURES)) for r in table)
        return {"items": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an item: item, budget_price, budget_volume, actual_price, actual_volume."""
        import pandas as pd

        told = [(e.name, *(getattr(e, what) for what in FIGURES)) for e in self.items]
        return pd.DataFrame(told, columns=["item", *FIGURES])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Volumes in their unit, prices in money a unit."""
        price = f"{self.money}/{self.unit}" if self.money else ""
        prices = dict.fromkeys(("budget_price", "actual_price"), price)
        return {**prices, **dict.fromkeys(("budget_volume", "actual_volume"), self.unit)}

    @property
    def budget(self) -> Number:
        """What was planned, in money."""
        return plain(sum(exact(e.budget_price) * exact(e.budget_volume) for e in self.items))

    @property
    def actual(self) -> Number:
        """What came of it, in money."""
        return plain(sum(exact(e.actual_price) * exact(e.actual_volume) for e in self.items))

    @property
    def headline(self) -> str:
        """The items in one sentence."""
        came, planned = show(self.actual, self.money), show(self.budget, self.money)
        return f"{count(len(self.items), 'item')}: {came} against a budget of {planned}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Planned and actual money of the first items."""
        from .plots import beside

        return beside(self, state, ax)
