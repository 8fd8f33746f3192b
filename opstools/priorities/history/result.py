"""Ideas of some years, and how long they took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import show
from .problem import History

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Timeline(Result):
    """The ideas of a stretch of years; `problem` holds them alone.

    >>> from opstools import datasets
    >>> from opstools.priorities import timeline
    >>> print(timeline(datasets.load("ideas"), last=1915).headline)
    5 ideas, 1776 to 1913: work and people, systems and mathematics; the longest wait was 135 years.
    """

    problem: History

    @property
    def waits(self) -> tuple[int, ...]:
        """The years from each idea to the next."""
        return tuple(b.year - a.year for a, b in pairwise(self.problem.events))

    @property
    def answer(self) -> tuple[str, ...]:
        """The ideas in order."""
        return tuple(each.idea for each in self.problem.events)

    @property
    def measures(self) -> Measures:
        """How many ideas, the years from the first to the last, and the longest wait."""
        events = self.problem.events
        return Measures(
            ideas=(len(events), ""),
            years=(events[-1].year - events[0].year, ""),
            longest_gap=(max(self.waits, default=0), "year"),
        )

    @property
    def headline(self) -> str:
        """The stretch in one sentence."""
        own = self.problem.headline
        if not self.waits:
            return own
        longest = show(max(self.waits), "year")
        return f"{own.removesuffix('.')}; the longest wait was {longest}."

    def to_frame(self) -> pd.DataFrame:
        """One row an idea: year, since (years after the one before), idea, people, field."""
        table = self.problem.to_frame().drop(columns="source")
        table.insert(1, "since", [0, *self.waits])
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """The waits are in years."""
        return {"since": "years"}

    def svg(self) -> str:
        """The drawing as a file of its own, with titles that screen readers read."""
        from .plots import chart

        return chart(self.problem, len(self.problem.events)).svg()

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The ideas so far, decade by decade."""
        from .plots import chart

        return chart(self.problem, state).draw(ax)
