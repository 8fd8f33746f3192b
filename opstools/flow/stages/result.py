"""Little's law for the whole process, from that of its stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ...core import ByName, Measures, Result
from ...core.display import AMOUNT, RATE, SHARE, TIME
from ...core.numbers import Number, exact, plain, show
from ..law.littles_law import littles_law
from ..law.result import Flow
from .problem import Stages

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class StagedFlow(Result):
    """Little's law for the whole: inventories add up, and so do flow times along the way.

    The flow time of the whole is total inventory / rate at which units enter, which is the sum of
    the stages' flow times, each weighted by the share of units that visit the stage.

    >>> from opstools import datasets
    >>> from opstools.flow import littles_law_stages
    >>> room = littles_law_stages(datasets.load("emergency_room"))
    >>> print(room.headline)
    49.71 patients in 5 stages, 55 per h enter: 0.9038 h each.
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "inventory": AMOUNT,
        "flow_rate": RATE,
        "flow_time": TIME,
        "work_time": TIME,
        "share": SHARE,
    }

    problem: Stages

    @property
    def by_flow_unit(self) -> Mapping[str, Flow]:
        """Flow unit -> its inventory, flow rate and flow time in the whole process."""
        return ByName({kind: self._flow(kind) for kind in self.problem.kinds()})

    @cached_property
    def whole(self) -> Flow:
        """All flow units together."""
        return self._flow(None)

    @property
    def inventory(self) -> Number:
        """I of the whole."""
        return self.whole.inventory

    @property
    def flow_rate(self) -> Number:
        """R of the whole: what enters."""
        return self.whole.flow_rate

    @property
    def flow_time(self) -> Number:
        """T of the whole: the mean over all units that enter."""
        return self.whole.flow_time

    @property
    def flow_time_efficiency(self) -> Number | None:
        """Mean time without waiting / mean flow time; None where no work times are given."""
        times = [stage.work_time for stage in self.problem.stages]
        if any(time is None for time in times):
            return None
        work = sum(exact(s.flow_rate) * exact(s.work_time) for s in self.problem.stages)
        return plain(work / exact(self.inventory))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        share = self.flow_time_efficiency
        extra = {} if share is None else {"flow_time_efficiency": (share, "%")}
        whole = self.whole
        figures = {name: (value, whole.unit(name)) for name, value in whole.measures.items()}
        return Measures(**figures, **extra)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        unit, time = self.problem.flow_unit, self.problem.time_unit
        return (
            f"{show(self.inventory, unit)} in {self.problem.spoken()}, "
            f"{show(self.flow_rate)} per {time} enter: {show(self.flow_time, time)} each."
        )

    @property
    def answer(self) -> Number:
        """T of the whole."""
        return self.flow_time

    def to_frame(self) -> pd.DataFrame:
        """The stages, and `share`: how much of the total flow time each makes up."""
        frame = self.problem.to_frame()
        total = exact(self.inventory)
        return frame.assign(share=[plain(exact(held) / total) for held in frame["inventory"]])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """One box a stage: as wide as its flow time, as high as its flow rate; the area is I."""
        return self.problem.draw(state, ax)

    def _flow(self, kind: str | None) -> Flow:
        held, rate = self.problem.totals(kind)
        return littles_law(
            inventory=plain(held),
            flow_rate=plain(rate),
            flow_unit=kind or self.problem.flow_unit,
            time_unit=self.problem.time_unit,
        )
