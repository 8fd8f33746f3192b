"""Every load of the next station that a proof has to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .budget import Budget
from .side import Side, members
from .weights import Weights

Load = tuple[int, int, int]  # the tasks, the room left over, how many work side by side
WIDEST = 1 << 17  # cycle time up to which sums of times are looked up


class Question:
    """Can the tasks, from one side, be done in so many stations at this cycle time?

    All weights of a task are packed into one integer, a field for each, so that one addition adds
    them all; a field that falls below nothing loses its topmost bit, the guard.
    """

    def __init__(self, side: Side, cycle: int, stations: int, weights: Sequence[Weights]) -> None:
        self.side, self.cycle, self.stations = side, cycle, stations
        tails = side.tails(cycle)
        places = range(stations + 1)
        self.due = [sum(1 << i for i, t in enumerate(tails) if t > k * cycle) for k in places]
        self.copies = [-(-time // cycle) for time in side.times]
        self.parallel = max(self.copies) > 1
        early = () if self.parallel else self._early()  # a wide station may reach behind any place
        self._own = [Weights(tuple(side.times), cycle), *early]
        self.weigh(weights)

    def weigh(self, weights: Iterable[Weights]) -> None:
        """Take these weights, whose tasks are as listed, into account."""
        order = self.side.order
        given = (each._replace(values=tuple(each.values[i] for i in order)) for each in weights)
        fields = [*self._own, *given]
        wide = max(self.stations * w.capacity + sum(w.values) for w in fields).bit_length() + 1
        at = [wide * k for k in range(len(fields))]
        pairs = list(zip(fields, at, strict=True))
        self.weight = [sum(w.values[i] << k for w, k in pairs) for i in range(len(order))]
        self.capacity = sum(w.capacity << k for w, k in pairs)
        guards = [1 << k + wide - 1 for k in at]
        places = range(self.stations + 1)
        self.first = guards[0] - 1
        self.slack = [
            sum(guards) + sum((left - w.behind) * w.capacity << k for w, k in pairs)
            for left in places
        ]
        self.guard = [
            sum(g for g, w in zip(guards, fields, strict=True) if w.behind <= left)
            for left in places
        ]

    def loads(self, done: int, left: int, most: int, budget: Budget) -> list[Load]:
        """The loads worth trying when `done` is done and `left` stations are left, up to `most`."""
        rest, slack = self.side.full & ~done, self.slack[left]
        for i in members(rest):
            slack -= self.weight[i]
        if slack & self.guard[left] != self.guard[left]:
            return []
        idle = slack & self.first  # the first weights are the times
        found: list[Load] = []
        for copies in sorted({self.copies[i] for i in members(rest)}) if self.parallel else (1,):
            if copies <= left and len(found) < most:
                self._fill(done, left, copies, idle, slack, most, budget, found)
        return found

    def _fill(
        self, done: int, left: int, copies: int, idle: int, slack: int, most: int,
        budget: Budget, found: list[Load],
    ) -> None:  # fmt: skip
        """Depth first over the tasks in order: with the next one, then without it.

        `limit` is the most room that a load may leave: the idle time that the stations have left;
        less than a task that was passed over needs, since it could be added; and less than it needs
        in place of a task that it may stand in for. `reach` tells which sums later tasks can make.
        """
        side, due = self.side, self.due[left - copies] & ~done
        times, opens, weight = side.times, side.opens, self.weight
        better, worse = (side.better, side.worse) if copies == 1 else ([0] * len(times),) * 2
        guard, room = self.guard[left - copies], copies * self.cycle
        ready, near = self._near(side.full & ~done, room)
        reach = self._reach(near, room)
        leading = side.leading if side.leading & ~done else side.full
        long = sum(1 << i for i, number in enumerate(self.copies) if number == copies)

        def fill(load: int, room: int, free: int, seen: int, limit: int, slack: int) -> None:
            budget.nodes += 1
            if budget.nodes >= budget.next_look:
                budget.look()
            while free:
                bit = free & -free
                free ^= bit
                i = bit.bit_length() - 1
                time, later = times[i], reach[i + 1]
                if time <= room:
                    after, bound = room - time, limit
                    if passed := better[i] & seen & ~load & ~free:
                        bound = min(limit, min(times[j] for j in members(passed)) - time - 1)
                    if after <= bound or (bound >= 0 and later >> after - bound & (2 << bound) - 1):
                        now, new = load | bit, 0
                        for other, need in opens[i]:
                            if not need & ~(done | now):
                                new |= other
                        fill(now, after, free | new, seen | new, bound, slack + weight[i])
                        if len(found) >= most:
                            return
                if time <= limit:
                    limit = time - 1
                if held := worse[i] & load:
                    limit = min(limit, time - max(times[j] for j in members(held)) - 1)
                if bit & due or limit < 0:
                    return
                if room > limit and not later >> room - limit & (2 << limit) - 1:
                    return
            if (
                room <= limit and not due & ~load and load & leading and load & long
                and slack & guard == guard
            ):  # fmt: skip
                found.append((load, room, copies))

        fill(0, room, ready, ready, min(idle, room), slack - copies * self.capacity)

    def _near(self, rest: int, room: int) -> tuple[int, int]:
        """Of the tasks left those that can be next, and those that can be in the next station."""
        times, before = self.side.times, self.side.before
        ready = near = 0
        for i in members(rest):
            needed = before[i] & rest
            if not needed:
                ready |= 1 << i
            elif needed & ~near or times[i] + sum(times[j] for j in members(needed)) > room:
                continue
            near |= 1 << i
        return ready, near

    def _reach(self, near: int, room: int) -> list[int]:
        """For each place the sums that near tasks from there on can make: bit s for s."""
        times = self.side.times
        if room > WIDEST:
            return [-1] * (len(times) + 1)
        sums, mask = 1, (2 << room) - 1
        found = [1] * (len(times) + 1)
        for i in reversed(range(near.bit_length())):
            if near >> i & 1:
                sums |= sums << times[i] & mask
            found[i] = sums
        return found

    def _early(self) -> Iterable[Weights]:
        """Tasks that may not stand in the last stations must share those before."""
        for behind in range(1, self.stations):
            if self.due[behind] and self.due[behind] != self.due[behind + 1]:
                times = enumerate(self.side.times)
                values = tuple(t if self.due[behind] >> i & 1 else 0 for i, t in times)
                yield Weights(values, self.cycle, behind)
