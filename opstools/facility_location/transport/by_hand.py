"""A shipment that somebody made by hand, checked as strictly as any method's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...core import Faults, fail, public
from ...core.figures import not_negative
from ...core.names import check_known
from ...core.numbers import exact, plain, quoted, show
from ...core.table import name
from .basis import Cell
from .problem import Balanced, Transport
from .result import Board, Shipment
from .spanning import whole_basis, with_dummies
from .working import costed, finished

HOW = "Give source, destination and amount of each way, or a table of amounts."
Way = tuple[str, str, Any]


@public
def ship_by_hand(transport: Transport, plan: Any) -> Shipment:
    """Judge a plan: how much goes from where to where, and how far it is from the cheapest.

    `plan` lists (source, destination, amount) for each way, or maps (source, destination) to
    amounts, or is a table like that of the costs. Each destination gets what it needs where there
    is enough, no source gives more than it has, no prohibited way is used; otherwise one
    `ProblemError` names everything that is wrong. Source: the definition of a feasible plan in
    Dantzig (1951).

    >>> import pandas as pd
    >>> costs = pd.DataFrame({"X": [4, 2], "Y": [3, 6]}, index=["A", "B"])
    >>> transport = Transport.from_frame(costs, supply=[30, 20], demand=[25, 25])
    >>> plan = [("A", "X", 10), ("A", "Y", 20), ("B", "X", 15), ("B", "Y", 5)]
    >>> ship_by_hand(transport, plan).cost
    160
    >>> ship_by_hand(transport, [("A", "X", 25), ("B", "Y", 25)])
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: plan, source B: it has 20 units and gives 25 units. \
Ship 5 units less from it.
    """
    faults, known = Faults("plan"), transport.balanced
    amounts: dict[Cell, Fraction] = {}
    for source, destination, amount in _ways(plan, faults):
        place = f"{source} → {destination}"
        check_known("source", [source], transport.costs.rows, place, faults)
        check_known("destination", [destination], transport.costs.columns, place, faults)
        shipped = not_negative(amount, place, faults, transport.unit)
        if source in transport.costs.rows and destination in transport.costs.columns:
            cell = known.rows.index(source), known.columns.index(destination)
            amounts[cell] = amounts.get(cell, Fraction(0)) + shipped
            if shipped and known.cost(*cell) is None:
                faults.add(place, "that way is prohibited", "Ship nothing on it.")
    faults.raise_any()
    _check_sums(known, amounts, faults)
    faults.raise_any()
    known = known.finer(map(plain, amounts.values()))
    given = with_dummies(known, {cell: int(x * known.parts) for cell, x in amounts.items() if x})
    board = Board(tuple((cell, known.amount(x)) for cell, x in given.items()))
    steps = [replace(costed(known, given), state=board)]
    return finished(known, given, steps, "ship_by_hand", basis=whole_basis(known, given))


def _ways(plan: Any, faults: Faults) -> list[Way]:
    """What was given, as source, destination, amount."""
    if hasattr(plan, "stack") and hasattr(plan, "columns"):
        headings = [name(each).casefold() for each in plan.columns]
        if headings[:3] == ["source", "destination", "amount"]:
            return [(name(a), name(b), x) for a, b, x in plan.iloc[:, :3].itertuples(index=False)]
        if Transport.columns[0].bears(headings[0] if headings else ""):
            plan = plan.set_index(plan.columns[0])
        return [
            (name(row), name(column), cell)
            for row, cells in plan.iterrows()
            for column, cell in cells.items()
            if cell == cell and cell
        ]
    if isinstance(plan, Mapping):
        plan = [(*key, x) if isinstance(key, tuple) else (key, x) for key, x in plan.items()]
    if isinstance(plan, (str, bytes)) or not isinstance(plan, Iterable):
        fail("plan", "ways", f"{quoted(plan)} is not a list", HOW)
    ways = []
    for k, way in enumerate(plan, 1):
        if isinstance(way, (list, tuple)) and len(way) == 3:
            ways.append((name(way[0]), name(way[1]), way[2]))
        else:
            faults.add(f"way {k}", f"{quoted(way)} is no way", HOW)
    faults.raise_any()
    return ways


def _check_sums(known: Balanced, amounts: Mapping[Cell, Fraction], faults: Faults) -> None:
    """No source gives more than it has; what is shipped is as much as can be, to who needs it."""
    problem, unit = known.problem, known.problem.unit
    short = sum(map(exact, problem.supply)) < sum(map(exact, problem.demand))
    for i, (source, has) in enumerate(zip(problem.costs.rows, problem.supply, strict=True)):
        gives = sum((x for (row, _), x in amounts.items() if row == i), Fraction(0))
        if gives > exact(has):
            less = show(plain(gives - exact(has)), unit)
            faults.add(
                f"source {source}",
                f"it has {show(has, unit)} and gives {show(plain(gives), unit)}",
                f"Ship {less} less from it.",
            )
        elif short and gives < exact(has):
            more = show(plain(exact(has) - gives), unit)
            faults.add(
                f"source {source}",
                f"it keeps {more} while there is too little for all",
                "Ship all it has.",
            )
    for j, (place, needs) in enumerate(zip(problem.costs.columns, problem.demand, strict=True)):
        gets = sum((x for (_, column), x in amounts.items() if column == j), Fraction(0))
        if gets > exact(needs) or (not short and gets < exact(needs)):
            faults.add(
                f"destination {place}",
                f"it needs {show(needs, unit)} and gets {show(plain(gets), unit)}",
                "Ship as much as it needs.",
            )
