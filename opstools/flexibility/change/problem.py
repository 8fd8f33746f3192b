"""Changes that may come, how likely each is, and what it would cost each system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import share
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ...core.numbers import Number, count

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

PROBABILITY = ("probability", "概率")


@dataclass(frozen=True)
class Changes(Problem):
    """What each system would pay for each change.

    A table has one row a change, named in its index or first column, and one column a system with
    what the change costs it, in `money`; a column `probability` stands for the setting. Changes
    may come together, so that probabilities need not sum to 1. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"line": [90, 20], "cells": [30, 25]}, index=["new part", "growth"])
    >>> print(Changes.from_frame(table, probability=[0.5, 0.2]).headline)
    2 changes that may come, and what they cost 2 systems.
    """

    costs: Matrix
    _: KW_ONLY
    probability: Mapping[str, Number] = ByName({})
    money: str = "$"

    subject: ClassVar[str] = "changes"
    columns: ClassVar[tuple[Column, ...]] = (Column("change", ("变化",)),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        costs = checked_matrix(self.costs, "costs", faults)
        told = told_for_each(self.probability, costs.rows, "probability", "change", share, faults)
        return {"probability": ByName(dict(zip(costs.rows, told, strict=False)))}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, PROBABILITY, "probability", settings, faults)
        return {"costs": read_matrix(frame, faults, row="change", column="system"), **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a change: change, probability, then one column a system."""
        table = self.costs.to_frame("change")
        table.insert(1, "probability", list(self.probability.values()))
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """Shares and money."""
        return {"probability": "%", **dict.fromkeys(self.costs.columns, self.money)}

    @property
    def headline(self) -> str:
        """The table in one sentence."""
        changes, systems = self.costs.shape
        return (
            f"{count(changes, 'change')} that may come, and what they cost "
            f"{count(systems, 'system')}."
        )

    def states(self) -> range:
        """How many systems the picture shows."""
        return range(len(self.costs.columns) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar a system: probability × cost, stacked by change."""
        from .plots import stacked

        return stacked(self, state, ax)
