"""The relationship chart: how near departments should be to each other, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import ByName, Column, Faults, Problem
from ...core.figures import whole
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix
from ...core.names import check_known
from ...core.numbers import count, listing, quoted
from ...core.table import name
from ..squares import RATING, as_frame, as_square, noted_of, renamed, squared
from .ratings import LETTERS, codes, letter, read_rating

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST = 100  # departments
MOST_AREA = 1_000


@dataclass(frozen=True)
class Relationships(Problem):
    """A closeness rating for each pair of departments (Muther 1961).

    `ratings` are A absolutely necessary, E especially important, I important, O ordinary, U
    unimportant, X undesirable, whole table or one half; a blank is U. A cell may have the numbers
    of its reasons behind the letter, as "A 1, 2"; or `reasons` is a table of such numbers like that
    of the ratings. A mapping `reasons` says what the numbers mean, {1: "shared staff"}. `areas` are
    how many squares of a grid each department needs, 1 if nothing is told.

    A list will do, with the columns from, to and rating. Letters that are unknown, halves that
    contradict each other and areas that are no whole numbers raise `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame([[None, "A 1", "X 2"], [None, None, "I"], [None] * 3], list("ABC"))
    >>> chart = Relationships.from_frame(table.set_axis(list("ABC"), axis=1), reasons={1: "flow"})
    >>> chart.rating("B", "A"), chart.headline
    ('A', '3 departments: 1 A, 1 I and 1 X among 3 pairs.')
    """

    ratings: Matrix
    _: KW_ONLY
    reasons: Any = ()
    areas: Any = ()

    subject: ClassVar[str] = "relationships"
    corner: ClassVar[str] = "department"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("department", ("activity", "area", "room", "部门", "from")),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        told = squared(checked_matrix(self.ratings, "ratings", faults), "department", faults)
        if len(told.rows) > MOST:
            faults.add("ratings", f"{len(told.rows):,} departments", f"Take up to {MOST}.")
        if len(told.rows) < 2:
            faults.add("ratings", "there is one department", "Give two at least.")
        faults.raise_any()
        legend, table = self.reasons, None
        if hasattr(as_frame(legend), "columns") or isinstance(legend, Matrix):
            legend, table = (), _codes(legend, told.rows, faults)
        return {
            "ratings": _both_halves(told, table, faults),
            "reasons": _legend(legend, faults),
            "areas": _areas(self.areas, told.rows, faults),
        }

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame = renamed(as_square(frame, faults, RATING), cls.columns[0])
        frame, told = column_aside(frame, AREA, "areas", settings, faults)
        ratings = read_matrix(
            frame, faults, row="department", column="department", read=read_rating
        )
        return {"ratings": ratings, **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a department: department, then its ratings with reasons; the upper half."""
        import pandas as pd

        size = range(len(self.names))
        rows = [[self.ratings.cells[i][j] if i < j else "" for j in size] for i in size]
        table = pd.DataFrame(rows, columns=list(self.names), dtype=object)
        table.insert(0, "department", list(self.names))
        return table

    @property
    def names(self) -> tuple[str, ...]:
        """The departments."""
        return self.ratings.rows

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All pairs of departments."""
        size = range(len(self.names))
        return tuple((self.names[i], self.names[j]) for i in size for j in size if i < j)

    def rating(self, one: str, other: str) -> str:
        """The letter of a pair."""
        return letter(self.ratings[one, other])

    def why(self, one: str, other: str) -> tuple[str, ...]:
        """The reasons of a pair, in words where these are told."""
        told = dict(self.reasons)
        return tuple(told.get(code, code) for code in codes(self.ratings[one, other]))

    @cached_property
    def area(self) -> Mapping[str, int]:
        """Department -> squares that it needs."""
        return ByName(dict(zip(self.names, self.areas, strict=True)))

    @property
    def headline(self) -> str:
        """The chart in one sentence."""
        found = Counter(self.rating(*pair) for pair in self.pairs)
        told = listing(f"{found[each]} {each}" for each in LETTERS if found[each] and each != "U")
        departments = count(len(self.names), "department")
        return f"{departments}: {told} among {count(len(self.pairs), 'pair')}."

    def states(self) -> range:
        """How many departments' ratings the chart shows."""
        return range(len(self.names) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The diamond chart."""
        from .chart import diamond_chart

        return diamond_chart(self, shown=state).draw(ax)

    def svg(self) -> str:
        """The diamond chart as a self-contained SVG file."""
        from .chart import diamond_chart

        return diamond_chart(self).svg()

    def diagram(self, ax: Axes | None = None) -> Axes:
        """The relationship diagram: four lines for A, three for E, two for I, one for O."""
        from .diagram import on_a_circle

        return on_a_circle(self).draw(ax)


AREA = ("area", "areas", "squares", "面积")


def _both_halves(told: Matrix, table: Matrix | None, faults: Faults) -> Matrix:
    """Every pair's rating in both halves, U where nothing is written."""
    size = range(len(told.rows))
    cells: list[list[Any]] = [[None] * len(told.rows) for _ in size]
    for i in size:
        for j in size:
            own, other = (_cell(told.cells[a][b], faults) for a, b in ((i, j), (j, i)))
            place = f"{told.rows[i]} and {told.rows[j]}"
            if i == j:
                if own not in (None, "U"):
                    remedy = "Leave the diagonal blank."
                    faults.add(place, f"{own} for a department and itself", remedy)
                continue
            if own and other and i < j and own != other:
                faults.add(place, f"{own} in one half, {other} in the other", "Write one of them.")
            cell = own or other or "U"
            more = table.cells[i][j] or table.cells[j][i] if table else None
            cells[i][j] = f"{letter(cell)} {more}" if more else cell
    return Matrix(told.rows, told.rows, tuple(map(tuple, cells)))


def _cell(cell: Any, faults: Faults) -> str | None:
    """A cell as it was read, or as somebody wrote it into a matrix."""
    return None if cell is None else read_rating(cell, "ratings", faults)


def _codes(given: Any, names: tuple[str, ...], faults: Faults) -> Matrix:
    """The table of reasons' numbers, in the order of the ratings."""

    def read(cell: Any, place: str, noted: Faults) -> str | None:
        rating = read_rating(
            f"U {'' if cell is None or cell != cell else name(cell)}", place, noted
        )
        return ", ".join(codes(rating or "")) or None

    with noted_of("reasons", faults) as own:
        table = given if isinstance(given, Matrix) else read_matrix(
            renamed(as_frame(given), Column("department")), own, row="department",
            column="department", read=read)  # fmt: skip
    table = squared(table, "department", faults)
    check_known("department", table.rows, names, "reasons", faults)
    check_known("department", names, table.rows, "reasons", faults)
    faults.raise_any()
    order = [table.rows.index(each) for each in names]
    return Matrix(names, names, tuple(tuple(table.cells[i][j] for j in order) for i in order))


def _legend(given: Any, faults: Faults) -> tuple[tuple[str, str], ...]:
    """(code, words) for each reason."""
    pairs = given.items() if hasattr(given, "items") else given
    if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Iterable):
        if pairs is not None:
            faults.add("reasons", f"{quoted(given)} is no mapping", "Give {number: words}.")
        return ()
    found = []
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not name(pair[0]).isdigit():
            faults.add("reasons", f"{quoted(pair)} is no reason", "Give {number: words}.")
            return ()
        found.append((name(pair[0]), name(pair[1])))
    return tuple(found)


def _areas(given: Any, names: tuple[str, ...], faults: Faults) -> tuple[int, ...]:
    """Squares of each department; one, where nothing is told."""
    if given is None or (isinstance(given, (tuple, list)) and not given):
        return (1,) * len(names)
    if hasattr(given, "items"):
        told = {name(key): value for key, value in given.items()}
        check_known("department", told, names, "areas", faults)
        values: list[Any] = [told.get(each) for each in names]
    elif isinstance(given, (tuple, list)) and len(given) == len(names):
        values = list(given)
    elif isinstance(given, int) and not isinstance(given, bool):
        values = [given] * len(names)
    else:
        faults.add("areas", f"{quoted(given)} are not one for each", "Give {department: squares}.")
        return (1,) * len(names)
    return tuple(
        whole(value, f"area of {each}", faults, MOST_AREA)
        for each, value in zip(names, values, strict=True)
    )
