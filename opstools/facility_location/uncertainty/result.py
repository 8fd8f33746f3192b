"""How often each option is best when what is not known is drawn again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import count, show
from ..factors.problem import Factors
from ..points.problem import Points

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SURE = 1.959964  # half-width of a 95 % interval, in standard deviations


@dataclass(frozen=True)
class Trial(Result):
    """Options over many runs.

    `probability` of being best by option, with `interval` (95 %, Wilson 1927); `mean` value, in
    `unit`, and `regret`: how much worse an option is than the best of each run, on average. Equal
    ones share a run.

    >>> import pandas as pd
    >>> from opstools.facility_location import Point, Points, simulate_sites
    >>> points = Points((Point("A", 0, 0, 10), Point("B", 10, 0, 8)))
    >>> sites = pd.DataFrame({"name": ["west", "east"], "x": [1, 9], "y": [0, 0]})
    >>> trial = simulate_sites(points, sites, spread=0.3, runs=1000, seed=1)
    >>> print(trial.headline)
    west is best in 67.3 % of 1,000 runs; its mean regret is 6.153 loads·km.
    """

    problem: Points | Factors
    options: tuple[str, ...]
    wins: tuple[float, ...]
    runs: int
    means: tuple[float, ...]
    regrets: tuple[float, ...]
    worst: tuple[float, ...]
    value_unit: str
    what: str

    @property
    def probability(self) -> Mapping[str, float]:
        """Option -> share of the runs in which it is best."""
        shares = (each / self.runs for each in self.wins)
        return ByName(dict(zip(self.options, shares, strict=True)))

    @property
    def mean(self) -> Mapping[str, float]:
        """Option -> its mean value."""
        return ByName(dict(zip(self.options, self.means, strict=True)))

    @property
    def regret(self) -> Mapping[str, float]:
        """Option -> how much worse than the best it is on average."""
        return ByName(dict(zip(self.options, self.regrets, strict=True)))

    @property
    def best(self) -> str:
        """The option that is best most often."""
        return max(self.options, key=lambda each: self.probability[each])

    @property
    def safest(self) -> str:
        """The option with the least mean regret."""
        return min(self.options, key=lambda each: self.regret[each])

    def interval(self, option: str) -> tuple[float, float]:
        """Between which shares the probability of an option lies, with 95 % confidence."""
        return wilson(self.probability[option], self.runs)

    @property
    def answer(self) -> str:
        """The option that is best most often."""
        return self.best

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        low, high = self.interval(self.best)
        return Measures(
            probability=(self.probability[self.best], "%"),
            low=(low, "%"),
            high=(high, "%"),
            mean=(self.mean[self.best], self.value_unit),
            regret=(self.regret[self.best], self.value_unit),
        )

    @property
    def headline(self) -> str:
        """The trial in one sentence."""
        return (
            f"{self.best} is best in {show(self.probability[self.best], '%')} of "
            f"{count(self.runs, 'run')}; its mean regret is "
            f"{show(self.regret[self.best], self.value_unit)}."
        )

    @property
    def note(self) -> str:
        """What was drawn."""
        safe = "" if self.safest == self.best else f" The least mean regret has {self.safest}."
        return self.what + safe

    def to_frame(self) -> pd.DataFrame:
        """One row an option: option, probability, low, high, mean, regret, largest_regret."""
        import pandas as pd

        ends = [self.interval(each) for each in self.options]
        return pd.DataFrame(
            {
                "option": list(self.options),
                "probability": list(self.probability.values()),
                "low": [a for a, _ in ends],
                "high": [b for _, b in ends],
                "mean": list(self.means),
                "regret": list(self.regrets),
                "largest_regret": list(self.worst),
            }
        )

    @property
    def column_units(self) -> Mapping[str, str]:
        """Shares, and values in their unit."""
        shares = dict.fromkeys(("probability", "low", "high"), "%")
        return {**shares, **dict.fromkeys(("mean", "regret", "largest_regret"), self.value_unit)}

    def draw(self, state: tuple[float, ...], ax: Axes | None) -> Axes:
        """A bar for each option: in which share of the runs so far it was best."""
        from .plots import shares

        return shares(self.options, state, ax)


def wilson(share: float, runs: int) -> tuple[float, float]:
    """The interval of Wilson (1927) for a share.

    >>> [round(each, 3) for each in wilson(0.5, 100)]
    [0.404, 0.596]
    """
    z = SURE**2 / runs
    middle = (share + z / 2) / (1 + z)
    half = ((share * (1 - share) / runs * SURE**2 + z * z / 4) ** 0.5) / (1 + z)
    return max(0.0, middle - half), min(1.0, middle + half)
