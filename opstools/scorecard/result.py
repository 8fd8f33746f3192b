"""A scorecard worked out: scores, points, what was cut and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import ByName, Measures, Result
from ..core.numbers import Number, exact, listing, plain, show
from .problem import ARROWS, Indicators

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Known:
    """How many indicators are scored by a step, and whether they are summed up."""

    scored: int = 0
    total: bool = False


@dataclass(frozen=True)
class Mark:
    """What an indicator scores: the weight that counts, how much of the target was reached (None:
    not known), the score within its bounds, the points, and how it was cut."""

    share: Number
    raw: Number | None
    score: Number
    points: Number
    cut: str = ""


@dataclass(frozen=True)
class Score(Result):
    """The points of a scorecard; 100 where every indicator is on target.

    `scores` and `lost` are told by indicator; `capped` and `missing` name those that were cut at
    the cap, and those that are not known.

    >>> import pandas as pd
    >>> from opstools.scorecard import scorecard
    >>> frame = pd.DataFrame(
    ...     {
    ...         "indicator": ["sales", "claims"],
    ...         "weight": [3, 1],
    ...         "target": [100, 5],
    ...         "actual": [90, 5],
    ...     }
    ... )
    >>> print(scorecard(frame).headline)
    92.5 points of 100; sales loses most, 7.5.
    """

    problem: Indicators
    marks: tuple[Mark, ...]
    points: Number

    def _by_name(self, what: str) -> Mapping[str, Any]:
        pairs = zip(self.problem.indicators, self.marks, strict=True)
        return ByName({each.name: getattr(mark, what) for each, mark in pairs})

    @property
    def scores(self) -> Mapping[str, Number]:
        """Indicator -> score within its bounds; 0 where it is not known."""
        return self._by_name("score")

    @property
    def weights(self) -> Mapping[str, Number]:
        """Indicator -> weight that counts; they sum to 1."""
        return self._by_name("share")

    @property
    def lost(self) -> Mapping[str, Number]:
        """Indicator -> points that it stays behind its target; below 0 where it is ahead."""
        pairs = zip(self.problem.indicators, self.marks, strict=True)
        return ByName({
            each.name: plain(100 * exact(mark.share) - exact(mark.points)) for each, mark in pairs
        })  # fmt: skip

    def _cut(self, how: str) -> tuple[str, ...]:
        pairs = zip(self.problem.indicators, self.marks, strict=True)
        return tuple(each.name for each, mark in pairs if mark.cut == how)

    @property
    def capped(self) -> tuple[str, ...]:
        """Indicators whose score was cut at the cap."""
        return self._cut("capped")

    @property
    def floored(self) -> tuple[str, ...]:
        """Indicators whose score was raised to the floor."""
        return self._cut("at the floor")

    @property
    def missing(self) -> tuple[str, ...]:
        """Indicators that are not known."""
        return self._cut("missing")

    @property
    def covered(self) -> Number:
        """The share of the weights, as given, of indicators that are known."""
        known = [e for e in self.problem.indicators if e.actual is not None]
        total = sum(exact(each.weight) for each in self.problem.indicators)
        return plain(sum(exact(each.weight) for each in known) / total)

    @property
    def answer(self) -> Number:
        """The points."""
        return self.points

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        return Measures(
            points=(self.points, "points"),
            covered=(self.covered, "%"),
            capped=(len(self.capped), ""),
            missing=(len(self.missing), ""),
        )

    @property
    def headline(self) -> str:
        """The scorecard in one sentence."""
        worst = max(self.lost, key=lambda each: exact(self.lost[each]))
        lost = self.lost[worst]
        loses = f"{worst} loses most, {show(lost)}" if lost > 0 else "nothing is behind its target"
        return f"{show(self.points, 'points')} of 100; {loses}."

    @property
    def note(self) -> str:
        """How indicators were read, cut and left out."""
        words = []
        if any(e.direction == "down" and e.baseline is None for e in self.problem.indicators):
            linear = self.problem.lower == "linear"
            words.append(f"Low is good: {'2 − actual/target' if linear else 'target/actual'}.")
        if self.capped:
            words.append(f"Capped: {listing(self.capped)}.")
        if self.missing:
            how = "weight shared" if self.problem.missing == "share" else "counts 0"
            words.append(f"Missing ({how}): {listing(self.missing)}.")
        return " ".join(words) or "Weights sum to 1."

    @property
    def column_units(self) -> Mapping[str, str]:
        """Weights and scores as shares."""
        return dict.fromkeys(("weight", "reached", "score"), "%")

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator: indicator, weight (that counts), direction (↑ ↓ ○), target, actual,
        reached (before it is cut), score, points, remark."""
        import pandas as pd

        nothing = float("nan")
        rows = [
            (
                each.name,
                mark.share,
                ARROWS[each.direction],
                each.target,
                nothing if each.actual is None else each.actual,
                nothing if mark.raw is None else mark.raw,
                mark.score,
                mark.points,
                mark.cut,
            )
            for each, mark in zip(self.problem.indicators, self.marks, strict=True)
        ]
        columns = ["indicator", "weight", "direction", "target", "actual", "reached", "score"]
        return pd.DataFrame(rows, columns=[*columns, "points", "remark"])

    def draw(self, state: Known, ax: Axes | None) -> Axes:
        """What each indicator brings of what its weight allows."""
        from .plots import earned

        return earned(self, state, ax)
