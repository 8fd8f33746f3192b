"""All sensible ways to spend, package by package: no other costs as little and brings as much."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from ...core.numbers import exact
from .problem import Packages

MOST_KEPT = 2000  # ways to spend that are all kept; of more, those that cannot win are dropped
Pair = tuple[int, int]  # cost and benefit, in the whole numbers of `Packages.scaled`


class Spend(NamedTuple):
    """A way to spend on the packages so far: what it costs and brings, the way before, and the row
    of the level that was added (-1: none)."""

    cost: int
    benefit: int
    before: Spend | None
    row: int


@dataclass(frozen=True)
class Layer:
    """The ways to spend after a package: what was weighed, and what is kept, by rising cost."""

    package: str
    ways: int
    options: int
    kept: Sequence[Spend]


def layers(packages: Packages) -> Iterator[Layer]:
    """The ways to spend after each package, each with enough left for what is required."""
    figures, budget = packages.scaled
    names = list(packages.packages)
    base = [figures[_lowest(packages, n)][0] if packages.is_required(n) else 0 for n in names]
    kept: Sequence[Spend] = [Spend(0, 0, None, -1)]
    for k, package in enumerate(names):
        most = budget - sum(base[k + 1 :])
        options = [(*figures[row], row) for row in packages.packages[package]]
        if not packages.is_required(package):
            options.insert(0, (0, 0, -1))
        ways = [
            Spend(each.cost + cost, each.benefit + benefit, each, row)
            for each in kept
            for cost, benefit, row in options
            if each.cost + cost <= most
        ]
        before, kept = len(kept), _unbeaten(ways)
        if len(kept) > MOST_KEPT:
            kept = _that_can_win(packages, k + 1, kept)
        yield Layer(package, before, len(options), kept)


def optimum(packages: Packages) -> tuple[Fraction, tuple[int, ...]]:
    """The most benefit that the budget allows, and for each package the row that brings it."""
    last = list(layers(packages))[-1].kept[-1]
    rows = levels_of(last)
    return sum((exact(packages.levels[row].benefit) for row in rows if row >= 0), Fraction(0)), rows


def levels_of(spend: Spend) -> tuple[int, ...]:
    """The row of the level of each package in a way to spend; -1 where none is funded."""
    rows, at = [], spend
    while at.before is not None:
        rows.append(at.row)
        at = at.before
    return tuple(reversed(rows))


def _lowest(packages: Packages, package: str) -> int:
    return packages.packages[package][0]


def _unbeaten(ways: list[Spend]) -> list[Spend]:
    """Those that bring more than all that cost no more."""
    found: list[Spend] = []
    for way in sorted(ways, key=lambda way: (way.cost, -way.benefit)):
        if not found or way.benefit > found[-1].benefit:
            found.append(way)
    return found


def _that_can_win(packages: Packages, k: int, ways: Sequence[Spend]) -> list[Spend]:
    """Those that, with the packages from the k-th on, may still bring the most.

    If levels could be funded in part, the rest of the budget would go to the largest ratios: no
    choice brings more than that, and funding them in full while they fit brings no less.
    """
    _, budget = packages.scaled
    base, slopes = _slopes(packages, k)
    costs = list(accumulate((cost for cost, _ in slopes), initial=base[0]))
    gains = list(accumulate((gain for _, gain in slopes), initial=base[1]))
    sure, possible = [], []
    for way in ways:
        left = budget - way.cost
        full = bisect_right(costs, left) - 1
        sure.append(way.benefit + gains[full])
        part = 0
        if full < len(slopes):
            cost, gain = slopes[full]
            part = (left - costs[full]) * gain // cost
        possible.append(sure[-1] + part)
    least = max(sure)
    return [way for way, most in zip(ways, possible, strict=True) if most >= least]


def _slopes(packages: Packages, k: int) -> tuple[Pair, list[Pair]]:
    """What is required of the packages from the k-th on, and steps up from there by falling ratio,
    those that a mix of others beats left out."""
    figures, _ = packages.scaled
    cost = benefit = 0
    steps: list[Pair] = []
    for package in list(packages.packages)[k:]:
        points = [figures[row] for row in packages.packages[package]]
        if packages.is_required(package):
            cost, benefit = cost + points[0][0], benefit + points[0][1]
        else:
            points.insert(0, (0, 0))
        steps += _hull(points)
    return (cost, benefit), sorted(steps, key=lambda each: -Fraction(each[1], each[0]))


def _hull(points: list[Pair]) -> list[Pair]:
    """The steps up along the upper hull of points, by falling ratio."""
    steps: list[Pair] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        step = (x1 - x0, y1 - y0)
        while steps and steps[-1][1] * step[0] <= step[1] * steps[-1][0]:
            last = steps.pop()
            step = (last[0] + step[0], last[1] + step[1])
        steps.append(step)
    return [step for step in steps if step[1] > 0]
