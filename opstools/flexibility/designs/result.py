"""What several designs sell, and how sure the differences are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import Measures, Result
from ...core.numbers import listing, show
from ..network.demands import plus_minus
from .problem import Designs

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Row:
    """A design: its links, its mean sales, its gain over the first design, and half the width of
    the 95 % interval of either."""

    design: str
    links: int
    mean: float
    half: float
    gain: float
    gain_half: float


@dataclass(frozen=True)
class Comparison(Result):
    """Expected sales of several designs on the same demands.

    `full` is what plants that can make everything would sell of these demands.

    >>> from opstools.flexibility import chain, compare
    >>> designs = {"none": chain(2, reach=1), "chain": chain(2)}
    >>> found = compare(designs, capacity=100, mean_demand=100, sd=40, runs=500, seed=1)
    >>> found.best, found.rows[1].gain_half < found.rows[1].half
    ('chain', True)
    """

    problem: Designs
    rows: tuple[Row, ...]
    full: float
    runs: int
    seed: int

    @property
    def best(self) -> str:
        """The design that sells most, the one with fewest links where several do."""
        return max(self.rows, key=lambda row: (round(row.mean, 9), -row.links)).design

    @property
    def answer(self) -> str:
        """The design that sells most."""
        return self.best

    @property
    def capacity(self) -> float:
        """What all plants can make in a period."""
        return float(next(iter(self.problem.networks.values())).total)

    @property
    def measures(self) -> Measures:
        """The headline figures: the first design, the best one, and its gain."""
        unit = self.problem.unit
        best = next(row for row in self.rows if row.design == self.best)
        return Measures(
            first=(self.rows[0].mean, unit),
            best=(best.mean, unit),
            gain=(best.gain, unit),
            gain_half=(best.gain_half, unit),
            full=(self.full, unit),
        )

    @property
    def headline(self) -> str:
        """All designs in one sentence."""
        told = listing(
            f"{row.design} {plus_minus(row.mean, row.half)} ({show(row.links, 'links')})"
            for row in self.rows
        )
        return (
            f"{told} {self.problem.unit} are sold on average; full flexibility sells "
            f"{show(self.full)}."
        )

    @property
    def note(self) -> str:
        """How the designs were compared."""
        return (
            f"All designs met the same demands in each of {show(self.runs, 'runs')} (seed "
            f"{self.seed}); a gain is over {self.rows[0].design}, measured run by run. Intervals "
            "are of 95 %."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a design: design, links, mean, low, high, of_full, gain, gain_low, gain_high."""
        import pandas as pd

        table = [
            (row.design, row.links, row.mean, row.mean - row.half, row.mean + row.half,
             min(1.0, row.mean / self.full) if self.full else 1.0,
             row.gain, row.gain - row.gain_half, row.gain + row.gain_half)
            for row in self.rows
        ]  # fmt: skip
        heads = ("design", "links", "mean", "low", "high", "of_full", "gain", "gain_low",
                 "gain_high")  # fmt: skip
        return pd.DataFrame(table, columns=list(heads))

    @property
    def column_units(self) -> Mapping[str, str]:
        """Sales in their unit; of_full is a share."""
        words = ("mean", "low", "high", "gain", "gain_low", "gain_high")
        return {**dict.fromkeys(words, self.problem.unit), "of_full": "%"}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """A dot a design with its interval, against full flexibility and capacity."""
        from .plots import intervals

        return intervals(self, state, ax)
