"""A block plan: departments of some area on a grid, scored by adjacency and by distance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result, Step
from ...core.numbers import Number, count, exact, listing, plain, show
from ..relationships.problem import Relationships
from .grid import Grid, centre, in_pieces, squares
from .problem import Plan
from .score import Link, Scored, adjacency, distance, scored

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_TERMS = 12


@dataclass(frozen=True)
class Drawn:
    """What the picture shows: the plan so far, and the departments that were just placed."""

    grid: Grid
    moved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Swap:
    """An exchange that CRAFT looked at closely: what it promised, and what it did."""

    round: int
    one: str
    other: str
    estimated: Number
    actual: Number
    made: bool


@dataclass(frozen=True)
class BlockPlan(Result):
    """Departments on a grid, one name a square, "" where nothing stands.

    `order` is the order in which they were placed. `adjacency_score` adds what pairs weigh that
    touch: weights of ratings, or loads; more is better. `distance_score` adds weight × rectilinear
    distance of the centroids over all pairs, or load × cost × distance; less is better. Source:
    Muther (1961) for closeness; Armour & Buffa (1963) for centroids.

    >>> from opstools import datasets
    >>> from opstools.facility_layout import corelap
    >>> plan = corelap(datasets.load("clinic"), rows=2, columns=3)
    >>> plan.order[0], plan.adjacency_score
    ('surgery', 14)
    """

    problem: Relationships | Plan
    method: str
    grid: Grid
    order: tuple[str, ...]
    links: tuple[Link, ...]
    corners: bool = False
    scale: str = ""
    far_unit: str = ""
    drawn: str = ""
    swaps: tuple[Swap, ...] = ()

    @cached_property
    def pairs(self) -> tuple[Scored, ...]:
        """Every pair that is tied, with whether it touches and how far apart it is."""
        return scored(self.grid, self.links, corners=self.corners)

    @property
    def adjacency_score(self) -> Number:
        """Σ of what pairs weigh that touch."""
        return adjacency(self.pairs)

    @property
    def distance_score(self) -> Number:
        """Σ weight × distance over all pairs."""
        return distance(self.pairs)

    @property
    def adjacency_share(self) -> float:
        """The adjacency score as a share of what it were if all wanted pairs touched."""
        wanted = sum(max(0.0, float(each.link.closeness)) for each in self.pairs)
        return max(0.0, float(self.adjacency_score) / wanted) if wanted else 0.0

    @property
    def cost(self) -> Number:
        """The distance score: of loads it is the cost of moving them."""
        return self.distance_score

    @property
    def log(self) -> pd.DataFrame:
        """What CRAFT looked at closely: round, one, other, estimated, actual, made."""
        import pandas as pd

        rows = [(s.round, s.one, s.other, s.estimated, s.actual, s.made) for s in self.swaps]
        return pd.DataFrame(rows, columns=["round", "one", "other", "estimated", "actual", "made"])

    @property
    def centroids(self) -> Mapping[str, tuple[Number, Number]]:
        """Department -> (x, y) of its middle, from the top left corner."""
        middles = {name: centre(cells) for name, cells in squares(self.grid).items()}
        return ByName({name: (plain(x), plain(y)) for name, (x, y) in middles.items()})

    @property
    def answer(self) -> list[list[str]]:
        """The grid, row by row."""
        return [list(row) for row in self.grid]

    @property
    def measures(self) -> Measures:
        """Both scores side by side."""
        return Measures(
            adjacency_score=(self.adjacency_score, ""),
            adjacency_share=(self.adjacency_share, "%"),
            distance_score=(self.distance_score, self.far_unit),
            touching=(sum(each.adjacent for each in self.pairs), ""),
        )

    @property
    def headline(self) -> str:
        """Both scores in one sentence."""
        size = f"{len(self.grid)} × {len(self.grid[0])}"
        far = show(self.distance_score, self.far_unit)
        return (
            f"{self.drawn}{count(len(squares(self.grid)), 'department')} on {size} squares: "
            f"adjacency {show(self.adjacency_score)} ({show(self.adjacency_share, '%')} of what "
            f"is wanted), distance {far}."
        )

    @property
    def note(self) -> str:
        """What touching means, and what letters weigh."""
        touch = "corners touch too" if self.corners else "an edge in common is touching"
        told = f"{self.scale}{touch[0].upper()}{touch[1:]}; distances from centroid to centroid."
        return told + (f" In pieces: {listing(self.in_pieces)}." if self.in_pieces else "")

    @property
    def in_pieces(self) -> tuple[str, ...]:
        """Departments whose squares do not hang together."""
        return in_pieces(self.grid)

    def to_frame(self) -> pd.DataFrame:
        """One row a pair that is tied: one, other, told, weight, adjacent, distance, product."""
        import pandas as pd

        rows = [
            (e.link.one, e.link.other, e.link.told, e.link.weight, e.adjacent, e.distance,
             plain(exact(e.link.weight) * exact(e.distance)))
            for e in self.pairs
        ]  # fmt: skip
        names = ["one", "other", "told", "weight", "adjacent", "distance", "product"]
        return pd.DataFrame(rows, columns=names)

    def draw(self, state: Drawn, ax: Axes | None) -> Axes:
        """The plan to scale, with lines as wide as what ties the departments."""
        from .picture import block_plan

        return block_plan(self, state).draw(ax)

    def svg(self) -> str:
        """The plan as a self-contained SVG file."""
        from .picture import block_plan

        return block_plan(self, self.states()[-1]).svg()

    def diagram(self, ax: Axes | None = None) -> Axes:
        """The relationship diagram with departments where they stand in the plan."""
        from ..relationships.diagram import diagram, on_a_circle

        if not isinstance(self.problem, Relationships):
            return self.plot(ax)
        room = 95.0
        at = {k: (float(x) * room, float(y) * room) for k, (x, y) in self.centroids.items()}
        chart = self.problem
        return (diagram(chart, at) if len(at) == len(chart.names) else on_a_circle(chart)).draw(ax)


def score_steps(plan: BlockPlan) -> list[Step]:
    """Both scores, term by term where there are few."""
    near = [each for each in plan.pairs if each.adjacent and each.link.closeness]
    far = [each for each in plan.pairs if each.link.weight]
    touch, way = r"\sum w", r"\sum w\,d"
    if 0 < len(near) <= MOST_TERMS:
        touch += " = " + " + ".join(f"({show(each.link.closeness)})" for each in near)
    if 0 < len(far) <= MOST_TERMS:
        way += " = " + " + ".join(
            rf"({show(e.link.weight)}) \times {show(e.distance)}" for e in far
        )
    return [
        Step("Adjacency score: what pairs weigh that touch.", touch, plan.adjacency_score,
             state=Drawn(plan.grid)),
        Step("Distance score: weights × distances of centroids.", way, plan.distance_score,
             plan.far_unit),
    ]  # fmt: skip
