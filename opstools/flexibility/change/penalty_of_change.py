"""The penalty of change."""

from __future__ import annotations

from fractions import Fraction

from ...core import Step, Steps, public
from ...core.numbers import exact, plain, show
from .problem import Changes
from .result import Penalties

MOST_TERMS = 8


@public
def penalty_of_change(changes: Changes) -> Penalties:
    """What changes are expected to cost each system: Σ probability × cost, the less the better.

    A flexible system is one that changes cost little. `probability` names one for each change. Bad
    tables raise `ProblemError`. Source: Chryssolouris & Lee (1992), penalty of change.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"line": [90, 20], "cells": [30, 25]}, index=["new part", "growth"])
    >>> penalty_of_change(table, probability={"new part": 0.5, "growth": 0.2}).penalty
    {'line': 49, 'cells': 20}
    """
    known, steps, totals = changes.costs, [], []
    for k, system in enumerate(known.columns):
        pairs = [
            (p, row[k]) for p, row in zip(changes.probability.values(), known.cells, strict=True)
        ]
        total = sum((exact(p) * exact(cost) for p, cost in pairs), Fraction(0))
        totals.append(plain(total))
        formula = r"\sum p c"
        if len(pairs) <= MOST_TERMS:
            formula += " = " + " + ".join(rf"{show(p)} \times {show(c)}" for p, c in pairs)
        steps.append(
            Step(f"What changes cost {system}.", formula, totals[-1], changes.money, k + 1)
        )
    return Penalties(changes, tuple(totals), working=Steps(steps, 0))
