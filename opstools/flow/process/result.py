"""Process analysis: where the bottleneck is, what flows, and what the work costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Measures, Result
from ...core.display import RATE, SHARE, TIME
from ...core.numbers import Number, listing, show
from .load import LoadedProcess

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WORKERS = "Every server is one paid worker."


@dataclass(frozen=True)
class ChartKnown:
    """By a step: whose capacity is known, which are bottlenecks, whether demand is held against
    them, and what flows."""

    capacities: tuple[str, ...] = ()
    bottlenecks: tuple[str, ...] = ()
    demand: Number | None = None
    flow_rate: Number | None = None


@dataclass(frozen=True)
class ProcessAnalysis(LoadedProcess, Result):
    """Capacity, bottleneck, flow rate, utilisation and labour of a process.

    `demand` holds one rate for each flow unit, or nothing: then the process runs as fast as its
    bottleneck. `wages` holds one wage for each step, money per server and time unit, or nothing.

    Source: the definitions of Cachon & Terwiesch, Matching Supply with Demand.

    >>> from opstools import datasets
    >>> from opstools.flow import analyse
    >>> scooter = analyse(datasets.load("kick_scooter"), demand=125 / 2100)
    >>> print(scooter.headline)
    Step 1 is the bottleneck at 0.07692 units/min; demand of 0.05952 sets the flow rate.
    >>> scooter.labour_content
    32
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "time": TIME,
        "capacity": RATE,
        "utilisation": SHARE,
        "implied_utilisation": SHARE,
    }

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        time, rate = self.problem.time_unit, self.rate_unit
        figures: dict[str, tuple[Number, str]] = {
            "capacity": (self.capacity[self.bottleneck], rate),
            "flow_rate": (self.flow_rate, rate),
        }
        if self.demand:
            figures["implied_utilisation"] = (self.implied_utilisation[self.bottleneck], "%")
        figures["labour_content"] = (self.labour_content, time)
        figures["labour_utilisation"] = (self.labour_utilisation, "%")
        if self.cost_of_labour is not None:
            figures["cost_of_labour"] = (self.cost_of_labour, "per unit")
        return Measures(**figures)

    @property
    def rate_unit(self) -> str:
        """What rates are told in."""
        return f"{self.problem.flow_unit}/{self.problem.time_unit}"

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        verb = "are bottlenecks" if len(self.bottlenecks) > 1 else "is the bottleneck"
        text = f"{listing(self.bottlenecks)} {verb}"
        text = f"{text[0].upper()}{text[1:]} at {show(self.capacity[self.bottleneck])} "
        text += self.rate_unit
        if not self.demand:
            return f"{text}, which sets the flow rate."
        met = "sets the flow rate" if self.demand_is_met else "cannot be met"
        return f"{text}; demand of {show(self.total_demand)} {met}."

    @property
    def note(self) -> str:
        """The conventions that the figures follow."""
        mixed = f" Rates count {listing(self.problem.kinds)} together, in the demanded mix."
        return WORKERS + (mixed if self.problem.flow_units else "")

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, servers, time (of an average unit), capacity, utilisation.

        Where demand is given, implied_utilisation; then bottleneck, whether the step is one.
        """
        import pandas as pd

        columns: dict[str, Any] = {
            "step": list(self.capacity),
            "servers": [each.servers for each in self.problem.resources],
            "time": list(self.mean_times),
            "capacity": list(self.capacity.values()),
            "utilisation": list(self.utilisation.values()),
        }
        if self.demand:
            columns["implied_utilisation"] = list(self.implied_utilisation.values())
        columns["bottleneck"] = [step in self.bottlenecks for step in self.capacity]
        return pd.DataFrame(columns)

    def draw(self, state: ChartKnown, ax: Axes | None) -> Axes:
        """One bar a step: capacity, how much of it flows, and demand; the bottleneck is marked."""
        from .plots import resource_chart

        return resource_chart(self, state, ax)

    def plot_flow(self, ax: Axes | None = None) -> Axes:
        """The process as boxes in a row: servers, times, capacities; the bottleneck is marked."""
        from .flow_picture import process_flow

        return process_flow(self, ax)
