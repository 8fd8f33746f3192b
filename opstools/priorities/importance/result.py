"""Factors in their zones, and the order in which to improve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, plain
from .problem import RatedFactors
from .zones import QUADRANTS, SLACK, bound, crossing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class ImportancePerformance(Result):
    """Every factor in its zone.

    `zones` names them by factor, `shortfalls` how far each lies below the bound (0 above it),
    `order` what to improve, first things first: urgent before the rest, by their shortfall, and
    equal ones by importance.

    >>> from opstools import datasets
    >>> from opstools.priorities import importance_performance
    >>> print(importance_performance(datasets.load("hotel_factors")).headline)
    Improve speed of check-in first; then cleanliness. 2 of 8 factors lie below the bound.
    """

    problem: RatedFactors
    found: tuple[str, ...]

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(each.factor for each in self.problem.factors)

    @property
    def zones(self) -> Mapping[str, str]:
        """Factor -> zone."""
        return ByName(dict(zip(self._names, self.found, strict=True)))

    @property
    def shortfalls(self) -> Mapping[str, Number]:
        """Factor -> points of performance below the bound (of the cross, with quadrants)."""
        known = self.problem
        least = (
            [exact(crossing(known)[1])] * len(known.places)
            if known.zones == "quadrants"
            else [bound(known.acceptable, importance) for importance, _ in known.places]
        )
        lacks = (
            max(Fraction(0), exact(performance) - each)
            for (_, performance), each in zip(known.places, least, strict=True)
        )
        return ByName(dict(zip(self._names, map(plain, lacks), strict=True)))

    def in_zone(self, zone: str) -> tuple[str, ...]:
        """The factors of a zone, in the order of the problem."""
        return tuple(factor for factor, own in self.zones.items() if own == zone)

    @property
    def order(self) -> tuple[str, ...]:
        """What to improve, first things first."""
        wanted = SLACK[:2] if self.problem.zones == "slack" else QUADRANTS[:1]
        importance = dict(zip(self._names, self.problem.places, strict=True))
        chosen = [factor for factor in self._names if self.zones[factor] in wanted]
        return tuple(sorted(chosen, key=lambda factor: (
            wanted.index(self.zones[factor]), -exact(self.shortfalls[factor]),
            exact(importance[factor][0]),
        )))  # fmt: skip

    @property
    def answer(self) -> tuple[str, ...]:
        """What to improve, first things first."""
        return self.order

    @property
    def measures(self) -> Measures:
        """How many factors lie in each zone, and the largest shortfall."""
        words = SLACK if self.problem.zones == "slack" else QUADRANTS
        counts = {word.strip("?").replace(" ", "_"): (self.found.count(word), "") for word in words}
        return Measures(**counts, largest_shortfall=(max(self.shortfalls.values()), "points"))

    @property
    def headline(self) -> str:
        """The order of improvement in one sentence."""
        if not self.order:
            return "Every factor that matters is done well enough."
        first, *rest = self.order
        then = f"; then {listing(rest, most=3)}" if rest else ""
        of = f"{len(self.order)} of {count(len(self._names), 'factor')}"
        s = "s" if not rest else ""
        below = "bound" if self.problem.zones == "slack" else f"cross and matter{s}"
        return f"Improve {first} first{then}. {of} lie{s} below the {below}."

    @property
    def note(self) -> str:
        """Which zones, and which way the scales count."""
        which = ("Slack's zones, drawn after his figure" if self.problem.zones == "slack"
                 else f"Quadrants, crossed at the {self.problem.cross}")  # fmt: skip
        return f"{which}; on both scales {self.problem.best} is the most."

    def to_frame(self) -> pd.DataFrame:
        """One row a factor: factor, importance, performance (as rated), zone, shortfall."""
        table = self.problem.to_frame()
        table["zone"] = list(self.found)
        table["shortfall"] = list(self.shortfalls.values())
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """A shortfall is in points of the scale."""
        return {"shortfall": "points"}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The matrix with its zones and the factors placed so far."""
        from .plots import matrix

        return matrix(self.problem, state, ax)
