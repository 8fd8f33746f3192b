"""From any plan to the optimum, step by step: MODI and the stepping stone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...core import Step, public
from ...core.numbers import exact, listing, plain, show
from .basis import Basis, Cell, Pivot
from .problem import Balanced
from .result import Board, Shipment, in_money
from .spanning import whole_basis
from .working import MOST_TERMS, costed, finished

MOST_SHOWN = 40  # empty cells that the stepping stone values one by one
PATIENCE = 200  # exchanges of nothing, after which the first cell goes instead of the best


@public
def modi(shipment: Shipment) -> Shipment:
    """Improve a plan to the optimum by potentials (MODI, the u-v method).

    While an empty cell has a reduced cost c − u − v below 0, the lowest enters: around its loop
    amounts are added and taken in turn, as far as the smallest that gives. What is no shipment
    raises `ProblemError`; demand that no permitted way can meet raises `Infeasible`. Source:
    Charnes & Cooper (1954); Dantzig (1951).

    >>> import pandas as pd
    >>> from opstools.facility_location import north_west_corner
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> plan = north_west_corner(costs, supply=[30, 20], demand=[25, 25])
    >>> plan.cost, modi(plan).cost
    (235, 135)
    """
    return _improved(shipment, "modi")


@public
def stepping_stone(shipment: Shipment) -> Shipment:
    """Improve a plan to the optimum by the value of each empty cell's loop.

    A loop leaves an empty cell, turns only at cells of the basis and comes back; costs around it,
    added and subtracted in turn, are what a unit in the empty cell would change. The lowest enters,
    as in `modi`, whose numbers are the same. What is no shipment raises `ProblemError`.
    Source: Charnes & Cooper (1954).

    >>> import pandas as pd
    >>> from opstools.facility_location import north_west_corner
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> stepping_stone(north_west_corner(costs, supply=[30, 20], demand=[25, 25])).cost
    135
    """
    return _improved(shipment, "stepping_stone")


def _improved(shipment: Shipment, method: str) -> Shipment:
    known = shipment.problem.balanced.finer(amount for _, amount in shipment.basis)
    plan = {cell: int(exact(amount) * known.parts) for cell, amount in shipment.basis}
    begin = Board(tuple(shipment.basis))
    steps = [replace(costed(known, plan), text="The plan to begin with.", state=begin)]
    basis = whole_basis(known, plan)
    tree = Basis(known.array.tolist(), known.shape, basis)
    board = Board(tuple((cell, known.amount(x)) for cell, x in tree.plan().items()))
    if basis != plan:
        text = "Empty cells join what is apart, and loops are emptied the cheaper way: a basis."
        steps.append(replace(costed(known, basis), text=text, state=board))
    idle = 0
    while entering := _entering(known, tree, first=idle > PATIENCE):
        pivot = tree.look(*entering)
        steps += (
            _stones(known, tree, board)
            if method == "stepping_stone"
            else [_potentials(known, tree, board)]
        )
        before = _cost(known, tree)
        tree.pivot(*entering)
        idle = 0 if pivot.amount else idle + 1
        board = Board(tuple((cell, known.amount(x)) for cell, x in tree.plan().items()))
        steps += _exchange(known, pivot, before, steps[-1].state or board, board)
    steps.append(_potentials(known, tree, board))
    steps.append(Step("No empty cell has a reduced cost below 0: nothing is cheaper."))
    plan = tree.plan()
    known.check_met({c: x for c, x in plan.items() if x and known.cost(*c) is None})
    return finished(known, plan, steps, method)


def _entering(known: Balanced, tree: Basis, *, first: bool) -> Cell | None:
    """The cell with the lowest reduced cost below 0; the first such one where that may circle."""
    m, n = known.shape
    cells = ((i, j) for i in range(m) for j in range(n))
    below = (cell for cell in cells if tree.reduced(*cell) < 0)
    return next(below, None) if first else min(below, key=lambda c: tree.reduced(*c), default=None)


def _cost(known: Balanced, tree: Basis) -> Fraction:
    terms = (known.unit_cost(*cell) * amount for cell, amount in tree.plan().items())
    return sum(terms, Fraction(0)) / known.parts


def _way(known: Balanced, cell: Cell) -> str:
    return f"{known.rows[cell[0]]} → {known.columns[cell[1]]}"


def _potentials(known: Balanced, tree: Basis, board: Board) -> Step:
    u, v = in_money(known, tree.potential)
    shown = replace(
        board,
        rows=tuple(f"u = {show(each)}" for each in u),
        columns=tuple(f"v = {show(each)}" for each in v),
    )
    return Step(
        "Potentials: u = 0 in the first row, c = u + v in each cell of the basis.", state=shown
    )


def _stones(known: Balanced, tree: Basis, board: Board) -> Iterator[Step]:
    """What each empty cell's loop is worth."""
    m, n = known.shape
    filled = {cell for cell, _ in board.amounts}
    empty = [(i, j) for i in range(m) for j in range(n) if (i, j) not in filled]
    for cell in empty if len(empty) <= MOST_SHOWN else []:
        pivot = tree.look(*cell)
        terms = "".join(
            f" {'-' if k % 2 else '+'} {show(plain(known.unit_cost(*each)))}"
            for k, each in enumerate(pivot.loop)
        )
        value = plain(Fraction(pivot.reduced, known.scale))
        yield Step(
            f"The loop of {_way(known, cell)}.",
            terms.removeprefix(" + "),
            value,
            known.problem.price_unit,
            replace(board, chosen=cell, loop=pivot.loop),
        )


def _exchange(
    known: Balanced, pivot: Pivot, before: Fraction, board: Board, after: Board
) -> Iterator[Step]:
    """The cell that enters with its loop, the amount moved, the cost after it."""
    i, j = pivot.entering
    money, unit = known.problem.money, known.problem.unit
    value = plain(Fraction(pivot.reduced, known.scale))
    shown = replace(board, chosen=pivot.entering, loop=pivot.loop)
    cost = show(plain(known.unit_cost(i, j)))
    text = f"{_way(known, pivot.entering)} enters: its reduced cost c − u − v is the lowest."
    u, v = board.rows[i : i + 1], board.columns[j : j + 1]
    formula = "c - u - v"
    if u and v:
        formula += rf" = {cost} - ({u[0].removeprefix('u = ')}) - ({v[0].removeprefix('v = ')})"
    yield Step(text, formula, value, known.problem.price_unit, shown)
    giving = [amount for cell, amount in board.amounts if cell in pivot.loop[1::2]]
    moved = known.amount(pivot.amount)
    formula = r"\min(" + ", ".join(map(show, giving)) + ")" if len(giving) <= MOST_TERMS else ""
    names = listing(_way(known, cell) for cell in pivot.loop[1::2])
    out = f"{_way(known, pivot.leaving)} leaves the basis"
    text = f"So much moves around the loop, from {names}; {out}."
    yield Step(text, formula, moved, unit, replace(after, chosen=pivot.entering))
    told = show(plain(before))
    formula = rf"{told} + ({show(value)}) \times {show(moved)}"
    yield Step(
        "The cost after it.", formula, plain(before + exact(value) * exact(moved)), money, after
    )
