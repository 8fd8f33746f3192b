"""A strong heuristic for layouts of any size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ...core import Faults, public
from ...core.figures import time_limit, whole
from ...core.numbers import Number
from ...core.progress import Progress
from .problem import Departments
from .result import Layout
from .scaled import Scaled

CHAINS, FEW = 64, 16  # side by side; less for few places, where they would all do the same
SMALL = 8  # places
ROUND = 50  # moves between two looks at the clock
MOVES = 4  # times places, if that is fewer
PATIENCE, MOST_PATIENCE = 50, 2500  # moves (times places) in vain, where no time is told
STALE = 30  # moves times places after which a chain begins anew
RELAXED = 4  # chains that begin from a relaxed problem (FAQ)
MOST_RELAXED = 60  # places
CELLS = 2_000_000  # of all chains' tables together


@public
def search_layout(
    departments: Departments, *, seconds: float | None = None, seed: int = 1
) -> Layout:
    """A good layout for problems too large to prove: many chains of tabu search side by side.

    Each chain makes the best exchange of two departments that it has not just undone (robust tabu
    search); one that finds nothing better for long begins anew from a changed copy of a good one.
    Some start from a relaxed problem. Without `seconds` the search ends when it has found nothing
    better for a while, and the same `seed` finds the same; with `seconds` it ends then, or when
    the layout is proven best. An interrupted search returns the best so far. Settings out of range
    raise `ProblemError`. Source: Taillard (1991); Vogelstein and others (2015).

    >>> from opstools import datasets
    >>> search_layout(datasets.load("walters")).cost
    430
    """
    faults = Faults(departments.subject)
    limit = time_limit(seconds, faults)
    number = whole(seed, "seed", faults, 2**31, least=0)
    faults.raise_any()
    from .working import layout_of

    known = departments.scaled
    found = list(better_layouts(known, departments.bound, limit, number))
    n = known.departments
    log = [(tuple(int(at) for at in layout[:n]), value) for value, layout in found]
    return layout_of(departments, log, "search_layout", departments.bound)


def better_layouts(
    known: Scaled, bound: Number, limit: float | None, seed: int, *, patience: int = PATIENCE
) -> Iterator[tuple[float, Any]]:
    """Better and better layouts as they are found, until one costs no more than the bound."""
    import numpy as np

    begun, random = time.perf_counter(), np.random.default_rng(seed)
    best, at = np.inf, 0
    moves = min(ROUND, MOVES * known.size)
    progress = Progress("search_layout", total=round(limit or 0), unit="s")
    chains = _begin(known, random, limit)
    stale = np.zeros(len(chains.best), int)
    try:
        in_vain = min(patience * known.size, MOST_PATIENCE)
        while True:
            k = int(chains.best.argmin())
            if chains.best[k] < best - known.step / 2:
                best, at = float(chains.best[k]), chains.moves
                yield best, chains.best_layouts[:, k].copy()
            spent = time.perf_counter() - begun
            done = chains.moves - at > in_vain if limit is None else spent > limit
            if done or not len(chains.one) or known.cost(best) <= bound:
                return
            progress.at(int(spent))
            seen = chains.best.copy()
            chains.advance(moves)
            stale = np.where(chains.best < seen, 0, stale + moves)
            _renew(chains, stale, random)
    except KeyboardInterrupt:
        return
    finally:
        progress.close()


def _begin(known: Scaled, random: Any, limit: float | None) -> Any:
    """Chains from random layouts, and some from the relaxed problem."""
    import numpy as np

    from .tabu import Chains

    n = known.size
    number = min(CHAINS if n > SMALL else FEW, max(4, CELLS // (n * n)))
    layouts = np.array([_shuffled(known, random) for _ in range(number)]).T
    if SMALL < n <= MOST_RELAXED and (known.pinned < 0).all():
        for k in range(min(RELAXED, number)):
            layouts[:, k] = _relaxed(known, random)
    return Chains(known, layouts, random)


def _shuffled(known: Scaled, random: Any) -> Any:
    """A random layout with the fixed departments in their places."""
    import numpy as np

    found = known.pinned.copy()
    rest = sorted(set(range(known.size)) - set(found.tolist()))
    found[found < 0] = random.permutation(np.array(rest, dtype=int))
    return found


def _relaxed(known: Scaled, random: Any) -> Any:
    """The layout nearest to a good solution of the problem without whole numbers (FAQ)."""
    from scipy.optimize import quadratic_assignment

    options: Any = {"P0": "randomized", "rng": random, "maxiter": 15}
    flow, dist = known.flow, known.dist
    return quadratic_assignment(flow, dist, method="faq", options=options).col_ind


def _renew(chains: Any, stale: Any, random: Any) -> None:
    """Chains that found nothing better for long go on from a changed copy of a good one."""
    import numpy as np

    n, number = chains.layouts.shape
    old = np.flatnonzero(stale > STALE * n)
    free = np.flatnonzero(chains.scaled.pinned < 0)
    if not len(old) or len(free) < 3:
        return
    layouts = np.empty((n, len(old)), int)
    for column in range(len(old)):
        three = random.integers(number, size=3)
        layouts[:, column] = chains.best_layouts[:, three[chains.best[three].argmin()]]
        size = random.integers(3, max(4, len(free) // 2) + 1) if len(free) > 3 else 3
        moved = random.choice(free, size, replace=False)
        layouts[moved, column] = np.roll(layouts[moved, column], 1)
    chains.restart(old, layouts)
    stale[old] = 0
