"""What changes are expected to cost each system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, listing, show
from .problem import Changes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Penalties(Result):
    """The penalty of change by system; `best` has the least (the first of equal ones).

    >>> import pandas as pd
    >>> from opstools.flexibility import penalty_of_change
    >>> table = pd.DataFrame({"line": [90], "cells": [30]}, index=["new part"])
    >>> print(penalty_of_change(table, probability=0.5).headline)
    Changes cost cells least, 15 $; line 45 $.
    """

    problem: Changes
    penalties: tuple[Number, ...]

    @property
    def penalty(self) -> Mapping[str, Number]:
        """System -> what changes are expected to cost it."""
        return ByName(dict(zip(self.problem.costs.columns, self.penalties, strict=True)))

    @property
    def best(self) -> str:
        """The system that changes cost least."""
        return min(self.penalty, key=lambda system: exact(self.penalty[system]))

    @property
    def answer(self) -> str:
        """The system that changes cost least."""
        return self.best

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        money = self.problem.money
        worst = max(self.penalties, key=exact)
        return Measures(least=(self.penalty[self.best], money), most=(worst, money))

    @property
    def headline(self) -> str:
        """The penalties in one sentence."""
        money = self.problem.money
        others = [s for s in self.problem.costs.columns if s != self.best]
        told = listing(f"{system} {show(self.penalty[system], money)}" for system in others)
        rest = f"; {told}" if others else ""
        return f"Changes cost {self.best} least, {show(self.penalty[self.best], money)}{rest}."

    @property
    def note(self) -> str:
        """What the figures are."""
        return "A penalty is Σ probability × cost; the less, the more flexible."

    def to_frame(self) -> pd.DataFrame:
        """One row a system: system, penalty."""
        import pandas as pd

        return pd.DataFrame({"system": self.problem.costs.columns, "penalty": self.penalties})

    @property
    def column_units(self) -> Mapping[str, str]:
        """Money."""
        return {"penalty": self.problem.money}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar a system: probability × cost, stacked by change."""
        from .plots import stacked

        return stacked(self.problem, state, ax)
