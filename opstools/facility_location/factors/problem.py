"""Sites scored by factors that matter more or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ...core import Column, Faults, Infeasible, Problem
from ...core.figures import not_negative, signed
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ...core.names import check_known
from ...core.numbers import Number, count, exact, listing, plain, show
from ...core.table import name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WEIGHT = ("weight", "weights", "importance", "权重")


@dataclass(frozen=True)
class Factors(Problem):
    """Scores of sites by factors, with a weight for each factor.

    A table has one row a factor, named in its index or first column, and one column a site; a
    column `weight` stands for the setting. Weights are made to sum to 1 by default
    (`weigh="to_one"`), or kept as given (`"as_given"`). `thresholds` are the least scores that a
    site may have, by factor; a site below one is out. The more points the better. Bad data raises
    `ProblemError`, thresholds that no site meets raise `Infeasible`.

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"A": [70, 60], "B": [60, 85]}, index=["labour", "transport"])
    >>> print(Factors.from_frame(scores, weights={"labour": 3, "transport": 1}).headline)
    2 sites scored by 2 factors; labour counts most, 75 %.
    """

    scores: Matrix
    _: KW_ONLY
    weights: tuple[Number, ...] = ()
    thresholds: tuple[tuple[str, Number], ...] = ()
    weigh: Literal["to_one", "as_given"] = "to_one"

    subject: ClassVar[str] = "factors"
    columns: ClassVar[tuple[Column, ...]] = (Column("factor", ("criterion", "因素")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        scores = checked_matrix(self.scores, "scores", faults)
        weights = told_for_each(self.weights, scores.rows, "weight", "factor", not_negative, faults)
        if not any(weights):
            faults.add("weights", "all are 0", "Give at least one weight above 0.")
        least = self._read_thresholds(scores, faults)
        faults.raise_any()
        if not any(self._passes(scores, least, site) for site in range(len(scores.columns))):
            told = listing(f"{factor} {show(value)}" for factor, value in least)
            faults.add("thresholds", f"no site has {told}", "Lower one of them.")
            faults.raise_any(Infeasible)
        return {"weights": weights, "thresholds": least}

    def _read_thresholds(self, scores: Matrix, faults: Faults) -> tuple[tuple[str, Number], ...]:
        given = self.thresholds
        pairs = given.items() if hasattr(given, "items") else given
        if isinstance(pairs, (str, bytes)) or not hasattr(pairs, "__iter__"):
            faults.add("thresholds", "they are no mapping", "Give {factor: least score}.")
            return ()
        told = []
        for pair in pairs:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                faults.add("thresholds", "they are no mapping", "Give {factor: least score}.")
                return ()
            factor = name(pair[0])
            check_known("factor", [factor], scores.rows, "thresholds", faults)
            told.append((factor, plain(signed(pair[1], f"threshold of {factor}", faults))))
        return tuple(told)

    @staticmethod
    def _passes(scores: Matrix, least: tuple[tuple[str, Number], ...], site: int) -> bool:
        held = {factor: row[site] for factor, row in zip(scores.rows, scores.cells, strict=True)}
        return all(exact(held[factor]) >= exact(value) for factor, value in least)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, WEIGHT, "weights", settings, faults)
        scores = read_matrix(frame, faults, row="factor", column="site", below_zero=True)
        return {"scores": scores, **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a factor: factor, weight, then one column a site."""
        table = self.scores.to_frame("factor")
        table.insert(1, "weight", list(self.weights))
        return table

    @property
    def shares(self) -> tuple[Number, ...]:
        """The weights that count: to one, or as given."""
        total = sum(map(exact, self.weights)) if self.weigh == "to_one" else 1
        return tuple(plain(exact(each) / total) for each in self.weights)

    @property
    def passing(self) -> tuple[str, ...]:
        """The sites that meet every threshold."""
        sites = enumerate(self.scores.columns)
        return tuple(s for k, s in sites if self._passes(self.scores, self.thresholds, k))

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        most = max(range(len(self.weights)), key=lambda k: exact(self.weights[k]))
        share = exact(self.weights[most]) / sum(map(exact, self.weights))
        factors, sites = self.scores.shape
        return (
            f"{count(sites, 'site')} scored by {count(factors, 'factor')}; "
            f"{self.scores.rows[most]} counts most, {show(share, '%')}."
        )

    def states(self) -> range:
        """How many factors the picture shows."""
        return range(len(self.scores.rows) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Weighted scores of the first factors, stacked by site."""
        from .plots import stacked

        return stacked(self, state, ax)
