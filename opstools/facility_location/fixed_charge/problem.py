"""Plants that cost money to open, and customers that cost money to serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Infeasible, Problem
from ...core.figures import not_negative
from ...core.matrix import Matrix, read_matrix, told_for_each
from ...core.names import check_known, check_names, row_of
from ...core.numbers import Number, count, exact, listing, plain, quoted, show
from ...core.table import name, rows
from ..siting.places import Place, Served, check_served, read_places
from ..siting.problem import UNREACHABLE

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Plant:
    """A candidate site: what opening it costs, and how much it can serve (None: any amount)."""

    name: str
    opening_cost: Number
    capacity: Number | None = None


@dataclass(frozen=True)
class Plants(Served, Problem):
    """Candidate sites with opening costs, and what serving each customer from each site costs.

    A table has the columns site, opening_cost and perhaps capacity; a mapping or Series of opening
    costs will do. `serving_costs` has one row a customer and one column a site (blank or -: cannot
    serve) and is the cost of all that the customer needs. `capacities` and `demands` may be told by
    name; where there are capacities, each customer demands 1 if nothing is told, and is served by
    one site unless `split` is true. Bad data raises `ProblemError`; too little capacity, or a
    customer whom no site can serve, `Infeasible`.

    >>> import pandas as pd
    >>> serving = pd.DataFrame({"S": [2, 9], "T": [7, 1]}, index=["A", "B"])
    >>> print(Plants((Plant("S", 4), Plant("T", 5)), serving).headline)
    2 sites that may be opened for 4 $ to 5 $ each, and 2 customers.
    """

    plants: tuple[Plant, ...]
    serving_costs: Any
    _: KW_ONLY
    capacities: Any = None
    demands: Any = None
    split: bool = False
    places: tuple[Place, ...] = ()
    money: str = "$"
    load: str = "units"

    subject: ClassVar[str] = "plants"
    table_title: ClassVar[str] = "Serving costs"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("site", ("plant", "location", "warehouse", "厂址", "地点"), stand_in="row {}"),
        Column(
            "opening_cost", ("fixed cost", "opening", "fixed", "固定成本"), number=True, stand_in=1
        ),
        Column("capacity", ("capacities", "产能", "容量"), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        sites = [name(each.name) for each in self.plants]
        check_names("site", sites, faults)
        opening = [
            plain(
                not_negative(
                    each.opening_cost,
                    f"{row_of(k, 'site', sites[k - 1])}, opening_cost",
                    faults,
                    self.money,
                )
            )
            for k, each in enumerate(self.plants, 1)
        ]
        costs = self._serving(sites, faults)
        faults.raise_any()
        capacities, demands = self._amounts(sites, costs, faults)
        faults.raise_any()
        check_served(costs, "cost", faults)
        self._check_enough(capacities, demands, faults)
        kept = (Plant(*each) for each in zip(sites, opening, capacities, strict=True))
        return {
            "plants": tuple(kept),
            "serving_costs": costs,
            "capacities": None,
            "demands": demands,
            "places": read_places(self.places, faults),
        }

    def _serving(self, sites: list[str], faults: Faults) -> Matrix:
        """The serving costs, their columns in the order of the sites."""
        import pandas as pd

        given = self.serving_costs
        if isinstance(given, Matrix):
            given = given.to_frame("customer")
        elif isinstance(given, Mapping):
            try:
                given = pd.DataFrame.from_dict(
                    {k: dict(v) for k, v in given.items()}, orient="index"
                )
            except (TypeError, ValueError):
                faults.add("serving_costs", f"{quoted(given)} is no table", "Give a DataFrame.")
        if not isinstance(given, pd.DataFrame):
            faults.add(
                "serving_costs", f"a {type(given).__name__} is not a table", "Give a DataFrame."
            )
            faults.raise_any()
        read = Faults("serving_costs")
        with read.collect():
            costs = read_matrix(given, read, row="customer", column="site", empty=UNREACHABLE)
        read.raise_any()
        if set(costs.rows) == set(sites) != set(costs.columns):
            remedy = "Customers stand down and sites across: give serving_costs.T."
            faults.add("serving_costs", "its rows are the sites", remedy)
            faults.raise_any()
        check_known("site", costs.columns, sites, "serving_costs", faults)
        if missing := [site for site in sites if site not in costs.columns]:
            faults.add(
                "serving_costs", f"{listing(missing)} missing", "Give a column for every site."
            )
        faults.raise_any()
        order = [costs.columns.index(site) for site in sites]
        return Matrix(
            costs.rows, tuple(sites), tuple(tuple(row[j] for j in order) for row in costs.cells)
        )

    def _amounts(
        self, sites: list[str], costs: Matrix, faults: Faults
    ) -> tuple[tuple[Number | None, ...], tuple[Number, ...]]:
        """Capacities and demands, by site and customer."""
        capacities: tuple[Number | None, ...] = tuple(each.capacity for each in self.plants)
        if self.capacities is not None:
            capacities = told_for_each(
                self.capacities, sites, "capacity", "site", not_negative, faults
            )
        else:
            capacities = tuple(
                None
                if each is None or name(each) == ""
                else plain(not_negative(each, f"{row_of(k, 'site', site)}, capacity", faults))
                for k, (site, each) in enumerate(zip(sites, capacities, strict=True), 1)
            )
        demands = 1 if self.demands is None else self.demands
        return capacities, told_for_each(
            demands, costs.rows, "demand", "customer", not_negative, faults
        )

    def _check_enough(
        self, capacities: tuple[Number | None, ...], demands: tuple[Number, ...], faults: Faults
    ) -> None:
        """All plants together can serve everybody."""
        if None in capacities:
            return
        there = sum(exact(each) for each in capacities if each is not None)
        needed = sum(map(exact, demands))
        if there < needed:
            problem = (
                f"all together {show(there, self.load)} for a demand of {show(needed, self.load)}"
            )
            faults.add("capacities", problem, "Add capacity.")
            faults.raise_any(Infeasible)

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """A mapping or Series of opening costs, or a table with sites in its index, as a table."""
        import pandas as pd

        if isinstance(given, (pd.Series, Mapping)):
            pairs = list(given.items())
            return pd.DataFrame(pairs, columns=["site", "opening_cost"])
        if isinstance(given, pd.DataFrame) and not isinstance(given.index, pd.RangeIndex):
            named = any(cls.columns[0].bears(name(each)) for each in given.columns)
            return given if named else given.rename_axis("site").reset_index()
        return given

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(cls.as_table(frame), faults, cls.columns)
        read = (Plant(r["site"], r["opening_cost"], r["capacity"]) for r in table)
        return {"plants": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a site: site, opening_cost, capacity (blank: any amount)."""
        import pandas as pd

        told = [(each.name, each.opening_cost, each.capacity) for each in self.plants]
        table = pd.DataFrame(told, columns=["site", "opening_cost", "capacity"])
        return table if self.limited else table.drop(columns="capacity")

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs in money, capacities in loads."""
        return {"opening_cost": self.money, "capacity": self.load}

    @property
    def headline(self) -> str:
        """The problem in one sentence."""
        costs = sorted((each.opening_cost for each in self.plants), key=exact)
        low, high = show(costs[0], self.money), show(costs[-1], self.money)
        return (
            f"{count(len(costs), 'site')} that may be opened for {low} to {high} each, and "
            f"{count(len(self.customers), 'customer')}."
        )

    @property
    def weights(self) -> tuple[Number, ...]:
        """What each customer demands."""
        return self.demands  # type: ignore[no-any-return]

    @property
    def unit(self) -> str:
        """What serving costs are told in."""
        return self.money

    @property
    def distances(self) -> Matrix:
        """The serving costs."""
        return self.serving_costs  # type: ignore[no-any-return]

    @property
    def limited(self) -> bool:
        """Whether a capacity is told."""
        return any(each.capacity is not None for each in self.plants)

    @cached_property
    def opening(self) -> Any:
        """Opening costs as an array."""
        import numpy as np

        return np.array([each.opening_cost for each in self.plants], dtype=float)
