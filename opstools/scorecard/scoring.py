"""Scoring: how far each indicator reached its target, within bounds, weighted."""

from __future__ import annotations

from fractions import Fraction

from ..core import Recorder, Steps, public
from ..core.numbers import exact, in_formula, plain, show
from .problem import Indicator, Indicators
from .result import Known, Mark, Score

FULL = 100  # points of a scorecard that is on target throughout


@public
def scorecard(frame: Indicators) -> Score:
    """Score indicators against their targets: points = 100 × Σ weight × score.

    Weights are made to sum to 1, after what is missing is treated as told. An indicator scores 1 at
    its target; its score is cut at the floor and at the cap. Bad tables raise `ProblemError`;
    nothing to score raises `Infeasible`.
    Source: Kaplan & Norton (1992) for the scorecard; Parmenter (2015) for indicators.

    >>> import pandas as pd
    >>> frame = pd.DataFrame(
    ...     {
    ...         "indicator": ["sales", "claims"],
    ...         "target": [100, 5],
    ...         "actual": [150, 6],
    ...         "direction": ["up", "down"],
    ...     }
    ... )
    >>> score = scorecard(frame, weights={"sales": 3, "claims": 1})
    >>> score.points, score.scores, score.capped
    (110, {'sales': 1.2, 'claims': 0.8}, ('sales',))
    """
    indicators = frame
    shares = _shares(indicators)
    marks = tuple(
        _mark(indicators, each, share)
        for each, share in zip(indicators.indicators, shares, strict=True)
    )
    points = sum((exact(each.points) for each in marks), Fraction(0))
    return Score(indicators, marks, plain(points), working=_working(indicators, marks, points))


def _shares(indicators: Indicators) -> list[Fraction]:
    """The weights that count, which sum to 1."""
    counts = [
        each.actual is not None or indicators.missing == "zero" for each in indicators.indicators
    ]
    weights = [
        exact(each.weight) if in_ else Fraction(0)
        for each, in_ in zip(indicators.indicators, counts, strict=True)
    ]
    total = sum(weights, Fraction(0))
    return [weight / total for weight in weights]


def _mark(indicators: Indicators, each: Indicator, share: Fraction) -> Mark:
    floor, cap = indicators.bounds(each)
    if each.actual is None:
        return Mark(plain(share), None, 0, 0, "missing")
    raw = _raw(indicators, each, cap)
    score = min(max(raw, floor), cap)
    cut = "capped" if raw > cap else "at the floor" if raw < floor else ""
    return Mark(plain(share), plain(raw), plain(score), plain(FULL * share * score), cut)


def _raw(indicators: Indicators, each: Indicator, cap: Fraction) -> Fraction:
    """How much of its target an indicator reached, before it is cut."""
    actual, target = exact(each.actual), exact(each.target)
    if each.baseline is not None:
        return (actual - exact(each.baseline)) / (target - exact(each.baseline))
    if each.direction == "up":
        return actual / target
    if each.direction == "on target":
        return 1 - abs(actual - target) / target
    if indicators.lower == "linear":
        return 2 - actual / target
    return target / actual if actual else cap  # of what should be low there is nothing at all


def _working(indicators: Indicators, marks: tuple[Mark, ...], points: Fraction) -> Steps:
    note = Recorder(Known())
    for k, (each, mark) in enumerate(zip(indicators.indicators, marks, strict=True), 1):
        if mark.raw is None:
            how = (
                "its weight goes to the others" if indicators.missing == "share" else "it counts 0"
            )
            note.note(f"{each.name} is not known: {how}.", scored=k)
            continue
        text, formula = _told(indicators, each)
        note.note(f"{each.name}: {text}.", formula, mark.raw, scored=k)
        if mark.cut:
            low, high = map(show, indicators.bounds(each))
            word, limit = ("min", high) if mark.cut == "capped" else ("max", low)
            cut = rf"\{word}({show(mark.raw)}, {limit})"
            note.note(f"{each.name} is {mark.cut}.", cut, mark.score)
    known = [mark for mark in marks if mark.raw is not None]
    terms = " + ".join(
        rf"{show(mark.share)} \times {in_formula(mark.score)}" for mark in known if mark.share
    )
    note.note("Points: 100 × weight × score, added.", f"100({terms or 0})", plain(points), "points",
              total=True)  # fmt: skip
    return note.steps()


def _told(indicators: Indicators, each: Indicator) -> tuple[str, str]:
    """How an indicator is scored: words, and the formula in numbers."""
    actual, target = in_formula(each.actual or 0), in_formula(each.target)
    if each.baseline is not None:
        base = in_formula(each.baseline)
        text = "from the baseline towards the target"
        return text, rf"\frac{{{actual} - {base}}}{{{target} - {base}}}"
    if each.direction == "up":
        return "actual over target", rf"\frac{{{actual}}}{{{target}}}"
    if each.direction == "on target":
        gap = show(abs(exact(each.actual) - exact(each.target)))
        return "1 less the gap to the target", rf"1 - \frac{{{gap}}}{{{target}}}"
    if indicators.lower == "linear":
        return "2 less actual over target, for low is good", rf"2 - \frac{{{actual}}}{{{target}}}"
    if not each.actual:
        return "there is none of what should be low, which scores the cap", ""
    return "target over actual, for low is good", rf"\frac{{{target}}}{{{actual}}}"
