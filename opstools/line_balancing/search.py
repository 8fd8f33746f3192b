"""Branch and bound over station loads: can the tasks be done in so many stations?

Stations are filled one after another with maximal loads (no further task fits). A set of finished
tasks that failed once with as few stations is not tried again (Schrage & Baker 1978), and a load
is skipped where swapping one task for a longer one with more followers fits (Jackson 1956). The
line is searched from both ends by turns, since some lines are easy from one end only.

Sets of tasks are integers: bit i stands for task i. Times are whole numbers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from itertools import count as count_from
from typing import Self

from ..core import Faults
from ..core.figures import not_negative, whole
from ..core.numbers import count
from ..core.progress import Progress
from .bounds import thirds

Loads = tuple[int, ...]
Bits = Sequence[int]

FIRST_TURN = 4000  # nodes; each later turn has twice as many


class OutOfBudget(Exception):
    """The allowance of nodes or seconds is used up."""


class Paused(Exception):
    """This turn is over; the other end of the line goes on."""


class Budget:
    """The allowance of one call, counted in nodes over all its searches, and perhaps in seconds.

    A node is a partial station load, so that the count follows the work even on long lines.
    As a context it ends quietly when the allowance is used up or the user interrupts: what was
    found until then stands, and `remarks` says so.
    """

    def __init__(self, max_nodes: int, seconds: float | None = None, label: str = "") -> None:
        faults = Faults("limits")
        self.nodes = 0
        self.max_nodes = whole(max_nodes, "max_nodes", faults, least=0)
        allowed = (
            math.inf if seconds is None else float(not_negative(seconds, "seconds", faults, "s"))
        )
        faults.raise_any()
        self.remarks: list[str] = []
        self.turn_ends = max_nodes
        self._deadline = time.monotonic() + allowed
        self._progress = Progress(label, total=max_nodes, unit="node") if label else None

    def spend(self) -> None:
        """One node more."""
        self.nodes += 1
        if self.nodes > self.max_nodes:
            raise OutOfBudget
        if self.nodes > self.turn_ends:
            raise Paused
        if self.nodes % 1024 == 0:
            if self._progress:
                self._progress.at(self.nodes)
            if time.monotonic() > self._deadline:
                raise OutOfBudget

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        if self._progress:
            self._progress.close()
        ended = kind is not None and issubclass(kind, (OutOfBudget, KeyboardInterrupt))
        if ended:
            cause = "was interrupted" if kind is KeyboardInterrupt else "reached its limit"
            spent = count(min(self.nodes, self.max_nodes), "node")
            self.remarks.append(f"The search {cause} after {spent}; this is the best found.")
        return ended


class Direction:
    """The line seen from one end at one cycle time, with what has failed so far."""

    def __init__(self, times: Bits, before: Bits, after: Bits, cycle: int) -> None:
        self.times, self.before, self.after, self.cycle = times, before, after, cycle
        self.copies = [-(-t // cycle) for t in times]
        self.sixths = [thirds(t, cycle) for t in times]
        self.full = (1 << len(times)) - 1
        self.by_length = sorted(range(len(times)), key=lambda i: (-times[i], -after[i].bit_count()))
        self.rank = {i: k for k, i in enumerate(self.by_length)}
        self.failed: dict[int, int] = {}

    def search(self, stations: int, budget: Budget) -> Loads | None:
        """Loads of at most so many stations, or None where none exist."""
        idle = stations * self.cycle - sum(self.times)
        if idle < 0:
            return None
        stack = [(0, stations, self._children(0, stations, idle, budget))]
        loads: list[int] = []
        while stack:
            done, left, children = stack[-1]
            child = next(children, None)
            if child is None:
                self.failed[done] = max(left, self.failed.get(done, 0))
                stack.pop()
                del loads[-1:]
                continue
            load, done, left, idle = child
            loads.append(load)
            if done == self.full:
                return tuple(loads)
            stack.append((done, left, self._children(done, left, idle, budget)))
        return None

    def _children(
        self, done: int, left: int, idle: int, budget: Budget
    ) -> Iterator[tuple[int, int, int, int]]:
        """Every next station worth trying: load, then tasks done, stations left, idle time left."""
        tasks = [i for i in self.by_length if not done >> i & 1]
        if 6 * left < sum(self.sixths[i] for i in tasks):
            return
        for copies in sorted({self.copies[i] for i in tasks}):
            if copies > left:
                return
            for load, room in self._loads(done, copies, tasks, budget):
                after = done | load
                if room <= idle and self.failed.get(after, -1) < left - copies:
                    yield load, after, left - copies, idle - room

    def _loads(
        self, done: int, copies: int, tasks: list[int], budget: Budget
    ) -> Iterator[tuple[int, int]]:
        """Maximal loads of a station of `copies` parallel places, each with the time left over."""
        times, before = self.times, self.before
        free = [i for i in tasks if not before[i] & ~done]
        stack = [(0, copies * self.cycle, free, 0)]
        while stack:
            load, room, free, start = stack.pop()
            budget.spend()
            for k in range(len(free) - 1, start - 1, -1):
                i = free[k]
                if times[i] <= room:
                    grown = load | 1 << i
                    ready = done | grown
                    new = [j for j in tasks if before[j] >> i & 1 and not before[j] & ~ready]
                    stack.append((grown, room - times[i], free + new, k + 1))
            full = all(load >> i & 1 or times[i] > room for i in free)
            if full and self._worth(load, room, copies, free):
                yield load, room

    def _worth(self, load: int, room: int, copies: int, free: list[int]) -> bool:
        """A load of several places needs a task that long; no better swap may fit in the others."""
        if copies > 1:
            return any(load >> i & 1 and self.copies[i] == copies for i in free)
        outside = [i for i in free if not load >> i & 1 and self.copies[i] == 1]
        return not any(
            self.rank[i] < self.rank[h]
            and self.times[i] - self.times[h] <= room
            and not self.after[h] & (load | ~self.after[i])
            for i in outside
            for h in free
            if load >> h & 1
        )


def pack(
    times: Bits, before: Bits, after: Bits, cycle: int, stations: int, budget: Budget
) -> Loads | None:
    """Loads for at most so many stations, or None where none exist; `OutOfBudget` if undecided."""
    forward = Direction(times, before, after, cycle)
    backward = Direction(times, after, before, cycle)
    for effort in count_from():
        for direction in (forward, backward):
            budget.turn_ends = budget.nodes + (FIRST_TURN << effort)
            try:
                found = direction.search(stations, budget)
            except Paused:
                continue
            return found if found is None or direction is forward else found[::-1]
    raise AssertionError("the turns end only by an answer or by the budget")
