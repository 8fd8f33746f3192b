"""Sites with a fixed cost and a cost for each unit made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, show, singular
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class CostLine:
    """What making x units at a site costs: fixed + variable · x."""

    site: str
    fixed: Number
    variable: Number


@dataclass(frozen=True)
class CostLines(Problem):
    """Sites whose costs grow with the volume, each along its own line.

    `fixed` is money for the period, `variable` money for each unit, `revenue` what a unit sells for
    (the same everywhere), if profits are compared. A table has the columns site, fixed and
    variable. Bad data raises `ProblemError`.

    >>> print(CostLines((CostLine("A", 100, 5), CostLine("B", 300, 3))).headline)
    2 sites with fixed costs from 100 $ to 300 $.
    """

    sites: tuple[CostLine, ...]
    _: KW_ONLY
    revenue: Number | None = None
    unit: str = "units"
    money: str = "$"

    subject: ClassVar[str] = "cost lines"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("site", ("location", "plant", "地点", "厂址"), stand_in="row {}"),
        Column("fixed", ("fixed cost", "固定成本"), number=True, stand_in=1),
        Column(
            "variable",
            ("variable cost", "unit cost", "单位变动成本", "变动成本"),
            number=True,
            stand_in=1,
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("site", [name(each.site) for each in self.sites], faults)
        kept = []
        for k, each in enumerate(self.sites, 1):
            place = row_of(k, "site", name(each.site))
            fixed = not_negative(each.fixed, f"{place}, fixed", faults, self.money)
            variable = not_negative(each.variable, f"{place}, variable", faults, self.price_unit)
            kept.append(CostLine(name(each.site), plain(fixed), plain(variable)))
        revenue = self.revenue
        if revenue is not None:
            revenue = plain(not_negative(revenue, "revenue", faults, self.price_unit))
        return {"sites": tuple(kept), "revenue": revenue}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (CostLine(r["site"], r["fixed"], r["variable"]) for r in table)
        return {"sites": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a site: site, fixed, variable."""
        import pandas as pd

        told = [(each.site, each.fixed, each.variable) for each in self.sites]
        return pd.DataFrame(told, columns=["site", "fixed", "variable"])

    @property
    def price_unit(self) -> str:
        """Money for one unit."""
        return f"{self.money}/{singular(self.unit)}"

    @property
    def column_units(self) -> Mapping[str, str]:
        """Fixed costs are money, variable ones money a unit."""
        return {"fixed": self.money, "variable": self.price_unit}

    @property
    def headline(self) -> str:
        """The sites in one sentence."""
        fixed = sorted((each.fixed for each in self.sites), key=exact)
        low, high = show(fixed[0], self.money), show(fixed[-1], self.money)
        return f"{count(len(fixed), 'site')} with fixed costs from {low} to {high}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The cost lines of the first sites."""
        from .plots import lines

        return lines(self, (), ax, shown=state)
