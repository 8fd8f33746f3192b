"""What can be wrong with a line, and what a student reads about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from ..core import Faults
from ..core.numbers import listing, plain, show
from ..core.table import COMMAS, suggestion

if TYPE_CHECKING:
    from .problem import Task

CONVENTIONS = {
    "efficiency_by": ("cycle_time", "largest_load"),
    "smoothness_by": ("largest_load", "cycle_time"),
    "long_tasks": ("error", "parallel"),
}
MOST_LOOPS_NAMED = 5


def check_precedence(tasks: Sequence[Task], faults: Faults) -> None:
    """Names are there, once each; predecessors exist; nothing waits for itself."""
    if not tasks:
        faults.add("tasks", "there are none", "Give one row for each task.")
    known = Counter(task.name for task in tasks if task.name)
    for row, task in enumerate(tasks, 1):
        if not task.name:
            faults.add(f"row {row}, task", "it has no name", "Name every task.")
        elif set(task.name) & set(COMMAS):
            remedy = "Commas part the names of predecessors; use another mark."
            faults.add(f"row {row} (task {task.name})", "the name has a comma", remedy)
    for name, times in known.items():
        if times > 1:
            where = [row for row, task in enumerate(tasks, 1) if task.name == name]
            remedy = "Give every task a name of its own."
            faults.add(f"rows {listing(where)}", f"task {name} is there {times} times", remedy)
    for row, task in enumerate(tasks, 1):
        for unknown in (p for p in task.predecessors if p not in known):
            near = "" if faults.full else suggestion(unknown, known)
            remedy = near or f"The tasks are {listing(known)}."
            spot = f"row {row} (task {task.name}), predecessors"
            faults.add(spot, f"there is no task {unknown}", remedy)
    for loop in _loops(tasks):
        remedy = "No task may wait for itself; take out one of these predecessors."
        faults.add("predecessors", f"they run in a circle, {' → '.join(loop)}", remedy)


def _loops(tasks: Sequence[Task]) -> list[list[str]]:
    """Some circles of the precedence graph, each as a chain that ends where it began."""
    graph = {task.name: dict.fromkeys(task.predecessors) for task in tasks}
    loops: list[list[str]] = []
    while len(loops) < MOST_LOOPS_NAMED:
        try:
            TopologicalSorter(graph).prepare()
            break
        except CycleError as error:
            loop: list[str] = error.args[1]
            loops.append(loop)
            del graph[loop[1]][loop[0]]
    return loops


def check_conventions(line: Any, faults: Faults) -> None:
    """Every convention is one of its choices."""
    for name, choices in CONVENTIONS.items():
        value = getattr(line, name)
        if not isinstance(value, str) or value not in choices:
            faults.add(name, f"{value!r} is not known", f"Choose {' or '.join(choices)}.")


def check_cycle_time(
    tasks: Sequence[Task], times: Sequence[Fraction], cycle: Fraction, unit: str, faults: Faults
) -> None:
    """No task is longer than the cycle time."""
    long = [k for k, time in enumerate(times) if time > cycle]
    if not long:
        return
    those = listing(f"{tasks[k].name} ({show(plain(times[k]), unit)})" for k in long)
    verb = "takes" if len(long) == 1 else "take"
    problem = f"{show(plain(cycle), unit)} is too short, {those} {verb} longer"
    smallest = show(plain(max(times)), unit)
    remedy = f"The smallest feasible cycle time is {smallest}; or give long_tasks='parallel'."
    faults.add("cycle_time", problem, remedy)
