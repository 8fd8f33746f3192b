"""The parts of a map as tables, as they could be typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core import fail
from ..core.numbers import show
from ..core.table import suggestion
from .records import DEMAND, FLOW, RESOURCE, ROLE, blank

if TYPE_CHECKING:
    import pandas as pd

    from .problem import ProcessMap

PARTS = {"roles": ROLE, "flows": FLOW, "resources": RESOURCE, "demand": DEMAND}
SHIFTS = ("calendar", "hours")


def table_of(process: ProcessMap, what: str) -> pd.DataFrame:
    """One part of a map, without the columns that say nothing."""
    import pandas as pd

    if what == "steps":
        table = process.to_frame()
    elif what in PARTS:
        heads = [each.name for each in PARTS[what]]
        rows = [
            [_cell(head, value) for head, value in zip(heads, vars(each).values(), strict=True)]
            for each in getattr(process, what)
        ]
        table = pd.DataFrame(rows, columns=heads)
    else:
        known = ["steps", *PARTS]
        remedy = suggestion(str(what), known) or f"There are {', '.join(known)}."
        fail(process.subject, "table", f"there is no table {what}", remedy)
    usual = {"time": 0, "wait": 0, "cost": 0, "cv": 1, "shape": "task", "wage": 0, "kind": "push"}
    silent = [
        head
        for head in table.columns[1:]
        if all(blank(cell) or cell == usual.get(head) for cell in table[head])
    ]
    return table.drop(columns=silent)


def _cell(head: str, value: Any) -> Any:
    if head in SHIFTS:
        return ", ".join(_shift(each) for each in value)
    return ", ".join(value) if isinstance(value, tuple) else value


def _shift(shift: tuple[Any, ...]) -> str:
    start, end, *staff = map(_hour, shift)
    return f"{start}-{end}" + (f" x{show(shift[2])}" if staff else "")


def _hour(hour: Any) -> str:
    whole, minutes = divmod(round(float(hour) * 60), 60)
    return f"{whole}:{minutes:02}" if minutes else str(whole)
