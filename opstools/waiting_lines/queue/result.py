"""A queue in its steady state: how busy, how many, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from math import exp, fsum
from typing import TYPE_CHECKING, Any, Self

from ...core import ByName, Faults, Measures, Result, fail
from ...core.figures import not_negative, whole
from ...core.numbers import show
from ...simulation import Estimate
from .averages import Averages, Known

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SYMBOLS = {
    "utilisation": "ρ",
    "in_system": "L",
    "in_queue": "Lq",
    "time_in_system": "W",
    "time_in_queue": "Wq",
    "empty": "P0",
    "lost": "Pb",
}
MOST_CUSTOMERS, MOST_ROWS = 10**9, 10**5
AVERAGES = tuple(each.name for each in fields(Averages))
MEANINGS = {
    "utilisation": "share of their time that the servers work",
    "in_system": "customers waiting or in service, on average",
    "in_queue": "customers waiting, on average",
    "time_in_system": "from coming to leaving, on average",
    "time_in_queue": "from coming to being served, on average",
    "empty": "share of time with nobody there",
    "lost": "share of customers turned away",
}


@dataclass(frozen=True)
class Snapshot:
    """Who is where after an event; customers are numbered in the order of their arrival."""

    time: float = 0.0
    in_service: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    gone: int = 0


@dataclass(frozen=True)
class Distribution:
    """P(n) for every number n of customers: a list, then shares that shrink by `ratio`.

    >>> shares = Distribution((0.5, 0.25), ratio=0.5)
    >>> shares(3), shares.at_least(1)
    (0.0625, 0.5)
    """

    head: tuple[float, ...]
    ratio: float = 0.0

    def __call__(self, n: int) -> float:
        """The probability of n customers."""
        if n < len(self.head):
            return self.head[n]
        return float(self.head[-1] * self.ratio ** (n - len(self.head) + 1))

    def at_least(self, n: int) -> float:
        """The probability of n customers or more."""
        listed = len(self.head)
        return fsum(self.head[n:]) + self(max(n, listed)) / (1 - self.ratio)


@dataclass(frozen=True)
class Waits:
    """Who waits (`share`), and then for how long: exponential with that `mean`.

    >>> round(Waits(0.8, 0.5)(0.5), 4)
    0.2943
    """

    share: float
    mean: float

    def __call__(self, time: float) -> float:
        """The share of customers who wait longer than a time."""
        return self.share * exp(-time / self.mean)


@dataclass(frozen=True)
class Queue(Averages, Result):
    """A waiting line: λ customers per unit of time come, c servers take S each on average.

    `arrival_rate` counts those who get in. All figures are long-run averages, and Little's law ties
    them: L = λW and Lq = λWq. Customers in service are L − Lq = cρ.

    >>> from opstools.waiting_lines import mm1
    >>> queue = mm1(8, 10)
    >>> print(queue.headline)
    M/M/1: 80 % busy; 3.2 wait, for 0.4 h on average.
    >>> queue.in_system, queue.time_in_system, round(queue.probability(2), 4)
    (4.0, 0.5, 0.128)
    """

    _: KW_ONLY
    model: str
    distribution: Distribution | None = None
    no_distribution: str = ""  # why P(n) cannot be told
    one_class: bool = False  # of several, whose customers may wait while the server serves others
    waits: Waits | None = None
    lost: float = 0.0
    assumptions: str = ""
    estimates: Mapping[str, Estimate] = field(default_factory=lambda: ByName({}))

    @classmethod
    def of(cls, averages: Averages, **fields: Any) -> Self:
        """The queue with these averages."""
        return cls(**{each: getattr(averages, each) for each in AVERAGES}, **fields)

    @property
    def empty(self) -> float:
        """P0, the share of time with nobody there."""
        return self.probability(0)

    @property
    def intervals(self) -> Mapping[str, tuple[float, float]]:
        """Confidence intervals of a simulated queue, (low, high) by name; empty for a formula."""
        return ByName({name: (each.low, each.high) for name, each in self.estimates.items()})

    def probability(self, n: int) -> float:
        """P(n): the share of time with n customers, in service or waiting.

        Where the figures given do not determine it, `ProblemError` says why.

        >>> from opstools.waiting_lines import ggc
        >>> ggc(8, 0.1, servers=1, arrival_cv=1, service_cv=0.5).probability(3)
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: G/G/1, probability(3): means and coefficients of \
variation do not determine it. Simulate the queue (simulate_queue), or use mm1, mmc or md1 where \
their assumptions hold.
        """
        faults = Faults(self.model)
        number = whole(n, "probability", faults, MOST_CUSTOMERS, least=0)
        faults.raise_any()
        if self.distribution is not None:
            return self.distribution(number)
        if number == 0 and self._idle_when_empty:
            return 1 - self.utilisation
        remedy = "Simulate the queue (simulate_queue), or use mm1, mmc or md1 where "
        remedy += "their assumptions hold."
        fail(self.model, f"probability({number})", self.no_distribution, remedy)

    @property
    def _idle_when_empty(self) -> bool:
        """Whether nobody is there exactly when the one server is idle, so that P0 = 1 − ρ."""
        return self.servers == 1 and not self.one_class

    @property
    def must_wait(self) -> float:
        """P(wait): the share of customers who find all servers busy."""
        return self._waits("must_wait").share

    @property
    def wait_if_waiting(self) -> float:
        """The mean wait of those who wait at all."""
        return self._waits("wait_if_waiting").mean

    def waits_longer(self, time: float) -> float:
        """P(wait > t): the share of customers who wait longer than `time`, in `time_unit`.

        Known for M/M/1 and M/M/c, first come, first served: P(wait) · e^(−(cμ − λ)t). For others
        `ProblemError` says so. Source: Erlang (1917).

        >>> from opstools.waiting_lines import mm1
        >>> round(mm1(8, 10).waits_longer(0.5), 4)
        0.2943
        """
        faults = Faults(self.model)
        limit = not_negative(time, "time", faults, self.time_unit)
        faults.raise_any()
        return self._waits("waits_longer")(float(limit))

    def _waits(self, place: str) -> Waits:
        if self.waits is None:
            problem = "how waits are spread is not determined by what is given"
            remedy = "Simulate the queue (simulate_queue), or use mm1 or mmc where they hold."
            fail(self.model, place, problem, remedy)
        return self.waits

    def probabilities(self, most: int = 10) -> pd.DataFrame:
        """A table of n, P(n), P(at most n) and P(more than n), for n up to `most`.

        >>> from opstools.waiting_lines import mm1
        >>> mm1(8, 10).probabilities(1)["more"].round(2).tolist()
        [0.8, 0.64]
        """
        import pandas as pd

        faults = Faults(self.model)
        last = whole(most, "most", faults, MOST_ROWS, least=0)
        faults.raise_any()
        each = [self.probability(n) for n in range(last + 1)]
        table = pd.DataFrame({"customers": range(last + 1), "probability": each})
        table["at_most"] = table["probability"].cumsum().clip(upper=1)
        table["more"] = 1 - table["at_most"]
        return table

    @property
    def measures(self) -> Measures:
        """The headline figures; P0 only where it is known."""
        figures: dict[str, tuple[float, str]] = {
            "utilisation": (self.utilisation, "%"),
            "in_system": (self.in_system, "customers"),
            "in_queue": (self.in_queue, "customers"),
            "time_in_system": (self.time_in_system, self.time_unit),
            "time_in_queue": (self.time_in_queue, self.time_unit),
        }
        if self.distribution is not None or self._idle_when_empty:
            figures["empty"] = (self.empty, "%")
        if self.lost:
            figures["lost"] = (self.lost, "%")
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The queue in one sentence."""
        wait = show(self.time_in_queue, self.time_unit)
        if "time_in_queue" in self.estimates:
            wait += f" ± {show(self.estimates['time_in_queue'].half_width)}"
        turned = f"; {show(self.lost, '%')} are turned away" if self.lost else ""
        return (
            f"{self.model}: {show(self.utilisation, '%')} busy; "
            f"{show(self.in_queue)} wait, for {wait} on average{turned}."
        )

    @property
    def note(self) -> str:
        """What the model takes for granted."""
        return self.assumptions

    def to_frame(self) -> pd.DataFrame:
        """One row a figure: figure, symbol, value, unit, meaning; low and high where simulated."""
        import pandas as pd

        rows = [
            {
                "figure": name.replace("_", " "),
                "symbol": SYMBOLS[name],
                "value": value,
                "unit": self.unit(name).replace("%", "share"),
                **self._ends(name),
                "meaning": MEANINGS[name],
            }
            for name, value in self.measures.items()
        ]
        return pd.DataFrame(rows)

    def _ends(self, name: str) -> dict[str, float | None]:
        if not self.estimates:
            return {}
        low, high = self.intervals.get(name, (None, None))
        return {"low": low, "high": high}

    def draw(self, state: Known | Snapshot, ax: Axes | None) -> Axes:
        """The line and its servers: averages known by then, or who is where after an event."""
        from .plots import line_at_a_moment, line_on_average

        if isinstance(state, Snapshot):
            return line_at_a_moment(self, state, ax)
        return line_on_average(self, state, ax)

    def plot_waits(self, ax: Axes | None = None) -> Axes:
        """P(wait > t) against t: how waits are spread, where that is known."""
        from .plots import tail_of_waits

        return tail_of_waits(self, self._waits("plot_waits"), ax)

    def plot_probabilities(self, ax: Axes | None = None, *, most: int = 15) -> Axes:
        """P(n) as bars: pale where all are in service, dark where somebody waits."""
        from .plots import probabilities

        return probabilities(self, self.probabilities(most), ax)
