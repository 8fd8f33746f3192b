"""A weighted profile: scores, gaps, what to build on and what to improve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, listing, plain, show
from .plots import Shown
from .problem import Profile

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class CompetitiveProfile(Result):
    """Weighted marks of firms, and where we stand by each factor.

    `scores` are the weighted means by firm, `gaps` the weighted gaps to the best rival by factor,
    `strengths` the factors in which we are ahead of all, `improve` the factor that costs us most
    (blank where we are behind in none).

    >>> from opstools import datasets
    >>> from opstools.priorities import competitive_profile
    >>> print(competitive_profile(datasets.load("bicycle_makers")).headline)
    Velo is 2nd of 3 with 3.3 points; ahead in service, most behind in time.
    """

    problem: Profile
    points: tuple[Number, ...]

    @property
    def scores(self) -> Mapping[str, Number]:
        """Firm -> weighted mean of its marks, we first."""
        return ByName(dict(zip(self.problem.firms, self.points, strict=True)))

    @property
    def gaps(self) -> Mapping[str, Number]:
        """Factor -> weight × (our mark − the best rival's)."""
        return ByName(dict(zip(self.problem.factors, self.problem.gaps, strict=True)))

    @property
    def strengths(self) -> tuple[str, ...]:
        """The factors in which we are ahead of every rival."""
        return tuple(factor for factor, gap in self.gaps.items() if exact(gap) > 0)

    @property
    def improve(self) -> str:
        """The factor with the largest weighted gap behind a rival; blank where there is none."""
        behind = {factor: exact(gap) for factor, gap in self.gaps.items() if exact(gap) < 0}
        return min(behind, key=behind.__getitem__) if behind else ""

    @property
    def rank(self) -> int:
        """Our place among the firms; equals share one."""
        return 1 + sum(exact(each) > exact(self.points[0]) for each in self.points)

    @property
    def answer(self) -> str:
        """The factor to improve first, or none."""
        return self.improve or "none"

    @property
    def measures(self) -> Measures:
        """The headline figures: our score, our lead over the best rival, the largest gap."""
        lead = exact(self.points[0]) - max(exact(each) for each in self.points[1:])
        return Measures(
            score=(self.points[0], "points"),
            lead=(plain(lead), "points"),
            largest_gap=(plain(min([Fraction(0), *map(exact, self.gaps.values())])), "points"),
            rank=(self.rank, ""),
        )

    @property
    def headline(self) -> str:
        """The profile in one sentence."""
        known = self.problem
        points = show(self.points[0], "points")
        place = f"{_ordinal(self.rank)} of {len(known.firms)}"
        strengths = f"ahead in {listing(self.strengths, nothing='nothing')}"
        weak = f"most behind in {self.improve}" if self.improve else "behind in nothing"
        return f"{known.own} is {place} with {points}; {strengths}, {weak}."

    @property
    def note(self) -> str:
        """What is compared, and what nobody rated."""
        return " ".join(filter(None, [
            "Weights sum to 1; gaps are to the best rival.", self.problem.note,
        ]))  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row a factor: factor, weight (share), own, best_rival (marks), weighted_gap."""
        import pandas as pd

        known = self.problem
        return pd.DataFrame({
            "factor": list(known.factors),
            "weight": list(known.shares),
            "own": [known.marks[factor, known.own] for factor in known.factors],
            "best_rival": list(map(known.best_rival, known.factors)),
            "weighted_gap": list(self.gaps.values()),
        })  # fmt: skip

    @property
    def column_units(self) -> Mapping[str, str]:
        """Weights are shares, gaps are points."""
        return {"weight": "%", "weighted_gap": "points"}

    def draw(self, state: Shown, ax: Axes | None) -> Axes:
        """Profiles as lines, rows as high as their weights: areas between lines are gaps."""
        from .plots import profile

        return profile(self.problem, state, ax)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ending}"
