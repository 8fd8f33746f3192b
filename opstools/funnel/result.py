"""A funnel worked out: rates, their intervals, and the worth of a point at each stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import ByName, Measures, Result
from ..core.numbers import Number, listing, show
from .problem import Stages

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Known:
    """What is known of the funnel by a step: rates of so many stages, worth of so many, the act."""

    rates: int = 0
    worth: int = 0
    act: str = ""


@dataclass(frozen=True)
class Passage:
    """From one stage to the next: the rate, the product of all later rates, what is left to win
    of one point, what that is worth, and both gains after cost."""

    rate: Number
    interval: tuple[float, float]
    later: Number
    room: Number
    worth: Number
    net: Number
    gap_worth: Number

    def gain(self, *, aimed: bool) -> Number:
        """What counts when stages are compared: the gap to the target, or a point, after cost."""
        return self.gap_worth if aimed else self.net


@dataclass(frozen=True)
class Funnel(Result):
    """Conversion of every stage.

    `conversion`, `interval` and `value_of_point` are told by stage (all but the first), `overall`
    is the rate from the first to the last, `act_first` the stage to improve first, blank if none
    pays.

    >>> from opstools.funnel import funnel
    >>> shop = funnel({"visit": 1000, "basket": 80, "order": 40}, value=30)
    >>> print(shop.headline)
    4 % of 1,000 people come to the end; act first at basket, where a point is worth 150 yuan.
    """

    problem: Stages
    passages: tuple[Passage, ...]
    act_first: str

    def _by_stage(self, what: str) -> Mapping[str, Any]:
        later = self.problem.stages[1:]
        pairs = zip(later, self.passages, strict=True)
        return ByName({stage.name: getattr(each, what) for stage, each in pairs})

    @property
    def conversion(self) -> Mapping[str, Number]:
        """Stage -> share of those at the stage before who reach it."""
        return self._by_stage("rate")

    @property
    def interval(self) -> Mapping[str, tuple[float, float]]:
        """Stage -> Wilson's interval of its rate."""
        return self._by_stage("interval")

    @property
    def value_of_point(self) -> Mapping[str, Number]:
        """Stage -> what one percentage point more is worth there, before cost."""
        return self._by_stage("worth")

    @property
    def value_of_gap(self) -> Mapping[str, Number]:
        """Stage -> what reaching its target is worth, after cost; 0 where none is told."""
        return self._by_stage("gap_worth")

    @property
    def overall(self) -> Number:
        """The share of those at the first stage who reach the last."""
        return self.problem.stages[-1].count / self.problem.stages[0].count

    @property
    def lowest(self) -> str:
        """The stage with the lowest rate, the earliest of equal ones."""
        return min(self.conversion, key=lambda stage: self.conversion[stage])

    @property
    def overlapping(self) -> tuple[str, ...]:
        """Stages whose interval reaches into that of the lowest rate: these may be the lowest."""
        high = self.interval[self.lowest][1]
        others = (stage for stage in self.conversion if stage != self.lowest)
        return tuple(stage for stage in others if self.interval[stage][0] <= high)

    @property
    def answer(self) -> str:
        """The stage to improve first."""
        return self.act_first

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        best = max(map(float, self.value_of_point.values()))
        return Measures(
            overall=(self.overall, "%"),
            lowest=(self.conversion[self.lowest], "%"),
            best_point=(best, self.problem.money),
            end=(self.problem.stages[-1].count, self.problem.unit),
        )

    @property
    def headline(self) -> str:
        """The funnel in one sentence."""
        people = show(self.problem.stages[0].count, self.problem.unit)
        start = f"{show(self.overall, '%')} of {people} come to the end"
        if not self.act_first:
            return f"{start}; no stage pays for a point more."
        aimed = self.problem.aimed
        worths = self.value_of_gap if aimed else self.value_of_point
        what = "reaching the target" if aimed else "a point"
        worth = show(worths[self.act_first], self.problem.money)
        return f"{start}; act first at {self.act_first}, where {what} is worth {worth}."

    @property
    def note(self) -> str:
        """Which interval, and what the counts do not tell."""
        sure = f"Intervals: Wilson, {show(self.problem.confidence, '%')}."
        if not self.overlapping:
            return sure
        others = listing(self.overlapping)
        return f"{sure} By their intervals, {others} may be as low as {self.lowest}."

    @property
    def column_units(self) -> Mapping[str, str]:
        """Rates as shares, worth in money."""
        shares = dict.fromkeys(("conversion", "low", "high", "of_first"), "%")
        money = dict.fromkeys(("value_of_point", "value_of_gap"), self.problem.money)
        return {"count": self.problem.unit, **shares, **money}

    def to_frame(self) -> pd.DataFrame:
        """One row a stage: stage, count, of_first, conversion, low, high, value_of_point,
        value_of_gap; the first has no rate."""
        import pandas as pd

        stages, nothing = self.problem.stages, float("nan")
        ends = [(nothing, nothing), *self.interval.values()]
        return pd.DataFrame(
            {
                "stage": [each.name for each in stages],
                "count": [each.count for each in stages],
                "of_first": [each.count / stages[0].count for each in stages],
                "conversion": [nothing, *self.conversion.values()],
                "low": [low for low, _ in ends],
                "high": [high for _, high in ends],
                "value_of_point": [nothing, *self.value_of_point.values()],
                "value_of_gap": [nothing, *self.value_of_gap.values()],
            }
        )

    def draw(self, state: Known, ax: Axes | None) -> Axes:
        """The stages as bars, with what is known by then beside them."""
        from .plots import converting

        return converting(self, state, ax)

    def plot_rates(self, ax: Axes | None = None) -> Axes:
        """The rates with their intervals, one row a stage."""
        from .plots import intervals

        return intervals(self, ax)
