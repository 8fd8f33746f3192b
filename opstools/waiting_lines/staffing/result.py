"""The cost of every number of servers, and the one that costs least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ...core import Measures, Result
from ...core.display import SHARE
from ...core.numbers import count, show
from ..queue.result import Queue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Counted = Literal["in_system", "in_queue"]


@dataclass(frozen=True)
class Charges:
    """What a server costs and what a customer's waiting costs, per unit of time."""

    server_cost: float
    waiting_cost: float
    waiting_counts: Counted

    def waiting(self, queue: Queue) -> float:
        """What waiting costs per unit of time."""
        return self.waiting_cost * float(getattr(queue, self.waiting_counts))

    def cost(self, queue: Queue) -> float:
        """Servers and waiting together."""
        return self.server_cost * queue.servers + self.waiting(queue)


@dataclass(frozen=True)
class Option:
    """One number of servers, and what it costs."""

    servers: int
    servers_cost: float
    waiting_cost: float


@dataclass(frozen=True)
class Tried:
    """The numbers of servers tried by a step, and the best once it is known."""

    options: tuple[Option, ...] = ()
    best: int | None = None


@dataclass(frozen=True)
class ServerChoice(Charges, Result):
    """The cost of every number of servers around the best one, per unit of time.

    >>> from opstools.waiting_lines import servers_at_least_cost
    >>> choice = servers_at_least_cost(16, 10, server_cost=20, waiting_cost=30)
    >>> print(choice.headline)
    3 servers cost least: 117.4 per h, of which 57.39 is waiting.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"utilisation": SHARE}

    options: tuple[Queue, ...]

    @property
    def best(self) -> Queue:
        """The queue with the number of servers that costs least."""
        return min(self.options, key=self.cost)

    @property
    def servers(self) -> int:
        """The number of servers that costs least; the smaller one of two that cost the same."""
        return self.best.servers

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        per = f"per {self.best.time_unit}"
        return Measures(
            servers=(self.servers, ""),
            cost=(self.cost(self.best), per),
            cost_of_servers=(self.server_cost * self.servers, per),
            cost_of_waiting=(self.waiting(self.best), per),
            utilisation=(self.best.utilisation, "%"),
            time_in_queue=(self.best.time_in_queue, self.best.time_unit),
        )

    @property
    def headline(self) -> str:
        """The choice in one sentence."""
        verb = "costs" if self.servers == 1 else "cost"
        return (
            f"{count(self.servers, 'server')} {verb} least: {show(self.cost(self.best))} per "
            f"{self.best.time_unit}, of which {show(self.waiting(self.best))} is waiting."
        )

    @property
    def note(self) -> str:
        """Who is charged for."""
        whom = "everybody there" if self.waiting_counts == "in_system" else "those in line only"
        return f"Waiting is charged for {whom} ({self.waiting_counts}). M/M/c."

    def to_frame(self) -> pd.DataFrame:
        """One row an option: servers, utilisation, customers, servers_cost, waiting_cost, total."""
        import pandas as pd

        return pd.DataFrame(
            {
                "servers": queue.servers,
                "utilisation": queue.utilisation,
                self.waiting_counts: getattr(queue, self.waiting_counts),
                "servers_cost": self.server_cost * queue.servers,
                "waiting_cost": self.waiting(queue),
                "total": self.cost(queue),
            }
            for queue in self.options
        )

    def draw(self, state: Tried, ax: Axes | None) -> Axes:
        """Cost of servers and of waiting, stacked, for the numbers tried so far."""
        from .plots import stacked_costs

        return stacked_costs(self, state, ax)
