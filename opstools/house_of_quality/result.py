"""What the requirements are worth, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ..core import ByName, Measures, Result
from ..core.display import SHARE
from ..core.numbers import Number, exact, listing, show
from .problem import House

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

NOTES = {
    "none": "relationships not normalised",
    "lyman": "rows scaled to 1 (Lyman)",
    "wasserman": "rows scaled to 1 with the roof (Wasserman)",
}


@dataclass(frozen=True)
class Priorities(Result):
    """Technical importance of each requirement.

    `absolute` is Σ weight × relationship, `relative` its share of all (they sum to 1), `rank` the
    order, equal ones sharing a rank; `contributions` are the terms, a table of needs by
    requirements.

    >>> from opstools import datasets
    >>> from opstools.house_of_quality import technical_importance
    >>> print(technical_importance(datasets.load("car_door")).headline)
    energy to close counts most, 30.8 %; then door seal.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"relative": SHARE}

    problem: House
    values: tuple[Number, ...]
    shares: tuple[Number, ...]
    cells: tuple[tuple[Number, ...], ...]
    scale: tuple[Number, ...]
    normalise: str

    @property
    def absolute(self) -> Mapping[str, Number]:
        """Requirement -> Σ weight × relationship."""
        return ByName(dict(zip(self.problem.requirements, self.values, strict=True)))

    @property
    def relative(self) -> Mapping[str, Number]:
        """Requirement -> its share of all."""
        return ByName(dict(zip(self.problem.requirements, self.shares, strict=True)))

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Requirement -> its place; equal ones share the better place."""
        exactly = [exact(each) for each in self.values]
        falling = sorted(exactly, reverse=True)
        place = {value: k for k, value in reversed(list(enumerate(falling, 1)))}
        ranks = (place[each] for each in exactly)
        return ByName(dict(zip(self.problem.requirements, ranks, strict=True)))

    @property
    def ordered(self) -> tuple[str, ...]:
        """The requirements, the most important first."""
        return tuple(sorted(self.problem.requirements, key=lambda how: self.rank[how]))

    @property
    def contributions(self) -> pd.DataFrame:
        """Needs down, requirements across: weight × relationship."""
        import pandas as pd

        weights = list(self.problem.effective_weights.values())
        rows = [
            [float(w) * float(r) for r in row] for w, row in zip(weights, self.cells, strict=True)
        ]
        return pd.DataFrame(rows, list(self.problem.needs), list(self.problem.requirements))

    @property
    def answer(self) -> dict[str, Number]:
        """Absolute importance by requirement."""
        return dict(self.absolute)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        best = self.ordered[0]
        total = sum(map(float, self.values))
        return Measures(
            largest=(self.absolute[best], ""),
            share=(self.relative[best], "%"),
            total=(total, ""),
            ties=(len(self.values) - len(set(self.rank.values())), ""),
        )

    @property
    def headline(self) -> str:
        """The order in one sentence."""
        best = [how for how in self.ordered if self.rank[how] == 1]
        if not any(self.values):
            return "No requirement does anything for a need."
        share = show(self.relative[best[0]], "%")
        if len(best) > 1:
            return f"{listing(best)} count most, {share} each."
        then = [how for how in self.ordered if self.rank[how] == 2]
        return f"{best[0]} counts most, {share}" + (
            f"; then {listing(then, most=3)}." if then else "."
        )

    @property
    def note(self) -> str:
        """The scale and the normalisation."""
        return f"Scale {'/'.join(map(show, self.scale))}; {NOTES[self.normalise]}."

    def to_frame(self) -> pd.DataFrame:
        """One row a requirement: requirement, absolute, relative, rank."""
        import pandas as pd

        return pd.DataFrame(
            {
                "requirement": list(self.problem.requirements),
                "absolute": list(self.values),
                "relative": list(self.shares),
                "rank": list(self.rank.values()),
            }
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The house with the importance of the first requirements below it."""
        from .picture.house import house_sketch

        return house_sketch(self.problem, self, known=state).draw(ax)

    def svg(self) -> str:
        """The house with its importance as a self-contained SVG file."""
        from .picture.house import house_sketch

        return house_sketch(self.problem, self).svg()
