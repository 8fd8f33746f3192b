"""Stations while a run goes on: who is in line, what is busy, which cards are free."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from .calendar import Calendar, Slots
from .model import Batch, Cap


class Line(deque[int]):
    """Visits in the order of their arrival."""

    put = deque.append
    take = deque.popleft

    def head(self) -> tuple[float, int]:
        """What the first is ranked by."""
        return 0.0, self[0]


class Ranked(list[tuple[float, int]]):
    """Visits by a rank, ties by arrival."""

    __slots__ = ("rank",)

    def __init__(self, rank: Callable[[int], float]) -> None:
        self.rank = rank

    def put(self, visit: int) -> None:
        """Add a visit."""
        heappush(self, (self.rank(visit), visit))

    def take(self) -> int:
        """Remove the first."""
        return heappop(self)[1]

    def head(self) -> tuple[float, int]:
        """What the first is ranked by."""
        return self[0]


class Cards:
    """The cards of a cap that are free, and the visits that wait for one."""

    __slots__ = ("free", "held", "waiting")

    def __init__(self, cap: Cap) -> None:
        self.free, self.held = cap.most, set[int]()
        self.waiting: list[tuple[float, int, Place]] = []


@dataclass(slots=True, eq=False)
class Place:
    """A station while a run goes on."""

    number: int
    services: list[float]
    cards: Cards | None
    servers: float
    capacity: float
    calendar: Calendar | None
    slots: Slots | None
    batch: Batch | None
    release: float | None
    rank: Callable[[int], float] | None
    routes: tuple[tuple[int, float], ...]
    toss: Iterator[float] | None  # None where the way is sure
    setup: Iterator[float]
    failure: Iterator[float]
    repair: Iterator[float]
    pool: list[float] | None  # what idle servers have left until they fail; None: they never do
    on_duty: float
    line: Any = None
    lines: dict[str, Any] = field(default_factory=dict)  # by kind
    busy: int = 0
    inside: int = 0
    blocked: deque[tuple[int, Place, list[int]]] = field(default_factory=deque)

    def new_line(self) -> Line | Ranked:
        """A line that is served by the station's order."""
        return Line() if self.rank is None else Ranked(self.rank)
