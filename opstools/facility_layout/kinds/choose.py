"""Which of the four kinds of layout fits: four questions, in turn."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...core import Faults, Step, Steps, public
from ...core.figures import share
from ...core.matrix import Matrix
from ...core.numbers import exact, listing, plain, show
from ..cells.problem import Incidence
from ..cells.rank_order import rank_order_clustering
from .problem import Products
from .result import Asked, LayoutKind


@public
def layout_kind(
    products: Products, *, staying: Any = 0.5, one_route: Any = 0.8, efficacy: Any = 0.6
) -> LayoutKind:
    """Which kind of layout fits: fixed position, product, cells, or process.

    Four questions in turn. Does at least the share `staying` of the volume stay where it is? Then
    machines come to it (fixed position). Does at least the share `one_route` take one and the same
    route? Then machines stand along it (product layout). Do the routes fall into two families or
    more whose grouping efficacy is at least `efficacy`? Then each gets a cell (group technology).
    Otherwise machines of a kind stand together (process layout). The limits are this course's, for
    a first look; a limit that is no share raises `ProblemError`. Source: Hayes & Wheelwright (1979)
    for volume, variety and process; Muther (1961) for products and quantities.

    >>> from opstools import datasets
    >>> layout_kind(datasets.load("furniture")).kind
    'cells'
    """
    faults = Faults(products.subject)
    limits = [share(each, word, faults) for word, each in
              (("staying", staying), ("one_route", one_route), ("efficacy", efficacy))]  # fmt: skip
    faults.raise_any()
    total = exact(products.total)
    stay = sum((exact(p.volume) for p in products.products if not p.movable), Fraction(0))
    route, most = next(iter(products.by_route.items()))
    cells = rank_order_clustering(_incidence(products))
    several = len(cells.families) > 1
    questions = (
        ("fixed position", "share of the volume that cannot be moved", stay / total, limits[0]),
        ("product", "share of the volume that takes the commonest route",
         exact(most) / total, limits[1]),
        ("cells", "grouping efficacy of the best families",
         exact(cells.efficacy) if several else Fraction(0), limits[2]),
    )  # fmt: skip
    formulas = (
        rf"\frac{{{show(plain(stay))}}}{{{show(plain(total))}}}",
        rf"\frac{{{show(most)}}}{{{show(plain(total))}}}",
        str(cells.steps()[-1].formula) if several else "",
    )
    asked: list[Asked] = []
    steps = []
    for (kind, text, value, limit), formula in zip(questions, formulas, strict=True):
        yes = value >= limit and value > 0
        asked.append(Asked(kind, text, plain(value), plain(limit), yes))
        more = f": {listing(route, most=6)}" if kind == "product" else ""
        told = f"The {text}{more}. {show(limit, '%')} would do: {'yes' if yes else 'no'}."
        steps.append(Step(told, formula, plain(value), "%", tuple(asked)))
        if yes:
            break
    if not asked[-1].yes:
        asked.append(Asked("process", "none of these", 1, 1, True))
        steps.append(Step("None of these: machines of a kind together.", state=tuple(asked)))
    families = cells.families if several else ()
    return LayoutKind(products, tuple(asked), families, working=Steps(steps, ()))


def _incidence(products: Products) -> Incidence:
    """Machines by products: 1 where the route of a product has the machine."""
    machines = products.machines
    cells = tuple(
        tuple(int(machine in each.route) for each in products.products) for machine in machines
    )
    return Incidence(Matrix(machines, tuple(each.name for each in products.products), cells))
