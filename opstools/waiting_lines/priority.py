"""Classes of customers, the higher before the lower, nobody interrupted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..core import Faults, Measures, Result, Step, Steps
from ..core.figures import positive
from ..core.numbers import count, show
from .checks import explain_overload, servers_in, variation
from .erlang import erlang_c
from .formulas import mmc
from .result import Queue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_CLASSES = 100


@dataclass(frozen=True, repr=False)
class PriorityQueue(Result):
    """One `Queue` for each class, highest priority first, and `overall` for all customers together.

    Waiting figures are tuples with one number per class; `utilisation`, `empty` and
    `probability(n)` are those of the whole. `queue[0]` is the first class.

    >>> queue = priorities([2, 4], 0.1, servers=1, service_cv=1)
    >>> [round(time, 4) for time in queue.time_in_queue]
    [0.075, 0.1875]
    >>> round(queue.overall.time_in_queue, 4)
    0.15
    """

    classes: tuple[Queue, ...]
    overall: Queue
    working: Steps = field(default_factory=lambda: Steps(()))

    def __iter__(self) -> Iterator[Queue]:
        return iter(self.classes)

    def __getitem__(self, k: int) -> Queue:
        return self.classes[k]

    def __len__(self) -> int:
        return len(self.classes)

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

    def steps(self) -> Steps:
        """The residual work, then the wait of each class."""
        return self.working

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The wait of each class beside that without priorities."""
        from .plots import classes

        return classes(self, ax=ax, step=step)


def priorities(
    arrival_rates: Sequence[float],
    service_time: float,
    *,
    servers: int = 1,
    service_cv: float = 1.0,
    time_unit: str = "h",
) -> PriorityQueue:
    """Non-preemptive priorities: one arrival rate per class, the highest priority first.

    All classes take the same service times, with mean S and cv `service_cv`; arrivals at random.
    Exact for one server, and for exponential times with several; else an approximation, and the
    result says so. Bad figures raise `ProblemError`; more work than the servers can do
    `Infeasible`. Source: Cobham (1954).

    >>> round(priorities([2, 4], 0.1, servers=1, service_cv=1).probability(0), 4)
    0.4
    """
    faults = Faults("priorities")
    rates = _rates(arrival_rates, faults, time_unit)
    time = positive(service_time, "service_time", faults, time_unit)
    number = servers_in(servers, faults)
    cv = variation(service_cv, "service_cv", faults)
    faults.raise_any()
    if sum(rates) * time >= number:
        explain_overload("priorities", sum(rates), 1 / time, number, time_unit)
    shares = [float(total * time / number) for total in accumulate(rates)]
    waiting = erlang_c(float(sum(rates) * time), number)
    residual = waiting * float(time) / number * (1 + cv**2) / 2
    steps = [_residual_step(number, cv, waiting, float(time), residual, time_unit)]
    queues, before = [], 0.0
    for k, (rate, share) in enumerate(zip(rates, shares, strict=True), 1):
        wait = residual / ((1 - before) * (1 - share))
        formula = (
            rf"W_{{q,{k}}} = \frac{{W_0}}{{(1 - \sigma_{{{k - 1}}})(1 - \sigma_{{{k}}})}} = "
            rf"\frac{{{show(residual)}}}{{(1 - {show(before)})(1 - {show(share)})}}"
        )
        text = f"Class {k}: those of its own and higher classes are before it."
        steps.append(Step(text, formula, wait, time_unit, k + 1))
        model = f"class {k} of {len(rates)}"
        queues.append(_queue(model, float(rate), float(time), number, wait, time_unit, cv))
        before = share
    total = float(sum(rates))
    mean = sum(queue.in_queue for queue in queues) / total
    overall = _queue("all classes", total, float(time), number, mean, time_unit, cv)
    if cv == 1:  # who goes first does not change how many are there
        alike = mmc(total, float(1 / time), servers=number).distribution
        overall = replace(overall, distribution=alike, no_distribution="")
    text = "All customers: their mean, weighted by the arrival rates."
    formula = r"W_q = \frac{\sum \lambda_k W_{q,k}}{\sum \lambda_k}"
    steps.append(Step(text, formula, mean, time_unit, len(steps) + 1))
    return PriorityQueue(tuple(queues), overall, Steps(steps))


def _rates(arrival_rates: Any, faults: Faults, time_unit: str) -> list[Any]:
    try:
        given = [*arrival_rates]
    except TypeError:
        given = []
    if not 1 <= len(given) <= MOST_CLASSES or isinstance(arrival_rates, str):
        problem = f"{len(given)} classes" if given else "there is no class"
        remedy = f"Give a list of 1 to {MOST_CLASSES} rates, the highest priority first."
        faults.add("arrival_rates", problem, remedy)
        return [1]
    unit = f"customers per {time_unit}"
    return [positive(rate, f"arrival rate {k}", faults, unit) for k, rate in enumerate(given, 1)]


def _residual_step(
    servers: int, cv: float, waiting: float, time: float, value: float, unit: str
) -> Step:
    if servers == 1:
        formula = r"W_0 = \rho S \frac{1 + c_s^2}{2}"
        text = "What is left of the service under way, as a newcomer finds it."
    else:
        formula = r"W_0 = C \frac{S}{c} \frac{1 + c_s^2}{2}"
        text = "The time until the next server is free, for those who find all busy (Erlang C)."
    numbers = rf" = {show(waiting)} \times \frac{{{show(time)}}}{{{servers}}} \times "
    return Step(text, f"{formula}{numbers}\\frac{{1 + {show(cv)}^2}}{{2}}", value, unit, 1)


def _queue(
    model: str, rate: float, time: float, servers: int, wait: float, unit: str, cv: float
) -> Queue:
    exact = servers == 1 or cv == 1
    return Queue(
        model,
        rate,
        time,
        servers,
        wait,
        unit,
        no_distribution="with priorities it is not determined class by class",
        assumptions=(
            "Arrivals at random (Poisson), nobody is interrupted, the same service times for all; "
            + ("exact (Cobham)." if exact else "several servers: an approximation.")
        ),
    )
