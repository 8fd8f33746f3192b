"""Weights from pairwise comparisons (analytic hierarchy process)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
    parts = tuple(map(float, w))
    found = Weights(comparisons, parts, largest, ratio, pair, fitting, method, working=Steps(()))
    steps = [*_weighed(found, array), _largest(found, array), *_consistent(found, array)]
    return replace(found, working=Steps(steps, 0))


def _consistency(array: Any, w: Any, largest: float) -> tuple[float, tuple[int, int], float]:
    """The consistency ratio, the judgement that fits worst, and what would fit."""
    import numpy as np

    n = len(w)
    index = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    random = _random_index(n)
    fit = w[:, None] / w[None, :]
    off = np.abs(np.log(array / fit))
    i, j = np.unravel_index(int(np.triu(off, 1).argmax()), off.shape) if n > 1 else (0, 0)
    return (index / random if random else 0.0), (int(i), int(j)), float(fit[i, j])


def _random_index(n: int) -> float:
    """The mean consistency index of random judgements over n things; of many, that of the most."""
    return RANDOM_INDEX[min(n, len(RANDOM_INDEX)) - 1]


def _weighed(found: Weights, array: Any) -> Iterator[Step]:
    """Each weight, as its method finds it."""
    names, w, n = found.problem.judgements.rows, found.parts, len(found.parts)
    averaged = found.method == "column_average"
    for k, (name, weight) in enumerate(zip(names, w, strict=True)):
        formula = rf"\frac{{{show(weight / w[0])}}}{{{show(sum(w) / w[0])}}}"
        if averaged and n <= MOST_TERMS:
            cells = zip(array[k].tolist(), array.sum(axis=0).tolist(), strict=True)
            top = " + ".join(rf"\frac{{{show(own)}}}{{{show(total)}}}" for own, total in cells)
            formula = rf"\frac{{1}}{{{n}}} \times ({top})"
        how = f"its part, where {names[0]} has 1, of all."
        if averaged:
            how = "the mean of its row, columns scaled to 1."
        yield Step(f"The weight of {name}: {how}", formula, weight, "", k + 1)


def _largest(found: Weights, array: Any) -> Step:
    n, formula = len(found.parts), r"\lambda_{\max}"
    if n <= MOST_TERMS:
        terms = (array @ list(found.parts) / list(found.parts)).tolist()
        formula = rf"\frac{{{' + '.join(map(show, terms))}}}{{{n}}}"
    text = "λ_max, the mean of (A·w)/w: n for judgements without contradiction."
    return Step(text, formula, found.largest)


def _consistent(found: Weights, array: Any) -> Iterator[Step]:
    """The ratio and the judgement that fits worst; two things never contradict each other."""
    (i, j), w, n = found.pair, found.parts, len(found.parts)
    if n <= 2:
        return
    text = "The consistency ratio, against judgements by chance."
    formula = rf"\frac{{({found.largest:.6g} - {n}) / ({n} - 1)}}{{{_random_index(n)}}}"
    yield Step(text, formula, found.consistency_ratio)
    one, other = found.least_consistent
    text = f"{one} against {other}, {show(float(array[i, j]))}, fits worst; this would fit."
    yield Step(text, rf"\frac{{{w[i]:.4g}}}{{{w[j]:.4g}}}", found.fitting)
