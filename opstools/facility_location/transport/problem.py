"""The transportation problem: supplies, demands, and a cost for each way between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Infeasible, Problem
from ...core.figures import not_negative
from ...core.matrix import Matrix, checked_matrix, read_matrix, told_for_each
from ...core.numbers import Number, common_denominator, count, exact, plain, show, singular
from ...core.table import DECIMAL_COMMA, name, with_point

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.axes import Axes

PROHIBITED = ("-", "–", "—", "x", "m", "inf", "prohibited", "禁运", "不可")
SUPPLY = ("supply", "capacity", "available", "供应量", "供应", "产量")
DEMAND = ("demand", "requirement", "required", "需求量", "需求", "销量")
DUMMY = "dummy"
LARGEST_WHOLE = 2**62
POWERS = tuple(int(10**k) for k in range(10))  # parts that one unit of cost may have


@dataclass(frozen=True)
class Transport(Problem):
    """What shipping costs from each source to each destination, and how much there is to ship.

    Costs c_ij are for one unit from source i to destination j, supplies s_i and demands d_j in
    `unit`, costs in `money` per unit. A table has one row a source, named in its index or first
    column, and one column a destination; a last column `supply` and a last row `demand` stand for
    those settings, which are mappings, Series, or lists in order. A cell that is blank or holds -,
    x or M is a prohibited way. Where supply and demand differ, a dummy without costs takes the
    rest.

    Bad data raises `ProblemError`; demand that no permitted way can meet is found by the methods.
    Source: Hitchcock (1941); Dantzig (1951).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> print(Transport.from_frame(costs, supply=[30, 20], demand={"X": 25, "Y": 20}).headline)
    2 sources with 50 units for 2 destinations that need 45 units; a dummy takes 5 units.
    """

    costs: Matrix
    _: KW_ONLY
    supply: tuple[Number, ...] = ()
    demand: tuple[Number, ...] = ()
    unit: str = "units"
    money: str = "$"

    subject: ClassVar[str] = "transport"
    columns: ClassVar[tuple[Column, ...]] = (Column("source", ("from", "plant", "产地")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        costs = checked_matrix(self.costs, "costs", faults)
        supply = told_for_each(self.supply, costs.rows, "supply", "source", not_negative, faults)
        demand = told_for_each(
            self.demand, costs.columns, "demand", "destination", not_negative, faults
        )
        for what, figures in (("supply", supply), ("demand", demand)):
            if not any(figures):
                faults.add(what, "there is none at all", "Give at least one number above 0.")
        for thing in costs.rows, costs.columns:
            if DUMMY in thing:
                remedy = "Leave it out; what does not balance gets a dummy by itself."
                faults.add(DUMMY, "the table has one already", remedy)
        return {"supply": supply, "demand": demand}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = _margins(frame, settings)
        costs = read_matrix(
            frame, faults, row="source", column="destination", empty=PROHIBITED, below_zero=True
        )
        return {"costs": costs, **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a source: source, a column for each destination, supply; last demand."""
        import pandas as pd

        table = self.costs.to_frame("source").assign(supply=list(self.supply))
        last = pd.DataFrame([["demand", *self.demand, None]], columns=table.columns)
        return pd.concat([table.astype(object), last.astype(object)], ignore_index=True)

    @property
    def headline(self) -> str:
        """The problem in one sentence."""
        sources, destinations = self.costs.shape
        there, needed = (sum(map(exact, each), Fraction(0)) for each in (self.supply, self.demand))
        rest = f"; a dummy takes {show(abs(there - needed), self.unit)}" if there != needed else ""
        return (
            f"{count(sources, 'source')} with {show(there, self.unit)} for "
            f"{count(destinations, 'destination')} that need {show(needed, self.unit)}{rest}."
        )

    @property
    def column_units(self) -> Mapping[str, str]:
        """Costs are per unit."""
        per = self.price_unit
        return {"supply": self.unit, **dict.fromkeys(self.costs.columns, per)}

    @property
    def price_unit(self) -> str:
        """What costs are given in: money for one unit."""
        return f"{self.money}/{singular(self.unit)}"

    def draw(self, state: Any, ax: Axes | None) -> Axes:
        """The empty tableau."""
        from .plots import tableau

        return tableau(self.balanced, None, ax, rows=state)

    def states(self) -> range:
        """How many rows of the tableau are shown."""
        return range(self.balanced.shape[0] + 1)

    @cached_property
    def balanced(self) -> Balanced:
        """The same with a dummy where one is needed, in whole numbers."""
        return Balanced.of(self)


def _margins(frame: Any, settings: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Supply and demand that stand in the table's last column and row, cut off."""
    import pandas as pd

    told = dict(settings)
    if not isinstance(frame, pd.DataFrame) or not frame.size:
        return frame, told
    attrs = dict(frame.attrs)
    plain_index = isinstance(frame.index, pd.RangeIndex)
    if "demand" not in told:
        last = frame.iloc[-1, 0] if plain_index else frame.index[-1]
        if name(last if isinstance(last, str) else "").casefold() in DEMAND:
            row, frame = frame.iloc[-1, 1 if plain_index else 0 :], frame.iloc[:-1]
            told["demand"] = {
                name(key): _pointed(cell, attrs)
                for key, cell in row.items()
                if name(key).casefold() not in SUPPLY
            }
    if "supply" not in told and name(frame.columns[-1]).casefold() in SUPPLY:
        told["supply"] = [_pointed(cell, attrs) for cell in frame.iloc[:, -1]]
        frame = frame.iloc[:, :-1]
    frame = frame.infer_objects()
    frame.attrs = attrs
    return frame, told


def _pointed(cell: Any, attrs: Mapping[Any, Any]) -> Any:
    """A cell of a file with decimal commas, with a point."""
    return with_point(cell) if attrs.get(DECIMAL_COMMA) and isinstance(cell, str) else cell


@dataclass(frozen=True)
class Balanced:
    """A transport with as much supply as demand; amounts and costs in whole parts.

    `array` holds the costs, prohibited ways so dear that none is used where another will do.
    """

    problem: Transport
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    supply: tuple[int, ...]
    demand: tuple[int, ...]
    parts: int
    scale: int
    array: np.ndarray[Any, Any]
    dear: int

    @classmethod
    def of(cls, problem: Transport) -> Balanced:
        """Add a dummy source or destination for what is left."""
        amounts = [*map(exact, problem.supply), *map(exact, problem.demand)]
        parts = common_denominator(amounts)
        m = len(problem.supply)
        whole = [int(each * parts) for each in amounts]
        supply, demand = whole[:m], whole[m:]
        rows, columns = problem.costs.rows, problem.costs.columns
        array, scale = whole_costs(problem.costs)
        rest = sum(supply) - sum(demand)
        import numpy as np

        if rest > 0:
            columns, demand = (*columns, DUMMY), [*demand, rest]
            array = np.hstack([array, np.zeros((len(rows), 1), dtype=array.dtype)])
        elif rest < 0:
            rows, supply = (*rows, DUMMY), [*supply, -rest]
            array = np.vstack([array, np.zeros((1, len(columns)), dtype=array.dtype)])
        dear = (
            2
            * (len(rows) + len(columns))
            * (int(np.abs(array[array != FORBIDDEN]).max(initial=0)) + 1)
        )
        array[array == FORBIDDEN] = dear
        return cls(problem, rows, columns, tuple(supply), tuple(demand), parts, scale, array, dear)

    def finer(self, amounts: Iterable[Number]) -> Balanced:
        """The same in parts that make these amounts whole too."""
        parts = math.lcm(self.parts, common_denominator(map(exact, amounts)))
        k = parts // self.parts
        return replace(
            self,
            parts=parts,
            supply=tuple(each * k for each in self.supply),
            demand=tuple(each * k for each in self.demand),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns, the dummy among them."""
        return len(self.rows), len(self.columns)

    def amount(self, parts: int) -> Number:
        """Whole parts back in units."""
        return plain(Fraction(parts, self.parts)) if self.parts > 1 else parts

    def cost(self, i: int, j: int) -> Number | None:
        """The cost of a cell; 0 in a dummy, None where it is prohibited."""
        m, n = self.problem.costs.shape
        return self.problem.costs.cells[i][j] if i < m and j < n else 0

    def unit_cost(self, i: int, j: int) -> Fraction:
        """The cost of a cell; M where it is prohibited."""
        told = self.cost(i, j)
        return Fraction(self.dear, self.scale) if told is None else exact(told)

    def check_met(self, prohibited: Mapping[tuple[int, int], int]) -> None:
        """No amount is left on a prohibited way, else the demand cannot be met."""
        if not prohibited:
            return
        faults = Faults(Transport.subject)
        for (i, j), parts in prohibited.items():
            problem = (
                f"{show(self.amount(parts), self.problem.unit)} can come only from {self.rows[i]}"
            )
            remedy = "That way is prohibited; permit another way, or add supply that may go there."
            faults.add(f"destination {self.columns[j]}", problem, remedy)
        faults.raise_any(Infeasible)


FORBIDDEN = -(2**63)


def whole_costs(costs: Matrix) -> tuple[np.ndarray[Any, Any], int]:
    """Costs in whole parts, and how many make one; prohibited ways are marked."""
    import numpy as np

    array = costs.array
    known = ~np.isnan(array)
    largest = float(np.abs(array[known]).max(initial=1)) or 1.0
    room = LARGEST_WHOLE / (4 * (sum(costs.shape) + 2) ** 2 * (largest + 1))
    scale = _decimal_scale(array[known], room) or _common_scale(costs, room)
    whole = np.full(array.shape, FORBIDDEN, dtype=np.int64)
    whole[known] = np.rint(array[known] * scale).astype(np.int64)
    return whole, scale


def _decimal_scale(known: Any, room: float) -> int | None:
    """The power of ten that makes all costs whole; None where none does for which there is room."""
    import numpy as np

    for scale in POWERS:
        parts = known * scale
        off = np.abs(parts - np.rint(parts))
        if scale > max(room, 1):
            return None
        if np.all(off <= 1e-18 * scale + 1e-12 * np.abs(parts)):
            return scale
    return None


def _common_scale(costs: Matrix, room: float) -> int:
    """The common denominator, as of thirds; the finest power of ten where that is too large."""
    found = 1
    for cell in (each for row in costs.cells for each in row if each is not None):
        found = math.lcm(found, exact(cell).denominator)
        if found > room:
            return max(power for power in POWERS if power <= max(room, 1))
    return found
