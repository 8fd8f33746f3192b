"""The time to make some units from an empty process on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import Number, exact, plain, show
from ..process.problem import Process

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Paced = Literal["worker", "machine"]


@dataclass(frozen=True)
class Passage:
    """When one unit enters and leaves a step."""

    unit: int
    step: str
    start: Number
    end: Number


@dataclass(frozen=True)
class StartUp(Result):
    """When each unit is done in a process that starts empty.

    `paced` says what sets the pace: each "worker" passes on as soon as possible, or a "machine",
    such as a conveyor, moves all steps at once, as fast as the slowest. `shown` are the first units
    by step, for the picture.

    Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> from opstools import datasets
    >>> from opstools.flow import time_to_make
    >>> print(time_to_make(datasets.load("kick_scooter"), units=100).headline)
    The first of 100 units takes 32 min, the others 13 min each: 1,319 min.
    """

    problem: Process
    units: int
    paced: Paced
    first: Number
    each: Number
    shown: tuple[Passage, ...]

    measured_in: ClassVar[Mapping[str, str]] = {"start": TIME, "end": TIME}

    @property
    def total(self) -> Number:
        """Time of the first unit + (X − 1) × the bottleneck's time between two."""
        return plain(exact(self.first) + (self.units - 1) * exact(self.each))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit = self.problem.time_unit
        return Measures(
            total=(self.total, unit), first=(self.first, unit), between_two=(self.each, unit)
        )

    @property
    def headline(self) -> str:
        """The time in one sentence."""
        time = self.problem.time_unit
        if self.units == 1:
            return f"{show(1, self.problem.flow_unit)} takes {show(self.first, time)}."
        return (
            f"The first of {show(self.units, self.problem.flow_unit)} takes "
            f"{show(self.first, time)}, the others {show(self.each, time)} each: "
            f"{show(self.total, time)}."
        )

    @property
    def note(self) -> str:
        """What sets the pace."""
        if self.paced == "machine":
            return "Machine-paced: every step takes as long as the slowest."
        return "Worker-paced: each step passes on as soon as it can; nothing is blocked."

    def to_frame(self) -> pd.DataFrame:
        """The first units: unit, step, start, end."""
        import pandas as pd

        return pd.DataFrame([vars(each) for each in self.shown])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first units on their way through the steps."""
        from .plots import passages

        return passages(self, state, ax)
