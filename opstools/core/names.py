"""Checks of names: each there, once, known; and of what comes before what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from .errors import Faults
from .numbers import listing, plural
from .table import COMMAS, suggestion

MOST_LOOPS_NAMED = 5


def row_of(row: int, thing: str, name: str) -> str:
    """Where a fault stands.

    >>> row_of(2, "task", "B"), row_of(3, "task", "")
    ('row 2 (task B)', 'row 3')
    """
    return f"row {row} ({thing} {name})" if name else f"row {row}"


def check_names(thing: str, names: Sequence[str], faults: Faults, *, commas: bool = True) -> None:
    """Every row has a name, no name is there twice; with `commas=False` none holds one.

    >>> faults = Faults("line")
    >>> check_names("task", ["A", "A", ""], faults)
    >>> print(*faults.found, sep="\\n")
    row 3, task: it has no name. Name every task.
    rows 1 and 2: task A is there 2 times. Give every task a name of its own.
    """
    if not names:
        faults.add(plural(thing), "there are none", f"Give at least one {thing}.")
    places: dict[str, list[int]] = {}
    for row, name in enumerate(names, 1):
        places.setdefault(name, []).append(row)
        if not name:
            faults.add(f"row {row}, {thing}", "it has no name", f"Name every {thing}.")
        elif not commas and set(name) & set(COMMAS):
            remedy = "Commas part names in a cell; use another mark."
            faults.add(row_of(row, thing, name), "the name has a comma", remedy)
    for name, rows in places.items():
        if name and len(rows) > 1:
            problem = f"{thing} {name} is there {len(rows)} times"
            remedy = f"Give every {thing} a name of its own."
            faults.add(f"rows {listing(rows)}", problem, remedy)


def check_known(
    thing: str, names: Iterable[str], known: Collection[str], place: str, faults: Faults
) -> None:
    """Every name is one of the known ones; the message gives the nearest.

    >>> faults = Faults("process")
    >>> check_known("step", ["red"], ["x-ray", "read"], "wage", faults)
    >>> print(*faults.found)
    wage: there is no step red. Did you mean read?
    """
    for name in names:
        if name not in known:
            near = "" if faults.full else suggestion(name, known)
            remedy = near or f"The {plural(thing)} are {listing(known)}."
            faults.add(place, f"there is no {thing} {name}", remedy)


def check_precedence(
    thing: str, predecessors: Sequence[tuple[str, Sequence[str]]], faults: Faults
) -> None:
    """Names are there, once each; predecessors exist; nothing waits for itself.

    `predecessors` holds for each row its name and the names of what must come before.
    """
    names = [name for name, _ in predecessors]
    check_names(thing, names, faults, commas=False)
    known = dict.fromkeys(filter(None, names))
    for row, (name, before) in enumerate(predecessors, 1):
        place = f"{row_of(row, thing, name)}, predecessors"
        check_known(thing, before, known, place, faults)
    for loop in loops(dict(predecessors)):
        remedy = f"No {thing} may wait for itself; take out one of these predecessors."
        faults.add("predecessors", f"they run in a circle, {' → '.join(loop)}", remedy)


def loops(predecessors: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Some circles of a precedence graph, each as a chain that ends where it began.

    >>> loops({"A": ["B"], "B": ["A"]})
    [['A', 'B', 'A']]
    """
    graph = {name: dict.fromkeys(before) for name, before in predecessors.items()}
    found: list[list[str]] = []
    while len(found) < MOST_LOOPS_NAMED:
        try:
            TopologicalSorter(graph).prepare()
            break
        except CycleError as error:
            loop: list[str] = error.args[1]
            found.append(loop)
            del graph[loop[1]][loop[0]]
    return found
