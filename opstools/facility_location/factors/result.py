"""A rating of sites: points, the best, and how much each weight may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, listing, plain, show
from .problem import Factors

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Rating(Result):
    """Weighted scores of sites.

    `scores` are the points by site, `best` the site with the most of those that meet every
    threshold (the first of equal ones; `tied` names all), `sensitivity` a table: between which
    weights of each factor the best stays the best, and who takes over beyond.

    >>> import pandas as pd
    >>> from opstools.facility_location import factor_rating
    >>> scores = pd.DataFrame({"A": [70, 60], "B": [60, 85]}, index=["labour", "transport"])
    >>> rating = factor_rating(scores, weights={"labour": 3, "transport": 1})
    >>> print(rating.headline)
    A is best with 67.5 points, 1.25 ahead of B.
    """

    problem: Factors
    points: tuple[Number, ...]

    @property
    def scores(self) -> Mapping[str, Number]:
        """Site -> points."""
        return ByName(dict(zip(self.problem.scores.columns, self.points, strict=True)))

    @property
    def ranked(self) -> tuple[str, ...]:
        """The sites that are not out, the best first."""
        return tuple(sorted(self.problem.passing, key=lambda site: -exact(self.scores[site])))

    @property
    def best(self) -> str:
        """The site with the most points of those that meet every threshold."""
        return self.ranked[0]

    @property
    def tied(self) -> tuple[str, ...]:
        """All sites that have as many points as the best."""
        most = exact(self.scores[self.best])
        return tuple(site for site in self.ranked if exact(self.scores[site]) == most)

    @property
    def out(self) -> tuple[str, ...]:
        """Sites that miss a threshold."""
        return tuple(s for s in self.problem.scores.columns if s not in self.problem.passing)

    @property
    def sensitivity(self) -> pd.DataFrame:
        """One row a factor: factor, weight, from, to, below, above.

        While this weight stays between `from` and `to` and the others keep their proportions, the
        best site stays the best; `below` and `above` say who takes over. Weights are shares of one.
        """
        import pandas as pd

        rows = []
        total = sum(map(exact, self.problem.weights))
        for k, factor in enumerate(self.problem.scores.rows):
            share = exact(self.problem.weights[k]) / total
            low, below, high, above = self._stays(k, share)
            rows.append((factor, *map(plain, (share, low, high)), below, above))
        return pd.DataFrame(rows, columns=["factor", "weight", "from", "to", "below", "above"])

    def _stays(self, k: int, share: Fraction) -> tuple[Fraction, str, Fraction, str]:
        """How far one weight can go down and up until another site is ahead."""
        best, low, high, below, above = self.best, Fraction(0), Fraction(1), "", ""
        for site in self.ranked[1:]:
            own = self._gap(best, site, k)
            rest = self._rest(best, site, k)
            if own == rest:
                continue  # the gap does not depend on this weight
            meets = rest / (rest - own)  # where w·own + (1 − w)·rest = 0
            if low < meets <= share and own > rest:
                low, below = meets, site
            elif share <= meets < high and own < rest:
                high, above = meets, site
        return low, below, high, above

    def _gap(self, best: str, site: str, k: int) -> Fraction:
        row = dict(zip(self.problem.scores.columns, self.problem.scores.cells[k], strict=True))
        return exact(row[best]) - exact(row[site])

    def _rest(self, best: str, site: str, k: int) -> Fraction:
        """How far the best is ahead in the other factors, by their weights among themselves."""
        others = [j for j in range(len(self.problem.weights)) if j != k]
        total = sum((exact(self.problem.weights[j]) for j in others), Fraction(0))
        if not total:
            return Fraction(0)
        gaps = (exact(self.problem.weights[j]) * self._gap(best, site, j) for j in others)
        return sum(gaps, Fraction(0)) / total

    @property
    def lead(self) -> Number:
        """How far the best is ahead of the next, in points; 0 where it is alone."""
        if len(self.ranked) < 2:
            return 0
        first, second = (exact(self.scores[site]) for site in self.ranked[:2])
        return plain(first - second)

    @property
    def answer(self) -> str:
        """The best site."""
        return self.best

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            points=(self.scores[self.best], "points"),
            lead=(self.lead, "points"),
            sites=(len(self.ranked), ""),
        )

    @property
    def headline(self) -> str:
        """The rating in one sentence."""
        points = show(self.scores[self.best], "points")
        if len(self.tied) > 1:
            return f"{listing(self.tied)} are best with {points} each."
        ahead = f", {show(self.lead)} ahead of {self.ranked[1]}" if len(self.ranked) > 1 else ""
        return f"{self.best} is best with {points}{ahead}."

    @property
    def note(self) -> str:
        """How weights count, and who is out."""
        how = "sum to 1" if self.problem.weigh == "to_one" else "count as given"
        out = f" Below a threshold: {listing(self.out)}." if self.out else ""
        return f"Weights {how}.{out}"

    def to_frame(self) -> pd.DataFrame:
        """One row a site, the best first: site, points, rank (shared by equals), passes."""
        import pandas as pd

        sites = [*self.ranked, *self.out]
        points = [self.scores[site] for site in sites]
        ranks = [
            1 + sum(exact(each) > exact(own) for each in points[: len(self.ranked)])
            for own in points
        ]
        passes = [site in self.ranked for site in sites]
        return pd.DataFrame({"site": sites, "points": points, "rank": ranks, "passes": passes})

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Weighted scores, factor by factor, stacked by site."""
        from .plots import stacked

        return stacked(self.problem, state, ax)

    def plot_sensitivity(self, factor: str | None = None, ax: Axes | None = None) -> Axes:
        """Points of every site as the weight of one factor goes from 0 to 1."""
        from .plots import by_weight

        return by_weight(self, factor, ax)
