"""What every problem and every result can do."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any, Self

from .numbers import Number, show
from .steps import Steps

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ROWS_SHOWN = 15


class Measures(Mapping[str, Number]):
    """Headline figures in order, name -> number; `unit(name)` tells what each is measured in.

    >>> measures = Measures(stations=(5, ""), efficiency=(0.92, "%"))
    >>> measures["stations"], measures.unit("efficiency")
    (5, '%')
    >>> measures
    stations 5, efficiency 92 %
    """

    def __init__(self, **figures: tuple[Number, str]) -> None:
        self._figures = figures

    def __getitem__(self, name: str) -> Number:
        return self._figures[name][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def unit(self, name: str) -> str:
        """The unit of a figure; "%" marks a share, held as a number between 0 and 1."""
        return self._figures[name][1]

    def __repr__(self) -> str:
        named = (f"{name.replace('_', ' ')} {show(*self._figures[name])}" for name in self)
        return ", ".join(named)


class Face(ABC):
    """A headline sentence over a table: what problems and results show of themselves."""

    @property
    @abstractmethod
    def headline(self) -> str:
        """The whole thing in one sentence."""

    @abstractmethod
    def to_frame(self) -> pd.DataFrame:
        """A tidy table, one row for each thing."""

    @abstractmethod
    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The picture, drawn on `ax` or on a new figure; `step=k` draws what stood at step k."""

    @property
    def note(self) -> str:
        """The conventions that the figures follow, where books differ."""
        return ""

    def table_html(self) -> str:
        """The table for a page, cut where it gets long."""
        return f"{wide_html(self.to_frame().head(ROWS_SHOWN))}<p>{escape(self._below())}</p>"

    def __repr__(self) -> str:
        table = self.to_frame().head(ROWS_SHOWN).map(for_reading).to_string(index=False)
        return "\n".join(filter(None, [self.headline, table, self._below()]))

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.headline)}</p>{self.table_html()}"

    def __getstate__(self) -> dict[str, Any]:
        """Only the fields are pickled; what is computed from them is computed again."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}  # type: ignore[arg-type]

    def _below(self) -> str:
        hidden = len(self.to_frame()) - ROWS_SHOWN
        more = f"… and {hidden:,} more rows (to_frame() has all)." if hidden > 0 else ""
        return " ".join(filter(None, [more, self.note]))


class Problem(Face):
    """Frozen data of one problem, checked once and completely when it is made."""

    @classmethod
    @abstractmethod
    def from_frame(cls, frame: pd.DataFrame, *args: Any, **settings: Any) -> Self:
        """Read a table; a bad one raises one `ProblemError` with every fault."""

    def replace(self, **changes: Any) -> Self:
        """A changed copy, checked again."""
        return dataclasses.replace(self, **changes)  # type: ignore[type-var]


class Result(Face):
    """A frozen answer, complete at birth."""

    @property
    @abstractmethod
    def measures(self) -> Measures:
        """The headline figures, name -> number."""

    @property
    def answer(self) -> Any:
        """What stands for it when a student is asked for it: the first figure, unless it says."""
        return next(iter(self.measures.values()))

    def unit(self, name: str) -> str:
        """The unit of one of the `measures`."""
        return self.measures.unit(name)

    @abstractmethod
    def steps(self) -> Steps:
        """The working as the method recorded it."""


def wide_html(table: pd.DataFrame) -> str:
    """A table for a page: no cell cut short, text to the left, numbers to the right."""
    head = "".join(_cell("th", str(name).replace("_", " "), name) for name in table.columns)
    body = "".join(
        f"<tr>{''.join(_cell('td', for_reading(cell), cell) for cell in row)}</tr>"
        for row in table.itertuples(index=False)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, text: str, value: Any) -> str:
    side = "right" if isinstance(value, (int, float, Fraction)) else "left"
    return f'<{tag} style="text-align: {side}; padding: 0.2em 0.8em">{escape(text)}</{tag}>'


def for_reading(cell: Any) -> str:
    """A cell as text: names joined, numbers rounded for the eye, nothing for a missing one.

    >>> for_reading(("A", "B")), for_reading(2 / 3), for_reading(None)
    ('A, B', '0.6667', '')
    """
    if isinstance(cell, (tuple, list)):
        return ", ".join(map(for_reading, cell))
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Fraction)):
        return str(cell)
    return show(cell)
