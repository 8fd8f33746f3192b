"""Who is how good at what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import whole
from ...core.matrix import Matrix, checked_matrix, read_matrix
from ...core.numbers import count, show
from ..marks import NO

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Skills(Problem):
    """A skills matrix: one row an operator, one column an operation, a level in each cell.

    Levels are whole numbers from 0 (or blank: cannot) to `top`; from the level `alone` on somebody
    works without help. Every operation should have `needed` operators who do. The usual scale is
    1 learns, 2 works with help, 3 works alone, 4 teaches. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"cut": [3, 1], "weld": [4, 0]}, index=["Ada", "Ben"])
    >>> print(Skills.from_frame(table).headline)
    2 operators and 2 operations, with levels from 0 to 4.
    """

    levels: Matrix
    _: KW_ONLY
    alone: int = 3
    needed: int = 2
    top: int = 4

    subject: ClassVar[str] = "skills"
    columns: ClassVar[tuple[Column, ...]] = (Column("operator", ("工人",)),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.levels, "levels", faults)
        top = whole(self.top, "top", faults, 10)
        alone = whole(self.alone, "alone", faults, top)
        needed = whole(self.needed, "needed", faults, 1000)
        cells = tuple(
            tuple(
                whole(0 if cell is None else cell, f"{operator}, {operation}", faults, top, least=0)
                for operation, cell in zip(known.columns, row, strict=True)
            )
            for operator, row in zip(known.rows, known.cells, strict=True)
        )
        levels = Matrix(known.rows, known.columns, cells)
        return {"levels": levels, "alone": alone, "needed": needed, "top": top}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        levels = read_matrix(frame, faults, row="operator", column="operation", empty=NO)
        return {"levels": levels, **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an operator: operator, then one column an operation with the level."""
        return self.levels.to_frame("operator")

    @property
    def headline(self) -> str:
        """The matrix in one sentence."""
        operators, operations = self.levels.shape
        return (
            f"{count(operators, 'operator')} and {count(operations, 'operation')}, with levels "
            f"from 0 to {show(self.top)}."
        )

    def states(self) -> range:
        """How many operators the picture shows."""
        return range(len(self.levels.rows) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The levels of the first operators, darker where higher."""
        from .plots import heat_map

        return heat_map(self, state, 0, ax)
