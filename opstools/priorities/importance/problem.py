"""Competitive factors with what they mean to customers and how we do at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ...core import Column, Faults, Problem
from ...core.figures import signed
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, quoted
from ...core.table import name, rows
from ..marks import kept

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BEST, WORST = 1, 9  # of Slack's scale
# Where a boundary stands at importance 9 (least) and at importance 1 (most), as performance.
ACCEPTABLE, URGENT, EXCESS = (6.5, 3), (13, 5), (3.5, -1)
Ends = tuple[Number, Number]


@dataclass(frozen=True)
class RatedFactor:
    """A factor: what it means to customers, and how we do against competitors."""

    factor: str
    importance: Number
    performance: Number


@dataclass(frozen=True)
class RatedFactors(Problem):
    """Factors rated twice on nine-point scales: importance to customers, performance to rivals.

    On Slack's scales 1 is the best: importance 1–3 wins orders, 4–6 qualifies, 7–9 counts less;
    performance 1–3 is better than competitors, 4–6 the same, 7–9 worse. With `best=9` a table
    counts the other way. `zones="slack"` parts the matrix by three lines, each told by the
    performance where importance is 9 and where it is 1: `acceptable` (below it is to improve),
    `urgent` (below it at once) and `excess` (above it perhaps too good). Slack draws them without
    equations, so these are set after his figure. `zones="quadrants"` parts it by a cross at the
    middle, the means or the medians (`cross`), as Martilla & James do. Bad data raises
    `ProblemError`.

    >>> print(RatedFactors((RatedFactor("quality", 2, 6), RatedFactor("cost", 7, 3))).headline)
    2 factors; quality matters most, cost is done best.
    """

    factors: tuple[RatedFactor, ...]
    _: KW_ONLY
    best: Literal[1, 9] = 1
    zones: Literal["slack", "quadrants"] = "slack"
    cross: Literal["middle", "mean", "median"] = "middle"
    acceptable: Ends = ACCEPTABLE
    urgent: Ends = URGENT
    excess: Ends = EXCESS

    subject: ClassVar[str] = "rated factors"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("factor", ("因素", "criterion", "objective"), stand_in="row {}"),
        Column("importance", ("重要性", "重要程度"), number=True, stand_in=BEST),
        Column("performance", ("绩效", "表现"), number=True, stand_in=BEST),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("factor", [name(each.factor) for each in self.factors], faults)
        factors = []
        for k, each in enumerate(self.factors, 1):
            place = row_of(k, "factor", name(each.factor))
            importance = kept(each.importance, f"{place}, importance", faults, most=WORST)
            performance = kept(each.performance, f"{place}, performance", faults, most=WORST)
            factors.append(RatedFactor(name(each.factor), importance, performance))
        lines = {word: _ends(getattr(self, word), word, faults)
                 for word in ("excess", "acceptable", "urgent")}  # fmt: skip
        for above, below in (("excess", "acceptable"), ("acceptable", "urgent")):
            pairs = zip(lines[above], lines[below], strict=True)
            if not faults.found and any(exact(a) > exact(b) for a, b in pairs):
                remedy = "Performance counts from 1, the best: excess ≤ acceptable ≤ urgent."
                faults.add(above, f"its line is not above that of {below}", remedy)
        return {"factors": tuple(factors), **lines}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (RatedFactor(r["factor"], r["importance"], r["performance"]) for r in table)
        return {"factors": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a factor: factor, importance, performance, as they were rated."""
        import pandas as pd

        told = [(each.factor, each.importance, each.performance) for each in self.factors]
        return pd.DataFrame(told, columns=["factor", "importance", "performance"])

    def turned(self, mark: Number) -> Number:
        """A mark counted from 1, the best."""
        return mark if self.best == BEST else plain(BEST + WORST - exact(mark))

    @property
    def places(self) -> tuple[tuple[Number, Number], ...]:
        """Importance and performance of each factor, counted from 1, the best."""
        return tuple((self.turned(each.importance), self.turned(each.performance))
                     for each in self.factors)  # fmt: skip

    @property
    def headline(self) -> str:
        """The factors in one sentence."""
        names = [each.factor for each in self.factors]
        most = min(range(len(names)), key=lambda k: exact(self.places[k][0]))
        best = min(range(len(names)), key=lambda k: exact(self.places[k][1]))
        factors = count(len(names), "factor")
        return f"{factors}; {names[most]} matters most, {names[best]} is done best."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The matrix with its zones and the first factors in it."""
        from .plots import matrix

        return matrix(self, state, ax)


def _ends(given: Any, word: str, faults: Faults) -> Ends:
    """A line by its performance at importance 9 and at importance 1."""
    pair = tuple(given) if isinstance(given, (tuple, list)) else ()
    if len(pair) != 2:
        remedy = "Give the performance at importance 9 and at importance 1, as (6.5, 3)."
        faults.add(word, f"{quoted(given)} is no pair", remedy)
        return (0, 0)
    at = ("9", "1")
    low, high = (plain(signed(value, f"{word} at importance {where}", faults))
                 for value, where in zip(pair, at, strict=True))  # fmt: skip
    return low, high
