"""In which zone of the matrix a factor lies."""

from __future__ import annotations

from fractions import Fraction
from statistics import mean, median

from ...core.numbers import Number, exact, plain
from .problem import BEST, WORST, Ends, RatedFactors

SLACK = ("urgent action", "improve", "appropriate", "excess?")
QUADRANTS = ("concentrate here", "low priority", "keep up the good work", "possible overkill")


def bound(ends: Ends, importance: Number) -> Fraction:
    """The performance on a line at an importance, both counted from 1.

    >>> bound((6.5, 3), 1), bound((6.5, 3), 5)
    (Fraction(3, 1), Fraction(19, 4))
    """
    low, high = map(exact, ends)
    return low + (WORST - exact(importance)) / (WORST - BEST) * (high - low)


def crossing(known: RatedFactors) -> tuple[Number, Number]:
    """Where the cross of the quadrants stands: importance, performance."""
    if known.cross == "middle":
        middle = plain(Fraction(BEST + WORST, 2))
        return middle, middle
    how = mean if known.cross == "mean" else median
    across, up = zip(*known.places, strict=True)
    return plain(how(list(map(exact, across)))), plain(how(list(map(exact, up))))


def zone(known: RatedFactors, importance: Number, performance: Number) -> str:
    """The zone of a place; what lies on a line belongs to the better side.

    >>> from opstools import datasets
    >>> zone(datasets.load("hotel_factors"), 1, 3)
    'appropriate'
    """
    if known.zones == "quadrants":
        across, up = map(exact, crossing(known))
        matters, well = exact(importance) <= across, exact(performance) <= up
        if matters:
            return "keep up the good work" if well else "concentrate here"
        return "possible overkill" if well else "low priority"
    own = exact(performance)
    if own > bound(known.acceptable, importance):
        return "urgent action" if own > bound(known.urgent, importance) else "improve"
    return "excess?" if own < bound(known.excess, importance) else "appropriate"
