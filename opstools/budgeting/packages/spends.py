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

MOST_KEPT = 300  # ways to spend that are all kept; of more, those that cannot win are dropped
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
    ahead = Ahead.of(packages)
    kept: Sequence[Spend] = [Spend(0, 0, None, -1)]
    for k, (package, its) in enumerate(packages.packages.items(), 1):
        most = budget - ahead.required[k][0]
        options = [(*figures[row], row) for row in its]
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
            kept = _that_can_win(kept, budget, *ahead.after(k))
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


def _unbeaten(ways: list[Spend]) -> list[Spend]:
    """Those that bring more than all that cost no more."""
    found: list[Spend] = []
    for way in sorted(ways, key=lambda way: (way.cost, -way.benefit)):
        if not found or way.benefit > found[-1].benefit:
            found.append(way)
    return found


def _that_can_win(
    ways: Sequence[Spend], budget: int, base: Pair, slopes: Sequence[Pair]
) -> list[Spend]:
    """Those that, with the packages to come, may still bring the most.

    If levels could be funded in part, the rest of the budget would go to the largest ratios: no
    choice brings more than that, and funding them in full while they fit brings no less.
    """
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


@dataclass(frozen=True)
class Ahead:
    """What is still to come: cost and benefit of what is required from each package on, and all
    steps up from there by falling ratio, each with the number of its package."""

    required: tuple[Pair, ...]
    slopes: tuple[tuple[int, Pair], ...]

    @classmethod
    def of(cls, packages: Packages) -> Ahead:
        """Of all packages."""
        figures, _ = packages.scaled
        required, slopes = [(0, 0)], list[tuple[int, Pair]]()
        for k, (package, its) in reversed(list(enumerate(packages.packages.items()))):
            points = [figures[row] for row in its]
            must = packages.is_required(package)
            cost, benefit = points[0] if must else (0, 0)
            required.append((required[-1][0] + cost, required[-1][1] + benefit))
            slopes += [(k, step) for step in _hull(points if must else [(0, 0), *points])]
        slopes.sort(key=lambda each: -Fraction(each[1][1], each[1][0]))
        return cls(tuple(reversed(required)), tuple(slopes))

    def after(self, k: int) -> tuple[Pair, list[Pair]]:
        """What is required, and the steps up, from the k-th package on."""
        return self.required[k], [step for package, step in self.slopes if package >= k]


def _hull(points: list[Pair]) -> list[Pair]:
    """The steps up along the upper hull of points, by falling ratio: what a mix of others beats is
    passed over."""
    steps: list[Pair] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        step = (x1 - x0, y1 - y0)
        while steps and steps[-1][1] * step[0] <= step[1] * steps[-1][0]:
            last = steps.pop()
            step = (last[0] + step[0], last[1] + step[1])
        steps.append(step)
    return [step for step in steps if step[1] > 0]
