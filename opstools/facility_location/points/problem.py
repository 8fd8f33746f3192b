"""Points on a plane or on the globe, with the weight of what each receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import as_it_is, not_negative, signed
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_POINTS = 2_000_000


@dataclass(frozen=True)
class Point:
    """A place: name, coordinates, and its weight w, such as loads a year."""

    name: str
    x: Number
    y: Number
    weight: Number = 1


@dataclass(frozen=True)
class Points(Problem):
    """Places that a facility serves.

    Point i has coordinates (x_i, y_i), in `unit`, and the weight w_i, in `load`; on the globe x is
    the longitude and y the latitude in degrees, which `metric` of a method tells. A table has the
    columns name, x, y (or longitude and latitude) and perhaps weight; without it each point weighs
    1. Bad data raises `ProblemError`.

    >>> points = Points((Point("A", 30, 120, 2000), Point("B", 90, 110, 1000)))
    >>> print(points.headline)
    2 points that weigh 3,000 loads together.
    """

    points: tuple[Point, ...]
    _: KW_ONLY
    unit: str = "km"
    load: str = "loads"

    subject: ClassVar[str] = "points"
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "name",
            ("point", "place", "city", "customer", "地点", "城市", "客户"),
            stand_in="row {}",
        ),
        Column("x", ("longitude", "lon", "lng", "long", "经度"), number=True, stand_in=0),
        Column("y", ("latitude", "lat", "纬度"), number=True, stand_in=0),
        Column(
            "weight",
            ("load", "demand", "volume", "population", "需求", "需求量", "运量", "人口"),
            needed=False,
            number=True,
            stand_in=1,
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        found = []
        check_names("point", [name(each.name) for each in self.points], faults)
        for k, each in enumerate(self.points, 1):
            place = row_of(k, "point", name(each.name))
            x = as_it_is(each.x) or plain(signed(each.x, f"{place}, x", faults))
            y = as_it_is(each.y) or plain(signed(each.y, f"{place}, y", faults))
            weight = as_it_is(each.weight, above=0) or plain(
                not_negative(each.weight, f"{place}, weight", faults, self.load)
            )
            found.append(Point(name(each.name), x, y, weight))
        if not faults.found and not any(each.weight for each in found):
            faults.add("weight", "no point weighs anything", "Give at least one weight above 0.")
        return {"points": tuple(found)}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """A list of points, each a mapping or (name, x, y, weight), as a table."""
        import pandas as pd

        if not isinstance(given, (list, tuple)) or not given:
            return given
        if all(isinstance(each, Mapping) for each in given):
            return pd.DataFrame(list(given))
        if all(isinstance(each, (list, tuple)) and 3 <= len(each) <= 4 for each in given):
            full = [(*each, 1)[:4] for each in given]
            return pd.DataFrame(full, columns=["name", "x", "y", "weight"])
        return given

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns, most=MOST_POINTS)
        return {
            "points": tuple(Point(r["name"], r["x"], r["y"], r["weight"]) for r in table),
            **settings,
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a point: name, x, y, weight."""
        import pandas as pd

        told = [(each.name, each.x, each.y, each.weight) for each in self.points]
        return pd.DataFrame(told, columns=["name", "x", "y", "weight"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Weights are loads."""
        return {"weight": self.load}

    @property
    def headline(self) -> str:
        """The points in one sentence."""
        total = show(plain(sum(exact(each.weight) for each in self.points)), self.load)
        return f"{count(len(self.points), 'point')} that weigh {total} together."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first points, larger where they weigh more."""
        from .plots import scattered

        return scattered(self, state, ax)

    @cached_property
    def xy(self) -> Any:
        """The coordinates, one row a point."""
        import numpy as np

        return np.array([(each.x, each.y) for each in self.points], dtype=float)

    @cached_property
    def weights(self) -> Any:
        """The weights as an array."""
        import numpy as np

        return np.array([each.weight for each in self.points], dtype=float)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the points."""
        return tuple(each.name for each in self.points)
