"""Pairwise comparisons: how many times as important one thing is as another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.matrix import Matrix, checked_matrix, read_matrix
from ...core.numbers import count, exact, listing, plain, show
from ...core.table import name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LARGEST = 9  # on Saaty's scale
CLOSE = Fraction(5, 100)  # 0.33 is a third


@dataclass(frozen=True)
class Comparisons(Problem):
    """Judgements a_ij: how many times as important the row is as the column.

    A square table with the same names down and across; a_ij is from 1/9 to 9 (Saaty's scale, 3 a
    little, 5 much, 9 extremely more important) and may be written as 1/3. One half is enough: where
    the other is blank it is filled with 1/a. The table has a row and a column of numbers for each
    name. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"cost": [1, None], "time": ["3", 1]}, index=["cost", "time"])
    >>> print(Comparisons.from_frame(table).headline)
    2 things compared in pairs, 1 judgement.
    """

    judgements: Matrix

    subject: ClassVar[str] = "comparisons"
    columns: ClassVar[tuple[Column, ...]] = (Column("criterion", ("criteria", "准则")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.judgements, "judgements", faults)
        if known.rows != known.columns:
            remedy = "Name the same things down and across, in the same order."
            faults.add(
                "table",
                f"it has {listing(known.rows)} down and {listing(known.columns)} across",
                remedy,
            )
            faults.raise_any()
        size = len(known.rows)
        cells = [[self._judged(known, i, j, faults) for j in range(size)] for i in range(size)]
        kept = tuple(tuple(map(plain, row)) for row in cells)
        return {"judgements": Matrix(known.rows, known.columns, kept)}

    @staticmethod
    def _judged(known: Matrix, i: int, j: int, faults: Faults) -> Fraction:
        """A judgement, or one over its counterpart where it is left out."""
        own, other = known.cells[i][j], known.cells[j][i]
        place = f"{known.rows[i]} against {known.rows[j]}"
        if i == j:
            if own is not None and exact(own) != 1:
                faults.add(place, f"{show(own)} is not 1", "A thing is as important as itself.")
            return Fraction(1)
        if own is None and other is None and i < j:
            faults.add(place, "there is no judgement", "Write one, from 1/9 to 9.")
        if own is None:
            return 1 / exact(other or 1)
        value = exact(own)
        if not Fraction(1, LARGEST) * (1 - CLOSE) <= value <= LARGEST:
            faults.add(place, f"{show(own)} is not from 1/9 to 9", "Use Saaty's scale.")
            return Fraction(1)
        if other is None:
            return value
        if i < j and not 1 - CLOSE <= value * exact(other) <= 1 + CLOSE:
            remedy = f"{known.rows[j]} against {known.rows[i]} must be 1/{show(own)}."
            faults.add(place, f"{show(own)} and {show(other)} contradict each other", remedy)
        # 0.33 stands for a third where the other half says 3.
        return 1 / exact(other) if exact(own) < 1 < exact(other) else value

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        if hasattr(frame, "map"):
            frame = frame.map(_fraction)
        return {
            "judgements": read_matrix(
                frame, faults, row="criterion", column="criterion", empty=("",)
            )
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a thing: criterion, then its judgement against each."""
        return self.judgements.to_frame("criterion")

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        size = len(self.judgements.rows)
        judgements = count(size * (size - 1) // 2, "judgement")
        return f"{count(size, 'thing')} compared in pairs, {judgements}."

    def states(self) -> range:
        """How many rows of the table are shown."""
        return range(len(self.judgements.rows) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The table as dots that grow with the judgement."""
        from .plots import judged

        return judged(self, state, ax)


def _fraction(cell: Any) -> Any:
    """1/3 as a number, anything else as it is."""
    top, slash, bottom = name(cell).partition("/") if isinstance(cell, str) else ("", "", "")
    if slash and top.strip().isdigit() and bottom.strip().isdigit() and int(bottom):
        return float(Fraction(int(top), int(bottom)))
    return cell
