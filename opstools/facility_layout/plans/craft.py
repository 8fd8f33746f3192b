"""CRAFT: exchange departments of a plan as long as moving loads gets cheaper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.names import check_known
from ...core.numbers import exact, listing, plain, quoted, show
from ...core.table import name
from ..departments.problem import MOST, Departments
from ..squares import as_frame
from .grid import Grid, Square, beside, centre, painted, pieces, squares, touching
from .links import loaded
from .problem import Plan
from .result import BlockPlan, Drawn, Swap, score_steps
from .score import Link, distance, scored

Where = Mapping[str, Sequence[Square]]


@public
def craft(plan: Plan, flows: Any, *, unit_cost: Any = None, fixed: Any = ()) -> BlockPlan:
    """Improve a block plan by exchanging departments of equal area, or that touch.

    The cost is Σ load × unit cost × rectilinear distance of centroids; `flows` and `unit_cost` are
    those of `Departments`. In each round every exchange is estimated by exchanging the two
    centroids; the one that promises most is drawn and its actual cost is worked out, which differs
    where areas do. It is made if it saves indeed; else the next best is drawn. `fixed` names
    departments that stay. The `log` has the estimated and the actual change of each that was drawn.
    When it is interrupted, the plan so far comes back. What stands only in the plan or only in the
    flows raises `ProblemError`. Source: Armour & Buffa (1963); Buffa, Armour & Vollmann (1964).

    >>> import pandas as pd
    >>> flows = pd.DataFrame([[0, 1, 9], [0, 0, 1], [0, 0, 0]], list("ABC"), list("ABC"))
    >>> better = craft(["ABC"], flows)
    >>> better.grid, better.cost
    ((('B', 'A', 'C'),), 12)
    """
    departments = _loads(plan, flows, unit_cost)
    pinned = _fixed(fixed, plan)
    links, unit = loaded(plan, departments), departments.money
    if departments.unit_cost is None:
        unit = f"{departments.load}·squares"
    steps, swaps, grid = list[Step](), list[Swap](), plan.grid
    cost = _cost(grid, links)
    steps.append(Step("The plan to begin with.", "", plain(cost), unit, Drawn(grid)))
    end = "No exchange that is left saves anything."
    try:
        for swap, after in _exchanges(grid, links, pinned):
            drawn = Drawn(after, (swap.one, swap.other)) if swap.made else None
            steps.append(_told(swap, cost, unit, drawn))
            swaps.append(swap)
            if swap.made:
                grid, cost = after, _cost(after, links)
    except KeyboardInterrupt:
        end = "The search was interrupted; exchanges that are left may save more."
    steps.append(Step(end))
    start = Drawn(tuple(("",) * len(row) for row in grid))
    order = tuple(squares(grid))
    found = BlockPlan(
        plan, "craft", grid, order, links, far_unit=unit, swaps=tuple(swaps), working=Steps(())
    )
    return replace(found, working=Steps([*steps, *score_steps(found)], start))


def _exchanges(
    grid: Grid, links: Sequence[Link], pinned: frozenset[str]
) -> Iterator[tuple[Swap, Grid]]:
    """Each exchange that is drawn, made where it saves, until a round finds none."""
    cost, number, found = _cost(grid, links), 0, True
    while found:
        found, number = False, number + 1
        for estimated, one, other in _promising(grid, links, pinned):
            after = _best(exchanged(grid, one, other), links)
            if after is None:
                continue
            actual = _cost(after, links) - cost
            found = actual < 0
            yield Swap(number, one, other, plain(estimated), plain(actual), found), after
            if found:
                grid, cost = after, cost + actual
                break


def _loads(plan: Plan, flows: Any, unit_cost: Any) -> Departments:
    """The from-to chart, for the departments of the plan."""
    if isinstance(flows, Departments):
        found = flows if unit_cost is None else flows.replace(unit_cost=unit_cost)
    else:
        table = as_frame(flows)
        size = max(len(table), len(plan.names)) if hasattr(table, "columns") else 1
        size = min(size, MOST)  # a list of loads is longer
        far = f"{-(-size // 20)} x 20"  # not looked at: the plan has its own distances
        found = Departments.from_frame(table, distances=far, unit_cost=unit_cost)
    faults = Faults("plan")
    for each in found.names:
        if each not in plan.names:
            check_known("department", [each], plan.names, "flows", faults)
    if missing := [each for each in plan.names if each not in found.names]:
        remedy = "Add a row of zeros for each, or leave their squares empty."
        verbs = ("stands", "has") if len(missing) == 1 else ("stand", "have")
        problem = f"{listing(missing)} {verbs[0]} in the plan and {verbs[1]} no row"
        faults.add("flows", problem, remedy)
    faults.raise_any()
    return found


def _fixed(given: Any, plan: Plan) -> frozenset[str]:
    """The departments that stay."""
    faults = Faults("plan")
    if given is None:
        return frozenset()
    many = [given] if isinstance(given, str) else given
    if not isinstance(many, (list, tuple, set, frozenset, Mapping)):
        faults.add("fixed", f"{quoted(given)} is no list", "Give the names of departments.")
        faults.raise_any()
    told = [name(each) for each in many]
    check_known("department", told, plan.names, "fixed", faults)
    faults.raise_any()
    return frozenset(told)


def _cost(grid: Grid, links: Sequence[Link]) -> Fraction:
    return exact(distance(scored(grid, links)))


def _promising(
    grid: Grid, links: Sequence[Link], pinned: frozenset[str]
) -> list[tuple[Fraction, str, str]]:
    """Exchanges that promise to save, the best first: centroids exchanged, all others at rest."""
    where, near = squares(grid), touching(grid)
    middle = {each: centre(cells) for each, cells in where.items()}
    ties: dict[str, list[tuple[Link, Fraction]]] = {each: [] for each in where}
    for link in links:
        for end in {link.one, link.other} & ties.keys():
            ties[end].append((link, exact(link.weight)))
    found = []
    for one, other in combinations([each for each in where if each not in pinned], 2):
        if len(where[one]) != len(where[other]) and (one, other) not in near:
            continue
        then = {**middle, one: middle[other], other: middle[one]}
        moved = {*ties[one], *ties[other]}
        change = sum((w * (_far(then, e) - _far(middle, e)) for e, w in moved), Fraction(0))
        if change < 0:
            found.append((change, one, other))
    return sorted(found, key=lambda each: each[0])


def _far(middle: Mapping[str, tuple[Fraction, Fraction]], link: Link) -> Fraction:
    (x0, y0), (x1, y1) = middle[link.one], middle[link.other]
    return abs(x0 - x1) + abs(y0 - y1)


def exchanged(grid: Grid, one: str, other: str) -> Iterator[Grid]:
    """Ways to draw an exchange: each department in one piece, with its area as it was.

    Equal areas change names. Of unequal ones that touch, the smaller takes squares of the larger,
    from one side after the other, and the larger all that is left of both.
    """
    where = squares(grid)
    small, large = sorted((one, other), key=lambda each: (len(where[each]), each))
    if len(where[small]) == len(where[large]):
        yield painted(painted(grid, where[small], large), where[large], small)
        return
    x, y = centre(where[small])
    sides = [
        lambda at: (at[1], at[0]), lambda at: (-at[1], at[0]),
        lambda at: (at[0], at[1]), lambda at: (-at[0], at[1]),
        lambda at: (-abs(at[1] + 0.5 - float(x)) - abs(at[0] + 0.5 - float(y)), at),
    ]  # fmt: skip
    both = [*where[small], *where[large]]
    for side in sides:
        taken = sorted(where[large], key=side)[: len(where[small])]
        for cells in (taken, _one_piece(where[large], taken[0], len(where[small]), side)):
            rest = [at for at in both if at not in cells]
            if len(pieces(cells)) == 1 and len(pieces(rest)) == 1:
                yield painted(painted(grid, rest, large), cells, small)


def _one_piece(cells: Sequence[Square], first: Square, size: int, side: Any) -> list[Square]:
    """So many squares that hang together, from a first one on, those on that side first."""
    room = [first]
    while len(room) < size:
        near = {b for at in room for b in beside(at) if b in cells and b not in room}
        if not near:
            break
        room.append(min(near, key=side))
    return room


def _best(ways: Iterator[Grid], links: Sequence[Link]) -> Grid | None:
    """The cheapest way to draw an exchange; None where there is none."""
    return min(ways, key=lambda grid: _cost(grid, links), default=None)


def _told(swap: Swap, before: Fraction, unit: str, state: Drawn | None) -> Step:
    """An exchange that was drawn: its estimate and what it did."""
    after = before + exact(swap.actual)
    text = f"Exchange {swap.one} and {swap.other}: estimated {show(swap.estimated)}, "
    text += f"actual {show(swap.actual)}" + ("." if swap.made else "; not made, it saves nothing.")
    sign = "-" if swap.actual < 0 else "+"
    formula = f"{show(plain(before))} {sign} {show(abs(swap.actual))}"
    return Step(text, formula, plain(after), unit, state)
