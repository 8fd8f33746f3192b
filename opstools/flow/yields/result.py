"""Rolled yield, scrap and the work in a good unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import SHARE
from ...core.numbers import Number, show
from .problem import YieldSteps

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class RolledYield(Result):
    """What of the units started comes out good, and what each good one costs in work.

    `passes` are visits per unit that enters a step, rework included; `out` is the share of the
    units started that leaves each step good; `work` is the work that goes into one good unit.

    Source: Cachon & Terwiesch, Matching Supply with Demand (yields); Hopp & Spearman (rework).

    >>> from opstools.flow import YieldStep, YieldSteps, rolled_yield
    >>> line = YieldSteps((YieldStep("press", 2, 0.9, 0.5), YieldStep("paint", 3, 0.8)))
    >>> print(rolled_yield(line).headline)
    75.8 % come out good: 1.319 must be started for one, with 6.528 min of work in it.
    """

    measured_in: ClassVar[Mapping[str, str]] = {**YieldSteps.measured_in, "out": SHARE}

    problem: YieldSteps
    passes: tuple[Number, ...]
    out: tuple[Number, ...]
    work: Number
    started: Number

    @property
    def rolled(self) -> Number:
        """The share of units started that comes out good."""
        return self.out[-1]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            rolled_yield=(self.rolled, "%"),
            started=(self.started, "units"),
            work=(self.work, self.problem.time_unit),
        )

    @property
    def headline(self) -> str:
        """All in one sentence."""
        return (
            f"{show(self.rolled, '%')} come out good: {show(self.started)} must be started for "
            f"one, with {show(self.work, self.problem.time_unit)} of work in it."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a step: the problem's columns, then passes (a unit that enters) and out."""
        return self.problem.to_frame().assign(passes=list(self.passes), out=list(self.out))

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """What is left of 100 units started after each of the first steps."""
        return self.problem.draw(state, ax)
