"""The textbook integer program, to read and to solve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..core import Faults, fail, public
from ..core.figures import whole
from ..core.names import check_known
from ..core.numbers import quoted
from ..core.table import name
from .problem import Line
from .rules import longest_task_time

if TYPE_CHECKING:
    import pulp

Pairs = Sequence[tuple[str, str]]


@public
def integer_program(
    line: Line, *, together: Pairs = (), apart: Pairs = (), stations: int | None = None
) -> pulp.LpProblem:
    r"""The 0/1 model of SALBP-1 as a `pulp.LpProblem`.

    x_i_k is 1 if task i is done in station k, y_k is 1 if station k is used; the sum of y is to be
    as small as possible. Each task has one station; no station holds more than C; a predecessor
    stands in the same station or an earlier one; stations are used from the first. Pairs of tasks
    may have to stand `together` in a station, or `apart`. The number of `stations` to choose from
    is what a priority rule needs, unless told. Tasks keep their names where these are plain letters
    and digits, else they are numbered. Pairs of unknown tasks raise `ProblemError`.
    Source: Bowman (1960) for the integer programming view; Patterson & Albracht (1975).

    >>> import pulp
    >>> from opstools import datasets
    >>> model = integer_program(datasets.load("mertens"))
    >>> status = model.solve(pulp.PULP_CBC_CMD(msg=False))
    >>> pulp.LpStatus[status], model.objective.value()
    ('Optimal', 5.0)
    """
    import pulp

    if line.long_tasks == "parallel":
        problem = "the textbook model has no parallel stations"
        remedy = "Use fewest_stations, or a cycle time that no task exceeds."
        fail("integer program", "long_tasks", problem, remedy)
    faults = Faults("integer program")
    pairs = read_pairs(line, together, "together", faults), read_pairs(line, apart, "apart", faults)
    most = None if stations is None else whole(stations, "stations", faults, len(line.tasks))
    faults.raise_any()
    places = range(1, (most or len(longest_task_time(line).stations)) + 1)
    labels = plain_names(line)
    model = pulp.LpProblem("fewest_stations", pulp.LpMinimize)
    x = {
        (task, k): pulp.LpVariable(f"x_{label}_{k}", cat="Binary")
        for task, label in labels.items()
        for k in places
    }
    y = {k: pulp.LpVariable(f"y_{k}", cat="Binary") for k in places}
    model += pulp.lpSum(y.values()), "stations"
    _add_stations(model, line, x, y)
    _add_precedence(model, line, x, places)
    for kind, chosen in zip(("together", "apart"), pairs, strict=True):
        for number, (one, other) in enumerate(chosen, 1):
            for k in places:
                same = x[one, k] == x[other, k]
                rule = same if kind == "together" else x[one, k] + x[other, k] <= 1
                model += rule, f"{kind}_{number}_{k}"
    return model


def _add_stations(
    model: pulp.LpProblem, line: Line, x: Mapping[tuple[str, int], Any], y: Mapping[int, Any]
) -> None:
    """Each task has one station, no station holds more than C, none is passed over."""
    import pulp

    labels = plain_names(line)
    for task, label in labels.items():
        model += pulp.lpSum(x[task, k] for k in y) == 1, f"once_{label}"
    for k in y:
        work = pulp.lpSum(t * x[task, k] for task, t in zip(labels, line.whole_times, strict=True))
        model += work <= line.whole_cycle * y[k], f"cycle_time_{k}"
        if k > 1:
            model += y[k] <= y[k - 1], f"in_order_{k}"


def _add_precedence(
    model: pulp.LpProblem, line: Line, x: Mapping[tuple[str, int], Any], places: Iterable[int]
) -> None:
    """No task stands in a station before that of its predecessor."""
    import pulp

    labels = plain_names(line)
    for each in line.tasks:
        for before in each.predecessors:
            here = pulp.lpSum(k * x[each.name, k] for k in places)
            there = pulp.lpSum(k * x[before, k] for k in places)
            model += there <= here, f"{labels[before]}_before_{labels[each.name]}"


def plain_names(line: Line) -> dict[str, str]:
    """Task -> what it is called in the model."""
    return {
        each: each if each.isascii() and each.isalnum() else f"task_{i}"
        for i, each in enumerate(line.index, 1)
    }


def read_pairs(line: Line, given: Any, place: str, faults: Faults) -> list[tuple[str, str]]:
    """Pairs of names of tasks."""
    pairs = list(given) if isinstance(given, (tuple, list)) else [given]
    found = []
    for pair in pairs:
        names = [name(each) for each in pair] if isinstance(pair, (tuple, list)) else []
        if len(names) != 2 or names[0] == names[1]:
            faults.add(place, f"{quoted(pair)} is no pair of tasks", 'Write [("A", "B"), …].')
            continue
        check_known("task", names, line.index, place, faults)
        found.append((names[0], names[1]))
    return found
