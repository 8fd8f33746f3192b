"""Cost-volume analysis of sites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...core import Step, Steps, public
from ...core.numbers import Number, exact, listing, plain, show
from .envelope import envelope, meets
from .problem import CostLine, CostLines
from .result import BreakEven, Ranges, dominated


@public
def break_even(sites: CostLines) -> BreakEven:
    """Which site is cheapest at which volume, by total cost = fixed + variable × volume.

    With `revenue`, money a unit, the volume from which each site makes a profit is told too; who is
    best is the same, since a unit earns the same everywhere. Bad tables raise `ProblemError`.
    Source: Heizer & Render, Operations Management (locational cost-volume analysis).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"site": ["A", "B", "C"], "fixed": [30000, 60000, 110000], "variable": [75, 45, 25]}
    ... )
    >>> analysis = break_even(table)
    >>> analysis.best(2000), analysis.cost(2000)["B"]
    ('B', 150000)
    >>> analysis.ranges["to"].tolist()
    [1000.0, 2500.0, inf]
    """
    ranges = tuple(
        (s, plain(a), None if b is None else plain(b)) for s, a, b in envelope(sites.sites)
    )
    return BreakEven(sites, ranges, working=Steps(_working(sites, ranges), ()))


def _working(problem: CostLines, ranges: Ranges) -> Iterator[Step]:
    named = {each.site: each for each in problem.sites}
    first = named[ranges[0][0]]
    text = f"At a volume of 0 the fixed cost decides: {first.site} is cheapest."
    yield Step(
        text,
        r"\min(" + ", ".join(show(each.fixed) for each in problem.sites) + ")",
        first.fixed,
        problem.money,
        ranges[:1],
    )
    for k, ((site, _, _), (after, _, _)) in enumerate(pairwise(ranges), 2):
        one, other = named[site], named[after]
        formula = (
            rf"\frac{{{show(other.fixed)} - {show(one.fixed)}}}"
            rf"{{{show(one.variable)} - {show(other.variable)}}}"
        )
        text = f"Beyond this volume {after} is cheaper than {site}."
        yield Step(text, formula, plain(meets(one, other)), problem.unit, ranges[:k])
    if never := dominated(problem.sites, ranges):
        yield Step(f"Cheapest at no volume: {listing(never)}.")
    if problem.revenue is not None:
        yield from (_profit(each, problem.revenue, problem.unit) for each in problem.sites)


def _profit(each: CostLine, revenue: Number, unit: str) -> Step:
    """The volume from which a site makes a profit."""
    margin = exact(revenue) - exact(each.variable)
    if margin <= 0:
        return Step(f"{each.site} never makes a profit: a unit costs what it earns or more.")
    formula = rf"\frac{{{show(each.fixed)}}}{{{show(revenue)} - {show(each.variable)}}}"
    text = f"{each.site} makes a profit beyond this volume."
    return Step(text, formula, plain(exact(each.fixed) / margin), unit)
