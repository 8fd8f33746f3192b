"""Ideas of the field: when, who, and where it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import whole
from ...core.names import check_names, row_of
from ...core.numbers import count, listing
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LATEST = 3000


@dataclass(frozen=True)
class Event:
    """An idea: the year it was told, its people, the field it belongs to, and a source to read."""

    year: int
    idea: str
    people: str
    field: str
    source: str


@dataclass(frozen=True)
class History(Problem):
    """Ideas with their years and people, kept in the order of the years.

    A table has the columns year, idea, people, field and source; no source may be blank. Bad data
    raises `ProblemError`.

    >>> told = Event(1913, "economic order quantity", "Ford W. Harris", "mathematics", "Harris")
    >>> print(History((told,)).headline)
    1 idea, 1913: mathematics.
    """

    events: tuple[Event, ...]

    subject: ClassVar[str] = "history"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("year", ("年代", "date"), number=True, stand_in=1900),
        Column("idea", ("理论", "concept"), stand_in="row {}"),
        Column("people", ("person", "who", "创始人"), stand_in="nobody"),
        Column("field", ("kind", "领域"), stand_in="all"),
        Column("source", ("reference", "来源"), stand_in="none"),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("idea", [name(each.idea) for each in self.events], faults)
        found = []
        for k, each in enumerate(self.events, 1):
            place = row_of(k, "idea", name(each.idea))
            year = whole(each.year, f"{place}, year", faults, LATEST)
            told = {part: name(getattr(each, part)) for part in ("people", "field", "source")}
            for part, text in told.items():
                if not text:
                    faults.add(f"{place}, {part}", "it is blank", f"Name the {part}.")
            found.append(Event(year, name(each.idea), **told))
        return {"events": tuple(sorted(found, key=lambda each: each.year))}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        parts = ("year", "idea", "people", "field", "source")
        return {"events": tuple(Event(*(r[part] for part in parts)) for r in table), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an idea: year, idea, people, field, source."""
        import pandas as pd

        told = [(e.year, e.idea, e.people, e.field, e.source) for e in self.events]
        return pd.DataFrame(told, columns=["year", "idea", "people", "field", "source"])

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields, in the order in which they come up."""
        return tuple(dict.fromkeys(each.field for each in self.events))

    @property
    def headline(self) -> str:
        """The ideas in one sentence."""
        first, last = self.events[0].year, self.events[-1].year
        span = f"{first}" if first == last else f"{first} to {last}"
        return f"{count(len(self.events), 'idea')}, {span}: {listing(self.fields, most=6)}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first ideas, decade by decade."""
        from .plots import chart

        return chart(self, state).draw(ax)
