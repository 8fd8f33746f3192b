"""Statements, each of which belongs to one concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.names import check_names, row_of
from ...core.numbers import count, listing
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Statement:
    """A statement, the concept it belongs to, and the reason that tells it from the others."""

    statement: str
    concept: str
    because: str


@dataclass(frozen=True)
class Statements(Problem):
    """Statements to be matched with concepts.

    A table has the columns statement, concept and because. Several statements may belong to one
    concept; there are at least two concepts. Bad data raises `ProblemError`.

    >>> told = (
    ...     Statement("less of everything", "lean", "It is about waste."),
    ...     Statement("start from a clean sheet", "reengineering", "It is radical."),
    ... )
    >>> print(Statements(told).headline)
    2 statements to match with lean and reengineering.
    """

    statements: tuple[Statement, ...]

    subject: ClassVar[str] = "statements"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("statement", ("situation", "说法"), stand_in="row {}"),
        Column("concept", ("term", "概念"), stand_in="concept {}"),
        Column("because", ("reason", "理由"), needed=False, stand_in=""),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("statement", [name(each.statement) for each in self.statements], faults)
        found = []
        for k, each in enumerate(self.statements, 1):
            if not name(each.concept):
                place = row_of(k, "statement", name(each.statement))
                faults.add(f"{place}, concept", "it is blank", "Name its concept.")
            found.append(Statement(name(each.statement), name(each.concept), name(each.because)))
        if found and len({each.concept for each in found}) < 2:
            faults.add("concepts", "there is only one", "Give at least two to tell apart.")
        return {"statements": tuple(found)}

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = (Statement(r["statement"], r["concept"], r["because"]) for r in table)
        return {"statements": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a statement: statement, concept, because."""
        import pandas as pd

        told = [(each.statement, each.concept, each.because) for each in self.statements]
        return pd.DataFrame(told, columns=["statement", "concept", "because"])

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts, by name."""
        return tuple(sorted({each.concept for each in self.statements}))

    @property
    def headline(self) -> str:
        """The statements in one sentence."""
        statements = count(len(self.statements), "statement")
        return f"{statements} to match with {listing(self.concepts, most=8)}."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The right matches of the first statements."""
        from .plots import Drawn, matches

        right = tuple(each.concept for each in self.statements)
        return matches(self, Drawn(right[:state]), ax)
