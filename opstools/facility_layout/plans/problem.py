"""A block plan that stands already, to be improved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.numbers import count, listing, quoted
from ...core.table import name
from .grid import Grid, frozen, pieces, squares

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST = 60  # rows or columns
NOTHING = (".", "-", "–", "—", "nan", "none", "<na>", "nat")


@dataclass(frozen=True)
class Plan(Problem):
    """A grid of squares, each with the name of the department that stands there, or nothing.

    A table has one row of squares a row, under headings that are numbers or letters of columns; a
    list of lists will do, or a list of texts, one letter a square or names parted by blanks. A dot,
    a dash or a blank is an empty square. A department that is in pieces, or rows of different
    length, raise `ProblemError`.

    >>> print(Plan.from_frame(Plan.as_table(["AAB", "CC."])).headline)
    3 departments on 2 × 3 squares, 1 of them empty.
    """

    rows: tuple[tuple[str, ...], ...]

    subject: ClassVar[str] = "plan"
    columns: ClassVar[tuple[Column, ...]] = (Column("1"),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        for row in self.rows:
            if not isinstance(row, (list, tuple, str)):
                faults.add("plan", f"{quoted(row)} is no row", "Give rows of names.")
        faults.raise_any()
        grid = [[_read(cell) for cell in _squares(row)] for row in self.rows]
        widths = {len(row) for row in grid}
        if not grid or widths == {0}:
            faults.add("plan", "there are no squares", "Give one row of names for each row.")
            faults.raise_any()
        if len(widths) > 1:
            faults.add("plan", f"rows of {listing(sorted(widths))} squares",
                       "Give every row as many squares, . for an empty one.")  # fmt: skip
            faults.raise_any()
        if max(len(grid), *widths) > MOST:
            faults.add("plan", f"it has {len(grid):,} × {max(widths):,} squares",
                       f"Take up to {MOST} × {MOST}.")  # fmt: skip
            faults.raise_any()
        found = squares(frozen(grid))
        if len(found) < 2:
            faults.add("plan", f"it has {count(len(found), 'department')}", "Give two at least.")
        for each, cells in found.items():
            if (parts := len(pieces(cells))) > 1:
                remedy = "Let its squares hang together by their edges."
                faults.add(f"department {each}", f"it is in {parts} pieces", remedy)
        return {"rows": frozen(grid)}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """Rows of names as a table: lists, an array, texts, or a plan that a method made."""
        import pandas as pd

        given = (
            given.tolist() if hasattr(given, "tolist") and not hasattr(given, "items") else given
        )
        grid = getattr(given, "grid", given)
        if not isinstance(grid, (list, tuple)) or not grid:
            return given
        if not all(isinstance(row, (list, tuple, str)) and row for row in grid):
            return given
        rows = [_squares(row) for row in grid]
        wide = max(map(len, rows))
        if wide != min(map(len, rows)):
            return cls(tuple(map(tuple, rows)))  # says what is wrong
        return pd.DataFrame(rows, columns=[str(k) for k in range(1, wide + 1)], dtype=object)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        if not hasattr(frame, "itertuples") or not hasattr(frame, "columns"):
            faults.add("table", f"a {type(frame).__name__} is not a table",
                       "Give rows of names.")  # fmt: skip
            faults.raise_any()
        rows = tuple(tuple(map(_read, row)) for row in frame.itertuples(index=False, name=None))
        headings = [name(each) for each in frame.columns]
        inside = {each for row in rows for each in row}
        for heading in headings:
            if heading and heading in inside and not heading.isdigit():
                problem = f"the heading {heading} is a department's name too"
                remedy = "The first row of the file is its headings: write 1, 2, 3, … above."
                faults.add("table", problem, remedy)
        return {"rows": rows, **settings}

    def to_frame(self) -> pd.DataFrame:
        """The grid, its columns called 1, 2, …; blank where nothing stands."""
        import pandas as pd

        names = [str(k) for k in range(1, len(self.rows[0]) + 1)]
        return pd.DataFrame(list(self.rows), columns=names, dtype=object)

    @property
    def grid(self) -> Grid:
        """One name a square, "" where nothing stands."""
        return self.rows

    @property
    def names(self) -> tuple[str, ...]:
        """The departments in reading order."""
        return tuple(squares(self.rows))

    @property
    def headline(self) -> str:
        """The plan in one sentence."""
        empty = sum(not cell for row in self.rows for cell in row)
        size = f"{len(self.rows)} × {len(self.rows[0])} squares"
        rest = f", {empty} of them empty" if empty else ""
        return f"{count(len(self.names), 'department')} on {size}{rest}."

    def states(self) -> range:
        """How many departments the picture shows."""
        return range(len(self.names) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The plan to scale."""
        from .picture import bare_plan

        return bare_plan(self, state).draw(ax)


def _squares(row: Any) -> list[Any]:
    """The squares of a row; of a text its words, or its letters where it is one word."""
    if isinstance(row, str):
        return row.split() if len(row.split()) > 1 else list(row.strip())
    return list(row)


def _read(cell: Any) -> str:
    text = "" if cell is None else name(cell)
    return "" if text.casefold() in NOTHING else text
