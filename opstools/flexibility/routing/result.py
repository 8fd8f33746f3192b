"""Routing entropies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import show
from .problem import Routes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Entropies(Result):
    """The routing entropy of each item, and its `mean` over all that is made.

    >>> import pandas as pd
    >>> from opstools.flexibility import routing_flexibility
    >>> table = pd.DataFrame({"item": ["A", "A"], "route": ["M1", "M2"], "amount": [30, 30]})
    >>> print(routing_flexibility(table).headline)
    Mean routing entropy 0.6931 nats: as flexible as 2 routes used alike.
    """

    problem: Routes
    entropies: tuple[float, ...]
    mean: float

    @property
    def entropy(self) -> Mapping[str, float]:
        """Item -> its entropy, in nats."""
        return ByName(dict(zip(self.problem.amounts, self.entropies, strict=True)))

    @property
    def effective_routes(self) -> Mapping[str, float]:
        """Item -> how many routes, used alike, would be as flexible: exp(H)."""
        return ByName({item: exp(entropy) for item, entropy in self.entropy.items()})

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            mean=(self.mean, "nats"),
            routes=(exp(self.mean), "routes"),
            least=(min(self.entropies), "nats"),
            most=(max(self.entropies), "nats"),
        )

    @property
    def headline(self) -> str:
        """The mean in one sentence."""
        return (
            f"Mean routing entropy {show(self.mean, 'nats')}: as flexible as "
            f"{show(exp(self.mean), 'routes')} used alike."
        )

    @property
    def note(self) -> str:
        """Which logarithm, which mean."""
        return "Natural logarithm; the mean weighs each item by its amount."

    def to_frame(self) -> pd.DataFrame:
        """One row an item: item, routes (used ones), entropy, effective_routes."""
        import pandas as pd

        told = [
            (item, sum(p > 0 for p in self.problem.shares[item].values()), entropy, exp(entropy))
            for item, entropy in self.entropy.items()
        ]
        return pd.DataFrame(told, columns=["item", "routes", "entropy", "effective_routes"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Entropies."""
        return {"entropy": "nats"}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A bar an item, parted into the shares of its routes, and its entropy beside it."""
        from .plots import parted

        return parted(self.problem, len(self.entropies), self.entropies[:state], ax)
