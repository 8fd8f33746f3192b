"""What all methods of the transportation problem write down, and how they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ...core import Step, Steps
from ...core.numbers import plain, show
from .basis import Basis, Cell
from .optimum import ship_optimally
from .problem import Balanced
from .result import Board, Shipment, in_money

MOST_TERMS = 12  # of a sum written out


def costed(known: Balanced, plan: Mapping[Cell, int]) -> Step:
    """The cost of a plan, term by term."""
    used = [(cell, amount) for cell, amount in plan.items() if amount]
    cost = sum((known.unit_cost(*cell) * amount for cell, amount in used), Fraction(0))
    formula = r"\sum c_{ij} x_{ij}"
    if len(used) <= MOST_TERMS:
        terms = (
            rf"{show(plain(known.unit_cost(*cell)))} \times {show(known.amount(amount))}"
            for cell, amount in used
        )
        formula += " = " + " + ".join(terms)
    return Step("The cost of the plan.", formula, plain(cost / known.parts), known.problem.money)


def finished(
    known: Balanced,
    plan: Mapping[Cell, int],
    steps: Sequence[Step],
    method: str,
    *,
    basis: Mapping[Cell, int] | None = None,
) -> Shipment:
    """A plan as a result, beside the optimum; `basis` gives the potentials where it is another."""
    tree = Basis(known.array.tolist(), known.shape, plan if basis is None else basis)
    optimum = ship_optimally(known.problem)
    told = in_money(known, tree.potential)
    cells = tuple((cell, known.amount(amount)) for cell, amount in sorted(plan.items()))
    working = Steps(steps, Board())
    return Shipment(known.problem, cells, told, optimum.lower_bound, method, working=working)
