"""Two stations and the buffer between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import SHARE
from ...core.numbers import show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CURVE = 20  # buffer sizes in the picture, at least


@dataclass(frozen=True)
class BufferKnown:
    """By a step: the chances of starving and of blocking, and whether the throughput is known."""

    starved: float | None = None
    blocked: float | None = None
    throughput: float | None = None


@dataclass(frozen=True)
class TwoStations:
    """Rates of two stations in a row and the places between them."""

    first_rate: float
    second_rate: float
    buffer: int
    time_unit: str = "h"

    def chance(self, inside: int) -> float:
        """Share of time with so many units past the first station's start and not yet done."""
        places, ratio = self.buffer + 2, self.first_rate / self.second_rate
        if abs(ratio - 1) < 1e-12:
            return 1 / (places + 1)
        if ratio > 1:  # seen from the other end, so that powers do not overflow
            return (1 - 1 / ratio) * ratio ** (inside - places) / (1 - ratio ** -(places + 1))
        return (1 - ratio) * ratio**inside / (1 - ratio ** (places + 1))

    @property
    def starved(self) -> float:
        """The share of time in which the second station has nothing to do."""
        return self.chance(0)

    @property
    def blocked(self) -> float:
        """The share of time in which the first station has nowhere to put its unit."""
        return self.chance(self.buffer + 2)

    @property
    def throughput(self) -> float:
        """What the line puts out: the second station's rate while it is not starved."""
        return self.second_rate * (1 - self.starved)

    @property
    def without_variation(self) -> float:
        """What it would put out if times did not vary: the slower of the two rates."""
        return min(self.first_rate, self.second_rate)


@dataclass(frozen=True)
class BufferedLine(TwoStations, Result):
    """Throughput of two stations with exponential times and a buffer between them.

    The first always has work; a finished unit that finds the buffer full stays where it is.

    Source: Buzacott (1967); Hopp & Spearman, Factory Physics.

    >>> from opstools.flow import two_stations
    >>> print(two_stations(10, 10, buffer=1).headline)
    7.5 per h get through, 75 % of the slower station: starved 25 %, blocked 25 % of the time.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"share_of_rate": SHARE}

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            throughput=(self.throughput, f"units/{self.time_unit}"),
            starved=(self.starved, "%"),
            blocked=(self.blocked, "%"),
        )

    @property
    def headline(self) -> str:
        """The line in one sentence."""
        share = show(self.throughput / self.without_variation, "%")
        return (
            f"{show(self.throughput)} per {self.time_unit} get through, {share} of the slower "
            f"station: starved {show(self.starved, '%')}, blocked {show(self.blocked, '%')} of the "
            "time."
        )

    def with_buffer(self, places: int) -> TwoStations:
        """The same stations with another buffer."""
        return TwoStations(self.first_rate, self.second_rate, places, self.time_unit)

    def to_frame(self) -> pd.DataFrame:
        """One row a buffer size: buffer, throughput, share_of_rate (of the slower station)."""
        import pandas as pd

        lines = [self.with_buffer(places) for places in range(max(CURVE, self.buffer) + 1)]
        return pd.DataFrame(
            {
                "buffer": [line.buffer for line in lines],
                "throughput": [line.throughput for line in lines],
                "share_of_rate": [line.throughput / self.without_variation for line in lines],
            }
        )

    def draw(self, state: BufferKnown, ax: Axes | None) -> Axes:
        """Throughput against buffer size, and where this line stands."""
        from .plots import throughput_by_buffer

        return throughput_by_buffer(self, state, ax)
