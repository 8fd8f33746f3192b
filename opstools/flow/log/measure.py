"""Measuring a log on a window."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...core import Faults, Recorder, Steps, public
from ...core.figures import LARGEST, SMALLEST
from ...core.numbers import exact, in_formula, show
from .problem import FlowLog
from .result import LogFlow, WindowKnown
from .time_columns import EXAMPLE, read
from .window import Window, window

MOST_TERMS = 12  # of a sum written out
MOST_COLUMNS = 10_000  # that N(t) is added up by, as the second way to the same area
LAW = "Little's law on the window."
UNCUT = f"{LAW} It cuts no stay, so the edge term is 0."


@public
def measure(log: FlowLog, *, start: Any = None, end: Any = None) -> LogFlow:
    """Inventory, flow rate and flow time of a log on a window, and the edge that it cuts off.

    `start` and `end` are times like those of the log (a number; or a date or text such as
    "2024-05-31 14:30", read in the log's time zone); left out, they are the first arrival and the
    last time there is. Departures at `end` count, departures at `start` belong to the window
    before. A window that is none raises `ProblemError`. Source: Little (2011).

    >>> from opstools import datasets
    >>> print(measure(datasets.load("radiology_log")).headline)
    From 8 h to 14 h: 2.75 patients inside = 1.667 per h × 1.65 h + 0 at the edges.
    """
    seen = window(log, *_ends(log, start, end))
    return LogFlow(**_fields(seen), working=_working(seen))


def _fields(seen: Window) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in seen.__dataclass_fields__}


def _working(seen: Window) -> Steps:
    working = Recorder(WindowKnown())
    _note_counts(working, seen)
    _note_area(working, seen)
    _note_law(working, seen)
    return working.steps()


def _note_counts(working: Recorder, seen: Window) -> None:
    unit, time = seen.problem.flow_unit, seen.problem.time_unit
    ends = "" if seen.problem.has_times else f" = {show(seen.end)} - {in_formula(seen.start)}"
    working.note("Window: its length.", rf"\tau = t_2 - t_1{ends}", seen.length, time)
    working.note("Who comes in the window.", "A", seen.arrived, unit, arrivals=True)
    working.note("Who leaves in the window.", "D", seen.departed, unit, departures=True)
    text = "Inside at the end: those at the start, and who came, less who left."
    formula = f"{show(seen.at_start)} + {show(seen.arrived)} - {show(seen.departed)}"
    working.note(text, formula, seen.at_end, unit)


def _note_area(working: Recorder, seen: Window) -> None:
    """The area under N(t) in two ways: by its columns, and by the rows that are stacked there."""
    import numpy as np

    log, unit = seen.problem, f"{seen.problem.flow_unit} × {seen.problem.time_unit}"
    if len(log.items) <= MOST_COLUMNS:
        moments, levels = seen.curve
        widths = np.diff(moments)
        text = "The area under N(t), column by column: how many are inside × how long."
        terms = [rf"{show(n)} \times {show(w)}" for n, w in _few(levels[:-1], widths)]
        heights = float((levels[:-1] * widths).sum())
        working.note(text, _sum(r"\int N \, dt", terms), heights, unit)
    came, left = (moments[seen.rows] for moments in log.since_origin)
    stays = np.minimum(left, seen.end) - np.maximum(came, seen.start)
    text = "The same area, row by row: how long each item is inside the window."
    terms = [show(float(stay)) for stay in stays] if len(stays) <= MOST_TERMS else []
    formula = _sum(r"\sum_i \text{time in the window}", terms)
    working.note(text, formula, seen.area, unit, area=seen.area)


def _few(levels: Any, widths: Any) -> list[tuple[float, float]]:
    pairs = [(n, w) for n, w in zip(levels, widths, strict=True) if n]
    return pairs if len(pairs) <= MOST_TERMS else []


def _sum(formula: str, terms: list[str]) -> str:
    return f"{formula} = {' + '.join(terms)}" if terms else formula


def _note_law(working: Recorder, seen: Window) -> None:
    unit, time, tau = seen.problem.flow_unit, seen.problem.time_unit, show(seen.length)
    formula = rf"I = \frac{{{show(seen.area)}}}{{{tau}}}"
    text = "Inventory: the area over the length of the window."
    working.note(text, formula, seen.inventory, unit, inventory=seen.inventory)
    formula = rf"R = \frac{{{show(seen.departed)}}}{{{tau}}}"
    text = "Flow rate: the departures over the length of the window."
    working.note(text, formula, seen.flow_rate, f"{unit}/{time}")
    stays = show(seen.flow_time * seen.departed)
    formula = rf"T = \frac{{{stays}}}{{{max(1, seen.departed)}}}"
    text = "Flow time: the mean whole stay of the departed."
    working.note(text, formula, seen.flow_time, time)
    formula = rf"\frac{{{show(seen.after)} - {show(seen.before)}}}{{{tau}}}"
    text = "Edge: time in the window of those still inside, less time that the departed spent "
    working.note(f"{text}before the window.", formula, seen.edge, unit)
    sign, edge = "-" if seen.edge < 0 else "+", show(abs(seen.edge))
    formula = rf"R \times T + \text{{edge}} = {show(seen.flow_rate)} \times {show(seen.flow_time)}"
    text = LAW if seen.before or seen.after else UNCUT
    working.note(text, f"{formula} {sign} {edge}", seen.inventory, unit)


def _ends(log: FlowLog, start: Any, end: Any) -> tuple[float, float]:
    faults = Faults("window")
    came, _ = log.since_origin
    first = float(came.min()) if start is None else _moment(log, start, "start", faults)
    last = log.last if end is None else _moment(log, end, "end", faults)
    if not faults.found and last - first < SMALLEST:
        problem = f"it ends at {log.moment(last)}, not after its start at {log.moment(first)}"
        faults.add("end", problem, "Give a start and a later end.")
    faults.raise_any()
    return first, last


def _moment(log: FlowLog, given: Any, place: str, faults: Faults) -> float:
    """A time of the log's kind as a number in its time unit."""
    return (
        _clock(log, given, place, faults) if log.has_times else _number(log, given, place, faults)
    )


def _number(log: FlowLog, given: Any, place: str, faults: Faults) -> float:
    try:
        tiny = isinstance(given, float) and abs(given) < SMALLEST  # exact() refuses some
        number = Fraction(given) if tiny else exact(given)
        if -LARGEST <= number <= LARGEST:
            return float(number)
        faults.add(place, f"{show(number)} is too far away", "Write a smaller number.")
    except ValueError as error:
        faults.add(place, str(error), f"Write a number, in {log.time_unit}.")
    return 0.0


def _clock(log: FlowLog, given: Any, place: str, faults: Faults) -> float:
    """A point in time, held to the same rules as those of the log."""
    import pandas as pd

    own, before = Faults("window"), len(faults.found)
    try:
        column = read(pd.Series([given], dtype=object), place, lambda row: "", own, log.zone)
    except (TypeError, ValueError, OverflowError):
        faults.add(place, f"this {type(given).__name__} is not a time", f"Write it as {EXAMPLE}.")
        return 0.0
    for fault in own.found:
        faults.add(place, fault.problem, fault.remedy)
    if not column.are_times or column.missing.all():
        if len(faults.found) == before:
            text = " ".join(str(given).split())[:40]
            problem = f"{text!r} is no point in time, as the log has them"
            faults.add(place, problem, f"Write it as {EXAMPLE}.")
        return 0.0
    if bool(column.zone) != bool(log.zone):
        problem = f"{given} has a time zone"
        faults.add(place, problem, "The log has none: leave it out.")
        return 0.0
    return float(log.numbers(column.values)[0])
