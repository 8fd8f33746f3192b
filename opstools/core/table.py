"""The one door for tables: a DataFrame in, plain rows out, every structural fault noted."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import Faults
from .numbers import listing

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1000
COMMAS = ",;，；、"
NO_NAMES = ("-", "–", "—", "0", "na", "n/a", "nan", "none", "null", "nil", "无")
LONGEST_WORD = 60  # that a nearest word is looked for; the search takes the square of the length
NEAR = 0.7  # how alike two words are of which one may be the other, misspelt
DECIMAL_COMMA = "decimal_comma"  # what a reader notes in a frame's `attrs`


@dataclass(frozen=True)
class Column:
    """A column that a problem reads: its name, other headings of the field, and what it holds.

    Headings match without regard to case, blanks, underscores and a plural s. `stand_in` is what
    the cells hold where the column is absent, so that the rest of the table can still be checked;
    {} in a text becomes the row's number. `instead` are headings of what people give in its place
    and must be told of, such as successors for predecessors.
    """

    name: str
    also: tuple[str, ...] = ()
    needed: bool = True
    number: bool = False
    stand_in: Any = None
    instead: tuple[str, ...] = ()

    def bears(self, heading: str) -> bool:
        """Whether a heading is one of this column's.

        >>> Column("predecessors", ("immediate predecessor",)).bears("Immediate Predecessors")
        True
        """
        return _plain(heading) in map(_plain, (self.name, *self.also))

    def nearly_bears(self, heading: str) -> bool:
        """Whether a heading may be meant for this column.

        >>> time = Column("time", ("task time",))
        >>> [time.nearly_bears(each) for each in ("tiem", "Time (min)", "operator")]
        [True, True, False]
        """
        words = _plain(heading)
        return words in map(_plain, self.instead) or any(
            own in words.split() or _alike(words, own) >= NEAR
            for own in map(_plain, (self.name, *self.also))
        )


def rows(
    frame: pd.DataFrame, faults: Faults, columns: Sequence[Column], *, most: int = MOST_ROWS
) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries of the named columns; empty cells are None.

    Rows that are all blank are passed over and not counted, as people leave them in spreadsheets.
    A table that cannot be read at all raises at once.
    """
    found = find(frame, faults, columns)
    if not len(frame):
        faults.add("table", "it has no rows", "Give one row for each thing.")
    if len(frame) > most:
        remedy = f"At most {most:,} are allowed; take a part of the table."
        faults.add("table", f"it has {len(frame):,} rows", remedy)
    if not 0 < len(frame) <= most:
        faults.raise_any()
    comma = bool(frame.attrs.get(DECIMAL_COMMA))
    cells = {
        each.name: [
            _cell(value, comma and each.number) for value in frame.iloc[:, found[each.name]]
        ]
        for each in columns
        if each.name in found
    }
    blank = [not any(map(held, row)) for row in zip(*cells.values(), strict=True)]
    absent = {each.name: each.stand_in for each in columns if each.name not in found}
    table = [
        {**absent, **dict(zip(cells, row, strict=True))}
        for row, empty in zip(zip(*cells.values(), strict=True), blank, strict=True)
        if not empty
    ]
    if not table:
        if cells or not faults.found:
            faults.add("table", "its rows are blank", "Give one row for each thing.")
        faults.raise_any()
    return [
        {name: cell.format(k) if name in absent and isinstance(cell, str) else cell
         for name, cell in row.items()}
        for k, row in enumerate(table, 1)
    ]  # fmt: skip


def find(frame: Any, faults: Faults, columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands in the table, by name.

    Columns that are missing or there twice are faults, and so is one that would be passed over
    although its heading nearly bears a name that is not there.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        faults.add("table", f"a {kind} is not a table", "Give a pandas DataFrame.")
        faults.raise_any()
    headings = [name(column) for column in frame.columns]
    found: dict[str, int] = {}
    for column in columns:
        places = [k for k, heading in enumerate(headings) if column.bears(heading)]
        if len(places) > 1:
            those = listing(headings[k] for k in places)
            faults.add(f"column {column.name}", f"it is there {len(places)} times ({those})",
                       "Keep one of them.")  # fmt: skip
        if places:
            found[column.name] = places[0]
    others = [heading for heading in headings if not any(each.bears(heading) for each in columns)]
    for column in columns:
        if column.name not in found:
            _missing(column, headings, others, faults)
    return found


def share_of_columns(headings: Iterable[object], columns: Sequence[Column]) -> float:
    """How much of a problem's columns a table has, from 0 to 1; needed ones count double.

    >>> share_of_columns(["task", "tiem"], [Column("task"), Column("time", needed=False)])
    0.6666666666666666
    """
    weights = [1 + each.needed for each in columns]
    known = [name(heading) for heading in headings]
    there = [any(map(each.bears, known)) for each in columns]
    return sum(w for w, found in zip(weights, there, strict=True) if found) / sum(weights)


def _missing(column: Column, headings: list[str], others: list[str], faults: Faults) -> None:
    near = sorted(filter(column.nearly_bears, others), key=lambda each: -_alike(each, column.name))
    if column.needed:
        remedy = f"Did you mean {near[0]}?" if near else f"Add a column named {column.name}."
        there = f"The table has {listing(headings, nothing='no columns')}. "
        faults.add(f"column {column.name}", "it is missing", there + remedy)
    elif near:
        problem = f"it would be passed over; did you mean {column.name}"
        faults.add(f"column {near[0]}", problem, "Rename it, or take it out of the table.")


def _plain(heading: str) -> str:
    words = re.split(r"[\s_\-()（）\[\],./]+", heading.casefold())
    return " ".join(filter(None, (word.removesuffix("s") for word in words)))


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one[:LONGEST_WORD], other[:LONGEST_WORD]).ratio()


def held(cell: Any) -> bool:
    """Whether a cell holds anything: not nothing, no blanks alone."""
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _cell(value: Any, decimal_comma: bool = False) -> Any:
    import pandas as pd

    if decimal_comma and isinstance(value, str):
        return with_point(value)
    missing = pd.isna(value) if pd.api.types.is_scalar(value) else False
    return None if missing else value


def with_point(text: str) -> str:
    """A number written with a decimal comma as one with a point; anything else as it is.

    >>> with_point("8,5"), with_point("1.250,75"), with_point("A, B")
    ('8.5', '1250.75', 'A, B')
    """
    if not re.fullmatch(r"\s*[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+\s*", text):
        return text
    return text.replace(".", "").replace(",", ".")


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known word, or nothing.

    >>> suggestion("tiem", ["task", "time"])
    'Did you mean time?'
    """
    near = difflib.get_close_matches(word[:LONGEST_WORD], list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""


def given(cell: Any) -> Any:
    """A cell as it is; None where nothing but blanks stand in it.

    >>> given(0), given("  "), given("x")
    (0, None, 'x')
    """
    return cell if held(cell) else None


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
    """The names in one cell, parted by commas or blanks (also the Chinese marks).

    A dash, 0, NA and the like are none where nothing is called so. Names may hold blanks: a part
    is kept whole where it is itself a `known` name, and where none of its words is one, so that
    the message about a misspelt name shows all of it.

    >>> names("A, B C"), names("drill hole, A", {"drill hole"}), names("-"), names("甲、乙")
    (('A', 'B', 'C'), ('drill hole', 'A'), (), ('甲', '乙'))
    """
    if isinstance(cell, (list, tuple)):
        return tuple(filter(None, map(name, cell)))
    text = name(cell)
    if not text or (text.casefold() in NO_NAMES and text not in known):
        return ()
    parts = [part.strip() for part in re.split(f"[{COMMAS}]", text)]
    return tuple(word for part in parts for word in _words(part, known))


def listed(cell: Any) -> tuple[str, ...]:
    """The names in one cell, parted by commas alone, so that they may hold blanks; each once.

    A dash, 0, NA and the like are none.

    >>> listed("duty officer, head"), listed("甲、乙"), listed("-"), listed(None)
    (('duty officer', 'head'), ('甲', '乙'), (), ())
    """
    told = cell if isinstance(cell, (list, tuple)) else re.split(f"[{COMMAS}]", name(cell))
    parts = dict.fromkeys(map(name, told))
    return tuple(part for part in parts if part and part.casefold() not in NO_NAMES)


def _words(part: str, known: Collection[str]) -> list[str]:
    words = part.split()
    if not known or (part not in known and any(word in known for word in words)):
        return words
    return [part] if part else []
