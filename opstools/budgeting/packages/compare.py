"""Ranking beside the exact choice, budget by budget."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...core import Faults, public
from ...core.figures import not_negative
from ...core.numbers import exact, plain, quoted
from .problem import Packages
from .rank import rank_packages

if TYPE_CHECKING:
    import pandas as pd

MOST_BUDGETS = 200
PARTS = 10


@public
def compare(packages: Packages, *, budgets: Any = None) -> pd.DataFrame:
    """Hold the ranking against the exact choice: budget, ranking, exact, lost (a share).

    `budgets` are tenths of what all packages cost at their highest level, unless told; those below
    what is required are passed over where they are not. Bad budgets raise `ProblemError`.
    Source: Martello & Toth (1990), on how much greedy choices lose.

    >>> import pandas as pd
    >>> offers = pd.DataFrame(
    ...     {"package": ["A", "B", "C"], "cost": [6, 5, 5], "benefit": [13, 10, 10]}
    ... )
    >>> compare(offers, budget=10, budgets=[9, 10, 11]).values.tolist()
    [[9.0, 13.0, 13.0, 0.0], [10.0, 13.0, 20.0, 0.35], [11.0, 23.0, 23.0, 0.0]]
    """
    import pandas as pd

    found = []
    for budget in _budgets(packages, budgets):
        ranked = rank_packages(packages.replace(budget=budget))
        found.append((budget, ranked.benefit, ranked.upper_bound, ranked.gap))
    return pd.DataFrame(found, columns=["budget", "ranking", "exact", "lost"])


def _budgets(packages: Packages, budgets: Any) -> list[Any]:
    if budgets is None:
        rows = packages.packages.items()
        whole = sum((exact(packages.levels[its[-1]].cost) for _, its in rows), Fraction(0))
        must = (exact(packages.levels[its[0]].cost) for p, its in rows if packages.is_required(p))
        least = sum(must, Fraction(0))
        tenths = (whole * k / PARTS for k in range(1, PARTS + 1))
        return [plain(each) for each in tenths if each >= least]
    faults = Faults("compare")
    many = isinstance(budgets, Iterable) and not isinstance(budgets, (str, bytes, dict))
    told = list(budgets) if many else []
    if not told or len(told) > MOST_BUDGETS:
        remedy = f"Give from 1 to {MOST_BUDGETS} budgets."
        faults.add("budgets", f"{quoted(budgets)} is no list of budgets", remedy)
    read = [plain(not_negative(each, "budgets", faults, packages.money)) for each in told]
    faults.raise_any()
    return read
