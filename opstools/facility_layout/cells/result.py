"""Machine cells and part families, and how well they hold together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...core import Measures, Result
from ...core.numbers import count, show
from .groups import Cut, efficacy
from .problem import Incidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Sorted:
    """What the picture shows: the order of rows and columns, binary words beside one, cells."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    words: tuple[int, ...] = ()
    side: str = ""  # whose words they are
    cut: Cut = ()


@dataclass(frozen=True)
class Cells(Result):
    """Rows and columns in their final order, cut into cells.

    `rows` are the machines and `columns` the parts in that order; `families` are the parts of each
    cell, `groups` its machines. `efficacy` is (1s inside cells) / (all 1s + 0s inside cells), 1 at
    best; `exceptions` are operations outside, (machine, part). Source: Kumar & Chandrasekharan
    (1990).

    >>> from opstools import datasets
    >>> from opstools.facility_layout import rank_order_clustering
    >>> cells = rank_order_clustering(datasets.load("five_machines"))
    >>> len(cells.families), cells.exceptions
    (2, (('M4', 'P5'),))
    """

    problem: Incidence
    final: Sorted

    @property
    def rows(self) -> tuple[str, ...]:
        """The machines in their final order."""
        return tuple(self.problem.machines[k] for k in self.final.rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The parts in their final order."""
        return tuple(self.problem.parts[k] for k in self.final.columns)

    @property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """The parts of each cell."""
        columns = self.columns
        return tuple(columns[across] for _, across in self._blocks)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The machines of each cell."""
        rows = self.rows
        return tuple(rows[down] for down, _ in self._blocks)

    @cached_property
    def _ordered(self) -> Any:
        import numpy as np

        return np.array(self.problem.needs.cells)[np.ix_(self.final.rows, self.final.columns)]

    @property
    def efficacy(self) -> float:
        """1s inside over all 1s and the 0s inside."""
        inside, room = efficacy(self._ordered, self.final.cut)
        return inside / room

    @property
    def exceptions(self) -> tuple[tuple[str, str], ...]:
        """Operations outside all cells: (machine, part)."""
        rows, columns, outside = self.rows, self.columns, self._ordered.copy()
        for block in self._blocks:
            outside[block] = 0
        return tuple((rows[i], columns[j]) for i, j in zip(*outside.nonzero(), strict=True))

    @property
    def _blocks(self) -> list[tuple[slice, slice]]:
        """Where each cell lies in the ordered table."""
        ends = self.final.cut
        return [
            (slice(top, down), slice(left, across))
            for (top, left), (down, across) in zip(((0, 0), *ends), ends, strict=False)
        ]

    @property
    def voids(self) -> int:
        """0s inside cells: machines that a part of the family does not need."""
        _, room = efficacy(self._ordered, self.final.cut)
        return room - self.problem.operations

    @property
    def answer(self) -> list[list[str]]:
        """The part families."""
        return [list(family) for family in self.families]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            efficacy=(self.efficacy, "%"),
            cells=(len(self.families), ""),
            exceptions=(len(self.exceptions), ""),
            voids=(self.voids, ""),
        )

    @property
    def headline(self) -> str:
        """The cells in one sentence."""
        outside = count(len(self.exceptions), "operation")
        return (
            f"{count(len(self.families), 'cell')} with a grouping efficacy of "
            f"{show(self.efficacy, '%')}: {outside} outside, {count(self.voids, 'void')} inside."
        )

    @property
    def note(self) -> str:
        """What was done."""
        return "Rank order clustering; cut where the grouping efficacy is greatest."

    def to_frame(self) -> pd.DataFrame:
        """One row a cell: cell, machines, parts, operations, voids."""
        import pandas as pd

        rows = []
        cells = zip(self.groups, self.families, self._blocks, strict=True)
        for k, (group, family, block) in enumerate(cells, 1):
            inside = int(self._ordered[block].sum())
            rows.append((k, group, family, inside, len(group) * len(family) - inside))
        return pd.DataFrame(rows, columns=["cell", "machines", "parts", "operations", "voids"])

    def draw(self, state: Sorted, ax: Axes | None) -> Axes:
        """The table in the order of a state, cells framed."""
        from .picture import table

        return table(self.problem, state).draw(ax)

    def svg(self) -> str:
        """The ordered table as a self-contained SVG file."""
        from .picture import table

        return table(self.problem, self.final).svg()
