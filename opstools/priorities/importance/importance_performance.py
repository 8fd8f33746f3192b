"""The importance–performance matrix."""

from __future__ import annotations

from ...core import Step, Steps, public
from ...core.numbers import exact, in_formula, plain, show
from .problem import BEST, WORST, RatedFactors
from .result import ImportancePerformance
from .zones import bound, crossing, zone


@public
def importance_performance(frame: RatedFactors) -> ImportancePerformance:
    """Place factors by importance and performance, and say which of them to improve first.

    Below the bound of acceptability a factor is to be improved; how far below is its shortfall, in
    points of the performance scale. Bad tables raise `ProblemError`.
    Source: Slack (1994), The importance–performance matrix as a determinant of improvement
    priority; Martilla & James (1977), Importance–performance analysis (quadrants).

    >>> import pandas as pd
    >>> rated = pd.DataFrame(
    ...     {"factor": ["quality", "cost"], "importance": [2, 7], "performance": [7, 3]}
    ... )
    >>> dict(importance_performance(rated).zones)
    {'quality': 'urgent action', 'cost': 'appropriate'}
    """
    known = frame
    working = [_crossed(known)] if known.zones == "quadrants" else []
    for k, (each, place) in enumerate(zip(known.factors, known.places, strict=True), 1):
        working.append(_placed(known, each.factor, *place, k))
    found = tuple(zone(known, *place) for place in known.places)
    return ImportancePerformance(known, found, working=Steps(working, 0))


def _crossed(known: RatedFactors) -> Step:
    across, up = crossing(known)
    text = f"The cross stands at the {known.cross} of importance ({show(across)}) and performance."
    marks = [performance for _, performance in known.places]
    formula = ""
    if known.cross == "mean":
        formula = rf"\frac{{{' + '.join(map(show, marks))}}}{{{len(marks)}}}"
    elif known.cross == "middle":
        formula = rf"\frac{{{BEST} + {WORST}}}{{2}}"
    return Step(text, formula, up)


def _placed(known: RatedFactors, factor: str, importance: float, performance: float, k: int
            ) -> Step:  # fmt: skip
    found = zone(known, importance, performance)
    text = f"{factor}: importance {show(importance)}, performance {show(performance)}: {found}."
    if known.zones == "quadrants":
        return Step(text, state=k)
    low, high = known.acceptable
    least = bound(known.acceptable, importance)
    formula = (rf"{show(low)} + \frac{{{WORST} - {show(importance)}}}{{{WORST - BEST}}} "
               rf"\times ({show(high)} - {in_formula(low)})")  # fmt: skip
    below = exact(performance) - least
    side = f"{show(plain(below))} below" if below > 0 else "on the good side of"
    return Step(f"{text} It is {side} the bound of acceptability.", formula, plain(least), "", k)
