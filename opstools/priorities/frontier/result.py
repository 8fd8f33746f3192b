"""Who lies on the frontier, who is beaten, and what one measure costs in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import count, listing
from .plots import Shown
from .problem import Options

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class TradeOffs(Result):
    """The `frontier` in the order of the first measure, `beaten_by` option -> a better one.

    `rates` are what one unit of the first measure trades for in the second, between neighbours on
    the frontier (which count once where they stand at one place).

    >>> from opstools import datasets
    >>> from opstools.priorities import trade_offs
    >>> print(trade_offs(datasets.load("seven_plants")).headline)
    4 of 7 options lie on the frontier; North, Lake and Old town are beaten.
    """

    problem: Options
    frontier: tuple[str, ...]
    beaten: tuple[tuple[str, str], ...]
    rates: tuple[float, ...]

    @property
    def beaten_by(self) -> Mapping[str, str]:
        """Option -> the first of those that are better."""
        return ByName(dict(self.beaten))

    @property
    def answer(self) -> tuple[str, ...]:
        """The options on the frontier."""
        return self.frontier

    @property
    def measures(self) -> Measures:
        """How many options lie on the frontier, and how many behind it."""
        figures = {"frontier": (len(self.frontier), ""), "beaten": (len(self.beaten), "")}
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The frontier in one sentence."""
        rows = self.problem.options.rows
        lie = f"{len(self.frontier)} of {count(len(rows), 'option')}"
        verb = "lies" if len(self.frontier) == 1 else "lie"
        rest = (
            f"; {listing(self.beaten_by, most=4)} {'is' if len(self.beaten) == 1 else 'are'} beaten"
        )
        return f"{lie} {verb} on the frontier{rest if self.beaten else ''}."

    def to_frame(self) -> pd.DataFrame:
        """One row an option: option, its two measures, on_frontier, beaten_by."""
        table = self.problem.to_frame()
        names, beaten = self.problem.options.rows, dict(self.beaten)
        table["on_frontier"] = [each not in beaten for each in names]
        table["beaten_by"] = [beaten.get(each, "") for each in names]
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """The units that were told."""
        return self.problem.column_units

    def draw(self, state: Shown, ax: Axes | None) -> Axes:
        """The options as points, the frontier as a line."""
        from .plots import frontier

        return frontier(self.problem, state, ax, self.frontier)
