"""How wide and high each room of a house is drawn, from its measured texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...core.numbers import show
from ...core.sketch import fitted, text_width, wrapped
from ..problem import LEVELS, House
from ..result import Priorities

CELL = 20.0  # of the relationship matrix
SIZE, SMALL = 8.0, 7.0
MOST_NEED, MOST_HOW = 165.0, 150.0  # room of the longest names
LEVEL = 15.0  # width of a column of group names
PAD = 5.0
MARK = 17.0  # width of one mark of the competitive assessment
ROW = 14.0  # height of a row below the matrix
BARS = 46.0


@dataclass(frozen=True)
class Frame:
    """Lengths and places, all from the house itself."""

    house: House
    priorities: Priorities | None = None

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The names of the needs as far as they have room."""
        return tuple(fitted(each, MOST_NEED, SIZE) for each in self.house.needs)

    @cached_property
    def hows(self) -> tuple[str, ...]:
        """The names of the requirements as far as they have room."""
        return tuple(fitted(each, MOST_HOW, SIZE) for each in self.house.requirements)

    @property
    def levels(self) -> int:
        """How many columns the groups of needs take."""
        return max((len(path.split(LEVELS)) for path in self.house.groups if path), default=0)

    @cached_property
    def columns_before(self) -> tuple[tuple[str, float], ...]:
        """What stands between the names of the needs and the matrix: heading and width."""
        house = self.house
        told = [show(each) for each in house.effective_weights.values()]
        found = [("weight", max(18.0, *(text_width(each, SIZE) + 2 * PAD for each in told)))]
        if any(house.kano):
            found.insert(0, ("Kano", 15.0))
        return tuple(found)

    @cached_property
    def cell(self) -> float:
        """The width of a cell: wide enough for what stands in the rows below it."""
        texts = [each for _, row in self.below for each in row]
        widest = max((text_width(each, SMALL) for each in texts), default=0.0)
        return max(CELL, min(widest + 4, 2.2 * CELL))

    @cached_property
    def below(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What stands below the matrix, row by row: the heading and the words."""
        house, measured = self.house, self.house.benchmarks
        rows: list[tuple[str, tuple[str, ...]]] = [("unit", house.units)]
        if measured:
            columns = zip(measured.columns, zip(*measured.cells, strict=True), strict=True)
            rows += [
                (f"measured: {each}", tuple("" if cell is None else show(cell) for cell in column))
                for each, column in columns
            ]
        targets = (each if isinstance(each, str) else show(each) for each in house.targets)
        rows.append(("target", tuple(targets)))
        rows.append(("difficulty (1 to 5)", tuple(map(show, house.difficulty))))
        rows.append((f"cost ({house.money})", tuple(map(show, house.costs))))
        return tuple(row for row in rows if any(row[1]))

    @property
    def x_needs(self) -> float:
        """Where the names of the needs begin."""
        return PAD + self.levels * LEVEL

    @cached_property
    def left(self) -> float:
        """Where the matrix begins."""
        headings = [heading for heading, _ in self.below]
        names = [*self.needs, *headings, "relative importance", "customer needs"]
        widest = max(text_width(each, SIZE) for each in names)
        return self.x_needs + widest + PAD + sum(w for _, w in self.columns_before)

    @property
    def right(self) -> float:
        """Where the matrix ends."""
        return self.left + self.cell * len(self.hows)

    @property
    def roof(self) -> float:
        """How high the roof is: its sides rise at 45°."""
        return (self.right - self.left) / 2 if len(self.hows) > 1 else 0.0

    @cached_property
    def heads(self) -> float:
        """How high the names of the requirements stand, their directions below them."""
        return max(30.0, *(text_width(each, SIZE) for each in self.hows)) + 2 * PAD

    @property
    def top(self) -> float:
        """Where the matrix begins, from above."""
        return self.roof + PAD + self.heads + ROW

    @property
    def bottom(self) -> float:
        """Where the matrix ends."""
        return self.top + CELL * len(self.needs)

    @property
    def x_marks(self) -> float:
        """Where the competitive assessment begins."""
        return self.right + 2 * PAD

    @property
    def y_importance(self) -> float:
        """Where the importance begins, below the technical assessment."""
        return self.bottom + PAD + ROW * len(self.below) + PAD

    @cached_property
    def legend(self) -> tuple[tuple[str, ...], ...]:
        """The lines below the house, told apart into words that fit its width."""
        width = self.right + (5 * MARK if self.house.perceptions else 0)
        words = [
            "Relationships: ● strong, ○ medium, △ weak.",
            "Roof: ++ and + help each other, − and −− hinder each other.",
            "↑ the more the better, ↓ the less, ○ a target.",
        ]
        return tuple(tuple(wrapped(each, width - PAD, SMALL, 3)) for each in words)

    def x(self, j: int) -> float:
        """The middle of a column."""
        return self.left + (j + 0.5) * self.cell

    def y(self, i: int) -> float:
        """The middle of a row."""
        return self.top + (i + 0.5) * CELL
