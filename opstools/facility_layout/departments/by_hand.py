"""A layout that somebody made by hand, checked as strictly as any method's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...core import Faults, Steps, public
from ...core.names import check_known
from ...core.numbers import count, listing, quoted
from ...core.table import name
from .problem import Departments
from .result import Layout, Standing
from .working import compared, in_turn, total

HOW = "Give {department: place}, one place for each."


@public
def by_hand(departments: Departments, places: Any) -> Layout:
    """Judge a layout: what it costs, and how far it is from the best.

    `places` maps each department to its place, or lists places in the order of the departments.
    Each department has a place of its own, and fixed ones stand where they must; otherwise one
    `ProblemError` names everything that is wrong. Source: Koopmans & Beckmann (1957), for the cost.

    >>> import pandas as pd
    >>> flows = pd.DataFrame([[0, 9, 2], [1, 0, 4], [0, 0, 0]], list("ABC"), list("ABC"))
    >>> by_hand(flows, {"A": "1", "B": "3", "C": "2"}, distances="1 x 3").cost
    26
    >>> by_hand(flows, {"A": "1", "B": "1", "C": "2"}, distances="1 x 3")
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: layout, place 1: A and B both stand there. \
Give each a place of its own; 3 is empty.
    """
    assigned = read_places(departments, places)
    nothing = Standing((None,) * len(assigned))
    made = Layout(departments, "by_hand", assigned, departments.bound, working=Steps(()))
    steps = [*in_turn(departments, assigned), total(made), compared(departments)]
    return replace(made, working=Steps(steps, nothing))


def read_places(problem: Departments, given: Any) -> tuple[int, ...]:
    """The place of each department, in their order."""
    faults = Faults("layout")
    told = _told(problem, given, faults)
    faults.raise_any()
    check_known("department", told, problem.names, "places", faults)
    if missing := [each for each in problem.names if each not in told]:
        faults.add("places", f"{listing(missing)} without a place", HOW)
    check_known("place", told.values(), problem.places, "places", faults)
    empty = [each for each in problem.places if each not in told.values()]
    for place in dict.fromkeys(told.values()):
        there = [each for each, at in told.items() if at == place]
        if len(there) > 1:
            problem_ = f"{listing(there)} {'both' if len(there) == 2 else 'all'} stand there"
            remedy = f"Give each a place of its own; {listing(empty)} "
            remedy += "is empty." if len(empty) == 1 else "are empty."
            faults.add(f"place {place}", problem_, remedy)
    for department, place in problem.fixed:
        if told.get(department, place) != place:
            remedy = f"Leave it in place {place}."
            faults.add(department, f"it is fixed, and stands in place {told[department]}", remedy)
    faults.raise_any()
    return tuple(problem.places.index(told[each]) for each in problem.names)


def _told(problem: Departments, given: Any, faults: Faults) -> dict[str, str]:
    """Department -> place, as it was given."""
    if isinstance(given, Layout):
        given = given.places
    if hasattr(given, "columns") and hasattr(given, "itertuples"):
        if len(given.columns) == 2:
            given = list(given.itertuples(index=False, name=None))
    elif hasattr(given, "items"):
        given = list(given.items())
    if not isinstance(given, (list, tuple)):
        faults.add("places", f"{quoted(given)} is no mapping", HOW)
        return {}
    if given and all(isinstance(each, (list, tuple)) and len(each) == 2 for each in given):
        told: dict[str, str] = {}
        for one, place in ((name(one), name(place)) for one, place in given):
            if told.setdefault(one, place) != place:
                faults.add(one, f"it is put into {told[one]} and into {place}", HOW)
        return told
    if len(given) == len(problem.names):
        return dict(zip(problem.names, map(name, given), strict=True))
    faults.add("places", f"{len(given)} for {count(len(problem.names), 'department')}", HOW)
    return {}
