"""Expected sales of a network, with how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import show
from .demands import plus_minus
from .problem import Links

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Trail = tuple[tuple[int, float, float], ...]


@dataclass(frozen=True)
class Sales(Result):
    """What plants sell on average, simulated.

    `mean` sales a period with their 95 % `interval`; `trail` holds (runs, mean, half the width of
    its interval) as the runs went on; `full` is what plants that can make everything sell of the
    same demands.

    >>> from opstools.flexibility import chain, expected_sales
    >>> sales = expected_sales(chain(2), capacity=100, mean_demand=100, sd=40, runs=100, seed=1)
    >>> low, high = sales.interval
    >>> low < sales.mean == sales.full < high
    True
    """

    problem: Links
    trail: Trail
    full: float
    seed: int

    @property
    def mean(self) -> float:
        """Sales a period, on average over the runs."""
        return self.trail[-1][1]

    @property
    def interval(self) -> tuple[float, float]:
        """Between which sales the mean of endless runs lies, with 95 % confidence."""
        _, mean, half = self.trail[-1]
        return mean - half, mean + half

    @property
    def utilisation(self) -> float:
        """Mean sales over the capacity of all plants."""
        capacity = self.problem.total
        return min(1.0, self.mean / capacity) if capacity else 0.0

    @property
    def of_full(self) -> float:
        """Mean sales over what full flexibility sells of the same demands."""
        return min(1.0, self.mean / self.full) if self.full else 1.0

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        low, high = self.interval
        unit = self.problem.unit
        return Measures(
            links=(self.problem.number, ""),
            mean=(self.mean, unit),
            low=(low, unit),
            high=(high, unit),
            utilisation=(self.utilisation, "%"),
            of_full=(self.of_full, "%"),
            runs=(self.trail[-1][0], ""),
        )

    @property
    def answer(self) -> float:
        """The mean."""
        return self.mean

    @property
    def headline(self) -> str:
        """Sales in one sentence."""
        return (
            f"{plus_minus(*self.trail[-1][1:])} {self.problem.unit} are sold on "
            f"average by {show(self.problem.number, 'links')}: {show(self.utilisation, '%')} of "
            f"the capacity, {show(self.of_full, '%')} of what full flexibility sells."
        )

    @property
    def note(self) -> str:
        """How demand was drawn."""
        cut = show(self.problem.truncate)
        return (
            f"Demands are independent and normal, cut off {cut} standard deviations from the mean "
            f"and at 0; seed {self.seed}. The interval is that of the mean, 95 %."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row for each time that it was told: runs, mean, low, high."""
        import pandas as pd

        rows = [(runs, mean, mean - half, mean + half) for runs, mean, half in self.trail]
        return pd.DataFrame(rows, columns=["runs", "mean", "low", "high"])

    @property
    def column_units(self) -> dict[str, str]:
        """Sales in their unit."""
        return dict.fromkeys(("mean", "low", "high"), self.problem.unit)

    def draw(self, state: Trail, ax: Axes | None) -> Axes:
        """The mean and its interval as the runs go on, against capacity and full flexibility."""
        from .plots import trail

        return trail(self, state, ax)
