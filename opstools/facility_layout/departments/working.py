"""What the methods for layouts write down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...core import Step, Steps
from ...core.numbers import Number, count, exact, plain, show
from .problem import Departments
from .result import Assigned, Layout, Standing

MOST_TERMS = 12  # of a sum written out
MOST_SHOWN = 12  # better layouts of a search


def layout_of(
    problem: Departments,
    log: Sequence[tuple[tuple[int, ...], float]],
    method: str,
    least: Number,
    *,
    root: Number | None = None,
    nodes: int = 0,
) -> Layout:
    """The last of ever better layouts as a result."""
    found = Layout(problem, method, log[-1][0], least, working=Steps(()))
    steps = [*_better(problem, log), total(found), *_proof(problem, least, root, nodes)]
    nothing = Standing((None,) * len(problem.names))
    return replace(found, working=Steps(steps, nothing))


def _better(problem: Departments, log: Sequence[tuple[Any, float]]) -> Iterator[Step]:
    """Each better layout as it was found."""
    before: Assigned = (None,) * len(problem.names)
    for assigned, value in log[-MOST_SHOWN:]:
        pairs = zip(before, assigned, strict=True)
        moved = tuple(k for k, (old, new) in enumerate(pairs) if old is not None and old != new)
        text = "A better layout." if moved else "The first layout that was found."
        cost = problem.scaled.cost(value)
        yield Step(text, "", cost, problem.cost_unit, Standing(assigned, moved))
        before = assigned


def total(layout: Layout) -> Step:
    """The cost of a layout, term by term."""
    problem = layout.problem
    terms = [(each.weight, layout.distance(each)) for each in problem.loads]
    formula = r"\sum f\,c\,d"
    if len(terms) <= MOST_TERMS:
        formula += " = " + " + ".join(rf"{show(w)} \times {show(d)}" for w, d in terms)
        fee = layout.placement_cost
        if problem.placement_costs:
            formula += f" + {show(fee)}" if exact(fee) >= 0 else f" - {show(plain(-exact(fee)))}"
    text, stands = "What it costs: loads × distances.", Standing(layout.assigned)
    return Step(text, formula, layout.cost, problem.cost_unit, stands)


def _proof(problem: Departments, least: Number, root: Number | None, nodes: int) -> Iterator[Step]:
    unit = problem.cost_unit
    if root is not None:
        yield Step("Before anything is placed: what no layout can be below (Gilmore–Lawler).",
                   "", root, unit)  # fmt: skip
        looked = f"Branch and bound looked at {count(nodes, 'partial layout')}"
        yield Step(f"{looked}: no layout can be below this.", "", least, unit)
    else:
        yield Step("What no layout can be below.", "", least, unit)


def compared(problem: Departments) -> Step:
    """What the best layout costs, or what none can be below."""
    least = problem.bound
    return Step("For comparison: what no layout can be below.", "", least, problem.cost_unit)


def in_turn(problem: Departments, assigned: Sequence[int]) -> Iterator[Step]:
    """Departments placed one by one, each with what it adds."""
    placed: list[int | None] = [None] * len(assigned)
    told = problem.placement_costs
    for k, place in enumerate(assigned):
        placed[k] = place
        terms = []
        for each in problem.loads:
            if max(each.one, each.other) == k:
                far = problem.distances.cells[assigned[each.one]][assigned[each.other]]
                terms.append((each.weight, far))
        value = sum((exact(w) * exact(d) for w, d in terms), exact(0))
        parts = [rf"{show(w)} \times {show(d)}" for w, d in terms]
        if told:
            value += exact(told.cells[k][place])
            parts.append(f"({show(told.cells[k][place])})")
        formula = " + ".join(parts) if len(parts) <= MOST_TERMS else r"\sum f\,c\,d"
        text = f"{problem.names[k]} into place {problem.places[place]}"
        text += ": its loads to those that stand already." if terms else "."
        yield Step(text, formula, plain(value), problem.cost_unit, Standing(tuple(placed), (k,)))
