"""What problems and results show of themselves: a sentence, a table, a picture by steps."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from .errors import fail
from .formula import on_page
from .numbers import exact, quoted, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ROWS_SHOWN = 15
YEAR = "year"  # a column of points in time
# Units of columns; the words in braces are filled in from the problem.
TIME, RATE, AMOUNT, SHARE = "{time_unit}", "{flow_unit}/{time_unit}", "{flow_unit}", "%"


class Display(ABC):
    """A headline sentence over a table, and a picture that can be walked through."""

    measured_in: ClassVar[Mapping[str, str]] = {}  # column -> TIME, RATE, AMOUNT or SHARE

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        if "__repr__" not in vars(cls):  # else a dataclass would write one of its own
            cls.__repr__ = Display.__repr__  # type: ignore[method-assign]

    @property
    @abstractmethod
    def headline(self) -> str:
        """The whole thing in one sentence."""

    @abstractmethod
    def to_frame(self) -> pd.DataFrame:
        """A tidy table, one row for each thing."""

    @abstractmethod
    def states(self) -> Sequence[Any]:
        """What the picture shows at each step, from 0, when nothing is done, to the whole."""

    @abstractmethod
    def draw(self, state: Any, ax: Axes | None) -> Axes:
        """The picture of one of the `states`."""

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The picture, drawn on `ax` or on a new figure; `step=k` draws what stood at step k."""
        drawn = self.draw(self.state_at(step), ax)
        if ax is None and step is None:
            drawn.figure.set_label(self.headline)  # what `core.drawing.in_words` says
        return drawn

    def state_at(self, step: int | None = None) -> Any:
        """What the picture shows at step k; the whole without a step."""
        states = self.states()
        last = len(states) - 1
        if step is None:
            return states[last]
        try:
            k = exact(step)
        except ValueError:
            k = exact(-1)
        if k.denominator != 1 or not 0 <= k <= last:
            problem = f"there is no step {quoted(step)}"
            fail("steps", "step", problem, f"Give a number from 0 to {last}.")
        return states[int(k)]

    @property
    def note(self) -> str:
        """The conventions that the figures follow, where books differ."""
        return ""

    @property
    def column_units(self) -> Mapping[str, str]:
        """What the columns of the table are measured in, as far as they are; "%" marks shares."""
        owner = getattr(self, "problem", self)
        words = {name: getattr(owner, name, "") for name in ("time_unit", "flow_unit")}
        return {column: unit.format(**words) for column, unit in self.measured_in.items()}

    def table_html(self) -> str:
        """The table for a page, with units, cut where it gets long."""
        table = wide_html(self.to_frame().head(ROWS_SHOWN), self.column_units)
        return f"{table}<p>{on_page(self._below())}</p>"

    def __repr__(self) -> str:
        rows = self.to_frame().head(ROWS_SHOWN)
        rows = rows.apply(lambda column: column.map(lambda cell: _told(column.name, cell)))
        table = rows.to_string(index=False)
        return "\n".join(filter(None, [self.headline, table, self._below()]))

    def _repr_html_(self) -> str:
        return f"<p>{on_page(self.headline)}</p>{self.table_html()}"

    def __getstate__(self) -> dict[str, Any]:
        """Only the fields are pickled; what is computed from them is computed again."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}  # type: ignore[arg-type]

    def _below(self) -> str:
        hidden = len(self.to_frame()) - ROWS_SHOWN
        more = f"… and {hidden:,} more rows (to_frame() has all)." if hidden > 0 else ""
        return " ".join(filter(None, [more, self.note]))


def wide_html(table: pd.DataFrame, units: Mapping[str, str] | None = None) -> str:
    """A table for a page: no cell cut short, text to the left, numbers to the right, units on top.

    Shares stand in per cent; where a table has a column named unit, so does its column value.
    """
    known = units or {}
    head = "".join(_cell("th", _heading(str(name), known), name) for name in table.columns)
    body = "".join(f"<tr>{_row(row, known)}</tr>" for row in table.to_dict("records"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _heading(name: str, units: Mapping[str, str]) -> str:
    unit = units.get(name, "")
    return name.replace("_", " ") + (f" ({unit})" if unit not in ("", "%") else "")


def _row(row: Mapping[Any, Any], units: Mapping[str, str]) -> str:
    def text(name: Any, cell: Any) -> str:
        unit = row.get("unit", "") if name == "value" else units.get(str(name), "")
        share = unit == "%" and isinstance(cell, (int, float)) and cell == cell
        return show(cell, "%") if share else _told(name, cell)

    return "".join(_cell("td", text(name, cell), cell) for name, cell in row.items())


def _told(name: Any, cell: Any) -> str:
    """A cell as text; thousands of years are not parted."""
    return str(cell) if name == YEAR and isinstance(cell, int) else for_reading(cell)


def _cell(tag: str, text: str, value: Any) -> str:
    side = "right" if isinstance(value, (int, float)) else "left"
    return f'<{tag} style="text-align: {side}; padding: 0.2em 0.8em">{on_page(text)}</{tag}>'


def for_reading(cell: Any) -> str:
    """A cell as text: names joined, numbers rounded for the eye, nothing for a missing one.

    >>> for_reading(("A", "B")), for_reading(2 / 3), for_reading(None)
    ('A, B', '0.6667', '')
    """
    if isinstance(cell, (tuple, list)):
        return ", ".join(map(for_reading, cell))
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return str(cell)
    return show(cell)
