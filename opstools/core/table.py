"""The one door for tables: a DataFrame in, plain rows out, every structural fault noted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import Faults
from .numbers import listing

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1000
COMMAS = ",;，；、"
NO_NAMES = ("-", "–", "—")
LONGEST_WORD = 60  # that a nearest word is looked for; the search takes the square of the length


def rows(
    frame: pd.DataFrame,
    faults: Faults,
    *,
    required: Mapping[str, Any],
    optional: Mapping[str, Any] | None = None,
    most: int = MOST_ROWS,
) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries of the named columns; empty cells are None.

    `required` and `optional` map a column's name to the value that stands in where the column is
    absent, so that the rest of the table can still be checked. Names match without regard to case
    or outer blanks, as spreadsheets leave them. A table that cannot be read at all raises at once.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        faults.add("table", f"a {kind} is not a table", "Give a pandas DataFrame.")
        faults.raise_any()
    columns = [name(column).casefold() for column in frame.columns]
    wanted = {**required, **(optional or {})}
    _check_columns(columns, wanted, required, faults)
    if not len(frame):
        faults.add("table", "it has no rows", "Give one row for each thing.")
    if len(frame) > most:
        remedy = f"At most {most:,} are allowed; take a part of the table."
        faults.add("table", f"it has {len(frame):,} rows", remedy)
    if not 0 < len(frame) <= most:
        faults.raise_any()
    cells = {
        column: [_cell(value) for value in frame.iloc[:, columns.index(column)]]
        if column in columns
        else [stand_in] * len(frame)
        for column, stand_in in wanted.items()
    }
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def _check_columns(
    columns: list[str], wanted: Mapping[str, Any], required: Mapping[str, Any], faults: Faults
) -> None:
    for column in wanted:
        if (times := columns.count(column)) > 1:
            faults.add(f"column {column}", f"it is there {times} times", "Keep one of them.")
    for column in required:
        if column not in columns:
            near = suggestion(column, columns)
            remedy = f"The table has {listing(columns, nothing='no columns')}. "
            remedy += near or f"Add a column named {column}."
            faults.add(f"column {column}", "it is missing", remedy)


def _cell(value: Any) -> Any:
    import pandas as pd

    missing = pd.isna(value) if pd.api.types.is_scalar(value) else False
    return None if missing else value


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known word, or nothing.

    >>> suggestion("tiem", ["task", "time"])
    'Did you mean time?'
    """
    near = difflib.get_close_matches(word[:LONGEST_WORD], list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""


def name(cell: Any) -> str:
    """A name as text; whole numbers lose the .0 that pandas gives a column with empty cells.

    >>> name(3.0), name(" drill "), name(None)
    ('3', 'drill', '')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    try:
        return "" if cell is None else str(cell).strip()
    except ValueError:  # Python writes no int of more than 4,300 digits
        return f"a very long {type(cell).__name__}"


def names(cell: Any, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names in one cell, parted by commas or blanks (also the Chinese marks); a dash is none.

    Names may hold blanks: a part is kept whole where it is itself a `known` name, and where none
    of its words is one, so that the message about a misspelt name shows all of it.

    >>> names("A, B C"), names("drill hole, A", {"drill hole"}), names("-"), names("甲、乙")
    (('A', 'B', 'C'), ('drill hole', 'A'), (), ('甲', '乙'))
    """
    if isinstance(cell, (list, tuple)):
        return tuple(filter(None, map(name, cell)))
    text = name(cell)
    if not text or (text in NO_NAMES and text not in known):
        return ()
    parts = [part.strip() for part in re.split(f"[{COMMAS}]", text)]
    return tuple(word for part in parts for word in _words(part, known))


def _words(part: str, known: Collection[str]) -> list[str]:
    words = part.split()
    if not known or (part not in known and any(word in known for word in words)):
        return words
    return [part] if part else []
