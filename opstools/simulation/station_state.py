"""Stations while a run goes on: who waits, what is busy, which cards are free."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from .calendar import Calendar, Slots
from .model import Batch, Cap


class Fifo(deque[int]):
    """A waiting line where who comes first goes first."""

    put = deque.append
    take = deque.popleft

    def first_rank(self) -> tuple[float, int]:
        """What the first goes by, compared with the first of another line."""
        return 0.0, self[0]


class Ranked(list[tuple[float, int]]):
    """A waiting line where the lowest rank goes first, ties by arrival."""

    __slots__ = ("rank",)

    def __init__(self, rank: Callable[[int], float]) -> None:
        self.rank = rank

    def put(self, visit: int) -> None:
        """Add a visit."""
        heappush(self, (self.rank(visit), visit))

    def take(self) -> int:
        """Remove the first."""
        return heappop(self)[1]

    def first_rank(self) -> tuple[float, int]:
        """What the first goes by, compared with the first of another line."""
        return self[0]


WaitingLine = Fifo | Ranked


class Cards:
    """The cards of a cap that are free, and the visits that wait for one."""

    __slots__ = ("free", "held", "waiting")

    def __init__(self, cap: Cap) -> None:
        self.free, self.held = cap.most, set[int]()
        self.waiting: list[tuple[float, int, StationState]] = []


@dataclass(slots=True, eq=False)
class StationState:
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
    chances: Iterator[float] | None  # from 0 to 1, to choose a route; None where the way is sure
    setup: Iterator[float]
    failure: Iterator[float]
    repair: Iterator[float]
    lives: list[float] | None  # what idle servers have left until they fail; None: they never do
    on_duty: float
    branches: tuple[int, ...] = ()
    parts: int = 1
    escalation: tuple[float, int] | None = None  # after how long, and where to
    mates: tuple[StationState, ...] = ()  # other stations that share its servers
    gone: set[int] = field(default_factory=set)  # visits that have escalated out of the line
    come: dict[int, int] = field(default_factory=dict)  # item -> parts of it that are there
    waiting_line: WaitingLine = field(init=False)
    waiting_by_kind: dict[str, WaitingLine] = field(default_factory=dict)  # for batches of a kind
    busy: int = 0
    inside: int = 0
    blocked: deque[tuple[int, StationState, list[int]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.waiting_line = self.new_waiting_line()

    def new_waiting_line(self) -> WaitingLine:
        """An empty line under the station's discipline."""
        return Fifo() if self.rank is None else Ranked(self.rank)

    def is_whole(self, item: int) -> bool:
        """Whether all parts of an item have come, this one the last."""
        here = self.come[item] = self.come.get(item, 0) + 1
        if here < self.parts:
            return False
        del self.come[item]
        return True

    def first_in_pool(self) -> StationState:
        """Of the stations that share servers, the one whose line begins with who goes first."""
        waiting = [each for each in (self, *self.mates) if each.waiting_line]
        return min(waiting, key=lambda each: each.waiting_line.first_rank(), default=self)
