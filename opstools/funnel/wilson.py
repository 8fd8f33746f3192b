"""How sure a rate is that was counted: the interval of Wilson."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from ..core.numbers import Number


def quantile(confidence: Number) -> float:
    """How many standard deviations around the middle hold that share of a normal distribution.

    >>> round(quantile(0.95), 2)
    1.96
    """
    return NormalDist().inv_cdf(0.5 + float(confidence) / 2)


def wilson(successes: int, trials: int, z: float) -> tuple[float, float]:
    """The rates for which what was counted lies within z standard deviations.

    >>> low, high = wilson(8, 10, quantile(0.95))
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    """
    rate = successes / trials
    shrink = 1 + z * z / trials
    middle = (rate + z * z / (2 * trials)) / shrink
    half = z / shrink * sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == trials else min(1.0, middle + half)
    return low, high
