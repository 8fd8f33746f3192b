"""A steady flow: inventory, flow rate and flow time that agree with Little's law."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import Number, exact, plain, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class FlowKnown:
    """What the picture shows by a step: the arrivals, the departures, the law between them."""

    arrivals: bool = False
    departures: bool = False
    law: bool = False


@dataclass(frozen=True)
class Flow(Result):
    """Averages of a steady process: inventory I, flow rate R and flow time T, with I = R·T.

    `asked` names the figure that was looked for. Of inventory turns, `days` is the flow time in
    days and `convention` how they are counted.

    >>> from opstools.flow import littles_law
    >>> flow = littles_law(inventory=30, flow_rate=12, flow_unit="orders")
    >>> print(flow.headline)
    30 orders in the process, 12 per h, 2.5 h each: Little's law holds.
    >>> flow.turns
    0.4
    """

    inventory: Number
    flow_rate: Number
    flow_time: Number
    flow_unit: str
    time_unit: str
    _: KW_ONLY
    asked: str = "inventory"
    days: Number | None = None
    convention: str = ""

    @property
    def turns(self) -> Number:
        """R / I = 1 / T: how often the inventory is renewed in one unit of time."""
        return plain(exact(self.flow_rate) / exact(self.inventory))

    @property
    def answer(self) -> Number:
        """The figure that was asked for."""
        return self.measures[self.asked]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        days = {} if self.days is None else {"days_of_supply": (self.days, "days")}
        return Measures(
            inventory=(self.inventory, self.flow_unit),
            flow_rate=(self.flow_rate, f"{self.flow_unit}/{self.time_unit}"),
            flow_time=(self.flow_time, self.time_unit),
            turns=(self.turns, f"per {self.time_unit}"),
            **days,
        )

    @property
    def headline(self) -> str:
        """The flow in one sentence."""
        return (
            f"{show(self.inventory, self.flow_unit)} in the process, "
            f"{show(self.flow_rate)} per {self.time_unit}, "
            f"{show(self.flow_time, self.time_unit)} each: Little's law holds."
        )

    @property
    def note(self) -> str:
        """The convention by which inventory turns are counted, where they are."""
        return self.convention

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: figure, symbol, value, unit."""
        import pandas as pd

        symbols = {
            "inventory": "I",
            "flow_rate": "R",
            "flow_time": "T",
            "turns": "1/T",
            "days_of_supply": "T",
        }
        return pd.DataFrame(
            {
                "figure": name.replace("_", " "),
                "symbol": symbols[name],
                "value": value,
                "unit": self.unit(name),
            }
            for name, value in self.measures.items()
        )

    def draw(self, state: FlowKnown, ax: Axes | None) -> Axes:
        """Cumulative arrivals and departures: I is the height between them, T the width."""
        from .plots import steady_flow

        return steady_flow(self, state, ax)
