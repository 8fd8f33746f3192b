"""How good a plan is: by what touches, and by how far loads or ratings are from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...core.numbers import Number, exact, plain
from .grid import Grid, apart, squares, touching


@dataclass(frozen=True)
class Link:
    """What ties two departments: a rating or a load, and what it weighs in each score."""

    one: str
    other: str
    told: str
    closeness: Number
    weight: Number

    @property
    def apart(self) -> bool:
        """Whether the two should not be near, whatever an X weighs."""
        return self.told == "X" or float(self.weight) < 0

    @property
    def matters(self) -> bool:
        """Whether nearness matters, whatever a U weighs."""
        return self.told != "U" and bool(self.weight)


@dataclass(frozen=True)
class Scored:
    """A link in a plan: whether its departments touch, and how far their centroids are apart."""

    link: Link
    adjacent: bool
    distance: Number


def scored(grid: Grid, links: Sequence[Link], *, corners: bool = False) -> tuple[Scored, ...]:
    """Each link of departments that stand in the plan."""
    where, near = squares(grid), touching(grid, corners=corners)
    return tuple(
        Scored(e, (e.one, e.other) in near, plain(apart(where[e.one], where[e.other])))
        for e in links
        if e.one in where and e.other in where
    )


def adjacency(found: Sequence[Scored]) -> Number:
    """Σ of what pairs weigh that touch."""
    return plain(sum((exact(each.link.closeness) for each in found if each.adjacent), Fraction(0)))


def distance(found: Sequence[Scored]) -> Number:
    """Σ weight × distance of the centroids."""
    terms = (exact(each.link.weight) * exact(each.distance) for each in found)
    return plain(sum(terms, Fraction(0)))
