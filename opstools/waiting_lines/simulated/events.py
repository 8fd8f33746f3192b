"""The first events of a simulated line, one by one."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ...core import Step, Steps
from ...core.numbers import show
from ..queue.averages import Averages, Known
from ..queue.result import Snapshot

EVENTS_SHOWN = 40


def first_events(times: tuple[Any, Any, Any], line: Averages) -> Steps:
    """The first events as steps, then the averages over all customers.

    A service starts with the event that makes it possible.
    """
    servers, unit = line.servers, line.time_unit
    shown = min(len(times[0]), EVENTS_SHOWN)
    a, b, d = (each[:shown].tolist() for each in times)
    moments = sorted([(d[i], 0, i) for i in range(shown)] + [(a[i], 1, i) for i in range(shown)])
    steps = []
    for k, (now, comes, i) in enumerate(moments[:EVENTS_SHOWN], 1):
        known = [j for j in range(shown) if a[j] <= now and (d[j], 0, j) > (now, comes, i)]
        known = [j for j in known if (a[j], 1, j) <= (now, comes, i)]
        begun = [j for j in known if b[j] <= now][:servers]
        now_here = Snapshot(
            time=now,
            in_service=tuple(j + 1 for j in begun),
            waiting=tuple(j + 1 for j in known if j not in begun),
            gone=sum((d[j], 0, j) <= (now, comes, i) for j in range(shown)),
        )
        steps.append(Step(_sentence(k, i, comes, now, b[i], unit), state=now_here))
    text = "And so on. Averages over all customers that are counted; of the time in queue:"
    steps.append(Step(text, "", line.time_in_queue, unit, _all_known(line)))
    return Steps(steps, Snapshot())


def _all_known(line: Averages) -> Known:
    return Known(**{each.name: getattr(line, each.name) for each in fields(Known)})


def _sentence(k: int, i: int, comes: int, now: float, start: float, unit: str) -> str:
    if not comes:
        return f"At {show(now, unit)} customer {i + 1} leaves."
    then = "is served at once" if start <= now else f"waits until {show(start, unit)}"
    return f"At {show(now, unit)} customer {i + 1} comes and {then}."
