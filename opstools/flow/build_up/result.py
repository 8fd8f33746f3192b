"""A build-up: the inventory over time, and what it means for those who wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import AMOUNT, TIME
from ...core.numbers import Number, show
from .curve import Curve

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class CurveKnown:
    """How much of the curve is known by a step: its corners, its area, its average, its end."""

    corners: int = 1
    area: bool = False
    average: Number | None = None
    empty: Number | None = None


@dataclass(frozen=True)
class BuildUp(Curve, Result):
    """The inventory over time as corner points, with straight lines between.

    `moments` and `inventories` are the corners, from the start to the end of the last period or,
    where units are left then, until the last one is served at the last service rate. Averages are
    over all that time; by Little's law the flow time is the area over the number of units.

    >>> from opstools import datasets
    >>> from opstools.flow import build_up
    >>> gate = build_up(datasets.load("security_gate"))
    >>> print(gate.headline)
    450 passengers wait at most, 192.9 on average, 0.6923 h each; empty after 7 h.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time": TIME, "inventory": AMOUNT}

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit, time = self.problem.flow_unit, self.problem.time_unit
        return Measures(
            average_inventory=(self.average_inventory, unit),
            largest_inventory=(self.largest_inventory, unit),
            flow_rate=(self.flow_rate, f"{unit}/{time}"),
            flow_time=(self.flow_time, time),
            time_until_empty=(self.time_until_empty, time),
        )

    @property
    def headline(self) -> str:
        """The build-up in one sentence."""
        unit, time = self.problem.flow_unit, self.problem.time_unit
        return (
            f"{show(self.largest_inventory, unit)} wait at most, "
            f"{show(self.average_inventory)} on average, {show(self.flow_time, time)} each; "
            f"empty after {show(self.time_until_empty, time)}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a corner of the curve: time, inventory."""
        import pandas as pd

        return pd.DataFrame({"time": self.moments, "inventory": self.inventories})

    def draw(self, state: CurveKnown, ax: Axes | None) -> Axes:
        """The inventory over time as far as known, its average and the moment when it ends."""
        from .plots import inventory_curve

        return inventory_curve(self, state, ax)
