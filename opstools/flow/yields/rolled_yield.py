"""Yields multiplied step by step, with rework."""

from __future__ import annotations

from fractions import Fraction

from ...core import Step, Steps, public
from ...core.numbers import Number, exact, plain, show
from .problem import YieldSteps
from .result import RolledYield


def passes_and_good(good: Number, rework: Number) -> tuple[Fraction, Fraction]:
    """Visits of a unit that enters a step, and its chance to leave it good.

    >>> passes_and_good(0.9, 0.5)
    (Fraction(20, 19), Fraction(18, 19))
    """
    y, r = exact(good), exact(rework)
    passes = 1 / (1 - (1 - y) * r)
    return passes, y * passes


@public
def rolled_yield(line: YieldSteps) -> RolledYield:
    """The share of units started that comes out good, and the work in each of these.

    A unit visits a step 1 / (1 − (1 − y)·r) times on average: bad ones, 1 − y of the passes, are
    reworked there with the share r. Bad tables raise `ProblemError`. Source: Cachon & Terwiesch,
    Matching Supply with Demand; Hopp & Spearman, Factory Physics.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"step": ["A", "B"], "unit_time": [2, 3], "yield": [0.9, 0.8]})
    >>> rolled_yield(table).rolled
    0.72
    """
    steps, inside, work = [], Fraction(1), Fraction(0)
    passes, out, unit = [], [], line.time_unit
    for k, each in enumerate(line.steps_in_row, 1):
        visits, leaves = passes_and_good(each.good, each.rework)
        y, r = show(each.good), show(each.rework)
        if each.rework:
            formula = rf"\frac{{1}}{{1 - (1 - {y}) \times {r}}}"
            steps.append(
                Step(f"{each.step}: passes of a unit that enters.", formula, plain(visits))
            )
        work += inside * visits * exact(each.unit_time)
        formula = rf"{show(inside)} \times {y} \times {show(visits)}"
        inside *= leaves
        text = f"{each.step}: good ones of the units started."
        steps.append(Step(text, formula, plain(inside), "%", k))
        passes.append(plain(visits))
        out.append(plain(inside))
    started = 1 / inside
    formula = rf"\frac{{1}}{{{show(inside)}}}"
    steps.append(Step("Units to be started for one good unit.", formula, plain(started), "units"))
    text = "Work in one good unit: all passes of those started, scrap included."
    formula = rf"\frac{{{show(work)}}}{{{show(inside)}}}"
    steps.append(Step(text, formula, plain(work * started), unit))
    done = tuple(passes), tuple(out), plain(work * started), plain(started)
    return RolledYield(line, *done, working=Steps(steps, 0))
