"""What a search may spend, and who is told how it stands."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Self

from ...core import Faults, fail
from ...core.figures import not_negative, whole
from ...core.numbers import Number, count, show
from ...core.progress import Progress

LOOK = 1024  # nodes between two looks at the clock
TELL = 0.2  # seconds between two reports without news
MOST_STATES = 2_500_000  # sets of tasks kept at once: below two gigabytes


class Standing(NamedTuple):
    """How a search stands: the best found, the bound proved, the nodes looked at."""

    incumbent: Number
    bound: Number
    nodes: int


Told = Callable[[Standing], Any]


class OutOfBudget(Exception):
    """The allowance is used up; the message says of what."""


class Budget:
    """The allowance of one call, counted in nodes over all its searches, and perhaps in seconds.

    A node is a partial station load, so that the count follows the work even on long lines.
    As a context it ends quietly when the allowance is used up or the user interrupts: what was
    found until then stands, `status` and `remarks` say so.
    """

    def __init__(
        self,
        max_nodes: int,
        seconds: float | None = None,
        label: str = "",
        progress: Told | None = None,
    ) -> None:
        faults = Faults("limits")
        self.nodes = 0
        self.max_nodes = whole(max_nodes, "max_nodes", faults, least=0)
        allowed = (
            math.inf if seconds is None else float(not_negative(seconds, "seconds", faults, "s"))
        )
        faults.raise_any()
        if progress is not None and not callable(progress):
            remedy = "Give a function of one argument, which has incumbent, bound and nodes."
            fail("limits", "progress", f"{progress!r} is not a function", remedy)
        self.status, self.remarks = "complete", list[str]()
        self.standing = Standing(0, 0, 0)
        self.next_look = min(LOOK, self.max_nodes + 1)
        self._deadline, self._told = time.monotonic() + allowed, time.monotonic()
        self._progress = progress
        own = label and not progress  # who is told draws, if anyone does
        self._bar = Progress(label, total=self.max_nodes, unit="node") if own else None

    def look(self) -> None:
        """Called when `nodes` reach `next_look`: is there anything left to spend?"""
        if self.nodes > self.max_nodes:
            raise OutOfBudget("reached its limit")
        self.next_look = min((self.nodes // LOOK + 1) * LOOK, self.max_nodes + 1)
        if time.monotonic() - self._told > TELL:
            self.tell()
        if time.monotonic() > self._deadline:
            raise OutOfBudget("reached its limit")

    def charge(self, nodes: int) -> None:
        """Work that was not counted node by node."""
        self.nodes += nodes
        if self.nodes >= self.next_look:
            self.look()

    def store(self, states: int) -> None:
        """So many sets of tasks are kept."""
        if states > MOST_STATES:
            raise OutOfBudget("ran out of memory")

    def tell(self, incumbent: Number | None = None, bound: Number | None = None) -> None:
        """Report how the search stands."""
        self._told = time.monotonic()
        best, least, _ = self.standing
        news = incumbent if incumbent is not None else best, bound if bound is not None else least
        self.standing = Standing(*news, self.nodes)
        if self._bar:
            self._bar.at(self.nodes, f"best {show(news[0])}, at least {show(news[1])}")
        if self._progress:
            self._progress(self.standing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> bool:
        self.nodes = min(self.nodes, self.max_nodes)
        ended = kind is not None and issubclass(kind, (OutOfBudget, KeyboardInterrupt))
        if ended:
            self.status = "was interrupted" if kind is KeyboardInterrupt else str(error)
            spent = count(self.nodes, "node")
            self.remarks.append(f"The search {self.status} after {spent}; this is the best found.")
        self.tell()
        if self._bar:
            self._bar.close()
        return ended
