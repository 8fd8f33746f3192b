"""Weights from pairwise comparisons (analytic hierarchy process)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from ...core import Step, Steps, public
from ...core.numbers import show
from .problem import Comparisons
from .result import RANDOM_INDEX, Weights

MOST_TERMS = 8


@public
def ahp_weights(
    comparisons: Comparisons, *, method: Literal["eigenvector", "column_average"] = "eigenvector"
) -> Weights:
    """Weights that fit pairwise judgements best, and how consistent these are.

    `method` is "eigenvector", the principal one, scaled to sum to 1, or "column_average", the mean
    of the columns after each is scaled to 1. The consistency ratio compares (λ_max − n)/(n − 1)
    with that of random judgements; above 0.1 they should be looked at again, the named one first.
    Bad tables raise `ProblemError`. Source: Saaty (1980).

    >>> import pandas as pd
    >>> table = pd.DataFrame([[1, 3, 5], [None, 1, 2], [None, None, 1]], list("ABC"), list("ABC"))
    >>> weights = ahp_weights(table)
    >>> {name: round(weight, 3) for name, weight in weights.weights.items()}
    {'A': 0.648, 'B': 0.23, 'C': 0.122}
    >>> round(weights.consistency_ratio, 4)
    0.0032
    """
    import numpy as np

    array = comparisons.judgements.array
    if method == "eigenvector":
        values, vectors = np.linalg.eig(array)
        k = int(values.real.argmax())
        w = np.abs(vectors[:, k].real)
    else:
        w = (array / array.sum(axis=0)).mean(axis=1)
    w = w / w.sum()
    largest = float((array @ w / w).mean())
    ratio, pair, fitting = _consistency(array, w, largest)
    told = tuple(map(float, w))
    working = Steps(_working(comparisons, array, told, largest, ratio, pair, fitting, method), 0)
    return Weights(comparisons, told, largest, ratio, pair, fitting, method, working=working)


def _consistency(array: Any, w: Any, largest: float) -> tuple[float, tuple[int, int], float]:
    """The consistency ratio, the judgement that fits worst, and what would fit."""
    import numpy as np

    n = len(w)
    index = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    random = RANDOM_INDEX[min(n, len(RANDOM_INDEX)) - 1]
    fit = w[:, None] / w[None, :]
    off = np.abs(np.log(array / fit))
    i, j = np.unravel_index(int(np.triu(off, 1).argmax()), off.shape) if n > 1 else (0, 0)
    return (index / random if random else 0.0), (int(i), int(j)), float(fit[i, j])


def _working(
    problem: Comparisons,
    array: Any,
    w: Any,
    largest: float,
    ratio: float,
    pair: Any,
    fitting: float,
    method: str,
) -> Iterator[Step]:
    names, n = problem.judgements.rows, len(w)
    for k, (name, weight) in enumerate(zip(names, w, strict=True), 1):
        if method == "column_average" and n <= MOST_TERMS:
            top = " + ".join(
                rf"\frac{{{show(float(array[k - 1, j]))}}}{{{show(float(array[:, j].sum()))}}}"
                for j in range(n)
            )
            formula = rf"\frac{{1}}{{{n}}} \times ({top})"
        else:
            total = sum(w)
            formula = rf"\frac{{{show(weight / w[0])}}}{{{show(total / w[0])}}}"
        text = f"The weight of {name}" + (
            ": the mean of its row, columns scaled to 1."
            if method == "column_average"
            else f": its part, where {names[0]} has 1, of all."
        )
        yield Step(text, formula, weight, "", k)
    text = "λ_max, the mean of (A·w)/w: n for judgements without contradiction."
    terms = array @ list(w) / list(w)
    formula = (
        r"\frac{" + " + ".join(show(float(each)) for each in terms) + rf"}}{{{n}}}"
        if n <= MOST_TERMS
        else r"\lambda_{\max}"
    )
    yield Step(text, formula, largest)
    if n > 2:
        random = RANDOM_INDEX[min(n, len(RANDOM_INDEX)) - 1]
        yield Step(
            "The consistency ratio, against judgements by chance.",
            rf"\frac{{({largest:.6g} - {n}) / ({n} - 1)}}{{{random}}}",
            ratio,
        )
        i, j = pair
        judged = show(float(array[i, j]))
        text = f"{names[i]} against {names[j]}, {judged}, fits worst; this would fit."
        yield Step(text, rf"\frac{{{w[i]:.4g}}}{{{w[j]:.4g}}}", fitting)
