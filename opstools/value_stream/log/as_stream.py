"""The stream behind lead times: processes and what waits, each with its statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core import Faults
from ...core.names import check_known
from ...core.numbers import listing, show
from ..current_state import DAY
from ..problem import Process, ValueStream
from ..rooms import CUSTOMER, PUSH, Inventory

START, END = " start", " end"


def as_stream(found: Any, flows: Mapping[str, str], settings: dict[str, Any]) -> ValueStream:
    """Segments from "X start" to "X end" are processes, the others wait before the next one."""
    processes, waiting = [], dict[str, Inventory]()
    places = [_process(each) for each in found.segments]
    faults = Faults("lead times")
    if found.time_unit not in DAY:
        faults.add(
            "time_unit",
            f"{found.time_unit} is no unit of a day",
            f"Give {listing(DAY, last='or')}.",
        )
    if not any(places):
        faults.add("points", 'no process has a "start" and an "end"', "Name points so.")
    check_known("place", list(flows), [*filter(None, places), CUSTOMER], "flows", faults)
    faults.raise_any()
    unit = found.time_unit
    for k, each in enumerate(found.segments):
        if places[k]:
            processes.append(Process(places[k], each.mean, note=spread(each, unit)))
            continue
        before = next((place for place in places[k:] if place), CUSTOMER)
        days, note = each.mean / DAY[unit], f"{_short(each.mean)} {unit}, {spread(each)}"
        if before in waiting:  # a point between two processes parts one wait
            days += waiting[before].days or 0
            note = f"{waiting[before].note}; {note}"
        waiting[before] = Inventory(before, days=days, flow=flows.get(before, PUSH), note=note)
    own = {"time_unit": unit, "title": "Value stream with its lead times"}
    return ValueStream(tuple(processes), inventories=tuple(waiting.values()), **{**own, **settings})


def _process(segment: Any) -> str:
    """The process that a segment lies in; empty for one between processes."""
    first, last = segment.points
    inside = first.endswith(START) and last.endswith(END)
    return first.removesuffix(START) if inside and first[: -len(START)] == last[: -len(END)] else ""


def spread(segment: Any, unit: str = "") -> str:
    """Deviation, minimum and maximum in a few words."""
    deviation = f"{_short(segment.sd)} {unit}".strip()
    return f"sd {deviation}, {_short(segment.min)} to {_short(segment.max)}"


def _short(value: float) -> str:
    """A figure in at most two digits after the point, in none from ten on."""
    return show(round(value) if value >= 10 else round(value, 1 if value >= 1 else 2))
