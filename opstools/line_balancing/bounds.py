"""Lower bounds on the number of stations, in whole units of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .proof.weights import Weights, strongest

if TYPE_CHECKING:
    from .problem import Line


@dataclass(frozen=True)
class Bound:
    """At least so many stations, the bound's name, and how it comes about."""

    stations: int
    name: str
    formula: str


def station_bounds(times: Sequence[int], cycle: int) -> tuple[Bound, ...]:
    """The three classical bounds, LM1 to LM3 in Scholl (1999), and one by dual-feasible weights.

    Work content: all work must find room. Halves: tasks above C/2 never share a station, tasks of
    exactly C/2 share it in pairs. Thirds: the same with thirds of the cycle time. Weights: the
    strongest of many such countings (Fekete & Schepers 2001), told where it proves more than those.

    >>> [bound.stations for bound in station_bounds([6, 6, 5, 5, 4], 10)]
    [3, 3, 3]
    >>> [bound.stations for bound in station_bounds([15, 14, 9, 7, 5], 18)]
    [3, 3, 3, 4]
    """
    above = sum(2 * t > cycle for t in times)
    half = sum(2 * t == cycle for t in times)
    sixths = sum(thirds(t, cycle) for t in times)
    halves = rf"{above} + \left\lceil \frac{{{half}}}{{2}} \right\rceil"
    classical = (
        Bound(
            -(-sum(times) // cycle), "work content", r"\left\lceil \frac{\sum t}{C} \right\rceil"
        ),
        Bound(above + -(-half // 2), "halves of the cycle time", halves),
        Bound(
            -(-sixths // 6),
            "thirds of the cycle time",
            rf"\left\lceil \frac{{{sixths}}}{{6}} \right\rceil",
        ),
    )
    best = max(bound.stations for bound in classical)
    stronger = [w for w in strongest(tuple(times), cycle)[:1] if w.stations > best]
    return (
        *classical,
        *(Bound(w.stations, "dual-feasible weights", _quotient(w)) for w in stronger),
    )


def _quotient(weights: Weights) -> str:
    return rf"\left\lceil \frac{{{sum(weights.values)}}}{{{weights.capacity}}} \right\rceil"


def thirds(time: int, cycle: int) -> int:
    """What a task surely takes of a station, in sixths: all, two thirds, half, a third, nothing."""
    for share, more, same in ((2, 6, 4), (1, 3, 2)):
        if 3 * time >= share * cycle:
            return more if 3 * time > share * cycle else same
    return 0


def best_bound(line: Line) -> Bound:
    """The strongest of the bounds; with parallel stations only the work content counts.

    >>> from opstools import datasets
    >>> best_bound(datasets.load("jackson")).stations
    5
    """
    bounds = station_bounds(line.whole_times, line.whole_cycle)
    usable = bounds if line.long_tasks == "error" else bounds[:1]
    return max(usable, key=lambda bound: bound.stations)
