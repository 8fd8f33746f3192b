"""A layout problem in arrays: whole numbers where the input is exact, so that costs are too."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

from ...core.numbers import Number, common_denominator, exact, plain, undusted

if TYPE_CHECKING:
    import numpy as np

    from .problem import Departments

LARGEST = 2**52  # that is exact as a float, with room for sums of two
DUST = 1e-9  # relative: costs in floats that differ by less are the same


@dataclass(frozen=True, eq=False)
class Scaled:
    """Flows and distances as square arrays of one size: empty places hold departments of no flow.

    The value of a layout p is Σ flow[i, j]·dist[p_i, p_j] over ordered pairs plus Σ linear[i, p_i];
    its cost is value / parts. `symmetric` flows and distances have each pair twice, and so values
    in whole numbers are even. `pinned` is the place of each fixed department, −1 of others.
    """

    flow: np.ndarray[Any, Any]
    dist: np.ndarray[Any, Any]
    linear: np.ndarray[Any, Any]
    pinned: np.ndarray[Any, Any]
    departments: int
    parts: int
    whole: bool
    symmetric: bool

    @classmethod
    def of(cls, problem: Departments) -> Scaled:
        """Arrays of a problem."""
        import numpy as np

        n, m = len(problem.names), len(problem.places)
        weights = [exact(each.weight) for each in problem.loads]
        far = [[exact(cell) for cell in row] for row in problem.distances.cells]
        told = problem.placement_costs.cells if problem.placement_costs else ()
        fees = [[exact(cell) for cell in row] for row in told]
        per_load, per_unit = common_denominator(weights), common_denominator(chain(*far))
        scale = per_load * per_unit * common_denominator(chain(*fees))
        most = sum(weights, Fraction(0)) * max(map(max, far)) + sum(
            (max(map(abs, row)) for row in fees), Fraction(0)
        )
        whole = 4 * most * scale < LARGEST
        if not whole:
            per_load = per_unit = scale = 1
        extra = scale // (per_load * per_unit)

        flow, linear = np.zeros((m, m)), np.zeros((m, m))
        for each, weight in zip(problem.loads, weights, strict=True):
            flow[each.one, each.other] += float(weight * per_load * extra)
        dist = np.array([[float(cell * per_unit) for cell in row] for row in far])
        if fees:
            linear[:n] = [[float(cell * scale) for cell in row] for row in fees]
        symmetric = bool((dist == dist.T).all())
        parts = scale
        if symmetric:
            flow, linear, parts = flow + flow.T, 2 * linear, 2 * scale
        pinned = np.full(m, -1)
        for department, place in problem.fixed:
            pinned[problem.names.index(department)] = problem.places.index(place)
        return cls(flow, dist, linear, pinned, n, parts, whole, symmetric)

    @property
    def size(self) -> int:
        """How many places there are."""
        return len(self.dist)

    @property
    def step(self) -> float:
        """By how much values of two layouts differ at least."""
        if self.whole:
            return 2.0 if self.symmetric else 1.0
        most = self.flow.sum() * self.dist.max() + abs(self.linear).max(axis=1).sum()
        return DUST * float(most)

    def value(self, layout: Any) -> float:
        """Σ flow·distance plus Σ linear of a layout of all, empty places too."""
        import numpy as np

        at = np.asarray(layout)
        moved = (self.flow * self.dist[np.ix_(at, at)]).sum()
        return float(moved + self.linear[np.arange(len(at)), at].sum())

    def cost(self, value: float) -> Number:
        """A value as a cost."""
        if self.whole:
            return plain(Fraction(round(value), self.parts))
        return undusted(value / self.parts)

    def least(self, value: float) -> Number:
        """A bound on values as one on costs: rounded up to what a layout can have."""
        import math

        if self.whole:
            step = round(self.step)
            return self.cost(step * math.ceil(value / step - DUST))
        return undusted(value / self.parts)

    def filled(self, assigned: Any) -> np.ndarray[Any, Any]:
        """A layout of departments with the empty places given to departments of no flow."""
        import numpy as np

        own = list(assigned)
        return np.array([*own, *sorted(set(range(self.size)) - set(own))])
