"""What a skills matrix says: who can stand in for whom."""

from __future__ import annotations

from ...core import Step, Steps, public
from ...core.numbers import listing
from .problem import Skills
from .result import Coverage

MOST_TERMS = 15


@public
def skills_matrix(skills: Skills) -> Coverage:
    """How many operators can do each operation alone, and which operations too few can.

    The skill coefficient is the share of all pairs of operator and operation in which the operator
    works alone. Bad tables raise `ProblemError`.
    Source: this course's list of indicators; skills matrices are common in lean training plans.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"cut": [3, 3], "weld": [4, 0]}, index=["Ada", "Ben"])
    >>> found = skills_matrix(table)
    >>> found.coverage, found.gaps, found.coefficient
    ({'cut': 2, 'weld': 1}, ('weld',), 0.75)
    """
    levels, steps, covered = skills.levels, [], []
    for k, (operation, column) in enumerate(
        zip(levels.columns, zip(*levels.cells, strict=True), strict=True), 1
    ):
        able = [int(level >= skills.alone) for level in column]
        covered.append(sum(able))
        who = listing(n for n, a in zip(levels.rows, able, strict=True) if a)
        formula = " + ".join(map(str, able)) if len(able) <= MOST_TERMS else ""
        text = f"{operation}: who works alone ({who})."
        steps.append(Step(text, formula, covered[-1], "operators", k))
    operators, operations = levels.shape
    share = sum(covered) / (operators * operations)
    steps.append(
        Step("The skill coefficient: all these over operators times operations.",
             rf"\frac{{{sum(covered)}}}{{{operators} \times {operations}}}", share, "%")
    )  # fmt: skip
    return Coverage(skills, tuple(covered), share, working=Steps(steps, 0))
