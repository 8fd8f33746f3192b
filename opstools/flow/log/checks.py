"""What must hold between the columns of a log: names once, one kind of times, no stay below 0."""

from __future__ import annotations

from typing import Any

from ...core import Faults
from ...core.numbers import listing
from ...core.table import name
from .time_columns import TimeColumn, Where, flag

MOST_NAMED = 20


def read_items(column: Any) -> Any:
    """Names of items: whole numbers, or texts that are blank where there is none."""
    import numpy as np
    import pandas as pd

    series = column if isinstance(column, pd.Series) else pd.Series(column, dtype=None)
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "iu":
        return series.to_numpy()
    cells = zip(series.tolist(), series.isna().tolist(), strict=True)
    names = np.empty(len(series), object)
    names[:] = ["" if empty else name(cell) for cell, empty in cells]
    return names


def check_items(items: Any, faults: Faults) -> None:
    """Every item has a name of its own."""
    import pandas as pd

    series = pd.Series(items)
    if series.is_unique and items.dtype.kind in "iu":
        return
    flag(series == "", faults, lambda k: (f"row {k + 1}, item", "it has no name", "Name it."))
    again = series[series.duplicated(keep=False) & (series != "")]
    rows_of = again.index.to_series().groupby(again, sort=False)
    for item, places in list(rows_of)[:MOST_NAMED]:
        where = f"rows {listing([row + 1 for row in places], most=5)}"
        remedy = "Give every visit a name of its own; one row is one arrival and one departure."
        faults.add(where, f"item {item} is there {len(places)} times", remedy)


def common_zone(came: TimeColumn, left: TimeColumn, faults: Faults) -> str:
    """The zone that both columns are told in; UTC where they differ, for instants are exact."""
    if came.missing.all():
        return left.zone
    if left.missing.all():
        return came.zone
    if came.are_times != left.are_times:
        kinds = [("numbers", "times")[column.are_times] for column in (came, left)]
        problem = f"arrivals are {kinds[0]} and departures {kinds[1]}"
        faults.add("columns", problem, "Write both in the same way.")
    elif bool(came.zone) != bool(left.zone):
        zones = [column.zone or "no time zone" for column in (came, left)]
        remedy = "Write the offset in both, or in none."
        faults.add("columns", f"arrivals are in {zones[0]}, departures in {zones[1]}", remedy)
    return came.zone if came.zone == left.zone else "UTC"


def check_order(
    came: TimeColumn, left: TimeColumn, where: Where, shown: Any, faults: Faults
) -> None:
    """Everybody comes, and nobody leaves before."""
    import numpy as np

    flag(
        came.missing & ~np.asarray(came.unreadable),
        faults,
        lambda k: (
            f"{where(k)}, arrival",
            "there is none",
            "Every item needs one; for items inside from the beginning write an early time.",
        ),
    )
    flag(
        left.values < came.values,
        faults,
        lambda k: (
            f"{where(k)}, departure",
            f"{shown(left.values[k])} is before its arrival, {shown(came.values[k])}",
            "Correct one of the two.",
        ),
    )
