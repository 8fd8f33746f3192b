"""Square tables: the same names down and across, whole or one half of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..core import Column, Faults, ProblemError
from ..core.matrix import Matrix, read_matrix
from ..core.numbers import exact, listing, quoted, show
from ..core.reader import read_table
from ..core.table import name, rows

BLANK = ("", "-", "–", "—", "x", "na", "nan")
MOST_LISTED = 100_000  # rows of a list of loads
SUMS = ("total", "sum", "合计", "总计")


def squared(given: Matrix, thing: str, faults: Faults) -> Matrix:
    """The matrix with its columns in the order of its rows; raises where names differ."""
    if given.rows == given.columns:
        return given
    down = [each for each in given.rows if each not in given.columns]
    across = [each for each in given.columns if each not in given.rows]
    if down or across or len(set(given.rows)) != len(given.columns):
        sides = ((down, "down"), (across, "across"))
        problem = ", ".join(f"{listing(each)} only {side}" for each, side in sides if each)
        problem = problem or "a name is there twice"
        remedy = f"Name every {thing} once down and once across."
        faults.add("table", problem, remedy)
        faults.raise_any()
    order = [given.columns.index(each) for each in given.rows]
    return Matrix(
        given.rows, given.rows, tuple(tuple(row[j] for j in order) for row in given.cells)
    )


def renamed(frame: Any, column: Column) -> Any:
    """A first column with another heading of the field gets ours."""
    if not len(getattr(frame, "columns", ())):
        return frame
    first = frame.columns[0]
    if name(first).casefold() == column.name or not column.bears(name(first)):
        return frame
    changed = frame.rename(columns={first: column.name})
    changed.attrs = dict(frame.attrs)
    return changed


ENDS = (
    Column("from", ("from department", "department", "one", "从")),
    Column("to", ("to department", "other", "至", "到")),
)
LOAD = Column("load", ("loads", "flow", "trips", "volume", "quantity", "物流量"), number=True)
RATING = Column("rating", ("closeness", "letter", "relationship", "等级"))


def as_square(frame: Any, faults: Faults, value: Column) -> Any:
    """A list, one row a pair: from, to and a value, as a square table; anything else as it is."""
    headings, listed = [name(each) for each in getattr(frame, "columns", ())], (*ENDS, value)
    ends = all(map(Column.bears, ENDS, headings)) if len(headings) > 1 else False
    if not ends or headings[1] in {name(each) for each in frame.iloc[:, 0]}:
        return frame
    import pandas as pd

    found = rows(frame, faults, listed, most=MOST_LISTED)
    ways = [(name(row["from"]), name(row["to"])) for row in found]
    seen: set[tuple[str, str]] = set()
    for k, way in enumerate(ways, 1):
        if way in seen:
            place = f"row {k}, {way[0]} to {way[1]}"
            faults.add(place, "it is there already", f"Give one {value.name} in one row.")
        seen.add(way)
        if not all(way):
            faults.add(f"row {k}", "a department has no name", "Write from and to in every row.")
    faults.raise_any()
    names = list(dict.fromkeys(each for way in ways for each in way))
    number = {each: k for k, each in enumerate(names)}
    cells: list[list[Any]] = [[None] * len(names) for _ in names]
    for (one, other), row in zip(ways, found, strict=True):
        cells[number[one]][number[other]] = row[value.name]
    return pd.DataFrame(cells, pd.Index(names, name="department"), names, dtype=object)


def without_sums(frame: Any) -> Any:
    """A last row and a last column called total are left out."""
    if not len(getattr(frame, "columns", ())) or not len(frame):
        return frame
    attrs, plain_index = dict(frame.attrs), frame.index.name is None
    if _is_sum(frame.columns[-1]):
        frame = frame.iloc[:, :-1]
    labels = [frame.index[-1], *(frame.iloc[-1, :1] if plain_index else ())]
    if any(map(_is_sum, labels)):
        frame = frame.iloc[:-1]
    frame.attrs = attrs
    return frame


def _is_sum(label: Any) -> bool:
    return isinstance(label, str) and label.strip().casefold() in SUMS


def read_square(given: Any, what: str, thing: str, faults: Faults) -> Matrix:
    """A square table given beside another one: a frame, a file's name, a mapping of mappings."""
    import pandas as pd

    if isinstance(given, (str, Path)):
        with faults.collect():
            given = read_table(given, what, corner=thing)
    given = as_frame(given)
    if isinstance(given, Matrix):
        return squared(given, thing, faults)
    if not isinstance(given, pd.DataFrame):
        remedy = f"Give a table with one row and one column for each {thing}."
        faults.add(what, f"{quoted(given)} is no table", remedy)
        faults.raise_any()
    with noted_of(what, faults) as own:
        table = renamed(given, Column(thing))
        found = read_matrix(table, own, row=thing, column=thing, empty=BLANK)
    return squared(found, thing, faults)


@contextmanager
def noted_of(what: str, faults: Faults) -> Iterator[Faults]:
    """Notes the faults of a table given beside another one, each with the name of that table."""
    own = Faults(what)
    try:
        yield own
        own.raise_any()
    except ProblemError as error:
        for each in error.faults:
            faults.add(f"{what}, {each.place}", each.problem, each.remedy)
        faults.raise_any()


def as_frame(given: Any) -> Any:
    """A mapping of mappings, row -> column -> cell, as a frame; anything else as it is."""
    if not isinstance(given, Mapping) or not all(isinstance(v, Mapping) for v in given.values()):
        return given
    import pandas as pd

    return pd.DataFrame({key: dict(row) for key, row in given.items()}).T if given else given


def mirrored(given: Matrix, what: str, faults: Faults) -> Matrix:
    """Blank cells taken from the other half; 0 on the diagonal; nothing may be missing."""
    size = range(len(given.rows))
    cells = [list(row) for row in given.cells]
    for i in size:
        if cells[i][i] not in (None, 0):
            place = f"{what}, {given.rows[i]} to itself"
            faults.add(place, f"it is {show(exact(cells[i][i]))}", "Leave the diagonal blank.")
        cells[i][i] = 0
        for j in size:
            if cells[i][j] is None:
                cells[i][j] = given.cells[j][i]
            if cells[i][j] is None and i < j:
                place = f"{what}, {given.rows[i]} to {given.rows[j]}"
                faults.add(place, "there is none", "Write it in one half of the table at least.")
    return Matrix(given.rows, given.columns, tuple(map(tuple, cells)))


def asymmetric(given: Matrix) -> tuple[str, str] | None:
    """The first pair that differs one way and back; None where none does."""
    size = range(len(given.rows))
    pairs = ((i, j) for i in size for j in size if i < j)
    found = ((i, j) for i, j in pairs if given.cells[i][j] != given.cells[j][i])
    return next(((given.rows[i], given.rows[j]) for i, j in found), None)
