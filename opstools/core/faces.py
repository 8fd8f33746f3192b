"""What every problem and every result can do."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
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
        return f"{wide_html(self._shown())}<p>{escape(self._below())}</p>"

    def __repr__(self) -> str:
        table = self._shown().to_string(index=False)
        return "\n".join(filter(None, [self.headline, table, self._below()]))

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.headline)}</p>{self.table_html()}"

    def _shown(self) -> pd.DataFrame:
        return self.to_frame().head(ROWS_SHOWN).map(_for_reading)

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

    def unit(self, name: str) -> str:
        """The unit of one of the `measures`."""
        return self.measures.unit(name)

    @abstractmethod
    def steps(self) -> Steps:
        """The working as the method recorded it."""


def wide_html(table: pd.DataFrame) -> str:
    """A table whose cells are never cut short."""
    import pandas as pd

    with pd.option_context("display.max_colwidth", None):
        return table.to_html(index=False, border=0, na_rep="")


def _for_reading(cell: Any) -> Any:
    if isinstance(cell, (tuple, list)):
        return ", ".join(map(str, cell))
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    return "" if cell != cell else show(cell)
