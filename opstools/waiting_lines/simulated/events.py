"""The first events of a simulated line, one by one."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ...core import Step, Steps
from ...core.numbers import show
from ..queue.averages import Averages, Known
from ..queue.result import Snapshot

EVENTS_SHOWN = 40
LEAVES, COMES, LEAVES_AT_ONCE = 0, 1, 2  # the order at one moment; at once: served in no time


def first_events(times: tuple[Any, Any, Any], line: Averages) -> Steps:
    """The first events as steps, then the averages over all customers.

    At one moment customers leave before others come, and a service starts with the event that
    makes it possible.
    """
    servers, unit = line.servers, line.time_unit
    shown = min(len(times[0]), EVENTS_SHOWN)
    a, b, d = (each[:shown].tolist() for each in times)
    came = [(a[i], COMES, i) for i in range(shown)]
    left = [(d[i], LEAVES if d[i] > a[i] else LEAVES_AT_ONCE, i) for i in range(shown)]
    steps = []
    for event in sorted(came + left)[:EVENTS_SHOWN]:
        now, what, i = event
        known = [j for j in range(shown) if came[j] <= event < left[j]]
        begun = [j for j in known if b[j] <= now][:servers]
        now_here = Snapshot(
            time=now,
            in_service=tuple(j + 1 for j in begun),
            waiting=tuple(j + 1 for j in known if j not in begun),
            gone=sum(each <= event for each in left),
        )
        steps.append(Step(_sentence(i, what, now, b[i], unit), state=now_here))
    text = "And so on. Averages over all customers that are counted; of the time in queue:"
    steps.append(Step(text, "", line.time_in_queue, unit, _all_known(line)))
    return Steps(steps, Snapshot())


def _all_known(line: Averages) -> Known:
    return Known(**{each.name: getattr(line, each.name) for each in fields(Known)})


def _sentence(i: int, what: int, now: float, start: float, unit: str) -> str:
    if what != COMES:
        return f"At {show(now, unit)} customer {i + 1} leaves."
    then = "is served at once" if start <= now else f"waits until {show(start, unit)}"
    return f"At {show(now, unit)} customer {i + 1} comes and {then}."
