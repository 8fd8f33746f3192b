"""A line with classes of customers: a queue for each, and for all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Measures, Result
from ...core.display import SHARE, TIME
from ...core.numbers import count, show
from ..queue.result import Queue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class ClassesKnown:
    """The waits that are known by a step: of the first classes, then of everybody."""

    waits: tuple[float, ...] = ()
    overall: float | None = None


@dataclass(frozen=True)
class PriorityQueue(Result):
    """One `Queue` for each class, highest priority first, and `overall` for all customers together.

    Waiting figures are tuples with one number per class; `utilisation`, `empty` and
    `probability(n)` are those of the whole. `queue[0]` is the first class.

    >>> from opstools.waiting_lines import priorities
    >>> queue = priorities([2, 4], 0.1, servers=1, service_cv=1)
    >>> [round(time, 4) for time in queue.time_in_queue]
    [0.075, 0.1875]
    >>> round(queue.overall.time_in_queue, 4)
    0.15
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "utilisation": SHARE,
        "time_in_queue": TIME,
        "time_in_system": TIME,
    }

    classes: tuple[Queue, ...]
    overall: Queue

    def __iter__(self) -> Iterator[Queue]:
        return iter(self.classes)

    def __getitem__(self, k: int) -> Queue:
        return self.classes[k]

    def __len__(self) -> int:
        return len(self.classes)

    @property
    def time_unit(self) -> str:
        """What times are told in."""
        return self.overall.time_unit

    @property
    def utilisation(self) -> float:
        """ρ, all classes together."""
        return self.overall.utilisation

    @property
    def in_system(self) -> tuple[float, ...]:
        """L of each class."""
        return tuple(queue.in_system for queue in self.classes)

    @property
    def in_queue(self) -> tuple[float, ...]:
        """Lq of each class."""
        return tuple(queue.in_queue for queue in self.classes)

    @property
    def time_in_system(self) -> tuple[float, ...]:
        """W of each class."""
        return tuple(queue.time_in_system for queue in self.classes)

    @property
    def time_in_queue(self) -> tuple[float, ...]:
        """Wq of each class."""
        return tuple(queue.time_in_queue for queue in self.classes)

    @property
    def empty(self) -> float:
        """P0, the share of time with nobody there."""
        return self.overall.empty

    def probability(self, n: int) -> float:
        """P(n) for all classes together, where it is determined."""
        return self.overall.probability(n)

    @property
    def measures(self) -> Measures:
        """The overall figures, then the wait of each class."""
        waits = {
            f"time_in_queue_{k}": (queue.time_in_queue, queue.time_unit)
            for k, queue in enumerate(self.classes, 1)
        }
        overall = {name: (value, self.overall.unit(name)) for name, value in self._overall()}
        return Measures(**overall, **waits)

    def _overall(self) -> list[tuple[str, Any]]:
        names = ("utilisation", "in_system", "in_queue", "time_in_system", "time_in_queue")
        return [(name, getattr(self.overall, name)) for name in names]

    @property
    def headline(self) -> str:
        """The classes in one sentence."""
        first, last = self.classes[0], self.classes[-1]
        return (
            f"{count(len(self), 'priority class', 'priority classes')}, servers "
            f"{show(self.utilisation, '%')} busy: the first waits "
            f"{show(first.time_in_queue, first.time_unit)} on average, the last "
            f"{show(last.time_in_queue, last.time_unit)}."
        )

    @property
    def note(self) -> str:
        """What the formula takes for granted."""
        return self.overall.note

    def to_frame(self) -> pd.DataFrame:
        """One row a class, then all: priority, arrival_rate, utilisation, in_queue, … ."""
        import pandas as pd

        rows = [
            {"priority": name, "arrival_rate": queue.arrival_rate, **self._row(queue)}
            for name, queue in [*zip(map(str, range(1, len(self) + 1)), self, strict=True),
                                ("all", self.overall)]
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def _row(self, queue: Queue) -> dict[str, float]:
        names = ("utilisation", "in_queue", "time_in_queue", "in_system", "time_in_system")
        return {name: getattr(queue, name) for name in names}

    def draw(self, state: ClassesKnown, ax: Axes | None) -> Axes:
        """The wait of each class as far as known, and that of everybody as a line."""
        from .plots import class_waits

        return class_waits(self, state, ax)
