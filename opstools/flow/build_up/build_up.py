"""From rates by period to the inventory that they build up."""

from __future__ import annotations

from itertools import pairwise

from ...core import Recorder, Steps, public
from ...core.numbers import exact, show
from .curve import Curve, corners
from .problem import Periods
from .result import BuildUp, CurveKnown

MOST_TERMS = 12  # of a sum written out


@public
def build_up(rates: Periods) -> BuildUp:
    """The inventory that builds up where more come than can be served, and what it means.

    A table of `rates` has the columns duration, arrival_rate, service_rate and perhaps period.
    What is left at the end is served on at the last service rate; where that is 0, no time is
    enough: `Infeasible`. Bad tables raise `ProblemError`. Source: Newell (1982); Anupindi and
    others, Managing Business Process Flows.

    >>> import pandas as pd
    >>> day = pd.DataFrame(
    ...     {"duration": [2, 3], "arrival_rate": [100, 20], "service_rate": [60, 60]}
    ... )
    >>> curve = build_up(day)
    >>> curve.inventories, curve.time_until_empty
    ((0, 80, 0, 0), 4)
    """
    curve = corners(rates)
    return BuildUp(rates, curve.moments, curve.inventories, working=_working(curve))


def _working(curve: Curve) -> Steps:
    working = Recorder(CurveKnown())
    _note_corners(working, curve)
    _note_averages(working, curve)
    return working.steps()


def _note_corners(working: Recorder, curve: Curve) -> None:
    unit, time = curve.problem.flow_unit, curve.problem.time_unit
    pairs = pairwise(zip(curve.moments, curve.inventories, strict=True))
    for k, ((start, before), (end, after)) in enumerate(pairs, 2):
        slope = (exact(after) - exact(before)) / (exact(end) - exact(start))
        text = f"From {show(start)} to {show(end, time)} inventory changes by the difference "
        text += "of the rates." if slope else "of the rates, which is 0 or not used."
        sign = "-" if slope < 0 else "+"
        formula = rf"{show(before)} {sign} {show(abs(slope))} \times "
        formula += show(exact(end) - exact(start))
        working.note(text, formula, after, unit, corners=k)


def _note_averages(working: Recorder, curve: Curve) -> None:
    unit, time = curve.problem.flow_unit, curve.problem.time_unit
    area, length, units = map(show, (curve.area, curve.length, curve.problem.units))
    text = "Area under the curve, trapezium by trapezium."
    working.note(text, _area(curve), curve.area, f"{unit} × {time}", area=True)
    average = curve.average_inventory
    formula = rf"I = \frac{{{area}}}{{{length}}}"
    working.note("Average inventory.", formula, average, unit, average=average)
    text, formula = "Flow rate: all units over the time.", rf"R = \frac{{{units}}}{{{length}}}"
    working.note(text, formula, curve.flow_rate, f"{unit}/{time}")
    formula = rf"T = \frac{{I}}{{R}} = \frac{{{area}}}{{{units}}}"
    working.note("Average flow time, by Little's law.", formula, curve.flow_time, time)
    empty = curve.time_until_empty
    working.note("The last unit is gone.", "t", empty, time, empty=empty)


def _area(curve: Curve) -> str:
    formula = r"\sum \frac{I_k + I_{k+1}}{2} (t_{k+1} - t_k)"
    points = list(zip(curve.moments, curve.inventories, strict=True))
    if len(points) > MOST_TERMS:
        return formula
    terms = (
        rf"\frac{{{show(i0)} + {show(i1)}}}{{2}} \times {show(exact(t1) - exact(t0))}"
        for (t0, i0), (t1, i1) in pairwise(points)
        if i0 or i1
    )
    return f"{formula} = {' + '.join(terms) or '0'}"
