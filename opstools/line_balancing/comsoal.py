"""COMSOAL: many balances drawn at random, the best one kept."""

from __future__ import annotations

import random
from dataclasses import replace

from ..core import Faults, public
from ..core.figures import whole
from ..core.progress import Progress
from .priority import fill_stations
from .problem import Line
from .result import Balance

MOST_RUNS = 100_000


@public
def comsoal(line: Line, *, runs: int = 100, seed: int = 1) -> Balance:
    """Fill stations with fitting tasks drawn at random, `runs` times; keep the best balance.

    Best means the fewest stations, then the smallest smoothness index, then the earliest run.
    The same `seed` gives the same balance; `runs` that are no whole number raise `ProblemError`.
    When the draws are interrupted, the best so far comes back with a `status` that says so.
    Source: Arcus (1966), the basic form, in which every fitting task is equally likely.

    >>> from opstools import datasets
    >>> comsoal(datasets.load("jackson"), runs=200).measures["stations"]
    5
    """
    faults = Faults("comsoal")
    runs = whole(runs, "runs", faults, MOST_RUNS)
    faults.raise_any()
    progress = Progress("COMSOAL", total=runs, unit="run")
    best = _draw(line, 1, runs, random.Random(f"{seed}/1"))
    try:
        for run in range(2, runs + 1):
            balance = _draw(line, run, runs, random.Random(f"{seed}/{run}"))
            if _quality(balance) < _quality(best):
                best = balance
            progress.at(run)
    except KeyboardInterrupt:
        return replace(best, ended="was interrupted")
    finally:
        progress.close()
    return best


def _draw(line: Line, run: int, runs: int, dice: random.Random) -> Balance:
    def choose(fitting: tuple[str, ...]) -> tuple[str, str]:
        return dice.choice(fitting), f"drawn at random (run {run} of {runs})"

    return fill_stations(line, "comsoal", choose, line.times)


def _quality(balance: Balance) -> tuple[int, float]:
    return balance.number_of_stations, balance.smoothness_index
