"""Little's law on a log: exact on any window, with the edge term that the window cuts off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import show
from .window import Window

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class WindowKnown:
    """By a step: whether arrivals and departures are counted, the area between them, its mean."""

    arrivals: bool = False
    departures: bool = False
    area: float | None = None
    inventory: float | None = None


@dataclass(frozen=True, eq=False)
class LogFlow(Window, Result):
    """What a log says on a window of length τ: I = R·T + edge, exactly.

    The edge term fades as τ grows, and it is 0 where the process is empty at both ends. Where
    nothing departs, T is 0 and means nothing.

    Source: Little (1961); for finite windows, Little (2011).

    >>> from opstools import datasets
    >>> morning = datasets.load("radiology_log").measure(start=9, end=12)
    >>> round(morning.flow_rate * morning.flow_time + morning.edge - morning.inventory, 12)
    0.0
    """

    measured_in: ClassVar[Mapping[str, str]] = {"time_in_window": TIME, "before": TIME}

    @property
    def measures(self) -> Measures:
        """The headline figures; the flow time only where something departs."""
        unit, time = self.problem.flow_unit, self.problem.time_unit
        figures: dict[str, tuple[float, str]] = {
            "inventory": (self.inventory, unit),
            "flow_rate": (self.flow_rate, f"{unit}/{time}"),
            "flow_time": (self.flow_time, time),
            "edge": (self.edge, unit),
            "arrived": (self.arrived, unit),
            "departed": (self.departed, unit),
        }
        if not self.departed:
            del figures["flow_time"]
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The window in one sentence."""
        log = self.problem
        window = f"{log.moment(self.start)} to {log.moment(self.end)}"
        if not self.departed:
            return (
                f"From {window}: {show(self.inventory, log.flow_unit)} inside on average; "
                "nothing departs, so no flow time is known."
            )
        return (
            f"From {window}: {show(self.inventory, log.flow_unit)} inside = "
            f"{show(self.flow_rate)} per {log.time_unit} × {show(self.flow_time, log.time_unit)} "
            f"{'−' if self.edge < 0 else '+'} {show(abs(self.edge))} at the edges."
        )

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        return (
            "The flow rate counts departures, the flow time averages their whole stays, and the "
            "edge is what the window cuts off."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an item inside during the window, by arrival.

        Columns: item, arrival, departure (empty where still inside), time_in_window, before (time
        spent before the window), departed (whether in the window).
        """
        import numpy as np

        came, left = (moments[self.rows] for moments in self.problem.since_origin)
        frame: pd.DataFrame = self.problem.to_frame().iloc[self.rows].reset_index(drop=True)
        frame["time_in_window"] = np.minimum(left, self.end) - np.maximum(came, self.start)
        frame["before"] = np.maximum(self.start - came, 0.0)
        frame["departed"] = left <= self.end
        return frame

    def draw(self, state: WindowKnown, ax: Axes | None) -> Axes:
        """Cumulative arrivals and departures; the area between them is ∫N dt."""
        from .plots import cumulative

        return cumulative(self, state, ax)

    def plot_inventory(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """N(t) as a stack of the stays that make it up, and its mean."""
        from .plots import inventory_stack

        return inventory_stack(self, self.state_at(step), ax)
