"""Items, the routes they may take, and how much takes each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import not_negative
from ...core.names import row_of
from ...core.numbers import Number, count, exact, plain
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Route:
    """One way to make an item, and how much of the item goes that way in a period."""

    item: str
    route: str
    amount: Number


@dataclass(frozen=True)
class Routes(Problem):
    """Routes by item. A table has the columns item, route and amount (in `unit` a period).

    Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"item": ["A", "A", "B"], "route": ["M1", "M2", "M1"]})
    >>> print(Routes.from_frame(table.assign(amount=[50, 50, 100])).headline)
    2 items by 3 routes.
    """

    routes: tuple[Route, ...]
    _: KW_ONLY
    unit: str = "units"

    subject: ClassVar[str] = "routes"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("item", ("product", "part", "产品"), stand_in="item"),
        Column("route", ("machine", "way", "路线"), stand_in="route {}"),
        Column("amount", ("volume", "quantity", "share", "数量"), number=True, stand_in=1),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        kept, totals = [], dict.fromkeys((each.item for each in self.routes), Fraction(0))
        for row, each in enumerate(self.routes, 1):
            place = row_of(row, "item", each.item)
            if not each.item or not each.route:
                faults.add(place, "a name is missing", "Name item and route.")
            amount = not_negative(each.amount, f"{place}, amount", faults)
            totals[each.item] += amount
            kept.append(Route(each.item, each.route, plain(amount)))
        for pair, times in Counter((each.item, each.route) for each in kept).items():
            if times > 1:
                problem = f"{pair[0]} has the route {pair[1]} {times} times"
                faults.add("routes", problem, "Give each of its routes one row.")
        for item, total in totals.items():
            if not total:
                faults.add(f"item {item}", "nothing of it is made", "Give an amount above 0.")
        if not kept:
            faults.add("routes", "there are none", "Give at least one.")
        return {"routes": tuple(kept)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        found = rows(frame, faults, cls.columns)
        routes = (Route(name(r["item"]), name(r["route"]), r["amount"]) for r in found)
        return {"routes": tuple(routes), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a route: item, route, amount."""
        import pandas as pd

        told = [(each.item, each.route, each.amount) for each in self.routes]
        return pd.DataFrame(told, columns=["item", "route", "amount"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Amounts."""
        return {"amount": self.unit}

    @cached_property
    def amounts(self) -> Mapping[str, Mapping[str, Number]]:
        """Item -> route -> amount."""
        found: dict[str, dict[str, Number]] = {}
        for each in self.routes:
            found.setdefault(each.item, {})[each.route] = each.amount
        return ByName({item: ByName(routes) for item, routes in found.items()})

    @cached_property
    def shares(self) -> Mapping[str, Mapping[str, float]]:
        """Item -> route -> which share of the item takes it."""
        return ByName({
            item: ByName({
                route: float(exact(amount) / sum(map(exact, routes.values())))
                for route, amount in routes.items()
            })
            for item, routes in self.amounts.items()
        })  # fmt: skip

    @property
    def headline(self) -> str:
        """The routes in one sentence."""
        items, routes = len(self.amounts), len(self.routes)
        return f"{count(items, 'item')} by {count(routes, 'route')}."

    def states(self) -> range:
        """How many items the picture shows."""
        return range(len(self.amounts) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar an item, parted into the shares of its routes."""
        from .plots import parted

        return parted(self, state, (), ax)
