"""How many servers: what they cost against what waiting costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import positive
from ..core.numbers import count, listing, show
from ..core.table import suggestion
from .checks import load
from .formulas import mmc
from .result import Queue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

AFTER = 4  # options shown beyond the best
MOST_SERVERS = 10_000  # that the search begins with
COUNTS = ("in_system", "in_queue")


@dataclass(frozen=True, repr=False)
class ServerChoice(Result):
    """The cost of every number of servers around the best one, per unit of time.

    >>> choice = servers_at_least_cost(16, 10, server_cost=20, waiting_cost=30)
    >>> print(choice.headline)
    3 servers cost least: 117.4 per h, of which 57.39 is waiting.
    """

    options: tuple[Queue, ...]
    server_cost: float
    waiting_cost: float
    waiting_counts: str
    working: Steps = field(default_factory=lambda: Steps(()))

    @property
    def best(self) -> Queue:
        """The queue with the number of servers that costs least."""
        return min(self.options, key=self.cost)

    @property
    def servers(self) -> int:
        """The number of servers that costs least; the smaller one of two that cost the same."""
        return self.best.servers

    def waiting(self, queue: Queue) -> float:
        """What waiting costs per unit of time."""
        return self.waiting_cost * float(getattr(queue, self.waiting_counts))

    def cost(self, queue: Queue) -> float:
        """Servers and waiting together."""
        return self.server_cost * queue.servers + self.waiting(queue)

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

    def steps(self) -> Steps:
        """One step for each number of servers tried."""
        return self.working

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """Cost of servers and of waiting, stacked; `step=k` the first k options."""
        from .plots import costs

        return costs(self, ax=ax, step=step)


def servers_at_least_cost(
    arrival_rate: float,
    service_rate: float,
    *,
    server_cost: float,
    waiting_cost: float,
    waiting_counts: Literal["in_system", "in_queue"] = "in_system",
    time_unit: str = "h",
) -> ServerChoice:
    """The number of M/M/c servers at which servers and waiting together cost least.

    `server_cost` is that of one server and `waiting_cost` that of one customer there, each per
    `time_unit`. Books differ on who is charged for: `waiting_counts` is "in_system" or "in_queue".
    The expected line is convex in the number of servers, so the first rise ends the search.
    Bad figures raise `ProblemError`. Source: Hillier & Lieberman; Dyer & Proll (1977).

    >>> servers_at_least_cost(16, 10, server_cost=20, waiting_cost=1).servers
    2
    """
    faults = Faults("servers at least cost")
    pay = float(positive(server_cost, "server_cost", faults, f"per {time_unit}"))
    charge = float(positive(waiting_cost, "waiting_cost", faults, f"per {time_unit}"))
    if waiting_counts not in COUNTS:
        problem = f"there is no choice {waiting_counts!r}"
        remedy = suggestion(str(waiting_counts), COUNTS) or f"Choose {listing(COUNTS)}."
        faults.add("waiting_counts", problem, remedy)
    rate, speed = load(
        "servers at least cost",
        arrival_rate,
        faults,
        service_rate=service_rate,
        servers=10**13,
        time_unit=time_unit,
    )
    fewest = int(rate // speed) + 1
    if fewest > MOST_SERVERS:
        problem = f"it takes {fewest:,} servers at least, and {MOST_SERVERS:,} are tried at most"
        faults.add("arrival_rate", problem, "Plan for a part of the customers.")
    faults.raise_any()
    tried: list[Queue] = []
    choice = ServerChoice((), pay, charge, waiting_counts)
    while len(tried) <= AFTER or choice.cost(tried[-1 - AFTER]) > choice.cost(tried[-AFTER]):
        servers = fewest + len(tried)
        tried.append(mmc(float(rate), float(speed), servers=servers, time_unit=time_unit))
    steps = [_step(choice, queue, k) for k, queue in enumerate(tried, 1)]
    return ServerChoice(tuple(tried), pay, charge, waiting_counts, Steps(steps))


def _step(choice: ServerChoice, queue: Queue, k: int) -> Step:
    people: Any = getattr(queue, choice.waiting_counts)
    symbol = "L" if choice.waiting_counts == "in_system" else "L_q"
    numbers = (
        rf"{queue.servers} \times {show(choice.server_cost)} + {show(people)} \times "
        rf"{show(choice.waiting_cost)}"
    )
    text = f"With {count(queue.servers, 'server')}, {show(queue.utilisation, '%')} busy."
    formula = rf"c\,k_s + {symbol}\,k_w = {numbers}"
    return Step(text, formula, choice.cost(queue), f"per {queue.time_unit}", k)
