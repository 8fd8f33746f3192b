"""Weights, and how consistent the judgements behind them are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import show
from .problem import Comparisons

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Saaty's mean consistency index of random judgements over 1, 2, … things.
RANDOM_INDEX = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
ACCEPTED = 0.1


@dataclass(frozen=True)
class Weights(Result):
    """Weights that sum to 1.

    `consistency_ratio` up to 0.1 is accepted (Saaty 1980); `least_consistent` names the judgement
    that fits the weights worst, with what would fit.

    >>> import pandas as pd
    >>> from opstools.facility_location import ahp_weights
    >>> table = pd.DataFrame([[1, 4], [None, 1]], ["A", "B"], ["A", "B"])
    >>> print(ahp_weights(table).headline)
    A weighs most, 0.8; consistency ratio 0, accepted.
    """

    problem: Comparisons
    parts: tuple[float, ...]
    largest: float
    consistency_ratio: float
    pair: tuple[int, int]
    fitting: float
    method: str

    @property
    def weights(self) -> Mapping[str, float]:
        """Name -> weight."""
        return ByName(dict(zip(self.problem.judgements.rows, self.parts, strict=True)))

    @property
    def least_consistent(self) -> tuple[str, str]:
        """The two things whose judgement fits worst."""
        names = self.problem.judgements.rows
        return names[self.pair[0]], names[self.pair[1]]

    @property
    def answer(self) -> dict[str, float]:
        """The weights by name."""
        return dict(self.weights)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            largest_weight=(max(self.parts), ""),
            lambda_max=(self.largest, ""),
            consistency_ratio=(self.consistency_ratio, ""),
        )

    @property
    def headline(self) -> str:
        """The weights in one sentence."""
        best = max(self.weights, key=lambda name: self.weights[name])
        accepted = self.consistency_ratio <= ACCEPTED
        i, j = self.least_consistent
        verdict = "accepted" if accepted else f"too high, look at {i} against {j}"
        ratio = show(round(self.consistency_ratio, 6))
        return (
            f"{best} weighs most, {show(self.weights[best])}; consistency ratio {ratio}, {verdict}."
        )

    @property
    def note(self) -> str:
        """How the weights were found."""
        how = {
            "eigenvector": "the principal eigenvector",
            "column_average": "averages of scaled columns",
        }
        return f"Weights by {how[self.method]}."

    def to_frame(self) -> pd.DataFrame:
        """One row a thing: criterion, weight."""
        import pandas as pd

        return pd.DataFrame(
            {"criterion": list(self.problem.judgements.rows), "weight": list(self.parts)}
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar for each weight found so far."""
        from .plots import weighed

        return weighed(self, state, ax)
