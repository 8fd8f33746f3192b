"""Fixed charges with capacities, as an integer program."""

from __future__ import annotations

from typing import Any, NoReturn

from ...core import Infeasible, fail
from ...core.numbers import Number, undusted
from ..siting import program
from .problem import Plants

CLOSE = 1e-6  # relative: a cost that is so near to its bound is proven


def within_capacities(
    plants: Plants, loose: float, seconds: float | None
) -> tuple[tuple[int, ...], tuple[int | None, ...], Number, Number, str]:
    """Open plants, who serves whom, cost, bound, and how it was found.

    Binary y_j opens plant j, x_ij serves customer i from it: Σ_j x_ij = 1, x_ij ≤ y_j,
    Σ_i d_i x_ij ≤ K_j y_j.
    """
    import numpy as np
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = plants.serving_costs.shape
    x_cost, usable = np.where(np.isinf(plants.array), 0, plants.array), np.isfinite(plants.array)
    found = milp(
        np.r_[plants.opening, x_cost.ravel()],
        integrality=np.r_[np.ones(m), np.full(n * m, 0 if plants.split else 1)],
        bounds=Bounds(0, np.r_[np.ones(m), usable.ravel().astype(float)]),
        constraints=[
            LinearConstraint(sparse.csc_array(rows), low, high)
            for rows, low, high in _constraints(plants, n, m)
        ],
        options=program.options(seconds),
    )
    if found.x is None:
        _refuse(plants, infeasible=found.status == 2)
    opened = np.flatnonzero(found.x[:m] > 0.5)
    shares = found.x[m:].reshape(n, m)
    assigned = tuple(int(j) for j in shares.argmax(axis=1))
    serving = (shares * x_cost).sum() if plants.split else x_cost[np.arange(n), assigned].sum()
    cost = undusted(float(plants.opening[opened].sum() + serving))
    least = undusted(program.bound(found, loose))
    proven = float(cost) - float(least) <= CLOSE * max(1.0, abs(float(cost)))
    text = program.told("no plan within the capacities costs less.", proven=proven)
    return tuple(map(int, opened)), assigned, cost, cost if proven else least, text


def _refuse(plants: Plants, *, infeasible: bool) -> NoReturn:
    """There is no plan, or none was found in time."""
    if not infeasible:
        fail(Plants.subject, "seconds", "no plan was found in that time", "Give more seconds.")
    problem, remedy = "they cannot serve everybody", "Add capacity where customers can be served."
    if not plants.split:
        problem += ", each customer from one site"
        remedy = "Add capacity, or let customers be shared with split=True."
    fail(Plants.subject, "capacities", problem, remedy, Infeasible)


def _constraints(plants: Plants, n: int, m: int) -> list[tuple[Any, Any, Any]]:
    """Rows of the program, with what each must lie between."""
    import numpy as np
    from scipy import sparse

    demands = np.array(plants.demands, dtype=float)
    total = float(demands.sum())
    capacities = np.array(
        [total if each.capacity is None else float(each.capacity) for each in plants.plants]
    )
    served = sparse.hstack(
        [sparse.csc_array((n, m)), sparse.kron(sparse.eye_array(n), np.ones((1, m)))]
    )
    only_open = sparse.hstack(
        [-sparse.kron(np.ones((n, 1)), sparse.eye_array(m)), sparse.eye_array(n * m)]
    )
    load = sparse.hstack(
        [-sparse.diags_array(capacities), sparse.kron(demands[None, :], sparse.eye_array(m))]
    )
    enough = sparse.hstack([sparse.csc_array(capacities[None, :]), sparse.csc_array((1, n * m))])
    return [
        (served, 1, 1),
        (only_open, -np.inf, 0),
        (load, -np.inf, 0),
        (enough, total, np.inf),
    ]
