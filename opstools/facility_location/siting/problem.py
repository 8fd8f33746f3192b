"""Customers and candidate sites, and how far each is from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ...core.numbers import Number, count, show
from ..points.distances import Metric, check_globe, distances
from ..points.problem import Points
from ..points.result import as_told
from .places import Place, Served, check_served, read_places

if TYPE_CHECKING:
    import pandas as pd

UNREACHABLE = ("-", "–", "—", "inf", "unreachable", "不可达")
WEIGHT = ("weight", "demand", "population", "需求", "人口")


@dataclass(frozen=True)
class Distances(Served, Problem):
    """How far each customer is from each candidate site.

    A table has one row a customer, named in its index or first column, and one column a site; a
    blank cell or - means that the site cannot serve the customer. `weights` count customers (one
    each, if left out; a column `weight` stands for them), `places` are (name, x, y) of customers
    and sites, for maps. `unit` is that of the distances, `load` that of the weights. Bad data
    raises `ProblemError`, a customer whom no site can serve raises `Infeasible`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"S": [2, 9], "T": [7, 1]}, index=["A", "B"])
    >>> print(Distances.from_frame(table).headline)
    2 customers and 2 candidate sites, 1 km to 9 km apart.
    """

    distances: Matrix
    _: KW_ONLY
    weights: tuple[Number, ...] = ()
    places: tuple[Place, ...] = ()
    unit: str = "km"
    load: str = "customers"

    subject: ClassVar[str] = "distances"
    table_title: ClassVar[str] = "Distances"
    columns: ClassVar[tuple[Column, ...]] = (Column("customer", ("demand point", "客户")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.distances, "distances", faults)
        weights = self.weights if _told(self.weights) else 1
        told = told_for_each(weights, known.rows, "weight", "customer", not_negative, faults)
        places = read_places(self.places, faults)
        faults.raise_any()
        check_served(known, "distance", faults)
        return {"weights": told, "places": places}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, WEIGHT, "weights", settings, faults)
        return {
            "distances": read_matrix(
                frame, faults, row="customer", column="site", empty=UNREACHABLE
            ),
            **told,
        }

    @classmethod
    def between(
        cls, customers: Points, sites: Points | None = None, *, metric: Metric = "euclidean"
    ) -> Distances:
        """Distances of points, each weighing what it weighs there; they are candidates themselves
        unless others are given.

        >>> from opstools.facility_location import Point
        >>> Distances.between(Points((Point("A", 0, 0), Point("B", 3, 4)))).distances["A", "B"]
        5
        """
        candidates = customers if sites is None else sites
        for each in (customers, candidates):
            check_globe(each, metric)
        far = [distances(customers.xy, (at.x, at.y), metric).round(9) for at in candidates.points]
        cells = tuple(
            tuple(map(as_told, row)) for row in zip(*(each.tolist() for each in far), strict=True)
        )
        told = {(each.name, each.x, each.y) for each in (*customers.points, *candidates.points)}
        named = {called for called, _, _ in told}
        return cls(
            Matrix(customers.names, candidates.names, cells),
            weights=tuple(each.weight for each in customers.points),
            places=tuple(sorted(told)) if len(named) == len(told) else (),  # no map of two A
            unit="km" if metric == "great_circle" else customers.unit,
            load=customers.load,
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a customer: customer, one column a site (blank: cannot serve), weight."""
        return self.distances.to_frame("customer").assign(weight=list(self.weights))

    @property
    def column_units(self) -> Mapping[str, str]:
        """Distances in the unit, weights in the load."""
        return {"weight": self.load, **dict.fromkeys(self.distances.columns, self.unit)}

    @property
    def headline(self) -> str:
        """The problem in one sentence."""
        import numpy as np

        customers, sites = self.distances.shape
        low, high = np.nanmin(self.distances.array), np.nanmax(self.distances.array)
        return (
            f"{count(customers, 'customer')} and {count(sites, 'candidate site')}, "
            f"{show(low, self.unit)} to {show(high, self.unit)} apart."
        )

    @cached_property
    def loads(self) -> Any:
        """The weights as an array."""
        import numpy as np

        return np.array(self.weights, dtype=float)


def _told(weights: Any) -> bool:
    """Whether weights were given: an empty tuple is none."""
    return not (isinstance(weights, tuple) and not weights)
