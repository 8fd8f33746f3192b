"""First plans as a textbook makes them: north-west corner, least cost, Vogel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ...core import Step, public
from ...core.numbers import plain, show
from .basis import Cell
from .problem import Balanced, Transport
from .result import Board, Shipment
from .working import costed, finished

Ties = Literal["largest_allocation", "smallest_cost", "listed_order"]


@public
def north_west_corner(transport: Transport) -> Shipment:
    """Fill the table from its top left corner, whatever it costs.

    A prohibited way costs M, more than any plan without it; `modi` drives it out. Bad tables raise
    `ProblemError`, demand that no permitted way can meet `Infeasible`. Source: Dantzig (1951).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> north_west_corner(costs, supply=[30, 20], demand=[25, 25]).cost
    235
    """
    board = Filling(transport.balanced)
    while board.is_open:
        board.fill((board.rows[0], board.columns[0]), "the corner that is left")
    return board.shipment("north_west_corner")


@public
def least_cost(transport: Transport) -> Shipment:
    """Fill the cheapest cell that is left, again and again; of equal ones that which takes most.

    Bad tables raise `ProblemError`, demand that no permitted way can meet `Infeasible`.
    Source: Hillier & Lieberman, Introduction to Operations Research (matrix minimum).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> least_cost(costs, supply=[30, 20], demand=[25, 25]).cost
    135
    """
    board = Filling(transport.balanced)
    while board.is_open:
        cell = min(board.cells(), key=board.rank)
        board.fill(cell, "the cheapest cell that is left")
    return board.shipment("least_cost")


@public
def vogel(transport: Transport, *, ties: Ties = "largest_allocation") -> Shipment:
    """Vogel's approximation: serve first what would cost most to serve later.

    The penalty of a row or column is the difference of its two lowest costs. Where the largest
    penalty is there more than once, `ties` decides: the line whose cheapest cell takes most, the
    one whose cheapest cell costs least, or the first listed; rows stand before columns. It can be
    worse than `least_cost`. Bad tables raise `ProblemError`, demand that no permitted way can meet
    `Infeasible`. Source: Reinfeld & Vogel (1958).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> vogel(costs, supply=[30, 20], demand=[25, 25]).cost
    135
    """
    board = Filling(transport.balanced)
    while board.is_open:
        rows, columns = board.penalties()
        lines = [(p, min(board.in_row(i), key=board.rank)) for i, p in rows.items()]
        lines += [(p, min(board.in_column(j), key=board.rank)) for j, p in columns.items()]
        penalty, cell = max(lines, key=lambda line: (line[0], *board.preference(line[1], ties)))
        board.write(rows, columns)
        told = board.told(penalty)
        board.fill(cell, f"the cheapest cell of a line with the largest penalty, {told}")
    return board.shipment("vogel")


class Filling:
    """A table that is filled cell by cell, with what it looked like after each."""

    def __init__(self, known: Balanced) -> None:
        self.known = known
        self.left, self.needed = list(known.supply), list(known.demand)
        self.rows, self.columns = (list(range(size)) for size in known.shape)
        self.plan: dict[Cell, int] = {}
        self.board = Board()
        self.steps: list[Step] = []

    @property
    def is_open(self) -> bool:
        """Whether a row and a column are left."""
        return bool(self.rows and self.columns)

    def cells(self) -> Iterable[Cell]:
        """The cells that are not crossed out, in listed order."""
        return ((i, j) for i in self.rows for j in self.columns)

    def in_row(self, i: int) -> list[Cell]:
        """The open cells of a row."""
        return [(i, j) for j in self.columns]

    def in_column(self, j: int) -> list[Cell]:
        """The open cells of a column."""
        return [(i, j) for i in self.rows]

    def most(self, cell: Cell) -> int:
        """What a cell can take."""
        return min(self.left[cell[0]], self.needed[cell[1]])

    def rank(self, cell: Cell) -> tuple[int, int]:
        """The cheapest first, then what takes most."""
        return int(self.known.array[cell]), -self.most(cell)

    def preference(self, cell: Cell, ties: Ties) -> tuple[int, ...]:
        """Which of two lines with the same penalty goes first: the larger."""
        if ties == "largest_allocation":
            return (self.most(cell),)
        return (-int(self.known.array[cell]),) if ties == "smallest_cost" else ()

    def penalties(self) -> tuple[dict[int, int], dict[int, int]]:
        """For each open row and column the difference of its two lowest costs."""
        array = self.known.array

        def of(line: list[Cell]) -> int:
            costs = sorted(int(array[cell]) for cell in line)
            return costs[1] - costs[0] if len(costs) > 1 else costs[0]

        return (
            {i: of(self.in_row(i)) for i in self.rows},
            {j: of(self.in_column(j)) for j in self.columns},
        )

    def write(self, rows: dict[int, int], columns: dict[int, int]) -> None:
        """Write penalties at the ends of the lines."""

        def ends(penalties: dict[int, int], size: int) -> tuple[str, ...]:
            return tuple(self.told(penalties[k]) if k in penalties else "" for k in range(size))

        m, n = self.known.shape
        self.board = replace(self.board, rows=ends(rows, m), columns=ends(columns, n))

    def told(self, parts: int) -> str:
        """A penalty in money; M where a prohibited way is in it."""
        return "M" if parts > self.known.dear // 2 else show(plain(parts / self.known.scale))

    def fill(self, cell: Cell, why: str) -> None:
        """Ship as much as a cell can take and cross out what is used up, one line at a time."""
        known, (i, j), amount = self.known, cell, self.most(cell)
        self.plan[cell] = amount
        self.left[i] -= amount
        self.needed[j] -= amount
        row_closed = not self.left[i] and (len(self.rows) > 1 or len(self.columns) == 1)
        if row_closed:
            self.rows.remove(i)
        else:
            self.columns.remove(j)
        closed = f"{known.rows[i] if row_closed else known.columns[j]} is crossed out"
        self.board = replace(
            self.board,
            amounts=(*self.board.amounts, (cell, known.amount(amount))),
            closed_rows=(*self.board.closed_rows, *([i] if row_closed else [])),
            closed_columns=(*self.board.closed_columns, *([] if row_closed else [j])),
            chosen=cell,
        )
        there = [known.amount(self.left[i] + amount), known.amount(self.needed[j] + amount)]
        formula = rf"\min({show(there[0])}, {show(there[1])})"
        way = f"{known.rows[i]} → {known.columns[j]}"
        text = f"{way}, {why}; {closed}."
        self.steps.append(Step(text, formula, known.amount(amount), known.problem.unit, self.board))

    def shipment(self, method: str) -> Shipment:
        """The plan as a result, with its cost worked out."""
        steps = [*self.steps, costed(self.known, self.plan)]
        return finished(self.known, self.plan, steps, method)
