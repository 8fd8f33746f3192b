"""The critical path method: forwards, backwards, and the chain without slack."""

from __future__ import annotations

from ...core import Recorder, Steps, public
from ...core.numbers import listing, show
from .problem import Activities
from .result import CriticalPath, PassesKnown
from .schedule import Schedule, schedule


@public
def critical_path(activities: Activities) -> CriticalPath:
    """How soon a flow unit can be through where activities run side by side.

    A table of `activities` has the columns activity, time and predecessors. Bad tables raise
    `ProblemError`. Source: Kelley & Walker (1959).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"activity": ["A", "B", "C"], "time": [4, 3, 2], "predecessors": ["", "", "A, B"]}
    ... )
    >>> path = critical_path(table)
    >>> path.path, path.duration, path.slack
    (('A', 'C'), 6, {'A': 0, 'B': 1, 'C': 0})
    """
    plan = schedule(activities)
    return CriticalPath(**vars(plan), working=_working(plan))


def _working(plan: Schedule) -> Steps:
    working = Recorder(PassesKnown())
    _note_forwards(working, plan)
    _note_backwards(working, plan)
    times = plan.problem.times
    formula = " + ".join(show(times[label]) for label in plan.path)
    text = f"Without slack: {listing(plan.critical)}. Their longest chain is the duration."
    unit = plan.problem.time_unit
    working.note(text, formula, plan.duration, unit, critical=plan.critical)
    return working.steps()


def _note_forwards(working: Recorder, plan: Schedule) -> None:
    problem, finish = plan.problem, plan.early_finish
    for k, label in enumerate(problem.order, 1):
        before = problem.just_before[label]
        text = f"{label} starts at the beginning."
        if before:
            verb = "are" if len(before) > 1 else "is"
            text = f"{label} starts when {listing(before)} {verb} finished."
        starts = ", ".join(show(finish[each]) for each in before)
        start = rf"\max({starts})" if len(before) > 1 else starts or "0"
        formula = rf"EF = {start} + {show(problem.times[label])}"
        known = problem.order[:k]
        working.note(text, formula, finish[label], problem.time_unit, forward=known)


def _note_backwards(working: Recorder, plan: Schedule) -> None:
    problem, order = plan.problem, plan.problem.order[::-1]
    for k, label in enumerate(order, 1):
        after = problem.just_after[label]
        text = f"{label} may finish with the whole."
        if after:
            text = f"{label} must be finished before {listing(after)} must start."
        limits = ", ".join(show(plan.late_start[each]) for each in after)
        limit = rf"\min({limits})" if len(after) > 1 else limits or show(plan.duration)
        formula = rf"LS = {limit} - {show(problem.times[label])}"
        start = plan.late_start[label]
        # A step that shows nothing new: there is no slack to hatch.
        known = {"backward": order[:k]} if plan.slack[label] else {}
        working.note(text, formula, start, problem.time_unit, **known)
