"""What ties departments: ratings with their weights, or loads with their costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core import Faults, fail
from ...core.figures import whole
from ...core.numbers import Number, count, exact, plain, show
from ..departments.problem import Departments
from ..relationships.problem import Relationships
from .grid import Grid
from .problem import MOST, Plan
from .score import Link


def rated(chart: Relationships, weights: Mapping[str, Number]) -> tuple[Link, ...]:
    """A link for each pair, by what its letter weighs."""
    pairs = ((*pair, chart.rating(*pair)) for pair in chart.pairs)
    return tuple(Link(a, b, letter, weights[letter], weights[letter]) for a, b, letter in pairs)


def scale_told(weights: Mapping[str, Number]) -> str:
    """The weights, for a note."""
    told = (show(each).replace(",", "") for each in weights.values())
    return f"A-E-I-O-U-X weigh {', '.join(told)}. "


def loaded(plan: Plan, departments: Departments) -> tuple[Link, ...]:
    """A link for each pair that has loads: the load for touching, load × cost for distance."""
    sums: dict[tuple[str, str], Any] = {}
    for each in departments.loads:
        pair = departments.names[each.one], departments.names[each.other]
        key = pair if pair in sums or pair[::-1] not in sums else pair[::-1]
        load, weight = sums.get(key, (exact(0), exact(0)))
        sums[key] = load + exact(each.load), weight + exact(each.weight)
    return tuple(
        Link(a, b, show(plain(load), departments.load), plain(load), plain(weight))
        for (a, b), (load, weight) in sums.items()
    )


def empty_grid(chart: Relationships, rows: Any, columns: Any) -> Grid:
    """A grid that the departments fit into."""
    faults = Faults(chart.subject)
    high, wide = whole(rows, "rows", faults, MOST), whole(columns, "columns", faults, MOST)
    faults.raise_any()
    needed = sum(chart.areas)
    if needed > high * wide:
        problem = f"{high} × {wide} are {count(high * wide, 'square')} for areas of {needed:,}"
        fail(chart.subject, "grid", problem, "Give more rows or columns, or smaller areas.")
    return (("",) * wide,) * high
