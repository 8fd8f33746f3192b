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
        ends = [across for _, across in self.final.cut]
        return tuple(self.columns[a:b] for a, b in zip([0, *ends], ends, strict=False))

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The machines of each cell."""
        ends = [down for down, _ in self.final.cut]
        return tuple(self.rows[a:b] for a, b in zip([0, *ends], ends, strict=False))

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
        home = {part: k for k, family in enumerate(self.families) for part in family}
        stands = {machine: k for k, group in enumerate(self.groups) for machine in group}
        needs = self.problem.needs
        return tuple(
            (machine, part)
            for machine in self.rows
            for part in self.columns
            if needs[machine, part] and home[part] != stands[machine]
        )

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

        rows, needs = [], self.problem.needs
        for k, (group, family) in enumerate(zip(self.groups, self.families, strict=True), 1):
            inside = sum(needs[machine, part] for machine in group for part in family)
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
