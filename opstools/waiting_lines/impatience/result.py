"""A line with impatient customers: who balks, who reneges, who is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import Measures, Result
from ...core.display import SHARE
from ...core.numbers import count, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class FatesKnown:
    """What is known by a step of what becomes of customers, as shares of all who come."""

    balked: float | None = None
    reneged: float | None = None
    served: float | None = None


@dataclass(frozen=True)
class Impatience:
    """Averages of a line where a share `balking` of those who would wait turns round at once.

    Those who wait give up after an exponential time of mean `patience`, if it is given. `balked`,
    `reneged` and `served` are shares of all who come; `time_in_queue` is that of all who join.
    """

    arrival_rate: float
    service_time: float
    servers: int
    balking: float
    patience: float | None
    balked: float
    reneged: float
    must_wait: float
    in_queue: float
    in_system: float
    time_unit: str = "h"

    @property
    def served(self) -> float:
        """The share of all who come that is served."""
        return 1 - self.balked - self.reneged

    @property
    def lost(self) -> float:
        """The share of all who come that is not served."""
        return self.balked + self.reneged

    @property
    def throughput(self) -> float:
        """Customers served in a unit of time."""
        return self.arrival_rate * self.served

    @property
    def utilisation(self) -> float:
        """ρ, the share of time that a server works: only for those who are served."""
        return self.throughput * self.service_time / self.servers

    @property
    def time_in_queue(self) -> float:
        """Lq over the rate at which customers join, by Little's law."""
        return self.in_queue / (self.arrival_rate * (1 - self.balked))


@dataclass(frozen=True)
class ImpatientQueue(Impatience, Result):
    """A waiting line whose customers do not wait for ever, in its steady state.

    Source: Palm (1943); Garnett, Mandelbaum & Reiman (2002) call it Erlang A.

    >>> from opstools.waiting_lines import impatient
    >>> print(impatient(12, 10, servers=1, patience=0.25).headline)
    1 server, 78.1 % busy: 65.1 % are served, 0 % turn round, 34.9 % give up.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"share": SHARE}

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            lost=(self.lost, "%"),
            balked=(self.balked, "%"),
            reneged=(self.reneged, "%"),
            throughput=(self.throughput, f"customers/{self.time_unit}"),
            utilisation=(self.utilisation, "%"),
            must_wait=(self.must_wait, "%"),
            in_queue=(self.in_queue, "customers"),
            time_in_queue=(self.time_in_queue, self.time_unit),
        )

    @property
    def headline(self) -> str:
        """The line in one sentence."""
        return (
            f"{count(self.servers, 'server')}, {show(self.utilisation, '%')} busy: "
            f"{show(self.served, '%')} are served, {show(self.balked, '%')} turn round, "
            f"{show(self.reneged, '%')} give up."
        )

    @property
    def note(self) -> str:
        """What the model takes for granted."""
        return "Arrivals at random (Poisson); service times and patience exponential."

    def to_frame(self) -> pd.DataFrame:
        """What becomes of customers: fate, share, rate (customers in a unit of time)."""
        import pandas as pd

        fates = {"served": self.served, "turn round": self.balked, "give up": self.reneged}
        rates = [self.arrival_rate * share for share in fates.values()]
        return pd.DataFrame({"fate": list(fates), "share": list(fates.values()), "rate": rates})

    def draw(self, state: FatesKnown, ax: Axes | None) -> Axes:
        """One bar a fate, as long as its share of all who come."""
        from .plots import fates

        return fates(self, state, ax)
