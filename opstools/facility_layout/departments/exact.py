"""The best layout, with its proof: branch and bound."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

from ...core import Faults, public
from ...core.figures import time_limit, whole
from ...core.numbers import Number
from ...core.progress import Progress
from .problem import Departments
from .result import Layout
from .scaled import Scaled

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

BATCH = 400  # partial layouts bounded at once
CLASS_SIZE = 9  # places of which a heuristic shows the optimum
CLASS_NODES = 5_000
ALL_TRIED = 7  # places for which trying all layouts is quicker still
NEAR = 1e-6
PATIENCE = 3  # moves times places that the search for a first layout goes on in vain


@public
def best_layout(
    departments: Departments, *, max_nodes: int | None = None, seconds: float | None = None
) -> Layout:
    """The layout of least cost, with its proof.

    Branch and bound: a search finds a good layout; departments are then placed one by one, where
    the Gilmore–Lawler bound leaves least to choose; reduced costs rule out single places, and of
    places that are alike by turning or mirroring one is tried. Ten to fifteen departments take
    seconds. At a limit, or when it is interrupted, the best layout comes back with the bound
    reached. Settings out of range raise `ProblemError`.
    Source: Gilmore (1962); Lawler (1963); Burkard, Dell'Amico & Martello (2009).

    >>> from opstools import datasets
    >>> best = best_layout(datasets.load("walters"))
    >>> best.cost, best.proven
    (430, True)
    """
    faults = Faults(departments.subject)
    nodes = None if max_nodes is None else whole(max_nodes, "max_nodes", faults)
    limit = time_limit(seconds, faults)
    faults.raise_any()
    from .search import better_layouts
    from .working import layout_of

    begun, known = time.perf_counter(), departments.scaled
    tree = Tree(known)
    root = known.least(tree.root_bound())
    half = None if limit is None else limit / 2
    for value, layout in better_layouts(known, root, half, 1, patience=PATIENCE):
        tree.keep(value, layout)
    rest = None if limit is None else limit - (time.perf_counter() - begun)
    tree.run(nodes, rest, Progress("best_layout", total=0, unit="node"))
    n = known.departments
    log = [(tuple(int(at) for at in layout[:n]), value) for value, layout in tree.log]
    least = min(known.least(tree.least()), known.cost(tree.best))
    return layout_of(departments, log, "best_layout", least, root=root, nodes=tree.nodes)


def quick_bound(departments: Departments) -> Number:
    """What no layout costs less than: for class sizes the optimum, else the root's bound."""
    known = departments.scaled
    if known.size <= ALL_TRIED:
        return known.cost(_least_of_all(known))
    tree = Tree(known)
    root = tree.root_bound()
    if known.size > CLASS_SIZE:
        return known.least(root)
    import numpy as np

    first = known.filled(_first(known))
    tree.keep(known.value(first), np.array(first))
    tree.run(CLASS_NODES, None, Progress("bound", total=0, unit="node"))
    return min(known.least(tree.least()), known.cost(tree.best))


def _least_of_all(known: Scaled) -> float:
    """The least value by trying every layout, which is quickest for few places."""
    import numpy as np

    orders = _orders(known.size)
    pinned = np.flatnonzero(known.pinned >= 0)
    orders = orders[(orders[:, pinned] == known.pinned[pinned]).all(axis=1)]
    values = known.linear[np.arange(known.size), orders].sum(axis=1)
    for i, j in zip(*known.flow.nonzero(), strict=True):
        values += known.flow[i, j] * known.dist[orders[:, i], orders[:, j]]
    return float(values.min())


@cache
def _orders(size: int) -> Array:
    """Every order of so many places."""
    import numpy as np

    return np.array(list(permutations(range(size))))


def _first(known: Scaled) -> list[int]:
    """Any layout: the fixed departments in their places, the others in the order of the table."""
    rest = iter(sorted(set(range(known.size)) - set(known.pinned.tolist())))
    pinned = known.pinned[: known.departments].tolist()
    return [place if place >= 0 else next(rest) for place in pinned]


@dataclass
class Tree:
    """Partial layouts that are still open, by how many departments are placed."""

    known: Scaled
    best: float = float("inf")
    nodes: int = 0
    log: list[tuple[float, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        import numpy as np

        from .bound import symmetries

        self.open: list[list[tuple[Array, Array]]] = [[] for _ in range(self.known.size + 1)]
        root = self.known.pinned[None].copy()
        self.open[int((root >= 0).sum())].append((root, np.array([-np.inf])))
        self.alike = symmetries(self.known)

    def root_bound(self) -> float:
        """The bound before anything but fixed departments is placed."""
        from scipy.optimize import linear_sum_assignment

        from .bound import frontier

        at = frontier(self.known, self.known.pinned[None])
        if not at.costs.size:
            return float(at.placed[0])
        return float(at.placed[0] + at.costs[0][linear_sum_assignment(at.costs[0])].sum())

    def keep(self, value: float, layout: Any) -> None:
        """A layout that is better than all before."""
        if value < self.best - self.known.step / 2:
            self.best = value
            self.log.append((value, layout))

    def least(self) -> float:
        """What no layout can be below."""
        still = (float(low.min()) for level in self.open for _, low in level)
        return min([self.best, *still])

    def run(self, nodes: int | None, limit: float | None, progress: Progress) -> None:
        """Open the deepest first, until nothing is open or a limit is reached."""
        begun = time.perf_counter()
        try:
            while level := next((each for each in reversed(self.open) if each), None):
                if nodes is not None and self.nodes >= nodes:
                    return
                if limit is not None and time.perf_counter() - begun > limit:
                    return
                self._bound(level)
                progress.at(self.nodes)
        except KeyboardInterrupt:
            return
        finally:
            progress.close()

    def _bound(self, level: list[tuple[Array, Array]]) -> None:
        """Bound a batch of one level and open what may hold something better."""
        import numpy as np

        from .bound import frontier

        partial, low = level[-1]
        batch, rest = partial[-BATCH:], partial[:-BATCH]
        at = frontier(self.known, batch)
        kids = [kid for b in range(len(batch)) for kid in self._opened(batch[b], at, b)]
        self.nodes += len(batch)
        level.pop()  # only now: an interrupted batch stays open
        if len(rest):
            level.append((rest, low[:-BATCH]))
        if kids:
            deeper = self.open[int((batch[0] >= 0).sum()) + 1]
            deeper.append((np.array([kid for kid, _ in kids]), np.array([v for _, v in kids])))

    def _opened(self, partial: Array, at: Any, b: int) -> Iterator[tuple[Array, float]]:
        """The layouts one department further that may be better than the best."""
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        from .bound import duals

        costs, rows, places = at.costs[b], at.departments[b], at.places[b]
        if not len(rows):
            self.keep(float(at.placed[b]), partial)
            return
        chosen, columns = linear_sum_assignment(costs)
        low = float(at.placed[b] + costs[chosen, columns].sum())
        if low > self._target:
            return
        whole_layout = partial.copy()
        whole_layout[rows] = places[columns]
        self.keep(self.known.value(whole_layout), whole_layout)
        if low > self._target:
            return
        u, v = duals(costs, columns)
        reduced = low + np.maximum(costs - u[:, None] - v, 0)
        for i, k in self._branch(partial, rows, places, reduced):
            if reduced[i, k] <= self._target:
                kid = partial.copy()
                kid[rows[i]] = places[k]
                yield kid, float(reduced[i, k])

    @property
    def _target(self) -> float:
        """What a layout must not be above, to be better than the best."""
        return self.best - self.known.step + (NEAR if self.known.whole else 0.0)

    def _branch(
        self, partial: Array, rows: Array, places: Array, reduced: Array
    ) -> list[tuple[int, int]]:
        """A department and all its places, or a place and all its departments: the fewest."""
        import numpy as np

        alive = reduced <= self._target
        real = rows < self.known.departments
        if not real.any():
            return []
        used = partial[partial >= 0]
        turns = self.alike[(self.alike[:, used] == used).all(axis=1)]
        first = turns[:, places].min(axis=0) == places  # of places that are alike
        by_row = np.where(real, (alive & first).sum(axis=1), len(places) + 1)
        one_empty = real.copy()
        one_empty[np.flatnonzero(~real)[:1]] = True  # empty places are all the same
        by_column = (alive & one_empty[:, None]).sum(axis=0)
        if by_row.min() <= by_column.min():
            tied = np.flatnonzero(by_row == by_row.min())
            i = tied[np.where(alive[tied], reduced[tied], 0).sum(axis=1).argmax()]
            return [(int(i), int(k)) for k in np.flatnonzero(alive[i] & first)]
        k = int(by_column.argmin())
        return [(int(i), k) for i in np.flatnonzero(alive[:, k] & one_empty)]
