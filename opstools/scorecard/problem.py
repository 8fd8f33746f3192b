"""Indicators with their targets, what was reached, and how each is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..core import Column, Faults, Infeasible, Problem
from ..core.figures import not_negative, per_cent, signed
from ..core.matrix import told_for_each
from ..core.names import check_names, row_of
from ..core.numbers import Number, count, exact, plain, quoted, show
from ..core.table import given, name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DIRECTIONS = {
    "up": ("up", "higher", "higher is better", "↑", "+", "max", "越高越好", "正向"),
    "down": ("down", "lower", "lower is better", "↓", "-", "min", "越低越好", "逆向"),
    "on target": ("on target", "target", "nominal", "○", "=", "适中"),
}
NOTHING = ("na", "n/a", "-", "–", "—", "?", "missing", "无", "缺")
ARROWS = {"up": "↑", "down": "↓", "on target": "○"}


@dataclass(frozen=True)
class Indicator:
    """An indicator: its weight, target and what was reached (None: not known).

    `direction` is up (the more the better), down or on target; `baseline` is what scores 0 where
    that is not told by the target; `floor` and `cap` bound its score, the scorecard's where None.
    """

    name: str
    weight: Number
    target: Number
    actual: Number | None = None
    direction: str = "up"
    baseline: Number | None = None
    floor: Number | None = None
    cap: Number | None = None


@dataclass(frozen=True)
class Indicators(Problem):
    """The indicators of a scorecard.

    A table has the columns indicator, target, actual (blank where not known), weight (or the
    setting `weights`, by indicator), and may have direction (up, down, on target), baseline, floor
    and cap. A score is 1 at the target. `lower` says how one that should be low is scored: "linear"
    is 2 − actual/target, "ratio" is target/actual; with a baseline any is scored by (actual −
    baseline)/(target − baseline). Scores stay between `floor` and `cap`. `missing` indicators are
    left out and their weight shared ("share"), count 0 ("zero"), or are not accepted ("refuse").
    Bad data raises `ProblemError`, nothing to score raises `Infeasible`.

    >>> plant = Indicators((Indicator("sales", 3, 100, 110), Indicator("claims", 1, 5, 6, "down")))
    >>> print(plant.headline)
    2 indicators; sales weighs most, 75 %.
    """

    indicators: tuple[Indicator, ...]
    _: KW_ONLY
    floor: Number = 0
    cap: Number = 1.2
    lower: Literal["linear", "ratio"] = "linear"
    missing: Literal["share", "zero", "refuse"] = "share"

    subject: ClassVar[str] = "scorecard"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("indicator", ("kpi", "measure", "指标"), stand_in="row {}"),
        Column("weight", ("weights", "权重"), needed=False, number=True),
        Column("target", ("goal", "目标", "目标值"), number=True, stand_in=1),
        Column("actual", ("reached", "result", "实际", "完成值"), number=True),
        Column("direction", ("better", "方向"), needed=False),
        Column("baseline", ("base", "worst", "基准", "底线"), needed=False, number=True),
        Column("floor", ("least", "下限"), needed=False, number=True),
        Column("cap", ("ceiling", "most", "上限"), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("indicator", [name(each.name) for each in self.indicators], faults)
        floor = not_negative(self.floor, "floor", faults)
        cap = not_negative(self.cap, "cap", faults)
        _check_bounds(floor, cap, "cap", faults)
        kept = tuple(
            _indicator(k, each, floor, cap, faults) for k, each in enumerate(self.indicators, 1)
        )
        _check_per_cent([e.weight for e in self.indicators], "weights", "all weights", faults)
        if kept and not any(each.weight for each in kept):
            faults.add("weights", "all are 0", "Give at least one weight above 0.")
        for each in kept:
            if each.actual is None and self.missing == "refuse":
                remedy = 'Give what was reached, or missing="share" or "zero".'
                faults.add(f"indicator {each.name}, actual", "there is none", remedy)
        faults.raise_any()
        if self.missing == "share" and not any(e.weight for e in kept if e.actual is not None):
            problem = "no indicator that weighs has an actual figure, so there is nothing to score"
            faults.add("actual", problem, "Give what was reached for at least one.")
            faults.raise_any(Infeasible)
        return {"indicators": kept, "floor": plain(floor), "cap": plain(cap)}

    @classmethod
    def _read(
        cls, frame: pd.DataFrame, faults: Faults, *, weights: Any = None, **settings: Any
    ) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        names = [name(row["indicator"]) for row in table]
        inside = any(given(row["weight"]) is not None for row in table)
        if inside and weights is not None:
            remedy = "Take the column weight out of the table, or leave weights out."
            faults.add("weights", "they are told twice", remedy)
        told: list[Any] = [row["weight"] for row in table]
        if not inside:
            equal = 1 if weights is None else weights
            told = list(told_for_each(equal, names, "weights", "indicator", not_negative, faults))
        read = (
            Indicator(
                names[k],
                told[k],
                row["target"],
                _blank(row["actual"]),
                "up" if given(row["direction"]) is None else row["direction"],
                *(given(row[what]) for what in ("baseline", "floor", "cap")),
            )
            for k, row in enumerate(table)
        )
        return {"indicators": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an indicator: indicator, weight, direction, target, actual, and baseline, floor
        and cap where any is told."""
        import pandas as pd

        told = [
            (e.name, e.weight, e.direction, e.target, e.actual, e.baseline, e.floor, e.cap)
            for e in self.indicators
        ]
        columns = ["indicator", "weight", "direction", "target", "actual"]
        own = ["baseline", "floor", "cap"]
        table = pd.DataFrame(told, columns=columns + own)
        return table.drop(
            columns=[c for c in own if all(getattr(e, c) is None for e in self.indicators)]
        )

    @property
    def headline(self) -> str:
        """The indicators in one sentence."""
        total = sum(exact(each.weight) for each in self.indicators)
        most = max(self.indicators, key=lambda each: exact(each.weight))
        share = show(exact(most.weight) / total, "%")
        unknown = sum(each.actual is None for each in self.indicators)
        verb = "is" if unknown == 1 else "are"
        lack = f" {unknown} of them {verb} not known yet." if unknown else ""
        return (
            f"{count(len(self.indicators), 'indicator')}; {most.name} weighs most, {share}.{lack}"
        )

    def bounds(self, each: Indicator) -> tuple[Fraction, Fraction]:
        """Between which scores an indicator counts."""
        floor = self.floor if each.floor is None else each.floor
        cap = self.cap if each.cap is None else each.cap
        return exact(floor), exact(cap)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The weights of the first indicators."""
        from .plots import weights

        return weights(self, state, ax)


def _blank(cell: Any) -> Any:
    """What was reached; None where people write that they do not know."""
    return None if isinstance(cell, str) and cell.strip().casefold() in NOTHING else given(cell)


def _indicator(row: int, each: Indicator, floor: Any, cap: Any, faults: Faults) -> Indicator:
    place = row_of(row, "indicator", name(each.name))
    direction = next(
        (known for known, words in DIRECTIONS.items() if name(each.direction).casefold() in words),
        "",
    )
    if not direction:
        problem = f"{quoted(each.direction)} is not known"
        faults.add(f"{place}, direction", problem, "Write up, down or on target.")
    own = {
        what: None
        if (value := getattr(each, what)) is None
        else plain(read(per_cent(value), f"{place}, {what}", faults))
        for what, read in (
            ("actual", signed),
            ("baseline", signed),
            ("floor", not_negative),
            ("cap", not_negative),
        )
    }
    target = signed(per_cent(each.target), f"{place}, target", faults)
    weight = not_negative(per_cent(each.weight), f"{place}, weight", faults)
    told = (
        x for x in (each.target, each.actual, each.baseline) if isinstance(x, str | int | float)
    )
    figures = [x for x in told if x not in (0, "0")]
    _check_per_cent(figures, f"{place}, target", "target, actual and baseline", faults)
    _check_scale(place, direction, target, own["baseline"], own["actual"], faults)
    least = floor if own["floor"] is None else exact(own["floor"])
    most = cap if own["cap"] is None else exact(own["cap"])
    _check_bounds(least, most, f"{place}, cap", faults)
    return Indicator(name(each.name), plain(weight), plain(target), direction=direction, **own)


def _check_per_cent(figures: list[Any], place: str, what: str, faults: Faults) -> None:
    """Figures that are held against each other are all in per cent, or none is."""
    told = [per_cent(each) is not each for each in figures]
    if any(told) and not all(told):
        problem = f"{quoted(figures[told.index(True)])} is in per cent, "
        problem += f"{quoted(figures[told.index(False)])} is not"
        faults.add(place, problem, f"Write {what} alike.")


def _check_scale(
    place: str, direction: str, target: Any, baseline: Any, actual: Any, faults: Faults
) -> None:
    """The target and the baseline tell what scores 1 and what scores 0."""
    if baseline is None:
        if target <= 0:
            problem = f"{show(target)} is not above 0, so no share of it can be told"
            faults.add(f"{place}, target", problem, "Give a baseline: the figure that scores 0.")
        elif actual is not None and actual < 0 and direction != "up":
            faults.add(f"{place}, actual", f"{show(actual)} is below 0", "Give a baseline.")
        return
    base = exact(baseline)
    if base == target:
        problem = f"it is the target, {show(target)}"
        faults.add(f"{place}, baseline", problem, "The baseline scores 0, the target 1.")
    elif direction == "on target":
        remedy = "Take the baseline out, or give the direction up or down."
        faults.add(f"{place}, baseline", "an indicator on target has none", remedy)
    elif direction and (base < target) != (direction == "up"):
        side = "below" if direction == "up" else "above"
        problem = f"{show(base)} is not {side} the target, {show(target)}"
        faults.add(f"{place}, baseline", problem, "What scores 0 is worse than the target.")


def _check_bounds(floor: Fraction, cap: Fraction, place: str, faults: Faults) -> None:
    if not floor <= 1 <= cap:
        problem = f"scores from {show(floor)} to {show(cap)} do not hold 1, the score of the target"
        faults.add(place, problem, "Give a floor up to 1 and a cap of 1 or more.")
