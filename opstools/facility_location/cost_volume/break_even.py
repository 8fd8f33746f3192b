"""Cost-volume analysis of sites."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...core import Step, Steps, public
from ...core.numbers import exact, listing, plain, show
from .envelope import envelope, meets
from .problem import CostLines
from .result import BreakEven


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


def _working(
    problem: CostLines, ranges: tuple[tuple[str, float, float | None], ...]
) -> Iterator[Step]:
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
    never = [each.site for each in problem.sites if each.site not in {s for s, _, _ in ranges}]
    if never:
        yield Step(f"Cheapest at no volume: {listing(never)}.")
    for each in problem.sites if problem.revenue is not None else ():
        margin = exact(problem.revenue or 0) - exact(each.variable)
        if margin > 0:
            earned = rf"{show(problem.revenue or 0)} - {show(each.variable)}"
            formula = rf"\frac{{{show(each.fixed)}}}{{{earned}}}"
            yield Step(
                f"{each.site} makes a profit beyond this volume.",
                formula,
                plain(exact(each.fixed) / margin),
                problem.unit,
            )
        else:
            yield Step(f"{each.site} never makes a profit: a unit costs what it earns or more.")
