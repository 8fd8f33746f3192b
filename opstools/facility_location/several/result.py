"""Several facilities and the points that each serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, show
from ..points.distances import cost_unit
from ..points.problem import Points

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Centres = tuple[tuple[tuple[float, float], ...], tuple[int, ...]]


@dataclass(frozen=True)
class Allocation(Result):
    """Places of facilities and the points allocated to each, the nearest.

    `centres` are their places in order, `assignment` the number of the facility (from 1) of each
    point, `lower_bound` what no placing can be below.

    >>> import pandas as pd
    >>> from opstools.facility_location import several_facilities
    >>> table = pd.DataFrame({"name": list("ABC"), "x": [0, 0, 9], "y": [0, 2, 0]})
    >>> print(several_facilities(table, facilities=2).headline)
    2 facilities cost 2 loads·km; nothing can be below 1 loads·km.
    """

    problem: Points
    metric: str
    plan: Centres
    cost: Number
    lower_bound: Number

    @property
    def centres(self) -> tuple[tuple[float, float], ...]:
        """Where each facility is."""
        return self.plan[0]

    @property
    def assignment(self) -> Mapping[str, int]:
        """Point -> the number of its facility, from 1."""
        return ByName({n: k + 1 for n, k in zip(self.problem.names, self.plan[1], strict=True)})

    @property
    def unit_of_cost(self) -> str:
        """What the cost is measured in."""
        return cost_unit(self.problem, self.metric)

    @property
    def answer(self) -> list[list[float]]:
        """The places, x and y of each."""
        return [list(each) for each in self.centres]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            cost=(self.cost, self.unit_of_cost),
            facilities=(len(self.centres), ""),
            lower_bound=(self.lower_bound, self.unit_of_cost),
        )

    @property
    def headline(self) -> str:
        """The plan in one sentence."""
        return (
            f"{count(len(self.centres), 'facility costs', 'facilities cost')} "
            f"{show(self.cost, self.unit_of_cost)}; "
            f"nothing can be below {show(self.lower_bound, self.unit_of_cost)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a point: name, x, y, weight, facility (from 1)."""
        return self.problem.to_frame().assign(facility=[k + 1 for k in self.plan[1]])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Weights are loads."""
        return {"weight": self.problem.load}

    def draw(self, state: Centres | tuple[()], ax: Axes | None) -> Axes:
        """Points joined to their facilities."""
        from .plots import allocated

        return allocated(self.problem, self.metric, state, ax)
