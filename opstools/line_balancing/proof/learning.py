"""Weights learned where the search finds it hard: duals of the bin-packing program.

The program of Gilmore & Gomory (1961) covers the tasks left by patterns, the contents of a station.
Its dual prices are weights. They are rounded to whole numbers, and what a station can hold of them
is computed exactly, so that no bound rests on floating-point numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .weights import Weights

PRECISION = 100_000  # parts of a station in which prices are counted
ROUNDS = 100  # of new patterns for one set of prices
LARGEST = 200_000  # tasks times cycle time, beyond which learning takes too long
CHARGE = 500  # nodes that one lesson is worth

Pattern = dict[int, int]  # time of a task -> how many of them


class Learner:
    """Patterns found so far, for one line at one cycle time."""

    def __init__(self, times: Sequence[int], cycle: int) -> None:
        self.times, self.cycle = times, cycle
        self.counts = dict(sorted(Counter(times).items(), reverse=True))
        self.patterns: list[Pattern] = [{time: 1} for time in self.counts]
        self.able = max(times) <= cycle and len(times) * cycle <= LARGEST

    def weights(self, rest: Sequence[int], stations: int) -> Weights | None:
        """Weights that show that tasks of these times do not fit; None where there are none."""
        left = Counter(rest)
        for _ in range(ROUNDS):
            prices, needed = self._prices([left[time] for time in self.counts])
            if needed <= stations + 1e-9:
                return None
            most, pattern = self._dearest(prices)
            if most <= PRECISION or pattern in self.patterns:
                weight = dict(zip(self.counts, prices, strict=True))
                if sum(weight[time] for time in rest) > most * stations:
                    return Weights(tuple(weight[time] for time in self.times), most)
                return None
            self.patterns.append(pattern)
        return None

    def _prices(self, demands: Sequence[int]) -> tuple[list[int], float]:
        """The dual of covering by the known patterns: whole prices, and the stations needed."""
        import numpy as np
        from scipy.optimize import linprog

        held = np.array([[each.get(time, 0) for time in self.counts] for each in self.patterns])
        goal = -np.array(demands, dtype=float)
        solved = linprog(goal, A_ub=held, b_ub=np.ones(len(held)), method="highs")
        if solved.x is None or solved.fun is None:
            return [0] * len(demands), 0.0
        return [int(PRECISION * price + 1e-6) for price in solved.x], -solved.fun

    def _dearest(self, prices: Sequence[int]) -> tuple[int, Pattern]:
        """The most that a station can hold of these prices, exactly, and the tasks that make it."""
        import numpy as np

        best = np.zeros(self.cycle + 1, dtype=np.int64)
        taken = []
        for (time, number), price in zip(self.counts.items(), prices, strict=True):
            for _ in range(min(number, self.cycle // time) if price else 0):
                with_it = best[:-time] + price
                better = with_it > best[time:]
                best[time:] = np.where(better, with_it, best[time:])
                taken.append((time, better))
        room, pattern = self.cycle, Counter[int]()
        for time, better in reversed(taken):
            if room >= time and better[room - time]:
                pattern[time] += 1
                room -= time
        return int(best[-1]), dict(pattern)
