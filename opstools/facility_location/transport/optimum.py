"""The cheapest shipment, for tables of any size."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...core import Step, Steps, public
from ...core.numbers import Number, count, plain, show
from ...core.progress import Progress
from .basis import Basis, Cell, greedy, spread, together
from .problem import Balanced, Transport
from .result import Board, Shipment, Told, in_money

SHARE = 0.7  # of the cells found in a round that are brought in before all are looked at again


@public
def ship_optimally(transport: Transport) -> Shipment:
    """The shipment of least cost, with its proof.

    The transportation simplex: from a greedy plan, cells whose reduced cost c − u − v is below 0
    are brought into the basis until there is none. Amounts are spread a little, so that no exchange
    is in vain. When it is interrupted, the plan so far comes back with the bound reached. Demand
    that no permitted way can meet raises `Infeasible`. Source: Dantzig (1951); Orden (1956).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> ship_optimally(costs, supply=[30, 20], demand=[25, 25]).cost
    135
    """
    known = transport.balanced
    tree, parts = _start(known)
    bound = _improve(known, tree)
    plan = {cell: together(amount, parts) for cell, amount in tree.plan().items()}
    known.check_met(
        {cell: amount for cell, amount in plan.items() if amount and known.cost(*cell) is None}
    )
    told = in_money(known, tree.potential)
    basis = tuple((cell, known.amount(amount)) for cell, amount in sorted(plan.items()))
    least = plain(Fraction(bound, known.scale * known.parts))
    working = Steps(_working(known, basis, told, least), Board())
    return Shipment(transport, basis, told, least, "ship_optimally", working=working)


def _start(known: Balanced) -> tuple[Basis, int]:
    """A plan that takes cells first that are cheap for their row and their column."""
    import numpy as np

    costs, (m, n) = known.array, known.shape
    supply, demand, parts = spread(known.supply, known.demand)
    rows = np.partition(costs, min(2, n - 1), axis=1)[:, min(2, n - 1)]
    columns = np.partition(costs, min(2, m - 1), axis=0)[min(2, m - 1)]
    order = np.argsort(2 * costs - rows[:, None] - columns, axis=None, kind="stable")
    plan = greedy(((k // n, k % n) for k in order.tolist()), supply, demand)
    return Basis(costs.tolist(), (m, n), plan), parts


def _improve(known: Balanced, tree: Basis) -> int:
    """Pivot until no cell is worth bringing in; the bound, in whole parts."""
    progress = Progress("cheapest shipment", total=100, unit="%")
    first = 0
    try:
        while cells := _worth(known, tree):
            first = max(first, len(cells))
            progress.at(100 - 100 * len(cells) // first)
            for i, j in cells[: max(1, int(len(cells) * SHARE))]:
                if tree.reduced(i, j) < 0:
                    tree.pivot(i, j)
    except KeyboardInterrupt:
        pass
    finally:
        progress.close()
    return _bound(known, tree.potential)


def _worth(known: Balanced, tree: Basis) -> list[Cell]:
    """The best cell of each row, or of each column where these are more, the best first."""
    import numpy as np

    m, n = known.shape
    told = np.array(tree.potential)
    reduced = known.array - told[:m, None]
    reduced -= told[m:]
    axis = 1 if m <= n else 0
    best = reduced.argmin(axis)
    least = reduced[np.arange(m), best] if axis else reduced[best, np.arange(n)]
    found = (least < 0).nonzero()[0]
    order = found[least[found].argsort()]
    pairs = zip(order.tolist(), best[order].tolist(), strict=True)
    return [(a, b) if axis else (b, a) for a, b in pairs]


def _bound(known: Balanced, told: list[int]) -> int:
    """Σ s·u + Σ d·v, after each u is lowered to what its row allows."""
    import numpy as np

    m = len(known.rows)
    columns = np.array(told[m:])
    rows = (known.array - columns).min(axis=1).tolist()
    own = zip((*known.supply, *known.demand), (*rows, *told[m:]), strict=True)
    return sum(amount * potential for amount, potential in own)


def _working(known: Balanced, basis: Any, told: Told, least: Number) -> Iterator[Step]:
    money, (u, v) = known.problem.money, told
    yield Step(
        f"The basis has m + n − 1 = {count(len(basis), 'cell')}; all others have c − u − v ≥ 0.",
        r"m + n - 1" if len(basis) > 99 else f"{len(u)} + {len(v)} - 1",
        len(basis),
        state=Board(tuple(basis)),
    )
    formula = r"\sum_i s_i u_i + \sum_j d_j v_j"
    if len(u) + len(v) <= 12:
        terms = [
            rf"{show(known.amount(amount))} \times ({show(potential)})"
            for amount, potential in zip((*known.supply, *known.demand), (*u, *v), strict=True)
        ]
        formula += " = " + " + ".join(terms)
    yield Step(
        "No plan can cost less than supplies and demands at their potentials.",
        formula,
        least,
        money,
    )
