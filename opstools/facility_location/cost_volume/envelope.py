"""The lower envelope of cost lines: who is cheapest at which volume."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...core.numbers import exact
from .problem import CostLine

Range = tuple[str, Fraction, Fraction | None]


def cheapest_at(sites: Sequence[CostLine], volume: Fraction) -> CostLine:
    """The cheapest site there; of equal ones that which is cheaper beyond, then the first."""
    return min(
        sites, key=lambda s: (exact(s.fixed) + exact(s.variable) * volume, exact(s.variable))
    )


def envelope(sites: Sequence[CostLine]) -> list[Range]:
    """Site, from, to (None: without end), from a volume of 0 up.

    >>> [
    ...     (s, int(a), b and int(b))
    ...     for s, a, b in envelope([CostLine("A", 1, 5), CostLine("B", 3, 3)])
    ... ]
    [('A', 0, 1), ('B', 1, None)]
    """
    found: list[Range] = []
    at, now = Fraction(0), cheapest_at(sites, Fraction(0))
    while True:
        # Only a line that is less steep can cross the present one from above, further on.
        crossings = [
            (meets(now, each), exact(each.variable), each)
            for each in sites
            if exact(each.variable) < exact(now.variable)
        ]
        if not crossings:
            return [*found, (now.site, at, None)]
        volume, _, following = min(crossings, key=lambda c: c[:2])
        found.append((now.site, at, volume))
        at, now = volume, following


def meets(one: CostLine, other: CostLine) -> Fraction:
    """The volume at which two sites cost the same."""
    return (exact(other.fixed) - exact(one.fixed)) / (exact(one.variable) - exact(other.variable))
