"""The line seen from one of its ends: who follows whom, who stands in for whom.

Sets of tasks are integers: bit i stands for the task in place i of an order in which predecessors
come first, so that a load is built from low bits to high ones and each load once. Times are whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

Bits = Sequence[int]


def members(bits: int) -> Iterator[int]:
    """The places of the tasks in a set, in order."""
    while bits:
        low = bits & -bits
        bits ^= low
        yield low.bit_length() - 1


class Side:
    """The tasks in order: predecessors first, else the largest time + `share` · followers' time."""

    def __init__(
        self, times: Bits, before: Bits, after: Bits, share: float, backward: bool = False
    ) -> None:
        self.backward = backward  # whether this is the line's last end
        weigh = [
            (-times[i] - share * sum(times[j] for j in members(after[i])), -after[i].bit_count(), i)
            for i in range(len(times))
        ]
        self.order: list[int] = []
        done, rest = 0, sorted(range(len(times)), key=weigh.__getitem__)
        while rest:
            task = next(i for i in rest if not before[i] & ~done)
            rest.remove(task)
            self.order.append(task)
            done |= 1 << task
        place = {task: k for k, task in enumerate(self.order)}

        def moved(sets: Bits) -> list[int]:
            return [sum(1 << place[i] for i in members(sets[task])) for task in self.order]

        self.times = [times[task] for task in self.order]
        self.before, self.after = moved(before), moved(after)
        self.full = (1 << len(times)) - 1

    def tasks(self, load: int) -> int:
        """A set in this order as a set in the listed order."""
        return sum(1 << self.order[i] for i in members(load))

    @cached_property
    def opens(self) -> list[list[tuple[int, int]]]:
        """For each task those that directly follow: the bit, and what they directly need."""
        last = [
            need & ~sum_of(self.before[j] for j in members(need)) for need in self.before
        ]  # the direct ones of all predecessors
        return [
            [(1 << j, last[j]) for j in members(follow) if last[j] >> i & 1]
            for i, follow in enumerate(self.after)
        ]

    @cached_property
    def better(self) -> list[int]:
        """For each task those that may stand in its place with profit, if there is room.

        They are as long or longer and all that waits for the task waits for them too (Jackson
        1956); where two are equal in this, the earlier one stands in for the later.
        """
        times, after = self.times, self.after
        rank = [(times[i], after[i].bit_count(), -i) for i in range(len(times))]
        found = []
        for h, follow in enumerate(after):
            longer = [i for i, time in enumerate(times) if time >= times[h] and rank[i] > rank[h]]
            found.append(sum(1 << i for i in longer if not follow & ~after[i]))
        return found

    @cached_property
    def worse(self) -> list[int]:
        """The tasks that each may stand in for."""
        tasks = range(len(self.times))
        return [sum(1 << h for h in tasks if self.better[h] >> i & 1) for i in tasks]

    @cached_property
    def leading(self) -> int:
        """The tasks that others wait for."""
        return sum(1 << i for i, follow in enumerate(self.after) if follow)

    def tails(self, cycle: int) -> list[int]:
        """Time from each task's start to the line's end, as whole stations of `cycle` have it.

        All that follows must be done between: of some tasks, their work and the least that comes
        after any of them. A task that does not fit into the begun station waits for a whole one.
        Source: Johnson (1988); Scholl & Klein (1997).
        """
        short = max(self.times) <= cycle
        behind = [0] * len(self.times)
        for i in reversed(range(len(self.times))):
            work = need = 0
            for j in sorted(members(self.after[i]), key=lambda j: -behind[j]):
                work += self.times[j]
                need = max(need, work + behind[j])
            begun = need % cycle
            if short and begun and begun + self.times[i] > cycle:
                need += cycle - begun
            behind[i] = need
        return [time + need for time, need in zip(self.times, behind, strict=True)]


def sum_of(sets: Iterator[int]) -> int:
    """All tasks of some sets."""
    union = 0
    for each in sets:
        union |= each
    return union
