"""Firms marked by competitive factors that customers weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ...core.names import check_known
from ...core.numbers import Number, count, exact, listing, plain, show
from ...core.table import name
from ..marks import LEAST, kept

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# What customers choose by, each with other names that stand for it.
SIX_FACTORS: dict[str, tuple[str, ...]] = {
    "cost": ("price", "成本"),
    "quality": ("质量",),
    "variety": ("range", "品种"),
    "time": ("speed", "delivery", "时间"),
    "service": ("服务",),
    "environment": ("sustainability", "环保"),
}
WEIGHT = ("weight", "weights", "importance", "权重")


@dataclass(frozen=True)
class Profile(Problem):
    """Marks of us and our rivals by competitive factors, with a weight for each factor.

    A table has one row a factor, a column `weight` (which stands for the setting), and one column a
    firm with marks from 1 to `best`, the more the better: 5 for cost is a *low* cost. `own` names
    the firm that asks; the first one by default. Weights are made to sum to 1. The six factors of
    the course are cost, quality, variety, time, service and environment; others are taken too. Bad
    data raises `ProblemError`.

    >>> import pandas as pd
    >>> marks = pd.DataFrame({"us": [2, 4], "rival": [4, 3]}, index=["cost", "quality"])
    >>> print(Profile.from_frame(marks, weights={"cost": 1, "quality": 3}).headline)
    us against rival by 2 factors; quality counts most, 75 %.
    """

    marks: Matrix
    _: KW_ONLY
    weights: tuple[Number, ...] = ()
    own: str = ""
    best: Number = 5

    subject: ClassVar[str] = "profile"
    columns: ClassVar[tuple[Column, ...]] = (Column("factor", ("因素", "criterion")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        marks = checked_matrix(self.marks, "marks", faults)
        best = plain(positive(self.best, "best", faults))
        if exact(best) <= LEAST:
            faults.add("best", f"{show(best)} is not above {LEAST}", "Give the best mark there is.")
            best = 5
        cells = tuple(
            tuple(kept(cell, f"{row}, {firm}", faults, most=best)
                  for firm, cell in zip(marks.columns, cells, strict=True))
            for row, cells in zip(marks.rows, marks.cells, strict=True)
        )  # fmt: skip
        weights = told_for_each(self.weights, marks.rows, "weight", "factor", not_negative, faults)
        if not any(weights):
            faults.add("weights", "all are 0", "Give at least one weight above 0.")
        own = name(self.own) or next(iter(marks.columns), "")
        check_known("firm", [own], marks.columns, "own", faults)
        if len(marks.columns) < 2:
            faults.add("firms", "there is only one", "Add a column for at least one rival.")
        kept_marks = Matrix(marks.rows, marks.columns, cells)
        return {"marks": kept_marks, "weights": weights, "own": own, "best": best}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, WEIGHT, "weights", settings, faults)
        return {"marks": read_matrix(frame, faults, row="factor", column="firm"), **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a factor: factor, weight, then one column a firm."""
        table = self.marks.to_frame("factor")
        table.insert(1, "weight", list(self.weights))
        return table

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors in order."""
        return self.marks.rows

    @property
    def firms(self) -> tuple[str, ...]:
        """We first, then the rivals in order."""
        return (self.own, *(firm for firm in self.marks.columns if firm != self.own))

    @cached_property
    def exact_shares(self) -> tuple[Fraction, ...]:
        """What each weight is of all of them, exact."""
        weights = tuple(map(exact, self.weights))
        return tuple(each / sum(weights) for each in weights)

    @cached_property
    def shares(self) -> tuple[Number, ...]:
        """What each weight is of all of them."""
        return tuple(map(plain, self.exact_shares))

    @cached_property
    def gaps(self) -> tuple[Number, ...]:
        """Weight × (our mark − the best rival's), factor by factor."""
        return tuple(
            plain(share * (exact(self.marks[factor, self.own]) - exact(self.best_rival(factor))))
            for factor, share in zip(self.factors, self.exact_shares, strict=True)
        )

    def best_rival(self, factor: str) -> Number:
        """The best mark that a rival has."""
        rivals: Iterable[Number] = (self.marks[factor, firm] for firm in self.firms[1:])
        return max(rivals, key=exact)

    @property
    def not_rated(self) -> tuple[str, ...]:
        """Those of the six factors that the table leaves out."""
        known = {each.casefold() for each in self.factors}
        six = SIX_FACTORS.items()
        return tuple(factor for factor, also in six if not known & {factor, *also})

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        most = max(range(len(self.shares)), key=lambda k: self.shares[k])
        rivals = listing(self.firms[1:], most=3)
        return (f"{self.own} against {rivals} by {count(len(self.factors), 'factor')}; "
                f"{self.factors[most]} counts most, {show(self.shares[most], '%')}.")  # fmt: skip

    @property
    def note(self) -> str:
        """Which of the six factors nobody marked."""
        return f"Not rated: {listing(self.not_rated)}." if self.not_rated else ""

    def states(self) -> range:
        """How many firms the picture shows."""
        return range(len(self.firms) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The profiles of the first firms, each row as high as its factor weighs."""
        from .plots import Shown, profile

        return profile(self, Shown(len(self.factors), state), ax)
