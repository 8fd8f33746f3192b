"""Ranking by benefit per cost, as zero-based budgeting does by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from heapq import heapify, heappop, heappush

from ...core import Recorder, public
from ...core.numbers import exact, plain, show
from .problem import Packages
from .result import Choice, Decided, Stood
from .spends import optimum


@public
def rank_packages(packages: Packages) -> Choice:
    """Fund steps up by benefit per cost, the largest ratio first, while they fit the `budget`.

    A step goes from nothing to the lowest level of a package, or from a level to the next; its
    ratio is more benefit over more cost. Required packages come first, at their lowest level. What
    does not fit is passed over, and the list goes on. Equal ratios: the one listed first. The
    result holds the proven optimum beside it. Bad tables raise `ProblemError`, a budget below what
    is required raises `Infeasible`. Source: Pyhrr (1970); Dantzig (1957) for the ratio.

    >>> import pandas as pd
    >>> offers = pd.DataFrame(
    ...     {"package": ["A", "B", "C"], "cost": [6, 5, 5], "benefit": [13, 10, 10]}
    ... )
    >>> ranked = rank_packages(offers, budget=10)
    >>> ranked.chosen, ranked.benefit, ranked.upper_bound
    ({'A': '1', 'B': '', 'C': ''}, 13, 20)
    """
    note = Recorder(Stood())
    at, left = _required(packages, note)
    waiting = [each for package in at for each in _next(packages, package, at[package])]
    heapify(waiting)
    while waiting:
        *_, package = heappop(waiting)
        cost, gain = step_up(packages, package, at[package])
        if gain <= 0:
            why = "brings no more"
        elif cost > left:
            why = "too dear"
        else:
            why = "taken"
            left -= cost
        row = packages.packages[package][at[package] + 1]
        _record(packages, note, Decided(row, why), cost, gain, left)
        if why == "taken":  # else higher levels, which build on this one, are out of reach
            at[package] += 1
            for each in _next(packages, package, at[package]):
                heappush(waiting, each)
    best, _ = optimum(packages)
    chosen = tuple(
        packages.packages[package][level] if level >= 0 else -1 for package, level in at.items()
    )
    total = sum((exact(packages.levels[row].benefit) for row in chosen if row >= 0), Fraction(0))
    lost = plain(best - total)
    text = "The ranking is the best choice."
    if lost:
        text = "The exact choice brings more; so much is lost by ranking."
    formula = f"{show(best)} - {show(total)}"
    seen = {each.row for each in note.state.decided}
    rest = [Decided(row, "not reached") for row in range(len(packages.levels)) if row not in seen]
    known = {"decided": (*note.state.decided, *rest)} if rest else {}
    note.note(text, formula, lost, packages.unit, **known)
    return Choice(packages, "ranking", chosen, plain(best), working=note.steps())


def step_up(packages: Packages, package: str, level: int) -> tuple[Fraction, Fraction]:
    """More cost and more benefit from a level (-1: nothing) to the next."""
    rows = packages.packages[package]
    upper = packages.levels[rows[level + 1]]
    cost, benefit = exact(upper.cost), exact(upper.benefit)
    if level >= 0:
        lower = packages.levels[rows[level]]
        return cost - exact(lower.cost), benefit - exact(lower.benefit)
    return cost, benefit


def _required(packages: Packages, note: Recorder) -> tuple[dict[str, int], Fraction]:
    """The levels to begin with, and what they leave of the budget."""
    at, left = dict.fromkeys(packages.packages, -1), exact(packages.budget)
    for package in filter(packages.is_required, at):
        cost, gain = step_up(packages, package, -1)
        at[package], left = 0, left - cost
        _record(
            packages, note, Decided(packages.packages[package][0], "required"), cost, gain, left
        )
    return at, left


def _next(packages: Packages, package: str, level: int) -> Iterator[tuple[Fraction, int, str]]:
    """The step up from a level, if there is one: its ratio below 0, so that the largest sorts
    first, and of equal ones the package that is listed first."""
    if level + 1 < len(packages.packages[package]):
        cost, gain = step_up(packages, package, level)
        yield -gain / cost, packages.packages[package][0], package


def _record(
    packages: Packages,
    note: Recorder,
    found: Decided,
    cost: Fraction,
    gain: Fraction,
    left: Fraction,
) -> None:
    each = packages.levels[found.row]
    rest = f"{show(left, packages.money)} left"
    ends = {
        "required": f"required, {rest}",
        "taken": f"it fits, {rest}",
        "too dear": f"it does not fit, {rest}",
        "brings no more": "it brings no more",
    }
    text = f"{each.package}, level {each.level}: {ends[found.why]}. Benefit per cost of this step:"
    ratio = plain(gain / cost)
    formula = rf"\frac{{{show(gain)}}}{{{show(cost)}}}"
    note.note(text, formula, ratio, "", decided=(*note.state.decided, found))
