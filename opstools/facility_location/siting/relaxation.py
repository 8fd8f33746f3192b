"""Opening sites at least cost: Lagrangian bounds, good plans, and branch and bound over both.

Minimise Σ f_j y_j + Σ c_ij x_ij: each customer i is served by one open site j, and where `number`
is given, so many sites are open. The bound prices customers with multipliers λ; site j then is
worth ρ_j = f_j + Σ_i min(0, c_ij − λ_i), and the bound is Σλ plus the ρ of the sites that are best.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROUNDS, ROUNDS_BELOW = 600, 60  # steps of the multipliers at the root and further down
FIRST, FIRST_BELOW = 1.5, 0.3  # how long the first step is
PATIENCE = 20  # steps without a better bound until they get shorter
SHORTEST = 0.002
NEAR = 1e-9  # of the cost: two are the same
CALCULATED = 1e-12  # of a cost, by which it may miss a whole number after calculation
LARGEST = 2**40  # of costs in whole parts, so that sums of them are exact


@dataclass
class Task:
    """Serving costs (customers × sites), opening costs, and how many sites are to be open."""

    costs: Any
    opening: Any
    number: int | None
    whole: bool  # every cost is a whole number, so bounds may be rounded up
    scale: int  # the parts that one unit of cost has here

    @classmethod
    def of(cls, costs: Any, opening: Any, number: int | None) -> Task:
        """Costs in whole parts where few will do; what is out of reach is very dear.

        The largest cost has one part at least: that is what tolerances are made for.
        """
        import numpy as np

        ends = np.isinf(costs)
        given = np.concatenate([np.where(ends, 0, costs).ravel(), opening])
        least = 10 ** max(0, math.ceil(-math.log10(given.max() or 1)))
        for scale in (least, 10 * least, 100 * least, 1000 * least):
            parts = np.rint(given * scale)
            whole = np.isclose(given * scale, parts, rtol=CALCULATED, atol=0).all()
            if whole and parts.max() < LARGEST:
                break
        else:
            whole, scale, parts = False, least, given * least
        costs, opening = parts[: costs.size].reshape(costs.shape), parts[costs.size :]
        costs[ends] = np.ceil(costs.max(axis=1).sum() + opening.sum()) + 1
        return cls(costs, opening, number, bool(whole), scale)

    def cost(self, opened: Any) -> float:
        """What a set of open sites costs."""
        if not len(opened):
            return float("inf")
        return float(self.opening[opened].sum() + self.costs[:, opened].min(axis=1).sum())


@dataclass
class Found:
    """The best plan, the bound, and what was done."""

    opened: Any
    cost: float
    bound: float = float("-inf")
    nodes: int = 0
    log: list[tuple[str, float, Any]] = field(default_factory=list)

    def note(self, text: str, opened: Any, cost: float) -> None:
        """A better plan."""
        self.opened, self.cost = opened, cost
        self.log.append((text, cost, tuple(int(j) for j in opened)))


class Search:
    """One solution of a task, with a limit of time."""

    def __init__(self, task: Task, begin: Any, seconds: float | None) -> None:
        import numpy as np

        self.task, self.np = task, np
        self.ends = time.monotonic() + seconds if seconds is not None else float("inf")
        self.found = Found(begin, task.cost(begin))
        self.searched: set[bytes] = set()
        self.root_bound = float(task.costs.min(axis=1).sum())  # until a better one is known
        self.progress: Callable[[int], None] = lambda nodes: None

    @property
    def target(self) -> float:
        """A bound from here on proves the best plan."""
        cost = self.found.cost
        return cost - 1 + 1e-6 if self.task.whole else cost - NEAR * max(1.0, abs(cost))

    def run(self) -> Found:
        """Improve, bound, and branch until the bound meets the plan or time is up."""
        np = self.np
        m = len(self.task.opening)
        try:
            self.improve(self.found.opened, "Exchanges of sites")
            multipliers = np.partition(self.task.costs, min(1, m - 1), axis=1)[:, min(1, m - 1)]
            free, taken = np.ones(m, dtype=bool), np.zeros(m, dtype=bool)
            self.found.bound = self._branch(free, taken, multipliers)
        except (TimeoutError, KeyboardInterrupt):
            self.found.bound = max(self.found.bound, self.root_bound)
        self.found.bound = min(self.found.bound, self.found.cost)
        return self.found

    def _branch(self, free: Any, taken: Any, multipliers: Any) -> float:
        """Close every node below one, the last first; then the best plan is its own bound."""
        stack = [(float("-inf"), free, taken, multipliers)]
        while stack:
            above, free, taken, multipliers = stack.pop()
            if above >= self.target:
                continue
            self.found.nodes += 1
            self.progress(self.found.nodes)
            bound, multipliers, split = self.bound(free, taken, multipliers)
            if bound >= self.target or split is None:
                continue
            without, within = free.copy(), free.copy()
            without[split] = within[split] = False
            more = taken.copy()
            more[split] = True
            stack.append((bound, without, taken, multipliers))
            stack.append((bound, within, more, multipliers))
        return self.found.cost

    def bound(self, free: Any, taken: Any, start: Any) -> tuple[float, Any, int | None]:
        """The bound of a node, its multipliers, and the site to branch on (None: it is done).

        Sites that cannot be in a better plan are taken out of `free`, those that must be are put
        into `taken`.
        """
        np, root = self.np, self.found.nodes <= 1
        best, best_at = float("-inf"), start
        λ, length, idle = start.copy(), FIRST if root else FIRST_BELOW, 0
        often = np.zeros(len(free))
        for k in range(ROUNDS if root else ROUNDS_BELOW):
            if time.monotonic() > self.ends:
                raise TimeoutError
            some = np.flatnonzero(free | taken)
            if not self._possible(some, taken):
                return float("inf"), λ, None
            bound, chosen, slack, worth = self._priced(some, taken, λ)
            often *= 0.9
            often[chosen] += 0.1
            if bound > best:
                idle = 0 if bound > best + 1e-6 * max(1.0, abs(best)) else idle + 1
                best, best_at = bound, λ.copy()
                if root:
                    self.root_bound = max(self.root_bound, best)
                self._fix(some, free, taken, bound, chosen, worth)
                if best >= self.target:
                    return best, best_at, None
            else:
                idle += 1
            if k % 10 == 0 or len(self.searched) < 10:
                self.improve(chosen, "Lagrangian prices and exchanges", quick=k % 10 != 0)
            square = float(slack @ slack)
            if not square:
                self.improve(chosen, "Lagrangian prices")
                break
            if idle >= PATIENCE:
                length, idle = length / 2, 0
                λ = best_at.copy()
                if length < SHORTEST:
                    break
            λ += length * (self.found.cost * 1.0005 - bound) / square * slack
        undecided = np.flatnonzero(free)
        if len(undecided):
            return best, best_at, int(undecided[np.argmin(abs(often[undecided] - 0.5))])
        self.improve(np.flatnonzero(taken), "The last sites")
        return self.found.cost, best_at, None

    def _possible(self, some: Any, taken: Any) -> bool:
        """Whether these sites, and all that are taken, can make up a plan."""
        number = self.task.number
        return len(some) > 0 and (number is None or taken.sum() <= number <= len(some))

    def _priced(self, some: Any, taken: Any, λ: Any) -> tuple[float, Any, Any, Any]:
        """The bound at multipliers: the sites it opens, how badly each customer is served."""
        np, task = self.np, self.task
        gains = np.minimum(task.costs[:, some] - λ[:, None], 0)
        worth = task.opening[some] + gains.sum(axis=0)
        must = taken[some]
        if task.number is None:
            chosen = must | (worth < 0)
        else:
            chosen = must.copy()
            rest = task.number - int(must.sum())
            others = np.flatnonzero(~must)
            if rest > 0:
                least = (
                    others[np.argpartition(worth[others], rest - 1)[:rest]]
                    if rest < len(others)
                    else others
                )
                chosen[least] = True
        bound = float(λ.sum() + worth[chosen].sum())
        slack = 1.0 - (gains[:, chosen] < 0).sum(axis=1)
        return bound, some[chosen], slack, worth

    def _fix(self, some: Any, free: Any, taken: Any, bound: float, chosen: Any, worth: Any) -> None:
        """Close what would lift the bound over the best plan if it were open, and the reverse."""
        np, task = self.np, self.task
        inside = np.isin(some, chosen)
        loose = free[some]
        room = self.target - bound
        if task.number is None:
            shut, keep = worth > room, -worth > room
        else:
            highest = worth[inside & loose].max(initial=float("-inf"))
            lowest = worth[~inside & loose].min(initial=float("inf"))
            shut = worth - highest > room
            keep = lowest - worth > room
        closing, opening = some[~inside & loose & shut], some[inside & loose & keep]
        free[closing] = False
        free[opening] = False
        taken[opening] = True

    def improve(self, opened: Any, text: str, *, quick: bool = False) -> None:
        """Take a plan, improve it by exchanges, and keep it if it is the best."""
        np, task = self.np, self.task
        opened = np.sort(np.asarray(opened, dtype=int))
        if not len(opened):
            return
        key = opened.tobytes()
        if key in self.searched:
            return
        self.searched.add(key)
        cost = task.cost(opened)
        if not quick or cost < self.found.cost:
            opened, cost = exchange(task, opened, cost)
        if cost < self.found.cost - NEAR * max(1.0, abs(cost)):
            self.found.note(text, opened, cost)


def exchange(task: Task, opened: Any, cost: float) -> tuple[Any, float]:
    """Swap, add or drop single sites as long as that helps (Teitz & Bart 1968)."""
    import numpy as np

    n, m = task.costs.shape
    while True:
        part = task.costs[:, opened]
        order = np.argsort(part, axis=1)[:, :2]
        rows = np.arange(n)
        first, own = part[rows, order[:, 0]], order[:, 0]
        second = part[rows, order[:, -1]] if len(opened) > 1 else np.full(n, task.costs.max())
        outside = np.setdiff1d(np.arange(m), opened)
        with_new = np.minimum(task.costs[:, outside], first[:, None])
        add = with_new.sum(axis=0) + task.opening[outside] + task.opening[opened].sum()
        member = np.zeros((len(opened), n))
        member[own, rows] = 1
        lost = np.minimum(task.costs[:, outside], second[:, None]) - with_new
        swap = add + member @ lost - task.opening[opened][:, None]
        best, move = cost - NEAR * max(1.0, abs(cost)), None
        if swap.size and swap.min() < best:
            out, new = np.unravel_index(int(swap.argmin()), swap.shape)
            best, move = swap[out, new], np.sort(np.append(np.delete(opened, out), outside[new]))
        if task.number is None:
            if add.size and add.min() < best:
                best, move = add.min(), np.sort(np.append(opened, outside[int(add.argmin())]))
            if len(opened) > 1:
                drop = (
                    task.opening[opened].sum()
                    - task.opening[opened]
                    + first.sum()
                    + member @ (second - first)
                )
                if drop.min() < best:
                    best, move = drop.min(), np.delete(opened, int(drop.argmin()))
        if move is None:
            return opened, cost
        opened, cost = move, task.cost(move)


def greedy(task: Task, most: int) -> list[int]:
    """Open the site that saves most, again and again, until so many are open or none saves."""
    import numpy as np

    opened: list[int] = []
    first, now = np.full(len(task.costs), task.costs.max()), np.inf
    while len(opened) < most:
        totals = np.minimum(task.costs, first[:, None]).sum(axis=0) + task.opening
        totals += task.opening[opened].sum()
        totals[opened] = np.inf
        best = int(totals.argmin())
        if task.number is None and totals[best] >= now:
            break
        opened.append(best)
        first, now = np.minimum(first, task.costs[:, best]), totals[best]
    return opened
