"""A shipment: how much goes from each source to each destination, as a method found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, plain, show
from .basis import Cell
from .problem import DUMMY, Balanced, Transport

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Told = tuple[tuple[Number, ...], tuple[Number, ...]]  # potentials of rows and columns


@dataclass(frozen=True)
class Board:
    """What a tableau shows at a step, beside its costs.

    `amounts` are the cells filled, `rows` and `columns` what stands at their ends (penalties or
    potentials), `closed_…` what is crossed out, `loop` the cells that gain and give in turn, the
    first of which is the one that enters.
    """

    amounts: tuple[tuple[Cell, Number], ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    closed_rows: tuple[int, ...] = ()
    closed_columns: tuple[int, ...] = ()
    chosen: Cell | None = None
    loop: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Shipment(Result):
    """Amounts shipped from sources to destinations, and what they cost.

    `basis` holds the cells of the plan with their amounts: for m rows and n columns, dummies among
    them, m + n − 1 cells, of which a degenerate plan has some at 0. `lower_bound` is what no plan
    can be below. Source: Dantzig (1951), for bases, potentials and their meaning as duals.

    >>> import pandas as pd
    >>> from opstools.facility_location import Transport, least_cost
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> shipment = least_cost(Transport.from_frame(costs, supply=[30, 20], demand=[25, 25]))
    >>> print(shipment.headline)
    135 $ for 50 units on 3 ways: nothing is cheaper.
    >>> int(shipment.plan.loc["A", "Y"]), shipment.row_potentials
    (25, {'A': 0, 'B': -2})
    """

    problem: Transport
    basis: tuple[tuple[Cell, Number], ...]
    potentials: Told
    lower_bound: Number
    method: str

    @cached_property
    def cost(self) -> Number:
        """What the plan costs, Σ c·x."""
        known = self.problem.balanced
        return plain(
            sum((known.unit_cost(*cell) * exact(x) for cell, x in self.basis), Fraction(0))
        )

    @property
    def proven(self) -> bool:
        """Whether no plan can be cheaper."""
        return exact(self.cost) <= exact(self.lower_bound)

    @property
    def plan(self) -> pd.DataFrame:
        """Sources down, destinations across: the amount on each way, without the dummy."""
        import pandas as pd

        m, n = self.problem.costs.shape
        cells: list[list[Number]] = [[0] * n for _ in range(m)]
        for (i, j), amount in self.basis:
            if i < m and j < n:
                cells[i][j] = amount
        names = self.problem.costs
        return pd.DataFrame(cells, index=list(names.rows), columns=list(names.columns))

    @property
    def row_potentials(self) -> Mapping[str, Number]:
        """Source -> u, with u = 0 for the first; the duals of the supplies where it is proven."""
        return ByName(dict(zip(self.problem.balanced.rows, self.potentials[0], strict=True)))

    @property
    def column_potentials(self) -> Mapping[str, Number]:
        """Destination -> v, so that c = u + v on each way of the basis."""
        return ByName(dict(zip(self.problem.balanced.columns, self.potentials[1], strict=True)))

    @property
    def alternatives(self) -> tuple[tuple[str, str], ...]:
        """Ways outside the basis that could be used at the same cost, if the plan is optimal."""
        import numpy as np

        known = self.problem.balanced
        u, v = (np.array(each, dtype=float) for each in self.potentials)
        spare = known.array / known.scale - u[:, None] - v
        for (i, j), _ in self.basis:
            spare[i, j] = np.inf
        ways = np.argwhere(np.abs(spare) < 1e-9) if self.proven else ()
        return tuple((known.rows[i], known.columns[j]) for i, j in ways)

    @property
    def used(self) -> int:
        """On how many ways something is shipped."""
        return sum(1 for _, amount in self._true if amount)

    @property
    def prohibited(self) -> tuple[tuple[str, str], ...]:
        """Ways that are used although they are prohibited."""
        known = self.problem.balanced
        found = (cell for cell, amount in self.basis if amount and known.cost(*cell) is None)
        return tuple((known.rows[i], known.columns[j]) for i, j in found)

    @property
    def degenerate(self) -> bool:
        """Whether a cell of the basis is at 0."""
        return any(not amount for _, amount in self.basis)

    @property
    def _true(self) -> list[tuple[Cell, Number]]:
        m, n = self.problem.costs.shape
        return [((i, j), amount) for (i, j), amount in self.basis if i < m and j < n]

    @property
    def shipped(self) -> Number:
        """How much is shipped, the dummy's aside."""
        return plain(sum((exact(amount) for _, amount in self._true), Fraction(0)))

    @property
    def answer(self) -> list[list[Any]]:
        """Source, destination and amount of each way used."""
        names = self.problem.costs
        return [
            [names.rows[i], names.columns[j], amount] for (i, j), amount in self._true if amount
        ]

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            cost=(self.cost, self.problem.money),
            shipped=(self.shipped, self.problem.unit),
            ways=(self.used, ""),
            lower_bound=(self.lower_bound, self.problem.money),
        )

    @property
    def headline(self) -> str:
        """The plan in one sentence."""
        least = exact(self.lower_bound)
        above = f"{show(exact(self.cost) - least, self.problem.money)} above what is possible"
        return (
            f"{show(self.cost, self.problem.money)} for {show(self.shipped, self.problem.unit)} on "
            f"{count(self.used, 'way')}: {'nothing is cheaper' if self.proven else above}."
        )

    @property
    def note(self) -> str:
        """What is particular about this plan."""
        known, notes = self.problem.balanced, []
        if known.shape != self.problem.costs.shape:
            end = "source" if known.rows[-1] == DUMMY else "destination"
            notes.append(f"A dummy {end} takes what does not balance.")
        if self.prohibited:
            price = show(plain(Fraction(known.dear, known.scale)), self.problem.money)
            notes.append(f"Prohibited ways are used, at M = {price} a unit: modi drives them out.")
        if self.degenerate:
            notes.append("The plan is degenerate: a cell of its basis is at 0.")
        if others := self.alternatives:
            notes.append(f"Other plans cost as little: {count(len(others), 'way')} could be used.")
        return " ".join([*notes, "The first row's potential is 0."])

    def to_frame(self) -> pd.DataFrame:
        """One row a way that is used: source, destination, amount, unit_cost, cost; dummies too."""
        import pandas as pd

        known = self.problem.balanced
        rows = [
            (known.rows[i], known.columns[j], amount, plain(each), plain(each * exact(amount)))
            for (i, j), amount in self.basis
            if amount
            for each in [known.unit_cost(i, j)]
        ]
        return pd.DataFrame(rows, columns=["source", "destination", "amount", "unit_cost", "cost"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Amounts in units, costs in money."""
        money, unit = self.problem.money, self.problem.unit
        return {"amount": unit, "unit_cost": self.problem.price_unit, "cost": money}

    def draw(self, state: Board, ax: Axes | None) -> Axes:
        """The tableau as it stands on the board."""
        from .plots import tableau

        return tableau(self.problem.balanced, state, ax)


def in_money(known: Balanced, whole: list[int]) -> Told:
    """Potentials in whole parts back in money."""
    scale = known.scale
    told = whole if scale == 1 else [plain(Fraction(each, scale)) for each in whole]
    return tuple(told[: len(known.rows)]), tuple(told[len(known.rows) :])
