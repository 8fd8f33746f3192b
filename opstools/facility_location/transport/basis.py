"""A basis of the transportation problem: m + n − 1 cells that form a tree, and its pivots.

Nodes 0 … m−1 are the rows, m … m+n−1 the columns; row 0 is the root, with the potential 0. Each
other node keeps the amount in the cell that joins it to its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]


@dataclass(frozen=True)
class Pivot:
    """What one exchange does: the cell that enters, its loop from there on, the amount moved."""

    entering: Cell
    reduced: int
    loop: tuple[Cell, ...]
    amount: int
    leaving: Cell


class Basis:
    """Amounts and potentials of a tree of cells, changed by pivots."""

    def __init__(
        self, costs: Sequence[Sequence[int]], size: tuple[int, int], plan: Mapping[Cell, int]
    ) -> None:
        self.costs, (self.m, self.n) = costs, size
        nodes = self.m + self.n
        self.near: list[set[int]] = [set() for _ in range(nodes)]
        self.parent, self.depth = [-1] * nodes, [0] * nodes
        self.amount, self.potential = [0] * nodes, [0] * nodes
        for i, j in plan:
            self.near[i].add(self.m + j)
            self.near[self.m + j].add(i)
        self._hang(plan)

    def _hang(self, plan: Mapping[Cell, int]) -> None:
        """Hang the tree up at row 0, with potentials from c = u + v."""
        m, order = self.m, [0]
        for node in order:
            for other in self.near[node]:
                if other != self.parent[node]:
                    i, j = self.cell(node, other)
                    self.parent[other], self.depth[other] = node, self.depth[node] + 1
                    self.potential[other] = self.costs[i][j] - self.potential[node]
                    self.amount[other] = plan[i, j]
                    order.append(other)
        assert len(order) == m + self.n, "the cells form no tree"

    def cell(self, node: int, other: int) -> Cell:
        """The cell that joins a row and a column, in either order."""
        return (node, other - self.m) if node < self.m else (other, node - self.m)

    def reduced(self, i: int, j: int) -> int:
        """c − u − v, what one unit more in a cell adds to the cost."""
        return self.costs[i][j] - self.potential[i] - self.potential[self.m + j]

    def plan(self) -> dict[Cell, int]:
        """The amount in each cell of the basis."""
        nodes = range(1, self.m + self.n)
        return {self.cell(node, self.parent[node]): self.amount[node] for node in nodes}

    def pivot(self, i: int, j: int) -> int:
        """Bring a cell in, as far as its loop allows; the amount moved."""
        amount, parent, depth, m = self.amount, self.parent, self.depth, self.m
        reduced = self.reduced(i, j)
        rows, columns = self._paths(i, m + j)
        leaving, least, below = -1, -1, i
        for node in rows[::2]:  # the first cell of each path gives, the next takes, and so on
            if leaving < 0 or amount[node] < least:
                leaving, least = node, amount[node]
        for node in columns[::2]:
            if leaving < 0 or amount[node] < least:
                leaving, least, below = node, amount[node], m + j
        for path in rows, columns:
            for node in path[::2]:
                amount[node] -= least
            for node in path[1::2]:
                amount[node] += least
        above = m + j if below == i else i
        self._turn(below, above, leaving, least)
        # All below the new cell moves by the reduced cost, rows one way and columns the other.
        own, other = (reduced, -reduced) if below < m else (-reduced, reduced)
        potential, near, stack = self.potential, self.near, [below]
        while stack:
            node = stack.pop()
            up = parent[node]
            depth[node] = depth[up] + 1
            potential[node] += own if node < m else other
            for each in near[node]:
                if each != up:
                    stack.append(each)
        return least

    def _paths(self, i: int, j: int) -> tuple[list[int], list[int]]:
        """From a row and a column up to where their paths meet."""
        parent, depth = self.parent, self.depth
        rows, columns = [], []
        while i != j:
            if depth[i] >= depth[j]:
                rows.append(i)
                i = parent[i]
            else:
                columns.append(j)
                j = parent[j]
        return rows, columns

    def _turn(self, node: int, above: int, leaving: int, amount: int) -> None:
        """Take out the cell over `leaving` and hang what was under it below `above`."""
        parent, own = self.parent, self.amount
        self.near[leaving].discard(parent[leaving])
        self.near[parent[leaving]].discard(leaving)
        self.near[node].add(above)
        self.near[above].add(node)
        while True:
            parent[node], above = above, parent[node]
            own[node], amount = amount, own[node]
            if node == leaving:
                return
            node, above = above, node

    def look(self, i: int, j: int) -> Pivot:
        """What bringing a cell in would do."""
        rows, columns = self._paths(i, self.m + j)
        steps = [self.cell(node, self.parent[node]) for node in rows]
        back = [self.cell(node, self.parent[node]) for node in columns]
        giving = [*rows[::2], *columns[::2]]
        leaving = min(giving, key=lambda node: self.amount[node])
        loop = ((i, j), *steps, *reversed(back))
        least = self.amount[leaving]
        return Pivot(
            (i, j), self.reduced(i, j), loop, least, self.cell(leaving, self.parent[leaving])
        )


def spread(supply: Sequence[int], demand: Sequence[int]) -> tuple[list[int], list[int], int]:
    """Amounts a little apart, so that no sum of supplies equals one of demands (Orden 1956).

    Each unit becomes `parts`, of which every source gets n more, every destination 1, and the last
    one all that is left of these; a plan of the true amounts comes back by `together`.
    """
    m, n = len(supply), len(demand)
    parts = 2 * m * n + 2
    more = [each * parts + n for each in supply]
    needed = [each * parts + 1 for each in demand]
    needed[-1] += m * n - n
    return more, needed, parts


def together(amount: int, parts: int) -> int:
    """A spread amount as it truly is."""
    return (amount + parts // 2) // parts


def greedy(cells: Iterable[Cell], supply: Sequence[int], demand: Sequence[int]) -> dict[Cell, int]:
    """Fill cells in that order, each with all that is left of its row or column."""
    left, needed, plan = list(supply), list(demand), {}
    open_rows = len(left)
    for i, j in cells:
        if left[i] and needed[j]:
            amount = min(left[i], needed[j])
            plan[i, j] = amount
            left[i] -= amount
            needed[j] -= amount
            open_rows -= not left[i]
            if not open_rows:
                break
    return plan
