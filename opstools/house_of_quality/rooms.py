"""The smaller rooms of a house as they come in: groups of needs, marks, measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core import Faults
from ..core.matrix import Matrix, read_matrix
from ..core.names import check_known
from ..core.numbers import exact, listing, quoted
from ..core.table import name
from .marks import by_name

LEVELS = " > "
MOST_LEVELS = 2  # above the needs themselves


def read_levels(given: Any, needs: Sequence[str], faults: Faults) -> tuple[str, ...]:
    """The group of each need, "group" or "group > part"; none at all where none is told."""
    told = by_name(given, needs, "groups", "need", faults, "group")
    if not told:
        return ()
    paths = []
    for need in needs:
        parts = [part.strip() for part in name(told.get(need, "")).split(LEVELS.strip())]
        parts = list(filter(None, parts))
        if len(parts) > MOST_LEVELS:
            remedy = "Three levels are read: group > part, and the need."
            faults.add(f"group of {need}", f"it has {len(parts)} levels above the need", remedy)
        paths.append(LEVELS.join(parts))
    return tuple(paths)


def read_measured(
    given: Any,
    known: Sequence[str],
    what: str,
    thing: str,
    faults: Faults,
    *,
    least: float | None = None,
    most: float | None = None,
    transposed: bool = False,
) -> Matrix | None:
    """Marks or measures by competitor, in the order of the house; None where there are none.

    `transposed` allows a table with competitors down, as benchmarks mostly stand.
    """
    table = None if given is None else _by_competitor(given, what, thing, faults)
    if table is None:
        return None
    if transposed and set(table.rows) != set(known) == set(table.columns):
        cells = tuple(zip(*table.cells, strict=True))
        table = Matrix(table.columns, table.rows, cells)
    check_known(thing, table.rows, known, what, faults)
    if missing := [each for each in known if each not in table.rows]:
        faults.add(what, f"{listing(missing)} missing", f"Give a row for every {thing}.")
        return None
    order = [table.rows.index(each) for each in known]
    cells = tuple(table.cells[k] for k in order)
    for each, row in zip(known, cells, strict=True):
        for competitor, cell in zip(table.columns, row, strict=True):
            if cell is not None and most is not None and not (least or 0) <= exact(cell) <= most:
                place = f"{what}, {each}, {competitor}"
                faults.add(place, f"{cell} is not from {least} to {most}", "Write such a mark.")
    return Matrix(tuple(known), table.columns, cells)


def _by_competitor(given: Any, what: str, thing: str, faults: Faults) -> Matrix | None:
    """A matrix, a mapping of mappings or a table as a matrix; None where it cannot be read."""
    import pandas as pd

    if isinstance(given, Matrix):
        given = given.to_frame(thing)
    elif isinstance(given, Mapping):
        try:
            given = pd.DataFrame.from_dict({k: dict(v) for k, v in given.items()}, orient="index")
        except (TypeError, ValueError):
            faults.add(what, f"{quoted(given)} is no table", "Give a DataFrame.")
            return None
    read = Faults(what)
    try:
        return read_matrix(
            given, read, row=thing, column="competitor", below_zero=True, empty=("",)
        )
    except ValueError:
        return None
    finally:
        _move(read, what, faults)


def _move(read: Faults, what: str, faults: Faults) -> None:
    for fault in read.found:
        faults.add(f"{what}, {fault.place}", fault.problem, fault.remedy)
