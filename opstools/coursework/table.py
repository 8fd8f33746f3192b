"""A table of numbers, judged cell by cell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from ..core import ProblemError
from ..core.numbers import listing, show
from . import reading
from .judgement import Judgement, Status, graded
from .questions import Data, Number, Question

Cells = Mapping[str, Mapping[str, Any]]  # row -> column -> what stands there


@dataclass(frozen=True, kw_only=True)
class Table(Question):
    """A number for every row and column; every right cell earns its share.

    `answer` gives row -> column -> number, or a DataFrame with the rows as its index; so do
    students (a cell writes a DataFrame as a mapping). Names match without regard to case.
    """

    unit: str = ""
    tolerance: float = 0.005
    kind: ClassVar[str] = "table"
    cell: Number = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        cell = Number(
            name=self.name, text="", answer=self.answer, unit=self.unit, tolerance=self.tolerance
        )
        object.__setattr__(self, "cell", cell)

    def wanted(self, data: Data) -> str:
        columns = _columns(self.expected(data))
        these = f"column{'s' if len(columns) > 1 else ''} {listing(columns)}"
        return f"Write a table or a mapping with the {these}; {self.cell.wanted(data)[8:]}"

    def expected(self, data: Data) -> Cells:
        """The right number for every row and column."""
        return reading.table(self.answer(data))

    def read(self, value: Any, data: Data) -> Cells:
        cells = reading.table(value, like=self.expected(data))
        return {
            row: {column: self._number(cell) for column, cell in line.items()}
            for row, line in cells.items()
        }

    def _number(self, cell: Any) -> float:
        try:
            return reading.number(cell, self.unit)
        except ProblemError:
            return math.nan  # an empty cell is a wrong cell, not an unreadable table

    def matches(self, value: Any, expected: Any) -> bool:
        return self._right(value, expected) == _size(reading.table(expected))

    def _right(self, value: Any, expected: Any) -> int:
        """Right cells less those of rows that are not asked for: a row too many is no way out."""
        given, wanted = reading.table(value), reading.table(expected)
        wide = len(_columns(wanted))
        extra = sum(
            any(map(_held, line.values())) for row, line in given.items() if row not in wanted
        )
        return max(0, self._cells_right(given, wanted) - extra * wide)

    def _cells_right(self, given: Any, expected: Any) -> int:
        return sum(
            self.cell.matches(given.get(row, {}).get(column, math.nan), number)
            for row, cells in expected.items()
            for column, number in cells.items()
        )

    def judge(self, value: Any, data: Data) -> Judgement:
        said = super().judge(value, data)
        if said.status is Status.CORRECT:
            return said
        right = self.expected(data)
        cells = reading.table(value, like=right)
        doubts = reading.strange_cells(cells, self.unit, _columns(right), right)
        return replace(said, message=" ".join([said.message, *doubts]))

    def otherwise(self, given: Any, data: Data) -> Judgement:
        expected = self.expected(data)
        right, cells = self._right(given, expected), _size(expected)
        return graded(right / cells, f"{right} of {cells} cells are right.")

    def shown(self, data: Data) -> str:
        rows = (
            f"{row}: {', '.join(f'{name} {show(cell, self.unit)}' for name, cell in cells.items())}"
            for row, cells in self.expected(data).items()
        )
        return "; ".join(rows)

    def public(self, data: Data) -> dict[str, Any]:
        columns = _columns(self.expected(data))  # how many rows may be the question
        return {**super().public(data), "columns": columns, "unit": self.unit}


def _held(cell: Any) -> bool:
    """Whether a cell holds a number (text is passed over, as in a column of notes)."""
    return isinstance(cell, (int, float)) and math.isfinite(cell)


def _size(cells: Cells) -> int:
    return sum(map(len, cells.values()))


def _columns(cells: Cells) -> list[str]:
    return list(dict.fromkeys(column for line in cells.values() for column in line))
