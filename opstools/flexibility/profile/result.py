"""A profile of indicators, each with what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, listing, show
from .problem import Factory

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ALL = (
    "varieties", "setup_time", "economic_batch", "parts", "commonality", "levels", "operations",
    "skills", "utilisation", "break_even",
)  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """A figure, whether more or less of it is flexible, and what it is for each single thing."""

    name: str
    value: Number
    unit: str
    better: str
    each: tuple[float, ...] = ()


@dataclass(frozen=True)
class Known:
    """The indicators found so far."""

    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Profile(Result):
    """Ten indicators of flexibility; `profile[name]` is one of them.

    >>> from opstools import datasets
    >>> from opstools.flexibility import flexibility_profile
    >>> profile = flexibility_profile(datasets.load("bicycle_workshop"))
    >>> profile.left_out, list(profile.measures)[:3]
    ((), ['varieties', 'setup_time', 'economic_batch'])
    """

    problem: Factory
    indicators: tuple[Indicator, ...]

    def __getitem__(self, name: str) -> Number:
        return ByName(dict(self.measures))[name]

    @property
    def left_out(self) -> tuple[str, ...]:
        """Indicators that need settings which were not given."""
        return tuple(each for each in ALL if each not in self.measures)

    @property
    def measures(self) -> Measures:
        """All indicators."""
        return Measures(**{each.name: (each.value, each.unit) for each in self.indicators})

    @property
    def headline(self) -> str:
        """The profile in one sentence."""
        told = [each for each in self.indicators if each.name in ("skills", "break_even")]
        tail = "".join(
            f", {each.name.replace('_', '-')} {show(each.value, each.unit)}" for each in told
        )
        unit = self.problem.time_unit
        return (
            f"{show(self['varieties'])} varieties of {show(self['parts'])} parts, set up in "
            f"{show(self['setup_time'], unit)}{tail}."
        )

    @property
    def note(self) -> str:
        """Conventions, and what is left out."""
        out = f" Left out, as their settings are not given: {listing(self.left_out)}."
        return (
            "Commonality is Collier's index; batches are economic order quantities; means are "
            f"over products or operators.{out if self.left_out else ''}"
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator: indicator, value, unit, flexible (more or less of it)."""
        import pandas as pd

        rows = [(e.name.replace("_", " "), float(e.value), "share" if e.unit == "%" else e.unit,
                 e.better) for e in self.indicators]  # fmt: skip
        return pd.DataFrame(rows, columns=["indicator", "value", "unit", "flexible"])

    def draw(self, state: Known, ax: Axes | None) -> Axes:
        """A strip an indicator, with a mark for each product, part or operator."""
        from .plots import strips

        return strips(state.indicators, ax)
