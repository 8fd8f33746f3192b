"""Importance handed down from house to house."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...core import Step, Steps, public
from ...core.numbers import exact, plain, show
from ..importance import as_numbers
from ..marks import scale_of
from .problem import Phases
from .result import Cascade, Table

MOST_TERMS = 10


@public
def cascade(houses: Phases, *, scale: Any = (9, 3, 1)) -> Cascade:
    """Pass relative importance on: the requirements of each phase weigh the next one's needs.

    In each phase relative importance is Σ weight × relationship, over its sum; weights so multiply
    as matrices, and each control at the end can be traced to the customers' words. Phases that do
    not fit together and a scale that is none raise `ProblemError`. Source: Hauser & Clausing
    (1988); Akao (1990).

    >>> from opstools import datasets
    >>> found = cascade(datasets.load("coffee_phases"))
    >>> round(sum(found.relative(4).values()), 9)
    1.0
    """
    numbers = scale_of(scale)
    weights = [exact(each) for each in houses.houses[0].effective_weights.values()]
    total = sum(weights, Fraction(0))
    shares = [each / total for each in weights]
    levels, traces = [tuple(map(plain, shares))], list[Table]()
    steps: list[Step] = []
    trace = [
        [share if i == k else Fraction(0) for k in range(len(shares))]
        for i, share in enumerate(shares)
    ]
    names = houses.houses[0].needs
    for phase, house in enumerate(houses.houses, 1):
        rows = dict(zip(house.needs, as_numbers(house, numbers), strict=True))
        cells = [rows[each] for each in names]
        raw = [[_weighed(row, cells, j) for row in trace] for j in range(len(house.requirements))]
        total = sum((sum(row, Fraction(0)) for row in raw), Fraction(0))
        spread = [[each / total if total else Fraction(0) for each in row] for row in raw]
        before, found = levels[-1], tuple(plain(sum(row, Fraction(0))) for row in spread)
        steps += _steps(phase, house.requirements, names, before, cells, found, (*levels, found))
        levels.append(found)
        traces.append(tuple(tuple(map(plain, row)) for row in spread))
        trace = [list(each) for each in zip(*spread, strict=True)]
        names = house.requirements
    return Cascade(
        houses,
        tuple(levels),
        tuple(traces),
        tuple(numbers.values()),
        working=Steps(steps, tuple(levels[:1])),
    )


def _weighed(shares: list[Fraction], cells: Any, j: int) -> Fraction:
    return sum((share * row[j] for share, row in zip(shares, cells, strict=True)), Fraction(0))


def _steps(
    phase: int, hows: Any, names: Any, before: Any, cells: Any, found: Any, state: Table
) -> Iterator[Step]:
    raw = [
        sum((exact(b) * row[j] for b, row in zip(before, cells, strict=True)), Fraction(0))
        for j in range(len(hows))
    ]
    total = show(plain(sum(raw, Fraction(0))))
    for j, how in enumerate(hows):
        terms = [
            rf"{show(b)} \times {show(plain(row[j]))}"
            for b, row in zip(before, cells, strict=True)
            if row[j]
        ]
        top = " + ".join(terms)
        formula = rf"\frac{{{top}}}{{{total}}}" if 0 < len(terms) <= MOST_TERMS and any(raw) else ""
        last = j == len(hows) - 1
        text = f"Phase {phase}, {how}: its share, from those of the phase before."
        yield Step(text, formula, found[j], "%", state if last else None)
