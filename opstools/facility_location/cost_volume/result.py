"""Who is cheapest at which volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Faults, Measures, Result, fail
from ...core.figures import not_negative
from ...core.numbers import Number, exact, listing, plain, show
from .envelope import cheapest_at
from .problem import CostLine, CostLines

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Ranges = tuple[tuple[str, Number, Number | None], ...]


@dataclass(frozen=True)
class BreakEven(Result):
    """Sites by the volumes at which each is cheapest.

    `ranges` has one row for each of them, `dominated` names those that never are; `best(volume)` is
    the cheapest site there, `cost(volume)` and `profit(volume)` tell all sites'.

    >>> from opstools.facility_location import CostLine, CostLines, break_even
    >>> analysis = break_even(CostLines((CostLine("A", 100, 5), CostLine("B", 300, 3))))
    >>> print(analysis.headline)
    A is cheapest up to 100 units, then B.
    """

    problem: CostLines
    stretches: Ranges

    @property
    def ranges(self) -> pd.DataFrame:
        """One row a site that is cheapest somewhere: site, from, to (the last: without end)."""
        import pandas as pd

        rows = [(s, a, float("inf") if b is None else b) for s, a, b in self.stretches]
        table = pd.DataFrame(rows, columns=["site", "from", "to"])
        return table.astype({"from": float, "to": float})

    @property
    def dominated(self) -> tuple[str, ...]:
        """Sites that are cheapest at no volume."""
        return dominated(self.problem.sites, self.stretches)

    @property
    def equal(self) -> tuple[tuple[str, ...], ...]:
        """Sites that cost the same at every volume, where one of them is cheapest somewhere."""
        same: dict[tuple[Number, Number], list[str]] = {}
        for each in self.problem.sites:
            same.setdefault((each.fixed, each.variable), []).append(each.site)
        never = self.dominated
        return tuple(tuple(s) for s in same.values() if len(s) > 1 and s[0] not in never)

    @property
    def ties(self) -> tuple[tuple[str, ...], ...]:
        """Sites that meet in one point of the envelope, where these are three or more."""
        found = []
        for _, volume, _ in self.stretches[1:]:
            costs = self.cost(volume)
            least = min(map(exact, costs.values()))
            same = tuple(site for site, cost in costs.items() if exact(cost) == least)
            found += [same] if len(same) > 2 else []
        return tuple(found)

    def best(self, volume: Number) -> str:
        """The cheapest site at a volume; at a break-even that which is cheaper beyond."""
        return cheapest_at(self.problem.sites, _volume(volume, self.problem.unit)).site

    def cost(self, volume: Number) -> Mapping[str, Number]:
        """Site -> total cost at a volume."""
        x = _volume(volume, self.problem.unit)
        told = ((s.site, exact(s.fixed) + exact(s.variable) * x) for s in self.problem.sites)
        return ByName({site: plain(cost) for site, cost in told})

    def profit(self, volume: Number) -> Mapping[str, Number]:
        """Site -> profit at a volume, by the revenue of a unit; without one, `ProblemError`."""
        if self.problem.revenue is None:
            remedy = "Give the problem a revenue: what a unit sells for."
            fail(self.problem.subject, "revenue", "there is none to make a profit of", remedy)
        x, costs = _volume(volume, self.problem.unit), self.cost(volume)
        earned = exact(self.problem.revenue) * x
        return ByName({site: plain(earned - exact(cost)) for site, cost in costs.items()})

    @property
    def answer(self) -> list[str]:
        """The sites in the order in which they are cheapest as the volume grows."""
        return [site for site, _, _ in self.stretches]

    @property
    def measures(self) -> Measures:
        """The headline figures: each break-even volume."""
        unit = self.problem.unit
        volumes = {
            f"break_even_{k}": (a, unit) for k, (_, a, _) in enumerate(self.stretches[1:], 1)
        }
        return Measures(cheapest_somewhere=(len(self.stretches), ""), **volumes)

    @property
    def headline(self) -> str:
        """The ranges in one sentence."""
        unit = self.problem.unit
        parts = [
            f"{s} is cheapest up to {show(b, unit)}" if k == 0 else f"{s} up to {show(b, unit)}"
            for k, (s, _, b) in enumerate(self.stretches)
            if b is not None
        ]
        last = self.stretches[-1][0]
        return (
            f"{', then '.join([*parts, last])}."
            if parts
            else f"{last} is cheapest at every volume."
        )

    @property
    def note(self) -> str:
        """Who never is cheapest, and who meets where."""
        never = f"Cheapest at no volume: {listing(self.dominated)}." if self.dominated else ""
        equal = [f"{listing(each)} cost the same at every volume." for each in self.equal]
        ties = [f"{listing(each)} cost the same where they meet." for each in self.ties]
        return " ".join(filter(None, [never, *equal, *ties]))

    def to_frame(self) -> pd.DataFrame:
        """One row a site: site, fixed, variable, from, to (blank: never, or without end)."""
        known = {site: (a, b) for site, a, b in self.stretches}
        table = self.problem.to_frame()
        table["from"] = [float(known[s][0]) if s in known else float("nan") for s in table["site"]]
        ends = [known[s][1] if s in known else None for s in table["site"]]
        table["to"] = [float("nan") if end is None else float(end) for end in ends]
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """Volumes are units."""
        return {**self.problem.column_units, "from": self.problem.unit, "to": self.problem.unit}

    def draw(self, state: Ranges, ax: Axes | None) -> Axes:
        """Cost lines with the envelope found so far."""
        from .plots import lines

        return lines(self.problem, state, ax)


def dominated(sites: Sequence[CostLine], stretches: Ranges) -> tuple[str, ...]:
    """Sites that are cheapest nowhere; one with the same costs as the cheapest is cheapest too."""
    named = {each.site: each for each in sites}
    used = {(named[site].fixed, named[site].variable) for site, _, _ in stretches}
    return tuple(each.site for each in sites if (each.fixed, each.variable) not in used)


def _volume(volume: Number, unit: str) -> Fraction:
    faults = Faults("volume")
    found = not_negative(volume, "volume", faults, unit)
    faults.raise_any()
    return found
