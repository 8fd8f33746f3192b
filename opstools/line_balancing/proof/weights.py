"""Lower bounds as weights: each task weighs something, and no station holds more than a capacity.

Then ⌈Σ weights / capacity⌉ stations are needed, for the whole line and for any rest of it. Times
are weights themselves; dual-feasible functions of them are others (Fekete & Schepers 2001), and
contain the classical bounds by halves and thirds of the cycle time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

MOST_ROUNDINGS = 12
STRONGEST = 6  # of the functions that a search keeps


class Weights(NamedTuple):
    """What each task weighs, and what a station holds of that.

    `behind` stations at the line's end are left out: none of the tasks that weigh may stand there.
    """

    values: tuple[int, ...]
    capacity: int
    behind: int = 0

    @property
    def stations(self) -> int:
        """How many stations these weights need at least."""
        return self.behind + -(-sum(self.values) // self.capacity)


@lru_cache(maxsize=64)
def strongest(times: tuple[int, ...], cycle: int) -> tuple[Weights, ...]:
    """The dual-feasible functions of the times that prove the most, the strongest first.

    >>> weights = strongest((6, 6, 5, 5, 4), 10)[0]
    >>> weights.values, weights.capacity, weights.stations
    ((10, 10, 5, 5, 0), 10, 3)
    """
    if max(times) > cycle:
        return ()
    functions = dict.fromkeys(_functions(times, cycle))
    return tuple(sorted(functions, key=lambda w: -sum(w.values) / w.capacity)[:STRONGEST])


def _functions(times: Sequence[int], cycle: int) -> Iterator[Weights]:
    for k in range(1, MOST_ROUNDINGS):
        yield Weights(tuple(_rounded(t, cycle, k) for t in times), cycle * k)
    for small in sorted({min(t, cycle - t) for t in times}):
        if 0 < 2 * small <= cycle:
            yield Weights(tuple(_lifted(t, cycle, small) for t in times), cycle)
            yield Weights(tuple(_counted(t, cycle, small) for t in times), 2 * (cycle // small))


def _rounded(time: int, cycle: int, k: int) -> int:
    """(k + 1)·t/C rounded down to whole k-ths; unrounded where it is whole already."""
    whole, rest = divmod((k + 1) * time, cycle)
    return whole * cycle if rest else time * k


def _lifted(time: int, cycle: int, small: int) -> int:
    """Tasks that leave no room even for a small one fill the station; smaller ones are nothing."""
    if time > cycle - small:
        return cycle
    return time if time >= small else 0


def _counted(time: int, cycle: int, small: int) -> int:
    """Tasks from `small` on count alike, twice; those beyond C/2 as what they keep out."""
    if 2 * time > cycle:
        return 2 * (cycle // small - (cycle - time) // small)
    if 2 * time == cycle:
        return cycle // small
    return 2 if time >= small else 0
