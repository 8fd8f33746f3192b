"""Optimal balances by dynamic programming over all sets of tasks: slow, short, independent.

A set of tasks is an integer, bit i for task i; it is closed if it holds all its predecessors. A
station takes the tasks between two closed sets, one of which lies in the other.
"""

from collections.abc import Iterator
from functools import cache
from math import inf

from opstools.line_balancing import Line


class Sets:
    """The sets of a line's tasks."""

    def __init__(self, line: Line) -> None:
        bit = {task.name: 1 << i for i, task in enumerate(line.tasks)}
        needs = {bit[task.name]: sum(map(bit.get, task.predecessors)) for task in line.tasks}
        self.time = {bit[task.name]: task.time for task in line.tasks}
        self.closed = [
            some
            for some in range(1 << len(bit))
            if all(need & ~some == 0 for one, need in needs.items() if one & some)
        ]

    def stations_up_to(self, some: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """What may be closed before the last station, and the times in that station."""
        for fewer in self.closed:
            if fewer < some and fewer & ~some == 0:
                yield fewer, self.times(some & ~fewer)

    @cache  # noqa: B019  # the sets live as long as one test
    def times(self, some: int) -> tuple[int, ...]:
        return tuple(time for one, time in self.time.items() if one & some)


def fewest_places(line: Line) -> int:
    """The fewest stations; one with a task of ⌈t/C⌉ cycles counts, and holds, as many."""

    def places(times: tuple[int, ...]) -> float:
        number = max(-(-time // line.cycle_time) for time in times)
        return number if sum(times) <= number * line.cycle_time else inf

    sets = Sets(line)
    fewest = {0: 0}
    for some in sets.closed[1:]:
        fewest[some] = min(
            fewest[fewer] + places(times) for fewer, times in sets.stations_up_to(some)
        )
    return fewest[sets.closed[-1]]


def shortest_cycles(line: Line) -> list[int]:
    """The shortest cycle time with 1, 2, … stations, up to the number of tasks."""
    sets = Sets(line)
    shortest = {some: sum(sets.times(some)) for some in sets.closed}
    found = []
    for _ in line.tasks:
        found.append(shortest[sets.closed[-1]])
        shortest = {
            some: min(
                max(shortest[fewer], sum(times))
                for fewer, times in [(some, (0,)), *sets.stations_up_to(some)]
            )
            for some in sets.closed
        }
    return found
