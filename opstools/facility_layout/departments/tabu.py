"""Robust tabu search (Taillard 1991), many chains side by side in arrays.

A chain is a layout that is changed by the best exchange which is not tabu. The table of what each
exchange would change follows a move by a rank-one update; only exchanges of the two that moved are
worked out anew, for all chains in two products of matrices. The last axis runs over chains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .scaled import Scaled

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

TENURE = (0.9, 1.1)  # for how many moves a department may not go back, as shares of the size
EXACT_IN_SINGLE = 2**23
NEVER = 2.0**120


class Part:
    """Flows and distances that are both symmetric or both antisymmetric, and what they change."""

    def __init__(self, flow: Array, dist: Array, symmetric: bool, kind: Any) -> None:
        import numpy as np

        self.flow, self.dist = flow.astype(kind), dist.astype(kind)
        self.flow_t, self.dist_t = self.flow.T.copy(), self.dist.T.copy()
        self.symmetric = symmetric
        self.own: Array = np.empty(0)

    def fresh(self, layouts: Array) -> tuple[Array, Array]:
        """What each exchange changes, and each department's share of the value."""
        import numpy as np

        at = layouts.T
        far = self.dist[at[:, :, None], at[:, None, :]]
        moved = far @ self.flow.T  # [chain, v, u]: Σ_k flow[u, k]·dist[v, k]
        own = np.einsum("bii->bi", moved)
        table = moved + moved.transpose(0, 2, 1) - own[:, :, None] - own[:, None]
        if self.symmetric:
            table += 2 * self.flow * far
        return 2 * table, own.T

    def rows(self, moving: Array, places: Array) -> tuple[Array, Array]:
        """Flows of the departments that move, and distances of their places, one column each."""
        return self.flow_t[:, moving], self.dist_t[:, places]

    def touched(
        self, flows: Array, far: Array, layouts: Array, holds: Array
    ) -> tuple[Array, Array]:
        """What exchanges of those that moved change, without the others' own shares."""
        import numpy as np

        here = np.take_along_axis(far, layouts, axis=0)
        by_place = np.take_along_axis(flows, holds, axis=0)
        table = np.take_along_axis(self.dist @ by_place, layouts, axis=0)
        table += self.flow @ here
        both = flows * here
        own = both.sum(axis=0)
        table -= own
        if self.symmetric:
            table += 2 * both
        return table, own


def parts_of(scaled: Scaled, kind: Any) -> list[Part]:
    """Σ flow·dist as a symmetric part, and an antisymmetric one where ways differ."""
    flow, dist = scaled.flow, scaled.dist
    if scaled.symmetric:
        return [Part(flow, dist, True, kind)]
    found = [Part((flow + flow.T) / 2, (dist + dist.T) / 2, True, kind)]
    if (flow != flow.T).any():
        found.append(Part((flow - flow.T) / 2, (dist - dist.T) / 2, False, kind))
    return found


class Chains:
    """Layouts (one column each) with their values, the best that each has seen, and its table."""

    def __init__(self, scaled: Scaled, layouts: Array, random: np.random.Generator) -> None:
        import numpy as np

        n, chains = layouts.shape
        self.scaled, self.random, self.moves = scaled, random, 0
        most = 4 * scaled.flow.sum(axis=1).max() * scaled.dist.max() + abs(scaled.linear).max() * 4
        single = scaled.whole and scaled.symmetric and most < EXACT_IN_SINGLE
        self.kind = np.float32 if single else np.float64
        self.parts = parts_of(scaled, self.kind)
        self.linear = scaled.linear.astype(self.kind)
        self.one, self.other = _exchanges(scaled)
        pairs = len(self.one)
        self.index = np.full((n, n), pairs)
        self.index[self.one, self.other] = self.index[self.other, self.one] = np.arange(pairs)
        self.columns, self.twice = np.arange(chains), np.tile(np.arange(chains), 2)
        self.layouts, self.values = layouts.copy(), np.empty(chains)
        self.holds = np.empty_like(layouts)
        self.table = np.zeros((pairs + 1, chains), self.kind)  # the last row is for what is pinned
        self.until = np.zeros((pairs + 1, chains), np.int32)
        self.barred = np.zeros((chains, n, n), np.int32)  # [chain, department, place]: until when
        for part in self.parts:
            part.own = np.empty((n, chains), self.kind)
        self.best, self.best_layouts = np.full(chains, np.inf), layouts.copy()
        self.restart(self.columns, layouts)

    def restart(self, chains: Array, layouts: Array) -> None:
        """Begin some chains anew."""
        import numpy as np

        self.layouts[:, chains] = layouts
        n = len(layouts)
        np.put_along_axis(self.holds, self.layouts, np.arange(n)[:, None], axis=0)
        self.values[chains] = [self.scaled.value(at) for at in layouts.T]
        total = np.zeros((len(chains), n, n), self.kind)
        for part in self.parts:
            table, own = part.fresh(layouts)
            total += table
            part.own[:, chains] = own
        if self.linear.any():
            at = layouts.T
            fee: Any = self.linear[
                np.arange(n)[None, :, None], at[:, None, :]
            ]  # [chain, u, place of v]
            stays = np.einsum("bii->bi", fee)
            total += fee + fee.transpose(0, 2, 1) - stays[:, :, None] - stays[:, None]
        self.table[:-1, chains] = total[:, self.one, self.other].T
        self.until[:, chains] = 0
        self.barred[chains] = 0
        self.best[chains], self.best_layouts[:, chains] = self.values[chains], layouts

    def advance(self, moves: int) -> None:
        """So many moves of every chain."""
        import numpy as np

        shape = (len(self.one), len(self.columns))
        self.room = [np.empty(shape, self.kind) for _ in range(3)]
        self.across = np.empty(shape[::-1], self.kind)
        for _ in range(moves):
            self.moves += 1
            chosen = self._chosen()
            self._move(self.one[chosen], self.other[chosen], self.table[chosen, self.columns])
            better = np.flatnonzero(self.values < self.best - self.scaled.step / 2)
            if len(better):
                self.best[better] = self.values[better]
                self.best_layouts[:, better] = self.layouts[:, better]

    def _chosen(self) -> Any:
        """The best exchange of each chain that is not tabu, or that leads to a new best."""
        import numpy as np

        table, until, free = self.table[:-1], self.until[:-1], self.room[0]
        aspires = self.values + table.min(axis=0) < self.best - self.scaled.step / 2
        np.copyto(free, table)
        np.copyto(free, self.kind(NEVER), where=(until > self.moves) & ~aspires)
        self.across[...] = free.T  # the smallest of a row is found faster than that of a column
        return self.across.argmin(axis=1)

    def _move(self, r: Array, q: Array, change: Array) -> None:
        """Exchange departments r and q of each chain, and let everything follow."""
        import numpy as np

        columns, layouts = self.columns, self.layouts
        moving = np.concatenate([r, q])
        from_r, from_q = layouts[r, columns], layouts[q, columns]
        known = [part.rows(moving, np.concatenate([from_r, from_q])) for part in self.parts]
        for part, (flows, far) in zip(self.parts, known, strict=True):
            self._rank_one(part, flows, far)
        layouts[r, columns], layouts[q, columns] = from_q, from_r
        self.holds[from_q, columns], self.holds[from_r, columns] = r, q
        self.values += change
        twice = np.concatenate([layouts, layouts], axis=1)
        holds = np.concatenate([self.holds, self.holds], axis=1)
        total: Any = 0
        for part, (flows, far) in zip(self.parts, known, strict=True):
            swapped = np.concatenate([far[:, len(r) :], far[:, : len(r)]], axis=1)
            table, own = part.touched(flows, swapped, twice, holds)
            part.own[moving, self.twice] = own
            total = total + 2 * (table - np.concatenate([part.own, part.own], axis=1))
        goes = np.concatenate([from_q, from_r])
        if self.linear.any():
            each = np.arange(len(layouts))[:, None]
            total = total + self.linear[moving, twice] - self.linear[moving, goes]
            total += self.linear[each, goes] - self.linear[each, twice]
        where = self.index[:, moving]
        self.table[where, self.twice] = total
        self._bar(moving, np.concatenate([from_r, from_q]), goes, twice, where)

    def _rank_one(self, part: Part, flows: Array, far: Array) -> None:
        """What exchanges of two others change: (x_u − x_v)·(y_u − y_v) more."""
        import numpy as np

        chains = len(self.columns)
        x = flows[:, :chains] - flows[:, chains:]
        y = np.take_along_axis(far[:, chains:] - far[:, :chains], self.layouts, axis=0)
        part.own += x * y
        x *= -2
        first, second, third = self.room
        for line, room in ((x, first), (y, second)):
            np.take(line, self.one, axis=0, out=room, mode="clip")
            np.take(line, self.other, axis=0, out=third, mode="clip")
            room -= third
        first *= second
        self.table[:-1] += first

    def _bar(self, moving: Array, left: Array, goes: Array, twice: Array, where: Array) -> None:
        """Nobody goes back for a while: an exchange is tabu while both would."""
        import numpy as np

        n, each = len(self.layouts), np.arange(len(self.layouts))[:, None]
        low, high = max(1, int(TENURE[0] * n)), int(TENURE[1] * n) + 2
        tenure = self.random.integers(low, high, size=len(moving))
        self.barred[self.twice, moving, left] = self.moves + tenure
        mine = self.barred[self.twice, moving, twice]
        theirs = self.barred[self.twice, each, goes]
        self.until[where, self.twice] = np.minimum(mine, theirs)


def _exchanges(scaled: Scaled) -> tuple[Array, Array]:
    """Pairs that may be exchanged: none is pinned, one at least is a department."""
    import numpy as np

    one, other = np.triu_indices(scaled.size, 1)
    free = scaled.pinned < 0
    useful = free[one] & free[other] & (one < scaled.departments)
    return one[useful], other[useful]
