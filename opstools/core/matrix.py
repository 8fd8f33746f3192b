"""Tables with names on two sides: costs from sources to destinations, distances, ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .errors import Faults
from .figures import LARGEST, SMALLEST, not_negative, signed
from .names import check_known, check_names
from .numbers import Number, count, is_number, listing, plain, quoted
from .table import DECIMAL_COMMA, name, with_point

if TYPE_CHECKING:
    import pandas as pd

MOST_CELLS = 10_000_000
Check = Callable[[Any, str, Faults], Any]


@dataclass(frozen=True)
class Matrix:
    """A number for each row and column, both with names; None where a cell is left empty.

    >>> costs = Matrix(("A", "B"), ("x", "y"), ((4, 2), (None, 3)))
    >>> costs["A", "y"], costs.to_frame("source").columns.tolist()
    (2, ['source', 'x', 'y'])
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Any, ...], ...]

    def __getitem__(self, place: tuple[str, str]) -> Any:
        return self.cells[self.rows.index(place[0])][self.columns.index(place[1])]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return len(self.rows), len(self.columns)

    @cached_property
    def array(self) -> Any:
        """The cells as an array of floats, NaN where one is empty."""
        import numpy as np

        found = np.array(self.cells, dtype=float).reshape(self.shape)
        found.flags.writeable = False
        return found

    def to_frame(self, first: str) -> pd.DataFrame:
        """One row a row; its name stands in the column `first`."""
        import pandas as pd

        table = pd.DataFrame(self.cells, columns=list(self.columns))
        table.insert(0, first, list(self.rows))
        return table

    def __getstate__(self) -> dict[str, Any]:
        return {"rows": self.rows, "columns": self.columns, "cells": self.cells}


def read_matrix(
    frame: Any,
    faults: Faults,
    *,
    row: str,
    column: str,
    empty: Sequence[str] = (),
    below_zero: bool = False,
    words: Mapping[str, str] | None = None,
    read: Check | None = None,
) -> Matrix:
    """A frame as a matrix: names of rows in its index, or in its first column as files have them.

    `row` and `column` say what each names. Cells that are blank or hold one of the words `empty`
    become None; without such words every cell needs a number, and none is below 0 unless
    `below_zero` says so. Cells may hold `words` too, kept as what these stand for. Where cells are
    no numbers at all, `read` makes of each what is kept. A table that cannot be read at all raises
    at once.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        faults.add("table", f"a {type(frame).__name__} is not a table", "Give a pandas DataFrame.")
        faults.raise_any()
    rows, body = _parted(frame, row)
    _check_size(body, row, column, faults)
    columns = [name(each) for each in body.columns]
    check_names(row, rows, faults)
    check_names(column, columns, faults)
    if row in map(str.casefold, columns):
        remedy = f"The names of the rows stand in the first column, named {row}."
        faults.add(f"column {row}", "it is not the first one", remedy)
    check = signed if below_zero else not_negative
    if read:
        return Matrix(tuple(rows), tuple(columns), _told(body, rows, columns, read, faults))
    cells = _at_once(body, below_zero) or _one_by_one(
        body, rows, columns, check, empty, words or {}, faults
    )
    return Matrix(tuple(rows), tuple(columns), cells)


def _parted(frame: pd.DataFrame, row: str) -> tuple[list[str], pd.DataFrame]:
    """The names of the rows, and the table without them; rows that are all blank left out."""
    import pandas as pd

    plain_index = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    named = len(frame.columns) > 0 and (
        name(frame.columns[0]).casefold() == row
        or (plain_index and not pd.api.types.is_numeric_dtype(frame.iloc[:, 0]))
    )
    body = frame.iloc[:, 1:] if named else frame
    labels = frame.iloc[:, 0] if named else frame.index.to_series()
    held = body.notna().any(axis=1).to_numpy()
    if named or not plain_index:
        held = held | labels.notna().to_numpy()
    body = body.loc[held] if not held.all() else body
    body.attrs = dict(frame.attrs)
    return [_label(each) for each in labels[held]], body


def _check_size(body: pd.DataFrame, row: str, column: str, faults: Faults) -> None:
    """There are cells, and not too many; else nothing more can be said of the table."""
    rows, columns = body.shape
    if not rows or not columns:
        problem = f"it has {count(rows, 'row')} and {count(columns, 'column')} of numbers"
        remedy = f"Give one row for each {row} and one column for each {column}."
        faults.add("table", problem, remedy)
        faults.raise_any()
    if body.size > MOST_CELLS:
        remedy = f"At most {MOST_CELLS:,} are allowed; take a part of the table."
        faults.add("table", f"it has {body.size:,} cells", remedy)
        faults.raise_any()


def _label(cell: Any) -> str:
    import pandas as pd

    missing = pd.isna(cell) if pd.api.types.is_scalar(cell) else False
    return "" if missing else name(cell)


def _at_once(body: pd.DataFrame, below_zero: bool) -> tuple[tuple[Number, ...], ...] | None:
    """All cells where they are plain numbers in range; None where they must be looked at."""
    import numpy as np

    if any(dtype.kind not in "iuf" or dtype.itemsize < 8 for dtype in body.dtypes):
        return None
    array = body.to_numpy()
    size = np.abs(array)
    in_range = (size == 0) | ((size >= float(SMALLEST)) & (size <= float(LARGEST)))
    if not in_range.all() or (not below_zero and (array < 0).any()):
        return None
    whole = array.dtype.kind in "iu" or not (array % 1).any()
    return tuple(map(tuple, (array.astype(np.int64) if whole else array).tolist()))


def _one_by_one(
    body: pd.DataFrame,
    rows: Sequence[str],
    columns: Sequence[str],
    check: Check,
    empty: Sequence[str],
    words: Mapping[str, str],
    faults: Faults,
) -> tuple[tuple[Any, ...], ...]:
    comma = bool(body.attrs.get(DECIMAL_COMMA))

    def read(cell: Any, place: str) -> Any:
        text = _label(cell).casefold()
        if text in words:
            return words[text]
        if empty and (not text or text in empty):
            return None
        if comma and isinstance(cell, str):
            cell = with_point(cell)
        if words and isinstance(cell, str) and not is_number(cell):
            known = ", ".join(dict.fromkeys(words.values()))
            remedy = f"Write {known}, their signs, a number, or nothing."
            faults.add(place, f"{quoted(cell)} is not known", remedy)
            return None
        return plain(check(cell if text else None, place, faults))

    return _told(body, rows, columns, lambda cell, place, _: read(cell, place), faults)


def _told(
    body: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], read: Check, faults: Faults
) -> tuple[tuple[Any, ...], ...]:
    """Each cell as it is read, with its place for what is wrong."""
    return tuple(
        tuple(
            read(cell, f"{row or f'row {k}'}, {column}", faults)
            for cell, column in zip(cells, columns, strict=True)
        )
        for k, (row, cells) in enumerate(zip(rows, body.itertuples(index=False), strict=True), 1)
    )


def column_aside(
    frame: Any, headings: Sequence[str], setting: str, told: Mapping[str, Any], faults: Faults
) -> tuple[Any, dict[str, Any]]:
    """A table without its column of weights, areas or the like, and the settings with it.

    What is `told` already stands before what the table says.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"factor": ["rent"], "Weight": [3], "A": [70]})
    >>> rest, told = column_aside(table, ("weight",), "weights", {}, Faults("t"))
    >>> rest.columns.tolist(), told
    (['factor', 'A'], {'weights': [3]})
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):  # `read_matrix` says so
        return frame, dict(told)
    found = [k for k, each in enumerate(frame.columns) if name(each).casefold() in headings]
    if not found:
        return frame, dict(told)
    if len(found) > 1:
        named = listing([name(frame.columns[k]) for k in found])
        faults.add("table", f"{named} are all columns of {setting}", "Keep one of them.")
    cells = frame.iloc[:, found[0]].tolist()
    if frame.attrs.get(DECIMAL_COMMA):
        cells = [with_point(cell) if isinstance(cell, str) else cell for cell in cells]
    return frame.drop(columns=frame.columns[found]), {setting: cells, **told}


def checked_matrix(given: Any, what: str, faults: Faults) -> Matrix:
    """What a problem is made of is a `Matrix`, with as many cells as it has names."""
    if not isinstance(given, Matrix):
        remedy = "Make the problem with from_frame, from a table."
        faults.add(what, f"a {type(given).__name__} is no Matrix", remedy)
        faults.raise_any()
    return given  # type: ignore[no-any-return]


def told_for_each(
    given: Any, known: Sequence[str], what: str, thing: str, check: Check, faults: Faults
) -> tuple[Number, ...]:
    """A figure for each name: from a mapping, a Series, a list in their order, or one for all.

    >>> from .figures import positive
    >>> told_for_each({"B": 2, "A": 1}, ["A", "B"], "supply", "source", positive, Faults("t"))
    (1, 2)
    """
    pairs = given.items() if isinstance(given, Mapping) or hasattr(given, "items") else None
    if pairs is not None:
        told = {name(key): value for key, value in pairs}
        check_known(thing, told, dict.fromkeys(known), what, faults)
        if missing := [each for each in known if each not in told]:
            faults.add(what, f"{listing(missing)} missing", f"Give a number for every {thing}.")
        values = [told.get(each, 1) for each in known]
    elif isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        values = list(given)
        if len(values) != len(known):
            problem = f"{count(len(values), 'number')} for {count(len(known), thing)}"
            faults.add(what, problem, f"Give one for each: {listing(known)}.")
            values = [1] * len(known)
    else:
        values = [given] * len(known)
        if given is None:
            faults.add(what, "there is none", f"Give a number for every {thing}.")
            return (1,) * len(known)
    return tuple(
        plain(check(value, f"{what} of {each or thing}", faults))
        for each, value in zip(known, values, strict=True)
    )
