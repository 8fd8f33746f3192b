"""The transportation problem as a textbook writes it, in PuLP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import public
from ...core.numbers import exact
from .problem import Transport

if TYPE_CHECKING:
    import pulp


@public
def linear_program(transport: Transport) -> pulp.LpProblem:
    """Minimise Σ c·x with x ≥ 0: no source gives more than it has, every demand is met.

    Where supply is short, sources give all they have and destinations get at most what they need.
    Solve it with `.solve(pulp.PULP_CBC_CMD(msg=False))`. Bad tables raise `ProblemError`.
    Source: Hitchcock (1941); Dantzig (1951).

    >>> import pandas as pd, pulp
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> model = linear_program(costs, supply=[30, 20], demand=[25, 25])
    >>> model.solve(pulp.PULP_CBC_CMD(msg=False)), pulp.value(model.objective)
    (1, 135.0)
    """
    import pulp

    (rows, columns), costs = (transport.costs.rows, transport.costs.columns), transport.costs.cells
    model = pulp.LpProblem("transport", pulp.LpMinimize)
    x = {
        (i, j): pulp.LpVariable(f"x_{i + 1}_{j + 1}", lowBound=0)
        for i in range(len(rows))
        for j in range(len(columns))
        if costs[i][j] is not None
    }
    model += pulp.lpSum(costs[i][j] * x[i, j] for i, j in x)
    enough = sum(map(exact, transport.supply)) >= sum(map(exact, transport.demand))
    for i, supply in enumerate(transport.supply):
        given = pulp.lpSum(x[i, j] for j in range(len(columns)) if (i, j) in x)
        model += (given <= supply if enough else given == supply), f"supply_{i + 1}"
    for j, demand in enumerate(transport.demand):
        got = pulp.lpSum(x[i, j] for i in range(len(rows)) if (i, j) in x)
        model += (got == demand if enough else got <= demand), f"demand_{j + 1}"
    return model
