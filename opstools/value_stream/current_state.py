"""From a stream to the figures of its map."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from ..core import Faults, Step, Steps, public
from ..core.figures import whole
from ..core.numbers import Number, exact, listing, plain, show
from .numbers import rounded
from .problem import Process, ValueStream
from .result import Rung, StreamMap
from .rooms import CUSTOMER

DAY = {"s": 86_400, "min": 1440, "h": 24, "day": 1}
MOST_TERMS = 14
Basis = Literal["available", "24h"]


@public
def current_state(
    stream: ValueStream, *, day: Basis = "available", rounding: int | None = None
) -> StreamMap:
    """Takt, lead-time ladder, processing time and process cycle efficiency of a stream.

    What waits is counted in days, pieces over daily demand; the lead time is their sum along the
    longest way. The process cycle efficiency is processing time over lead time, whose days count as
    working time (`day="available"`) or as 24 hours (`"24h"`). `rounding` rounds the days at each
    triangle before they are added, as printed maps do. Bad tables raise `ProblemError`.
    Source: Rother & Shook (1998).

    >>> from opstools import datasets
    >>> acme = current_state(datasets.load("acme_stamping"), rounding=1)
    >>> acme.takt, acme.lead_time, acme.processing_time
    (60, 23.6, 188)
    """
    faults = Faults("map")
    digits = None if rounding is None else whole(rounding, "rounding", faults, 9, least=0)
    if day == "24h" and stream.time_unit not in DAY:
        problem = f"{stream.time_unit} is no unit of 24 hours"
        faults.add("day", problem, f"Give times in {listing(DAY, last='or')}.")
    faults.raise_any()
    ladder = _ladder(stream, digits)
    lead = sum((exact(rung.days) for rung in ladder), Fraction(0))
    work = sum((exact(rung.time) for rung in ladder), Fraction(0))
    length = exact(stream.available_time) if day == "available" else Fraction(DAY[stream.time_unit])
    efficiency = work / (lead * length) if lead else Fraction(1)
    takt = exact(stream.available_time) / exact(stream.demand)
    share = plain(min(efficiency, Fraction(1)))
    figures = plain(takt), plain(lead), plain(work), share
    working = Steps(_working(stream, ladder, figures, plain(length)), ())
    return StreamMap(stream, day, *figures, ladder, working=working)


def days_of(stream: ValueStream, before: str, digits: int | None = None) -> Fraction:
    """How long what waits before a process lasts, in days; 0 where nothing waits."""
    inventory = stream.inventory(before)
    if inventory is None:
        return Fraction(0)
    if inventory.days is not None:
        return exact(inventory.days)
    if inventory.time is not None:
        return exact(inventory.time) / exact(stream.available_time)
    return rounded(exact(inventory.pieces or 0) / exact(stream.demand), digits)


def _ladder(stream: ValueStream, digits: int | None) -> tuple[Rung, ...]:
    """The longest way to the customer: waiting above, processing below, in turn."""
    known = {each.name: each for each in stream.processes}
    starts = [name for name in known if name not in stream.ways.values()] or list(known)[:1]
    ways = [_way(stream, start) for start in starts]

    def length(way: list[str]) -> Fraction:
        return sum((days_of(stream, each, digits) for each in (*way, CUSTOMER)), Fraction(0))

    times: dict[str, Number] = {name: known[name].cycle_time for name in max(ways, key=length)}
    return tuple(
        Rung(place, plain(days_of(stream, place, digits)), time)
        for place, time in (times | {CUSTOMER: 0}).items()
    )


def _way(stream: ValueStream, start: str) -> list[str]:
    way = [start]
    while stream.ways[way[-1]] != CUSTOMER:
        way.append(stream.ways[way[-1]])
    return way


def _working(
    stream: ValueStream, ladder: tuple[Rung, ...], figures: tuple[Number, ...], length: Number
) -> Iterator[Step]:
    takt, lead, work, efficiency = figures
    unit = stream.time_unit
    formula = rf"\frac{{{show(stream.available_time)}}}{{{show(stream.demand)}}}"
    yield Step("Takt: the working time of a day over its demand.", formula, takt, unit)
    for k, rung in enumerate(ladder, 1):
        inventory = stream.inventory(rung.place)
        pieces = None if inventory is None else inventory.pieces
        formula = "" if pieces is None else rf"\frac{{{show(pieces)}}}{{{show(stream.demand)}}}"
        if inventory is not None and inventory.time is not None:
            formula = rf"\frac{{{show(inventory.time)}}}{{{show(stream.available_time)}}}"
        if pieces is not None and exact(pieces) != exact(rung.days) * exact(stream.demand):
            formula = rf"\text{{rounded}} {formula}"
        place = "the customer" if rung.place == CUSTOMER else rung.place
        yield Step(f"What waits before {place}, in days.", formula, rung.days, "day", ladder[:k])
    terms = " + ".join(show(rung.days) for rung in ladder)
    formula = terms if len(ladder) <= MOST_TERMS else r"\sum"
    yield Step("Lead time: all waiting together.", formula, lead, "day")
    times = [rung.time for rung in ladder if rung.place != CUSTOMER]
    formula = " + ".join(map(show, times)) if len(times) <= MOST_TERMS else r"\sum \text{C/T}"
    yield Step("Processing time: all cycle times on the way.", formula, work, unit)
    if lead:
        formula = rf"\frac{{{show(work)}}}{{{show(lead)} \times {show(length)}}}"
        day = show(length, unit)
        text = f"Process cycle efficiency: processing over lead time, a day of {day}."
        yield Step(text, formula, efficiency, "%")
    yield from _further(stream, takt)


def _further(stream: ValueStream, takt: Number) -> Iterator[Step]:
    """Pitch, operators by takt, rolled yield, and EPEI where there are changeovers."""
    unit = stream.time_unit
    if stream.pack != 1:
        pitch = plain(exact(takt) * exact(stream.pack))
        formula = rf"{show(takt)} \times {show(stream.pack)}"
        yield Step("Pitch: takt × pieces in a pack.", formula, pitch, unit)
    content = plain(sum((exact(e.cycle_time) for e in stream.processes), Fraction(0)))
    people = plain(exact(content) / exact(takt))
    text = "Operators by takt: all cycle times over takt."
    yield Step(text, rf"\frac{{{show(content)}}}{{{show(takt)}}}", people)
    for each in stream.processes:
        interval = interval_of(stream, each)
        if each.changeover and interval is not None:
            change = rf"{each.variants} \times {show(each.changeover)}"
            run = rf"{show(stream.demand)} \times {show(each.cycle_time)}"
            time = rf"{show(stream.available_time)} \times {show(each.uptime)}"
            formula = rf"\frac{{{change}}}{{{time} - {run}}}"
            yield Step(f"EPEI of {each.name}: each variant so often.", formula, interval, "day")


def interval_of(stream: ValueStream, process: Process) -> Number | None:
    """EPEI in days: all changeovers over the time left for them; None where none is left."""
    left: Any = exact(stream.available_time) * exact(process.uptime)
    left -= exact(stream.demand) * exact(process.cycle_time)
    change = exact(process.changeover) * exact(process.variants)
    return plain(change / left) if left > 0 else None
