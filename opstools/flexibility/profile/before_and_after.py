"""A factory before and after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core import Faults, Measures, Result, Step, Steps, fail, public
from ...core.numbers import Number, count, exact, plain, quoted, show
from .problem import Factory
from .result import Profile

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SAME, MORE, LESS = "as before", "more flexible", "less flexible"


@dataclass(frozen=True)
class Pair:
    """An indicator before and after, and whether the factory is more flexible by it."""

    name: str
    before: Number
    after: Number
    unit: str
    verdict: str


@dataclass(frozen=True)
class Change(Result):
    """What a change did to each indicator of flexibility.

    >>> from opstools import datasets
    >>> from opstools.flexibility import before_and_after, flexibility_profile
    >>> profile = flexibility_profile(datasets.load("bicycle_workshop"))
    >>> print(before_and_after(profile, profile).headline)
    By 0 of 10 indicators the factory is more flexible than before, by 0 less.
    """

    problem: Factory
    after: Profile
    pairs: tuple[Pair, ...]

    def of(self, verdict: str) -> tuple[str, ...]:
        """The indicators of one verdict: as before, more flexible, less flexible."""
        return tuple(pair.name for pair in self.pairs if pair.verdict == verdict)

    @property
    def measures(self) -> Measures:
        """How many indicators say what."""
        return Measures(
            more=(len(self.of(MORE)), "indicators"),
            less=(len(self.of(LESS)), "indicators"),
            same=(len(self.of(SAME)), "indicators"),
        )

    @property
    def headline(self) -> str:
        """The change in one sentence."""
        return (
            f"By {len(self.of(MORE))} of {count(len(self.pairs), 'indicator')} the factory is more "
            f"flexible than before, by {len(self.of(LESS))} less."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator: indicator, before, after, unit, verdict."""
        import pandas as pd

        told = [(p.name.replace("_", " "), float(p.before), float(p.after),
                 "share" if p.unit == "%" else p.unit, p.verdict) for p in self.pairs]  # fmt: skip
        return pd.DataFrame(told, columns=["indicator", "before", "after", "unit", "verdict"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Each row has its own unit."""
        return {}

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Each indicator as a share of what it was."""
        from .plots import shifts

        return shifts(self.pairs, state, ax)


@public
def before_and_after(before: Profile, after: Profile) -> Change:
    """Set two profiles of flexibility side by side, indicator by indicator.

    Indicators that one of them leaves out are left out. What is no profile raises `ProblemError`,
    and so do figures in other units.
    Source: Slack (1983), on flexibility as range and as response.

    >>> from opstools import datasets
    >>> from opstools.flexibility import flexibility_profile
    >>> shop = datasets.load("bicycle_workshop")
    >>> quick = shop.to_frame().assign(setup_time=1)
    >>> profiles = [
    ...     flexibility_profile(shop.from_frame(table, setup_rate=30))
    ...     for table in (shop.to_frame(), quick)
    ... ]
    >>> before_and_after(*profiles).of("more flexible")
    ('setup_time', 'economic_batch')
    """
    if not isinstance(after, Profile):
        fail("before_and_after", "after", f"{quoted(after)} is no Profile", "Give a profile.")
    _check_units(before, after)
    pairs: list[Pair] = []
    steps: list[Step] = []
    for each in before.indicators:
        if each.name not in after.measures:
            continue
        now = after[each.name]
        change = exact(now) - exact(each.value)
        if abs(change) <= 1e-9 * abs(exact(each.value)):
            change = exact(0)
        better = change > 0 if each.better == "more" else change < 0
        verdict = (MORE if better else LESS) if change else SAME
        pairs.append(Pair(each.name, each.value, now, each.unit, verdict))
        formula = f"{show(now)} - {show(each.value)}"
        text = f"{each.name.replace('_', ' ')}: after less before ({verdict})."
        unit = "" if each.unit == "%" else each.unit
        steps.append(Step(text, formula, plain(change), unit, len(pairs)))
    return Change(before.problem, after, tuple(pairs), working=Steps(steps, 0))


def _check_units(before: Profile, after: Profile) -> None:
    """Figures in other units say nothing beside each other."""
    faults = Faults("before_and_after")
    for word in ("time_unit", "period", "money"):
        one, other = getattr(before.problem, word), getattr(after.problem, word)
        if one != other:
            problem = f"it is {one} before and {other} after"
            faults.add(word, problem, "Tell both factories in the same units.")
    faults.raise_any()
