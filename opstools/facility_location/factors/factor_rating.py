"""Weighted factor rating."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...core import Step, Steps, public
from ...core.numbers import exact, in_formula, listing, plain, show
from .problem import Factors
from .result import Rating

MOST_TERMS = 8


@public
def factor_rating(scores: Factors) -> Rating:
    """Rate sites by weighted scores: points = Σ weight × score, the more the better.

    `weights` name one for each factor, `thresholds` the least scores that are accepted. Bad tables
    raise `ProblemError`; thresholds that no site meets raise `Infeasible`.
    Source: Heizer & Render, Operations Management (factor-rating method).

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"A": [70, 60], "B": [60, 85]}, index=["labour", "transport"])
    >>> rating = factor_rating(scores, weights={"labour": 3, "transport": 1})
    >>> rating.best, rating.scores["B"]
    ('A', 66.25)
    >>> rating.sensitivity[["factor", "from", "to", "below"]].to_dict("records")[0]
    {'factor': 'labour', 'from': 0.7142857142857143, 'to': 1.0, 'below': 'B'}
    """
    points = tuple(plain(_points(scores, site)) for site in range(len(scores.scores.columns)))
    return Rating(scores, points, working=Steps(_working(scores, points), 0))


def _points(factors: Factors, site: int) -> Fraction:
    rows = zip(factors.shares, factors.scores.cells, strict=True)
    return sum((exact(share) * exact(row[site]) for share, row in rows), Fraction(0))


def _working(factors: Factors, points: tuple[float, ...]) -> Iterator[Step]:
    known = factors.scores
    total = show(plain(sum(map(exact, factors.weights))))
    for k, (factor, weight, share) in enumerate(
        zip(known.rows, factors.weights, factors.shares, strict=True), 1
    ):
        formula = rf"\frac{{{show(weight)}}}{{{total}}}" if factors.weigh == "to_one" else ""
        yield Step(f"The weight of {factor}.", formula, share, "", k)
    for site, name in enumerate(known.columns):
        formula = r"\sum w s"
        if len(known.rows) <= MOST_TERMS:
            rows = zip(factors.shares, known.cells, strict=True)
            formula += " = " + " + ".join(
                rf"{show(w)} \times {in_formula(row[site] or 0)}" for w, row in rows
            )
        yield Step(f"Points of {name}.", formula, points[site], "points")
    if out := [site for site in known.columns if site not in factors.passing]:
        yield Step(f"Below a threshold, and so out: {listing(out)}.")
