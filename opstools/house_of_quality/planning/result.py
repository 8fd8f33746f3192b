"""Weights of needs from the planning matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import ByName, Measures, Result
from ...core.display import SHARE
from ...core.numbers import Number, show
from .problem import PlanningTable

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Planning(Result):
    """Improvement ratio, absolute and relative weight of each need.

    >>> from opstools.house_of_quality import planning_matrix
    >>> planning = planning_matrix({"quiet": 5, "light": 3}, current=[2, 4], goal=[4, 4])
    >>> print(planning.headline)
    quiet weighs most, 76.9 %; its improvement ratio is 2.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"relative_weight": SHARE}

    problem: PlanningTable
    ratios: tuple[Number, ...]
    absolute: tuple[Number, ...]
    relative: tuple[Number, ...]

    @property
    def improvement_ratio(self) -> Mapping[str, Number]:
        """Need -> goal over current mark."""
        return self._by_need(self.ratios)

    @property
    def absolute_weight(self) -> Mapping[str, Number]:
        """Need -> importance × improvement ratio × sales point."""
        return self._by_need(self.absolute)

    @property
    def relative_weight(self) -> Mapping[str, Number]:
        """Need -> its share of all; they sum to 1."""
        return self._by_need(self.relative)

    def _by_need(self, figures: tuple[Number, ...]) -> Mapping[str, Number]:
        return ByName({e.need: x for e, x in zip(self.problem.planned, figures, strict=True)})

    @property
    def best(self) -> str:
        """The need that weighs most."""
        return max(self.relative_weight, key=lambda need: self.relative_weight[need])

    @property
    def answer(self) -> dict[str, Number]:
        """Absolute weights by need."""
        return dict(self.absolute_weight)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        best = self.best
        return Measures(
            largest=(self.absolute_weight[best], ""),
            share=(self.relative_weight[best], "%"),
            total=(sum(map(float, self.absolute)), ""),
        )

    @property
    def headline(self) -> str:
        """The weights in one sentence."""
        best = self.best
        ratio = show(self.improvement_ratio[best])
        share = show(self.relative_weight[best], "%")
        return f"{best} weighs most, {share}; its improvement ratio is {ratio}."

    def to_frame(self) -> pd.DataFrame:
        """One row a need: the table, then improvement_ratio, absolute_weight, relative_weight."""
        return self.problem.to_frame().assign(
            improvement_ratio=list(self.ratios),
            absolute_weight=list(self.absolute),
            relative_weight=list(self.relative),
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Absolute weights of the first needs as bars."""
        from .plots import weights

        return weights(self, state, ax)
