"""The tree of a search: which loads were tried, and why it went no further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import TIME
from ...core.numbers import Number, count
from ..problem import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Branch:
    """A station's load after its parent branch (0 is the start), and what became of it.

    `idle` is the idle time of all stations so far; `verdict` is "open", "too idle", "seen" or
    "all done".
    """

    number: int
    parent: int
    station: int
    tasks: tuple[str, ...]
    idle: Number
    verdict: str


@dataclass(frozen=True)
class SearchTree(Result):
    """All that has to be looked at to know whether `stations` are enough.

    Source: Scholl (1999).

    >>> from opstools import datasets
    >>> from opstools.line_balancing import search_tree
    >>> tree = search_tree(datasets.load("mertens", cycle_time=8), stations=4)
    >>> tree.possible, tree.branches[0].tasks
    (False, ('A', 'B'))
    """

    problem: Line
    stations: int
    branches: tuple[Branch, ...]

    measured_in: ClassVar[Mapping[str, str]] = {"idle": TIME}

    @property
    def possible(self) -> bool:
        """Whether a branch reaches the end."""
        return bool(self.branches) and self.branches[-1].verdict == "all done"

    @property
    def answer(self) -> str:
        """Whether so many stations are enough."""
        return "possible" if self.possible else "impossible"

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        cut = sum(branch.verdict in ("too idle", "seen") for branch in self.branches)
        return Measures(
            stations=(self.stations, ""),
            branches=(len(self.branches), ""),
            cut=(cut, "branches"),
            line=(int(self.possible), "found"),
        )

    @property
    def headline(self) -> str:
        """The verdict in one sentence."""
        looked = count(len(self.branches), "branch")
        number = f"{count(self.stations, 'station')} {'is' if self.stations == 1 else 'are'}"
        if self.possible:
            lead = "leads" if len(self.branches) == 1 else "lead"
            return f"{number} enough: {looked} {lead} to a line."
        return f"{number} impossible: of {looked} none reaches the end."

    def to_frame(self) -> pd.DataFrame:
        """One row a branch: branch, after, station, tasks (parted by commas), idle, verdict."""
        import pandas as pd

        return pd.DataFrame(
            {
                "branch": [branch.number for branch in self.branches],
                "after": [branch.parent for branch in self.branches],
                "station": [branch.station for branch in self.branches],
                "tasks": [", ".join(branch.tasks) for branch in self.branches],
                "idle": [branch.idle for branch in self.branches],
                "verdict": [branch.verdict for branch in self.branches],
            }
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The tree as far as the first so many branches."""
        from .plots import branches

        return branches(self, state, ax)
