"""A layout: which department stands where, what that costs, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, exact, plain, show
from .problem import Departments, Load

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Assigned = tuple[int | None, ...]
DUST = Fraction(1, 10**9)  # relative: costs of Euclidean distances that are the same


@dataclass(frozen=True)
class Standing:
    """What the picture shows: the place of each department so far, and those just moved."""

    assigned: Assigned
    moved: tuple[int, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One exchange that was looked at in a round, and by how much it would change the cost."""

    round: int
    one: str
    other: str
    change: Number
    made: bool


@dataclass(frozen=True)
class Layout(Result):
    """Departments in places, and what moving loads between them costs.

    `places` tells the place of each department, `cost` is Σ f·c·d with what standing there costs;
    `lower_bound` is what no layout can be below. `nonadjacent_load` is what moves between
    departments that do not stand side by side. Source: Koopmans & Beckmann (1957).

    >>> import pandas as pd
    >>> from opstools.facility_layout import by_hand
    >>> flows = pd.DataFrame([[0, 9, 2], [1, 0, 4], [0, 0, 0]], list("ABC"), list("ABC"))
    >>> layout = by_hand(flows, {"A": "1", "B": "3", "C": "2"}, distances="1 x 3")
    >>> layout.cost, layout.lower_bound, layout.places
    (26, 18, {'A': '1', 'B': '3', 'C': '2'})
    """

    problem: Departments
    method: str
    assigned: tuple[int, ...]
    lower_bound: Number
    trials: tuple[Trial, ...] = ()

    @property
    def places(self) -> Mapping[str, str]:
        """Department -> place."""
        names = (self.problem.places[k] for k in self.assigned)
        return ByName(dict(zip(self.problem.names, names, strict=True)))

    @property
    def departments(self) -> Mapping[str, str]:
        """Place -> department, nothing for an empty one."""
        stands = {place: each for each, place in self.places.items()}
        return ByName({place: stands.get(place, "") for place in self.problem.places})

    def distance(self, each: Load) -> Number:
        """How far a load goes."""
        return self.problem.distances.cells[self.assigned[each.one]][self.assigned[each.other]]  # type: ignore[no-any-return]

    @cached_property
    def moving_cost(self) -> Number:
        """Σ f·c·d alone."""
        return plain(_total(exact(e.weight) * exact(self.distance(e)) for e in self.problem.loads))

    @cached_property
    def placement_cost(self) -> Number:
        """What standing where they stand costs."""
        told = self.problem.placement_costs
        fees = (told.cells[i][k] for i, k in enumerate(self.assigned)) if told else ()
        return plain(_total(map(exact, fees)))

    @cached_property
    def cost(self) -> Number:
        """What the layout costs in all."""
        return plain(exact(self.moving_cost) + exact(self.placement_cost))

    @property
    def proven(self) -> bool:
        """Whether no layout costs less."""
        cost, least = exact(self.cost), exact(self.lower_bound)
        return cost - least <= DUST * abs(cost)

    @property
    def gap(self) -> float:
        """How much cheaper a layout may be at most, as a share of the cost."""
        over = float(exact(self.cost) - exact(self.lower_bound))
        return 0.0 if self.proven else min(1.0, over / abs(float(self.cost)))

    def beside(self, each: Load) -> bool:
        """Whether two departments stand side by side: no two places are nearer."""
        return self.problem.beside(self.assigned[each.one], self.assigned[each.other])

    @cached_property
    def nonadjacent_load(self) -> Number:
        """What moves between departments that do not stand side by side."""
        return plain(_total(exact(e.load) for e in self.problem.loads if not self.beside(e)))

    @property
    def exchanges(self) -> pd.DataFrame:
        """Every exchange that was looked at: round, one, other, change, made."""
        import pandas as pd

        rows = [(t.round, t.one, t.other, t.change, t.made) for t in self.trials]
        return pd.DataFrame(rows, columns=["round", "one", "other", "change", "made"])

    @property
    def answer(self) -> dict[str, str]:
        """Department -> place."""
        return dict(self.places)

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        unit = self.problem.cost_unit
        return Measures(
            cost=(self.cost, unit),
            lower_bound=(self.lower_bound, unit),
            gap=(self.gap, "%"),
            nonadjacent_load=(self.nonadjacent_load, self.problem.load),
        )

    @property
    def headline(self) -> str:
        """The layout in one sentence."""
        cost, unit = show(self.cost, self.problem.cost_unit), self.problem.cost_unit
        if self.proven:
            return f"{cost}: no layout costs less."
        least = show(self.lower_bound, unit)
        return (
            f"{cost}; the best layout is at most {show(self.gap, '%')} cheaper, not below {least}."
        )

    @property
    def note(self) -> str:
        """How the flows were read."""
        return self.problem.reading

    def to_frame(self) -> pd.DataFrame:
        """One row a pair that has loads: from, to, load, distance, cost."""
        import pandas as pd

        names = self.problem.names
        rows = [
            (names[e.one], names[e.other], e.load, self.distance(e),
             plain(exact(e.weight) * exact(self.distance(e))))
            for e in self.problem.loads
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["from", "to", "load", "distance", "cost"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Loads, distances and costs."""
        known = self.problem
        return {"load": known.load, "distance": known.unit, "cost": known.cost_unit}

    def draw(self, state: Standing, ax: Axes | None) -> Axes:
        """The plan with its flow lines."""
        from .picture import plan

        return plan(self.problem, state).draw(ax)

    def svg(self) -> str:
        """The plan with its flow lines as a self-contained SVG file."""
        from .picture import plan

        return plan(self.problem, self.states()[-1]).svg()


def _total(values: object) -> Fraction:
    return sum(values, Fraction(0))  # type: ignore[call-overload,no-any-return]
