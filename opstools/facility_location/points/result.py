"""A location: where it is, what it costs, and how far that is from the least possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...core import Measures, Result, Steps
from ...core.numbers import Number, show
from .distances import cost_unit, distance_unit, distances
from .problem import Points

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Trail = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Location(Result):
    """A place for one facility.

    `cost` is Σ w·d, weight times distance by `metric`, in load-distances; `lower_bound` is the
    least possible, which the Weber point has (on rectilinear distances the median).

    >>> from opstools.facility_location import Point, Points, centre_of_gravity
    >>> location = centre_of_gravity(Points((Point("A", 0, 0, 3), Point("B", 4, 0, 1))))
    >>> print(location.headline)
    (1, 0) costs 6 loads·km; the least possible is 4 loads·km.
    """

    problem: Points
    method: str
    metric: str
    x: Number
    y: Number
    cost: Number
    lower_bound: Number

    @property
    def proven(self) -> bool:
        """Whether no place costs less, to rounding."""
        return self.cost <= self.lower_bound * (1 + 1e-9)

    @property
    def unit_of_cost(self) -> str:
        """What costs are measured in."""
        return cost_unit(self.problem, self.metric)

    @property
    def unit_of_distance(self) -> str:
        """Kilometres on the globe."""
        return distance_unit(self.problem, self.metric)

    @cached_property
    def distances(self) -> tuple[float, ...]:
        """From the location to each point, in order."""
        found = distances(self.problem.xy, (self.x, self.y), self.metric)
        return tuple(found.tolist())

    @property
    def answer(self) -> list[Number]:
        """x and y."""
        return [self.x, self.y]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        place = "°" if self.metric == "great_circle" else self.problem.unit
        could = 1 - self.lower_bound / self.cost if self.cost else 0.0
        return Measures(
            x=(self.x, place),
            y=(self.y, place),
            cost=(self.cost, self.unit_of_cost),
            lower_bound=(self.lower_bound, self.unit_of_cost),
            could_save=(max(0.0, could), "%"),
            farthest=(max(self.distances), self.unit_of_distance),
        )

    @property
    def headline(self) -> str:
        """The location in one sentence."""
        least = f"the least possible is {show(self.lower_bound, self.unit_of_cost)}"
        return (
            f"({show(self.x)}, {show(self.y)}) costs {show(self.cost, self.unit_of_cost)}; "
            f"{'nothing is less' if self.proven else least}."
        )

    @property
    def note(self) -> str:
        """How distances are measured."""
        how = {
            "euclidean": "straight",
            "rectilinear": "along the axes",
            "great_circle": "great circles, x east and y north",
        }
        return f"Distances: {how[self.metric]}."

    def to_frame(self) -> pd.DataFrame:
        """One row a point: name, x, y, weight, distance, cost."""
        table = self.problem.to_frame().assign(distance=list(self.distances))
        return table.assign(cost=table["weight"].astype(float) * table["distance"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Weights are loads, distances in the unit of the plane."""
        return {
            "weight": self.problem.load,
            "distance": self.unit_of_distance,
            "cost": self.unit_of_cost,
        }

    def draw(self, state: Trail, ax: Axes | None) -> Axes:
        """The points on contours of equal cost, and the places tried so far."""
        from .plots import contours

        return contours(self.problem, self.metric, state, ax)


def location(
    points: Points,
    at: tuple[float, float],
    working: Steps,
    method: str,
    metric: str,
    *,
    cost: float | None = None,
    least: float | None = None,
) -> Location:
    """A place as a result; `least` is the least possible cost where it is another place's."""
    if cost is None:
        cost = float(points.weights @ distances(points.xy, at, metric))
    least = cost if least is None else min(least, cost)
    dust = 1e-15 * float(abs(points.xy).max())
    x, y = (each if abs(each) > dust else 0.0 for each in at)
    x, y, cost, least = map(as_told, (x, y, cost, least))
    return Location(points, method, metric, x, y, cost, least, working=working)


def as_told(value: float) -> Number:
    """A number without the dust of rounding; whole ones as such."""
    value = float(f"{value:.14g}")
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
