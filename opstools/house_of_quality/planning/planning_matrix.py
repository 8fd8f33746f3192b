"""The planning matrix: weights that also tell where we want to be better."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...core import Step, Steps, public
from ...core.numbers import exact, plain, show
from .problem import PlanningTable
from .result import Planning


@public
def planning_matrix(importance: PlanningTable) -> Planning:
    """Weigh each need by importance × improvement ratio × sales point.

    The improvement ratio is goal over current mark. `current`, `goal` and `sales_point` may be told
    by name where the table has only importance. Bad tables raise `ProblemError`.
    Source: Cohen (1995); Akao (1990).

    >>> planning = planning_matrix(
    ...     {"quiet": 5, "light": 3},
    ...     current={"quiet": 2, "light": 4},
    ...     goal={"quiet": 4, "light": 4},
    ...     sales_point={"quiet": 1.5, "light": 1},
    ... )
    >>> planning.absolute_weight, planning.improvement_ratio["quiet"]
    ({'quiet': 15, 'light': 3}, 2)
    """
    ratios = [exact(e.goal) / exact(e.current) for e in importance.planned]
    absolute = [
        exact(e.importance) * ratio * exact(e.sales_point)
        for e, ratio in zip(importance.planned, ratios, strict=True)
    ]
    total = sum(absolute, Fraction(0))
    told = [tuple(map(plain, each)) for each in (ratios, absolute, [a / total for a in absolute])]
    working = Steps(_working(importance, *told), 0)
    return Planning(importance, *told, working=working)


def _working(
    table: PlanningTable,
    ratios: tuple[float, ...],
    absolute: tuple[float, ...],
    relative: tuple[float, ...],
) -> Iterator[Step]:
    total = show(plain(sum(map(exact, absolute))))
    for k, each in enumerate(table.planned):
        formula = rf"\frac{{{show(each.goal)}}}{{{show(each.current)}}}"
        yield Step(f"{each.need}: the improvement ratio, goal over current.", formula, ratios[k])
        factors = (each.importance, ratios[k], each.sales_point)
        formula = r" \times ".join(map(show, factors))
        text = f"{each.need}: importance × improvement ratio × sales point."
        yield Step(text, formula, absolute[k], "", k + 1)
    for k, each in enumerate(table.planned):
        formula = rf"\frac{{{show(absolute[k])}}}{{{total}}}"
        yield Step(f"{each.need}: its share of all.", formula, relative[k], "%")
