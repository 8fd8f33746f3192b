"""What a plant makes: how much of each product, by which route, and whether it can be moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import positive
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, quoted, show
from ...core.table import name, names, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

YES = ("", "yes", "y", "true", "1", "是")
NO = ("no", "n", "false", "0", "否")


@dataclass(frozen=True)
class Product:
    """A product: how many are made, the machines on its way, and whether it can be moved."""

    name: str
    volume: Number
    route: tuple[str, ...]
    movable: bool = True


@dataclass(frozen=True)
class Products(Problem):
    """Products with their volumes and routes.

    A table has the columns product, volume (above 0), route (machines parted by commas or blanks)
    and perhaps movable (yes or no: a ship, a bridge, a patient in a bed stays where it is). Bad
    data raises `ProblemError`.

    >>> print(Products((Product("chair", 900, ("saw", "sand")),)).headline)
    1 product, 900 units in all, by 1 route over 2 machines.
    """

    products: tuple[Product, ...]
    _: KW_ONLY
    unit: str = "units"

    subject: ClassVar[str] = "products"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("product", ("part", "item", "产品"), stand_in="{}"),
        Column("volume", ("quantity", "units", "产量"), number=True, stand_in=1),
        Column("route", ("routing", "machines", "steps", "工艺路线"), stand_in="1"),
        Column("movable", ("moves", "可移动"), needed=False, stand_in="yes"),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("product", [each.name for each in self.products], faults)
        kept = []
        for row, each in enumerate(self.products, 1):
            place = row_of(row, "product", each.name)
            volume = positive(each.volume, f"{place}, volume", faults, self.unit)
            if not each.route:
                faults.add(f"{place}, route", "there is none", "Name its machines, in order.")
            if not isinstance(each.movable, bool):
                faults.add(f"{place}, movable", f"{quoted(each.movable)} is not known",
                           "Write yes or no.")  # fmt: skip
            kept.append(Product(each.name, plain(volume), tuple(each.route), each.movable))
        return {"products": tuple(kept)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        found = []
        for row in rows(frame, faults, cls.columns):
            told = name(row["movable"]).casefold()
            movable: Any = told in YES if told in (*YES, *NO) else row["movable"]
            found.append(Product(name(row["product"]), row["volume"], names(row["route"]), movable))
        return {"products": tuple(found), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a product: product, volume, route, movable."""
        import pandas as pd

        told = [(p.name, p.volume, ", ".join(p.route), "yes" if p.movable else "no")
                for p in self.products]  # fmt: skip
        return pd.DataFrame(told, columns=["product", "volume", "route", "movable"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Volumes in units."""
        return {"volume": self.unit}

    @property
    def total(self) -> Number:
        """All volumes together."""
        return plain(sum((exact(each.volume) for each in self.products), Fraction(0)))

    @property
    def machines(self) -> tuple[str, ...]:
        """Every machine, in the order in which routes name them."""
        return tuple(dict.fromkeys(machine for each in self.products for machine in each.route))

    @property
    def by_route(self) -> Mapping[tuple[str, ...], Number]:
        """Route -> volume that takes it, the largest first."""
        found: Counter[tuple[str, ...]] = Counter()
        for each in self.products:
            found[each.route] += exact(each.volume)  # type: ignore[assignment]
        return {route: plain(volume) for route, volume in found.most_common()}

    @property
    def headline(self) -> str:
        """The products in one sentence."""
        return (
            f"{count(len(self.products), 'product')}, {show(self.total, self.unit)} in all, by "
            f"{count(len(self.by_route), 'route')} over {count(len(self.machines), 'machine')}."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Volumes by product, the largest first (Muther's P–Q chart)."""
        from .plots import volumes

        return volumes(self, state, ax)
