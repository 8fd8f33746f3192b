"""Fixed charges with capacities, as an integer program."""

from __future__ import annotations

from typing import Any

from ...core import Infeasible, fail
from ...core.numbers import Number, undusted
from .problem import Plants

CLOSE = 1e-9


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
        options={"mip_rel_gap": 0, **({"time_limit": seconds} if seconds is not None else {})},
    )
    if found.x is None:
        if found.status == 2:
            problem = "they cannot serve everybody, each customer from one site"
            remedy = "Add capacity, or let customers be shared with split=True."
            fail(Plants.subject, "capacities", problem, remedy, Infeasible)
        fail(Plants.subject, "seconds", "no plan was found in that time", "Give more seconds.")
    opened = np.flatnonzero(found.x[:m] > 0.5)
    shares = found.x[m:].reshape(n, m)
    assigned = tuple(int(j) for j in shares.argmax(axis=1))
    serving = (shares * x_cost).sum() if plants.split else x_cost[np.arange(n), assigned].sum()
    cost = undusted(float(plants.opening[opened].sum() + serving))
    least = undusted(max(loose, float(found.mip_dual_bound)))
    done = float(cost) - float(least) <= 1e-6 * max(1.0, abs(float(cost)))
    text = (
        "no plan within the capacities costs less."
        if done
        else "its time ran out before the proof."
    )
    return (
        tuple(map(int, opened)),
        assigned,
        cost,
        cost if done else least,
        f"The integer program: {text}",
    )


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
