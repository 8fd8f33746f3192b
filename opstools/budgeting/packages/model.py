"""The textbook 0/1 program, to read and to solve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import public
from .problem import Packages

if TYPE_CHECKING:
    import pulp


@public
def integer_program(packages: Packages) -> pulp.LpProblem:
    """The choice of packages as a `pulp.LpProblem`: a knapsack with levels.

    x_p_l is 1 if package p is funded at level l. The benefit is to be as large as possible; all
    costs stay within the budget; each package has at most one level, a required one exactly one.
    Packages keep their names where these are plain letters and digits, else they are numbered.
    Bad tables raise `ProblemError`.
    Source: Sinha & Zoltners (1979), the multiple-choice knapsack problem.

    >>> import pandas as pd, pulp
    >>> offers = pd.DataFrame(
    ...     {"package": ["A", "B", "C"], "cost": [6, 5, 5], "benefit": [13, 10, 10]}
    ... )
    >>> model = integer_program(offers, budget=10)
    >>> status = model.solve(pulp.PULP_CBC_CMD(msg=False))
    >>> pulp.LpStatus[status], model.objective.value()
    ('Optimal', 20.0)
    """
    import pulp

    model = pulp.LpProblem("choose_packages", pulp.LpMaximize)
    labels = {
        package: package if package.isascii() and package.isalnum() else f"package{k}"
        for k, package in enumerate(packages.packages, 1)
    }
    x = {
        row: pulp.LpVariable(f"x_{labels[package]}_{number}", cat="Binary")
        for package, its in packages.packages.items()
        for number, row in enumerate(its, 1)
    }
    levels = packages.levels
    model += pulp.lpSum(levels[row].benefit * x[row] for row in x), "benefit"
    model += pulp.lpSum(levels[row].cost * x[row] for row in x) <= packages.budget, "budget"
    for package, its in packages.packages.items():
        one = pulp.lpSum(x[row] for row in its)
        must = packages.is_required(package)
        model += (one == 1 if must else one <= 1), f"one_level_{labels[package]}"
    return model
