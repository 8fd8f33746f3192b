"""The Gilmore–Lawler bound of many partial layouts at once, and the symmetry of their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .scaled import Scaled

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

MOST_SYMMETRIES = 1000
MOST_PLACES = 40  # of which symmetry is looked for: larger problems are not proved anyway
SLACK = 1e-7  # of costs and duals in floats


@dataclass(frozen=True)
class Frontier:
    """Partial layouts with equally many departments placed: what is free, what is known to cost.

    `costs[b, i, k]` is what the i-th free department adds at least at the k-th free place.
    """

    departments: Array
    places: Array
    placed: Array
    costs: Array


def frontier(known: Scaled, partial: Array) -> Frontier:
    """Bounds for a batch of partial layouts, −1 where nothing stands yet.

    At a free place a free department pays exactly towards those that are placed, and towards the
    free ones at least its flows in rising times the distances in falling order (Gilmore 1962,
    Lawler 1963).
    """
    import numpy as np

    batch, n = partial.shape
    count = int((partial[0] >= 0).sum())
    free = n - count
    order = np.argsort(partial >= 0, axis=1, kind="stable")
    open_rows, set_rows = order[:, :free], order[:, free:]
    used = np.take_along_axis(partial, set_rows, axis=1)
    taken = np.zeros((batch, n), bool)
    np.put_along_axis(taken, used, True, axis=1)
    open_places = np.argsort(taken, axis=1, kind="stable")[:, :free]

    costs = known.linear[open_rows[:, :, None], open_places[:, None, :]]
    placed = known.linear[set_rows, used].sum(axis=1)
    if count:
        flow, dist = _between(known, open_rows, set_rows), _between(known, open_places, used, True)
        costs = costs + flow[0] @ dist[0].transpose(0, 2, 1)
        costs = costs + flow[1] @ dist[1].transpose(0, 2, 1)
        inside = known.flow[set_rows[:, :, None], set_rows[:, None, :]]
        placed = placed + (inside * known.dist[used[:, :, None], used[:, None, :]]).sum((1, 2))
    if free > 1:
        rising = _sorted(known.flow, open_rows)
        falling = _sorted(known.dist, open_places)[:, :, ::-1]
        costs = costs + rising @ falling.transpose(0, 2, 1)
    return Frontier(open_rows, open_places, placed, costs)


def _between(known: Scaled, some: Array, others: Array, far: bool = False) -> tuple[Array, Array]:
    """What lies between free and placed ones, there and back."""
    table = known.dist if far else known.flow
    there = table[some[:, :, None], others[:, None, :]]
    return there, table[others[:, None, :], some[:, :, None]]


def _sorted(table: Array, chosen: Array) -> Array:
    """Each row among the chosen ones, without the diagonal, in rising order."""
    import numpy as np

    batch, size = chosen.shape
    off = ~np.eye(size, dtype=bool)
    rows = table[chosen[:, :, None], chosen[:, None, :]][:, off]
    return np.sort(rows.reshape(batch, size, size - 1), axis=2)


def duals(costs: Array, columns: Array) -> tuple[Array, Array]:
    """Potentials u + v ≤ cost of an assignment of least cost, equal where it assigns.

    Shortest ways in the graph of the columns, by Bellman and Ford.
    """
    import numpy as np

    size = len(costs)
    paid = costs[np.arange(size), columns]
    row_of = np.empty(size, int)
    row_of[columns] = np.arange(size)
    spare = (costs - paid[:, None])[row_of]
    v = np.zeros(size)
    for _ in range(size):
        less = np.minimum(v, (v[:, None] + spare).min(axis=0))
        if (less >= v - SLACK).all():
            break
        v = less
    return paid - v[columns], v


def symmetries(known: Scaled) -> Array:
    """Ways to turn and mirror the places that leave all distances as they are, one a row.

    There are none where standing somewhere costs by itself.
    """
    import numpy as np

    n, dist = known.size, known.dist
    same = np.arange(n)[None]
    if known.linear.any() or n > MOST_PLACES:
        return same
    profile = np.sort(dist, axis=1)
    alike = (profile[:, None] == profile).all(axis=2)
    found: list[list[int]] = []

    def extend(image: list[int]) -> None:
        import numpy as np

        k = len(image)
        if k == n:
            found.append(image)
        for place in np.flatnonzero(alike[k]).tolist() if k < n else ():
            if len(found) >= MOST_SYMMETRIES:
                return
            fits = (dist[place, image] == dist[k, :k]).all()
            if place not in image and fits and (dist[image, place] == dist[:k, k]).all():
                extend([*image, place])

    extend([])
    return np.array(found) if found else same
