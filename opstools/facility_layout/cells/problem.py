"""Which machines each part needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.matrix import Matrix, checked_matrix, read_matrix
from ...core.numbers import count, quoted
from ...core.table import name
from ..squares import renamed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST = 400  # machines or parts
YES = ("1", "1.0", "x", "yes", "✓", "●", "*", "是")
NO = ("", "0", "0.0", ".", "-", "–", "—", "no", "nan", "none", "<na>", "nat", "否")


@dataclass(frozen=True)
class Incidence(Problem):
    """Machines down, parts across: 1 where a part needs a machine.

    Cells are 1 or 0; x, ✓ or ● stand for 1, a blank or a dot for 0. A machine without parts, a part
    without machines, or any other cell raises `ProblemError`. Source: King (1980).

    >>> import pandas as pd
    >>> table = pd.DataFrame([[1, 0, 1], [0, 1, 0]], ["saw", "mill"], ["P1", "P2", "P3"])
    >>> print(Incidence.from_frame(table).headline)
    2 machines and 3 parts, 3 operations.
    """

    needs: Matrix

    subject: ClassVar[str] = "incidence"
    corner: ClassVar[str] = "machine"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("machine", ("machines", "cell", "machine/part", "机器", "设备")),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.needs, "needs", faults)
        if max(known.shape) > MOST:
            faults.add("table", f"it has {known.shape[0]:,} × {known.shape[1]:,} cells",
                       f"Take up to {MOST} machines and parts.")  # fmt: skip
            faults.raise_any()
        cells = tuple(
            tuple(
                _read(cell, f"{machine}, {part}", faults)
                for part, cell in zip(known.columns, row, strict=True)
            )
            for machine, row in zip(known.rows, known.cells, strict=True)
        )
        for machine, row in zip(known.rows, cells, strict=True):
            if not any(row):
                faults.add(f"machine {machine}", "no part needs it", "Leave it out.")
        for part, column in zip(known.columns, zip(*cells, strict=True), strict=True):
            if not any(column):
                faults.add(f"part {part}", "it needs no machine", "Leave it out.")
        return {"needs": Matrix(known.rows, known.columns, cells)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame = renamed(frame, cls.columns[0])
        needs = read_matrix(frame, faults, row="machine", column="part", read=_read)
        return {"needs": needs, **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a machine: machine, then 1 or 0 for each part."""
        return self.needs.to_frame("machine")

    @property
    def machines(self) -> tuple[str, ...]:
        """The machines, down."""
        return self.needs.rows

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts, across."""
        return self.needs.columns

    @property
    def operations(self) -> int:
        """How many 1s there are."""
        return sum(map(sum, self.needs.cells))

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        machines, parts = self.needs.shape
        return (
            f"{count(machines, 'machine')} and {count(parts, 'part')}, "
            f"{count(self.operations, 'operation')}."
        )

    def states(self) -> range:
        """How many rows the picture shows."""
        return range(len(self.machines) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The table as squares."""
        from .picture import bare

        return bare(self, state).draw(ax)


def _read(cell: Any, place: str, faults: Faults) -> int:
    """A cell as 1 or 0."""
    text = "" if cell is None else name(cell).casefold()
    if cell is True or text in YES:
        return 1
    if cell is not False and text not in NO:
        faults.add(place, f"{quoted(cell)} is not 1 or 0", "Write 1 where the part needs it, or 0.")
        return 1  # so that nothing else seems to be wrong
    return 0
