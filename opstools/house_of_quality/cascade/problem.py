"""Several houses one behind the other: what one asks how, the next asks what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.numbers import count, listing
from ...core.table import name, rows
from ..problem import House

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Phases(Problem):
    """Houses in order: product, part, process and production planning, or as many as there are.

    The requirements of each house are the needs of the next, by name; the weights of the first
    alone count. A table has one row a relationship, with the columns phase, what, how, relationship
    and weight (of the whats of the first phase). A list of houses will do. Bad data raises
    `ProblemError`. Source: Hauser & Clausing (1988), linked houses.

    >>> import pandas as pd
    >>> one = House.from_frame(pd.DataFrame({"h": ["strong"]}, index=["w"]), weights=[2])
    >>> two = House.from_frame(pd.DataFrame({"part": ["weak"]}, index=["h"]), weights=[1])
    >>> print(Phases((one, two)).headline)
    2 phases from 1 need to 1 control.
    """

    houses: tuple[House, ...]

    subject: ClassVar[str] = "phases"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("phase", ("阶段",), stand_in="1"),
        Column("what", ("need", "whats"), stand_in="row {}"),
        Column("how", ("requirement", "hows"), stand_in="how"),
        Column("relationship", ("关系",), stand_in="strong"),
        Column("weight", ("importance",), needed=False, number=True),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        if not self.houses:
            faults.add("houses", "there are none", "Give at least one.")
        for k, (before, after) in enumerate(pairwise(self.houses), 2):
            wanted, there = set(before.requirements), set(after.needs)
            if wanted != there:
                lost, more = listing(sorted(wanted - there)), listing(sorted(there - wanted))
                problem = "its needs are not the requirements of the phase before"
                faults.add(
                    f"phase {k}", f"{problem}: {lost} missing, {more} new", "Name them alike."
                )
        return {}

    @classmethod
    def as_table(cls, given: Any) -> Any:
        """A list of houses as a table, one row a relationship."""
        import pandas as pd

        if not isinstance(given, (list, tuple)) or not given:
            return given
        if not all(isinstance(each, House) for each in given):
            return given
        return pd.DataFrame(_rows(given), columns=[each.name for each in cls.columns])

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns, most=MOST_ROWS)
        phases = list(dict.fromkeys(name(row["phase"]) for row in table))
        houses = []
        for k, phase in enumerate(phases):
            some = [row for row in table if name(row["phase"]) == phase]
            houses.append(_house(some, faults, first=k == 0, phase=phase))
        faults.raise_any()
        return {"houses": tuple(house for house in houses if house), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a relationship: phase, what, how, relationship, weight."""
        import pandas as pd

        return pd.DataFrame(_rows(self.houses), columns=[each.name for each in self.columns])

    @property
    def headline(self) -> str:
        """The phases in one sentence."""
        needs, controls = len(self.houses[0].needs), len(self.houses[-1].requirements)
        phases = count(len(self.houses), "phase")
        return f"{phases} from {count(needs, 'need')} to {count(controls, 'control')}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first phases as columns of names, joined by relationships."""
        from .plots import linked

        return linked(self, state, ax)


def _rows(houses: Sequence[House]) -> list[tuple[Any, ...]]:
    """All cells that hold something; an empty row or column keeps its name by a blank cell."""
    found: list[tuple[Any, ...]] = []
    for k, house in enumerate(houses, 1):
        for i, need in enumerate(house.needs):
            weight = house.effective_weights[need] if k == 1 else None
            for j, how in enumerate(house.requirements):
                cell = house.relationships.cells[i][j]
                found.append((str(k), need, how, "" if cell is None else cell, weight))
    return found


def _house(table: list[dict[str, Any]], faults: Faults, *, first: bool, phase: str) -> House | None:
    """One house from its rows."""
    import pandas as pd

    cells: dict[str, dict[str, Any]] = {}  # how -> what -> relationship
    weights: dict[str, Any] = {}
    for row in table:
        what, how = name(row["what"]), name(row["how"])
        if not what or not how:
            faults.add(f"phase {phase}", "a row has no name", "Name what and how.")
            return None
        told = cells.setdefault(how, {})
        if what in told:
            place = f"phase {phase}, {what} and {how}"
            faults.add(place, "their relationship is told twice", "Keep one of the rows.")
        told[what] = "" if row["relationship"] is None else row["relationship"]
        weight = row["weight"] if first else None
        if weight is not None and weights.setdefault(what, weight) != weight:
            place = f"phase {phase}, weight of {what}"
            faults.add(place, f"it is {name(weights[what])} and {name(weight)}", "Tell one.")
    whats = dict.fromkeys(name(row["what"]) for row in table)
    frame = pd.DataFrame(cells, index=list(whats), columns=list(cells), dtype=object)
    frame = frame.where(frame.notna(), "")
    try:
        return House.from_frame(frame, weights=dict.fromkeys(whats, 1) | weights)
    except ValueError as error:
        for fault in getattr(error, "faults", ()):
            faults.add(f"phase {phase}, {fault.place}", fault.problem, fault.remedy)
    return None
