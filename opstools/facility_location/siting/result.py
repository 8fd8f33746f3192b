"""Which sites are open, who serves whom, what it costs, and how good that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, show
from .problem import Distances

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from ..fixed_charge.problem import Plants

Assigned = tuple[int | None, ...]
MOST_NAMED = 8


@dataclass(frozen=True)
class Siting(Result):
    """Open sites, the customers that each serves, and the proof.

    `open` names the open sites, `assignment` the site of each customer (those whom none serves are
    left out), `cost` is what `objective` says, in `cost_unit`, and `lower_bound` what it can at
    best be. Source: Daskin (2013), for the models.

    >>> import pandas as pd
    >>> from opstools.facility_location import p_median
    >>> table = pd.DataFrame({"S": [2, 9, 8], "T": [7, 1, 3]}, index=["A", "B", "C"])
    >>> siting = p_median(table, sites=1)
    >>> siting.open, siting.cost, siting.proven
    (('T',), 11, True)
    """

    problem: Distances | Plants
    method: str
    opened: tuple[int, ...]
    assigned: Assigned
    cost: Number
    lower_bound: Number
    objective: str
    cost_unit: str

    @property
    def open(self) -> tuple[str, ...]:
        """The names of the open sites."""
        return tuple(self.problem.sites[j] for j in self.opened)

    @property
    def assignment(self) -> Mapping[str, str]:
        """Customer -> the site that serves it."""
        pairs = zip(self.problem.customers, self.assigned, strict=True)
        return ByName({i: self.problem.sites[j] for i, j in pairs if j is not None})

    @property
    def proven(self) -> bool:
        """Whether nothing can be better."""
        return exact(self.cost) <= exact(self.lower_bound)

    @property
    def gap(self) -> float:
        """How far the cost is above the bound, as a share of it."""
        cost, least = float(self.cost), float(self.lower_bound)
        return max(0.0, cost - least) / cost if cost else 0.0

    @property
    def answer(self) -> list[str]:
        """The open sites."""
        return list(self.open)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            cost=(self.cost, self.cost_unit),
            lower_bound=(self.lower_bound, self.cost_unit),
            open=(len(self.opened), ""),
            served=(len(self.assignment), ""),
            gap=(self.gap, "%"),
        )

    @property
    def headline(self) -> str:
        """The plan in one sentence."""
        least = show(self.lower_bound, self.cost_unit)
        verdict = "proven optimal" if self.proven else f"it cannot be below {least}"
        names = f": {listing(self.open)}" if len(self.opened) <= MOST_NAMED else ""
        return (
            f"{count(len(self.opened), 'site')} open{names}; {self.objective} "
            f"{show(self.cost, self.cost_unit)}, {verdict}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a customer: customer, site (blank: nobody serves it), amount, weight.

        `amount` is the distance or serving cost, `weight` what the customer counts.
        """
        import pandas as pd

        rows = []
        for i, (customer, j) in enumerate(zip(self.problem.customers, self.assigned, strict=True)):
            site = "" if j is None else self.problem.sites[j]
            amount = float("nan") if j is None else float(self.problem.array[i, j])
            rows.append((customer, site, amount, self.problem.weights[i]))
        return pd.DataFrame(rows, columns=["customer", "site", "amount", "weight"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Amounts as in the problem's table."""
        return {"amount": self.problem.unit, "weight": self.problem.load}

    def draw(self, state: Assigned | None, ax: Axes | None) -> Axes:
        """A map of who serves whom; without places, a table of distances."""
        from .plots import sited

        return sited(self.problem, state, ax)
