"""A stretch of the field's history."""

from __future__ import annotations

from ...core import Infeasible, Step, Steps, fail, public
from ...core.errors import Faults
from ...core.figures import whole
from .problem import LATEST, History
from .result import Timeline


@public
def timeline(history: History, *, first: int = 1, last: int = LATEST) -> Timeline:
    """The ideas of some years in order, with the years that passed between them.

    Years in the wrong order raise `ProblemError`, years without an idea `Infeasible`.
    Source: Wren & Bedeian, The Evolution of Management Thought (a history of the field); each idea
    of the dataset `ideas` has its own source.

    >>> from opstools import datasets
    >>> timeline(datasets.load("ideas"), first=1910, last=1919).measures
    ideas 6, years 8, longest gap 4 years
    """
    faults = Faults("timeline")
    start = whole(first, "first", faults, LATEST)
    end = whole(last, "last", faults, LATEST)
    if not faults.found and start > end:
        faults.add("first", f"{start} is after {end}", "Give the earlier year first.")
    faults.raise_any()
    events = tuple(each for each in history.events if start <= each.year <= end)
    if not events:
        own = history.events
        remedy = f"The years of the ideas are {own[0].year} to {own[-1].year}."
        fail("timeline", "years", f"there is no idea from {start} to {end}", remedy, Infeasible)
    chosen = history.replace(events=events)
    working, before = [], None
    for k, each in enumerate(events, 1):
        text = f"{each.year}: {each.idea} ({each.people})."
        if before is None:
            working.append(Step(text, state=k))
        else:
            since = each.year - before
            working.append(Step(text, f"{each.year} - {before}", since, "year", k))
        before = each.year
    return Timeline(chosen, working=Steps(working, 0))
