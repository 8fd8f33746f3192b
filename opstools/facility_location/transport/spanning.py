"""A whole basis around any plan: loops are emptied, empty cells join what is apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from .basis import Cell
from .problem import Balanced


def whole_basis(known: Balanced, plan: Mapping[Cell, int]) -> dict[Cell, int]:
    """m + n − 1 cells that form a tree around a balanced plan; the cost is not raised.

    Where cells with amounts form a loop, amounts move around it the cheaper way until one is empty.
    """
    import networkx as nx

    m, n = known.shape
    graph = nx.Graph()
    graph.add_nodes_from(range(m + n))
    kept: dict[Cell, int] = {}
    for (i, j), amount in plan.items():
        kept[i, j] = amount
        if nx.has_path(graph, i, m + j):
            _empty_a_loop(known, kept, graph, (i, j))
        else:
            graph.add_edge(i, m + j)
    trees = nx.utils.UnionFind(graph.nodes)
    for one, other in graph.edges:
        trees.union(one, other)
    cells = sorted(((i, j) for i in range(m) for j in range(n)), key=lambda c: int(known.array[c]))
    for i, j in cells:
        if len(kept) == m + n - 1:
            break
        if trees[i] != trees[m + j]:
            trees.union(i, m + j)
            kept[i, j] = 0
    return kept


def with_dummies(known: Balanced, plan: Mapping[Cell, int]) -> dict[Cell, int]:
    """A plan, and what it leaves of supplies or demands in the dummy's cells."""
    m, n = known.problem.costs.shape
    left, needed = list(known.supply), list(known.demand)
    for (i, j), amount in plan.items():
        left[i] -= amount
        needed[j] -= amount
    if len(known.columns) > n:
        return {**plan, **{(i, n): left[i] for i in range(m) if left[i]}}
    if len(known.rows) > m:
        return {**plan, **{(m, j): needed[j] for j in range(n) if needed[j]}}
    return dict(plan)


def _empty_a_loop(known: Balanced, kept: dict[Cell, int], graph: object, cell: Cell) -> None:
    """Move amounts around the loop that a cell closes, until a cell of it is empty."""
    import networkx as nx

    m = len(known.rows)
    path = nx.shortest_path(graph, cell[0], m + cell[1])
    steps = [(a, b - m) if a < m else (b, a - m) for a, b in pairwise(path)]
    loop = [cell, *steps]
    price = sum((-1) ** k * int(known.array[each]) for k, each in enumerate(loop))
    gains, gives = (loop[::2], loop[1::2]) if price <= 0 else (loop[1::2], loop[::2])
    moved = min(kept[each] for each in gives)
    out = next(each for each in gives if kept[each] == moved)
    for each in gains:
        kept[each] += moved
    for each in gives:
        kept[each] -= moved
    graph.add_edge(cell[0], m + cell[1])  # type: ignore[attr-defined]
    graph.remove_edge(out[0], m + out[1])  # type: ignore[attr-defined]
    del kept[out]
