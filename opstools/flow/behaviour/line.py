"""A line with a bottleneck rate and a raw process time, and what it makes of work in progress."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ...core.numbers import Number, exact, plain

Case = Literal["best case", "practical worst case", "worst case"]
CASES: tuple[Case, ...] = ("best case", "practical worst case", "worst case")


@dataclass(frozen=True)
class LoadedLine:
    """A line that always holds `wip` jobs, in one of the cases, and the figures that follow.

    The line has a bottleneck rate r_b and a raw process time T_0, the time of a job that never
    waits; `wip` is w. Throughput TH × cycle time CT = w (Little).
    """

    case: Case
    wip: Number
    bottleneck_rate: Number
    raw_process_time: Number
    flow_unit: str = "jobs"
    time_unit: str = "h"

    @property
    def throughput(self) -> Number:
        """TH, jobs a unit of time."""
        return plain(self.throughput_of(self.case))

    @property
    def cycle_time(self) -> Number:
        """CT, the time of a job in the line."""
        return plain(exact(self.wip) / self.throughput_of(self.case))

    @property
    def critical_wip(self) -> Number:
        """W_0 = r_b · T_0: with so many jobs a perfect line runs full, and nobody waits."""
        return plain(exact(self.bottleneck_rate) * exact(self.raw_process_time))

    def throughput_of(self, case: Case) -> Fraction:
        """TH that this line would have in the named case, exactly."""
        w, rate, time = map(exact, (self.wip, self.bottleneck_rate, self.raw_process_time))
        if case == "best case":
            return min(w / time, rate)
        return 1 / time if case == "worst case" else w / (rate * time + w - 1) * rate
