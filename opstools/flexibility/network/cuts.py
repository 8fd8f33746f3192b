"""The most that can be sold of given demands: a largest flow, found as a smallest cut.

A flow from products to plants is stopped by a bottleneck: some plants P are full, and of what they
alone can make nothing more is sold. So sales are at most C(P) + the demand for products that a
plant outside P can make, for every P, and the least of these bounds is reached (Ford & Fulkerson
1956). Only sets P matter that are made of whole sets of makers; a chain has few of them, so that
thousands of demands are answered by one product of matrices. Networks with too many go to scipy's
maximum flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.progress import Progress

if TYPE_CHECKING:
    from .problem import Links

MOST_CUTS = 1500
MOST_HELD = 4_000_000  # numbers held at once
LARGEST = 2**30  # whole numbers that scipy's flows are made of
SIDE_BY_SIDE = 250  # demands in one graph


def most_sold(links: Links, demand: Any) -> Any:
    """Sales in each row of demands."""
    import numpy as np

    parts = [smallest_cuts(links, part) for part in components(links.makers)]
    if any(found is None for found in parts):
        return _by_flow(links, demand)
    sold = np.zeros(len(demand))
    for full, outside in filter(None, parts):
        rows = max(1, MOST_HELD // len(full))
        for k in range(0, len(demand), rows):
            sold[k : k + rows] += (demand[k : k + rows] @ outside.T + full).min(axis=1)
    return sold


def components(makers: tuple[int, ...]) -> list[list[int]]:
    """Products that share plants, directly or through others, by their places.

    >>> components((0b001, 0b110, 0b100))
    [[0], [1, 2]]
    """
    groups: list[tuple[int, list[int]]] = []
    for j, mask in enumerate(makers):
        apart = [each for each in groups if not each[0] & mask]
        joined = [each for each in groups if each[0] & mask]
        plants, products = mask, [j]
        for other, its in joined:
            plants, products = plants | other, [*its, *products]
        groups = [*apart, (plants, sorted(products))]
    return sorted(products for _, products in groups)


def smallest_cuts(links: Links, products: list[int]) -> tuple[Any, Any] | None:
    """The capacity of each set of plants that may be a bottleneck, and which products are made
    outside it too (a row a set); None where there are too many."""
    import numpy as np

    sets = {0}
    for j in products:
        sets |= {each | links.makers[j] for each in sets}
        if len(sets) > MOST_CUTS:
            return None
    known = sorted(sets)
    own = [float(each) for each in links.capacity.values()]
    capacity = [sum(c for i, c in enumerate(own) if mask >> i & 1) for mask in known]
    outside = np.zeros((len(known), len(links.makers)))
    for k, mask in enumerate(known):
        for j in products:
            outside[k, j] = bool(links.makers[j] & ~mask)
    return np.array(capacity), outside


def _by_flow(links: Links, demand: Any) -> Any:
    """Sales by scipy's maximum flow, many demands side by side in one graph.

    Figures are rounded to a billionth of their total. Node 0 is the source, node 1 the sink.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    plants, products = links.links.shape
    j, i = np.nonzero(links.links.array.T > 0)
    tails = np.concatenate([np.zeros(products, int), 2 + j, 2 + products + np.arange(plants)])
    heads = np.concatenate([2 + np.arange(products), 2 + products + i, np.ones(plants, int)])
    capacity = np.array(list(links.capacity.values()), dtype=float)
    sold, progress = np.zeros(len(demand)), Progress("demands", total=len(demand), unit="demand")
    for first in range(0, len(demand), SIDE_BY_SIDE):
        part = demand[first : first + SIDE_BY_SIDE]
        shift = (plants + products) * np.arange(len(part))[:, None]
        own = np.broadcast_to(capacity, (len(part), plants))
        scale = LARGEST / max(part.sum(axis=1).max(), capacity.sum(), 1e-9)
        widths = np.rint(np.hstack([part, part[:, j], own]) * scale).astype(np.int32)
        ends = [np.where(nodes < 2, nodes, nodes + shift) for nodes in (tails, heads)]
        shape = (2 + len(part) * (plants + products),) * 2
        graph = csr_array((widths.ravel(), (ends[0].ravel(), ends[1].ravel())), shape=shape)
        out = maximum_flow(graph, 0, 1).flow[[0]].toarray()[0, 2:]
        blocks = out.reshape(len(part), plants + products)[:, :products]
        sold[first : first + len(part)] = blocks.sum(axis=1, dtype=float) / scale
        progress.at(first + len(part))
    progress.close()
    return sold
