"""Demands drawn by lot, and how sure a mean of many runs is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ...core.numbers import show
from .problem import Links

MOST_RUNS = 1_000_000
MOST_HELD = 4_000_000  # demands held at once
TOLD_AFTER = (10, 100, 1000, 10_000, 100_000)
SURE = 0.975  # one side of a 95 % interval


def drawn(links: Links, runs: int, seed: int) -> Iterator[Any]:
    """Demands, a row a run, in parts that end where something is told."""
    import numpy as np
    from scipy.special import ndtr, ndtri

    told = links.mean_demand.values(), links.sd.values()
    mean, sd = (np.array(list(each), dtype=float) for each in told)
    cut = np.full(len(mean), float(links.truncate))
    with np.errstate(divide="ignore"):
        low = ndtr(-np.minimum(cut, mean / sd))
    high, rng, done = ndtr(cut), np.random.default_rng(seed), 0
    for end in (*(each for each in TOLD_AFTER if each < runs), runs):
        while done < end:
            size = min(end - done, max(1, MOST_HELD // len(mean)))
            z = ndtri(low + rng.random((size, len(mean))) * (high - low))
            done += size
            yield np.maximum(0, mean + sd * z)


def plus_minus(mean: float, half: float) -> str:
    """A mean with half the width of its interval, that in two digits.

    >>> plus_minus(951.2, 1.234)
    '951.2 ± 1.2'
    """
    return f"{show(mean)} ± {show(float(f'{half:.2g}'))}"


def half_width(runs: int, total: float, squares: float) -> float:
    """Half the width of the 95 % interval of a mean (Student's t), from sums over the runs."""
    from scipy.special import stdtrit

    variance = max(0.0, squares - total * total / runs) / (runs - 1)
    return float(stdtrit(runs - 1, SURE) * math.sqrt(variance / runs))
