"""Departments, what moves between them, and the places where they may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import as_it_is, not_negative
from ...core.matrix import Matrix, checked_matrix, read_matrix
from ...core.names import check_known
from ...core.numbers import Number, count, exact, plain, quoted, show
from ...core.table import name
from ..squares import (
    BLANK,
    LOAD,
    as_frame,
    as_square,
    asymmetric,
    mirrored,
    noted_of,
    read_square,
    renamed,
    squared,
    without_sums,
)
from .distances import Spot, as_grid, positions

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from .scaled import Scaled

Fixed = tuple[str, str]
MOST = 400  # departments or places
CLOSE = 1e-6  # relative: places that are so much farther are as near as the nearest


@dataclass(frozen=True)
class Load:
    """What moves between two departments: the load f, and f·c, what moving it costs a unit far."""

    one: int
    other: int
    load: Number
    weight: Number


@dataclass(frozen=True)
class Departments(Problem):
    """A from-to chart, and the places where the departments may stand.

    `flows` f_ij are `load` moved from department i (down) to j (across). `distances` d_kl between
    places are a table, a text such as "2 x 3" or "2 x 3 euclidean" for a grid, or the name of a
    file. `unit_cost` c is what moving one load one `unit` far costs, one number or a table like the
    flows. The cost of a layout is Σ f·c·d over pairs of departments: loads both ways are added; a
    table that is the same in both halves has each pair twice and counts it once. With
    `ordered_pairs` every cell counts by itself, as in QAPLIB, and ways may differ from ways back.
    `fixed` says where departments must stand, {department: place}; there may be more places than
    departments. `placement_costs`, a table of departments by places, are what standing there costs.

    A table has one row and one column a department; the lower half may be blank, and sums named
    total are left out. A list of loads will do, with the columns from, to and load. Bad data raises
    `ProblemError`. Source: Koopmans & Beckmann (1957).

    >>> import pandas as pd
    >>> flows = pd.DataFrame([[0, 9, 2], [1, 0, 4], [0, 0, 0]], list("ABC"), list("ABC"))
    >>> print(Departments.from_frame(flows, distances="1 x 3").headline)
    3 departments for 3 places, 16 trips between 3 pairs.
    """

    flows: Matrix
    _: KW_ONLY
    distances: Any
    unit_cost: Any = None
    fixed: Any = ()
    ordered_pairs: bool = False
    placement_costs: Any = None
    load: str = "trips"
    unit: str = "m"
    money: str = "$"

    subject: ClassVar[str] = "departments"
    corner: ClassVar[str] = "department"
    columns: ClassVar[tuple[Column, ...]] = (
        Column(
            "department",
            (
                "from",
                "from/to",
                "from-to",
                "from\\to",
                "from \\ to",
                "from / to",
                "dept",
                "activity",
                "to",
                "部门",
                "从",
                "从至表",
            ),
        ),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        flows = squared(checked_matrix(self.flows, "flows", faults), "department", faults)
        flows = _flows(flows, faults)
        distances = self._distances(faults)
        departments, places = flows.rows, distances.rows
        for what, names in (("departments", departments), ("places", places)):
            if len(names) > MOST:
                faults.add(what, f"there are {len(names):,}", f"Take up to {MOST}.")
        if len(departments) > len(places):
            problem = f"{count(len(departments), 'department')} for {count(len(places), 'place')}"
            faults.add("distances", problem, "Give at least as many places as departments.")
        return {
            "flows": flows,
            "distances": distances,
            "unit_cost": self._unit_cost(departments, faults),
            "fixed": _fixed(self.fixed, departments, places, faults),
            "placement_costs": self._placement(departments, places, faults),
        }

    def _distances(self, faults: Faults) -> Matrix:
        given = self.distances
        if isinstance(given, str):
            with faults.collect():
                grid = as_grid(given)
            given = given if grid is None else grid
        found = mirrored(read_square(given, "distances", "place", faults), "distances", faults)
        faults.raise_any()
        if not self.ordered_pairs and (pair := asymmetric(found)):
            there, back = found[pair], found[pair[::-1]]
            problem = f"{pair[0]} to {pair[1]} is {show(there)}, the way back {show(back)}"
            remedy = "Write the same both ways, or set ordered_pairs=True for one-way aisles."
            faults.add("distances", problem, remedy)
        return found

    def _unit_cost(self, departments: tuple[str, ...], faults: Faults) -> Any:
        given = self.unit_cost
        if given is None or isinstance(given, (int, float, str, Fraction)):
            told = not_negative(1 if given is None else given, "unit_cost", faults)
            return None if given is None else plain(told)
        found = mirrored(read_square(given, "unit_cost", "department", faults), "unit_cost", faults)
        check_known("department", found.rows, departments, "unit_cost", faults)
        check_known("department", departments, found.rows, "unit_cost", faults)
        faults.raise_any()
        return _ordered(found, departments, departments)

    def _placement(
        self, departments: tuple[str, ...], places: tuple[str, ...], faults: Faults
    ) -> Matrix | None:
        given = self.placement_costs
        if given is None:
            return None
        given = as_frame(given)
        if not isinstance(given, Matrix):
            with noted_of("placement_costs", faults) as own:
                given = read_matrix(given, own, row="department", column="place", below_zero=True)
        for what, names, known in (
            ("department", given.rows, departments),
            ("place", given.columns, places),
        ):
            check_known(what, names, known, "placement_costs", faults)
            check_known(what, known, names, "placement_costs", faults)
        faults.raise_any()
        return _ordered(given, departments, places)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame = without_sums(renamed(as_square(frame, faults, LOAD), cls.columns[0]))
        flows = read_matrix(frame, faults, row="department", column="department", empty=BLANK)
        return {"flows": flows, **settings}

    def to_frame(self) -> pd.DataFrame:
        """The from-to chart: department, then what moves to each."""
        return self.flows.to_frame("department")

    @property
    def names(self) -> tuple[str, ...]:
        """The departments."""
        return self.flows.rows

    @property
    def places(self) -> tuple[str, ...]:
        """The places."""
        return tuple(self.distances.rows)

    @property
    def counts_once(self) -> bool:
        """Whether the table has each pair twice, in both halves, and counts it once."""
        return not self.ordered_pairs and asymmetric(self.flows) is None

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """What moves between pairs of departments; each way by itself where ways differ."""
        size = range(len(self.names))
        told = {
            (i, j): (exact(self.flows.cells[i][j]), exact(self.price(i, j)))
            for i in size
            for j in size
            if self.flows.cells[i][j] and not (self.counts_once and i > j)
        }
        one_way = self.ordered_pairs and asymmetric(self.distances) is not None
        found: dict[tuple[int, int], list[Fraction]] = {}
        for (i, j), (load, price) in told.items():
            pair = found.setdefault((i, j) if one_way or i < j else (j, i), [Fraction(0)] * 2)
            pair[0] += load
            pair[1] += load * price
        return tuple(
            Load(i, j, plain(load), plain(weight))
            for (i, j), (load, weight) in sorted(found.items())
        )

    def price(self, i: int, j: int) -> Number:
        """What moving one load one unit far costs."""
        if isinstance(self.unit_cost, Matrix):
            return self.unit_cost.cells[i][j]  # type: ignore[no-any-return]
        return 1 if self.unit_cost is None else self.unit_cost

    @property
    def cost_unit(self) -> str:
        """What costs are told in: money where there are prices, else loads times distance."""
        told = self.unit_cost is not None or self.placement_costs is not None
        return self.money if told else f"{self.load}·{self.unit}"

    @property
    def reading(self) -> str:
        """How the table was read."""
        if self.ordered_pairs:
            return "Every cell of the flows counts (ordered pairs)."
        if self.counts_once:
            return "Both halves of the flows are the same: each pair counts once."
        return "Flows both ways are added."

    @cached_property
    def composite(self) -> Mapping[tuple[str, str], Number]:
        """(department, department) -> what moves between them, both ways together."""
        sums: dict[tuple[str, str], Fraction] = {}
        for each in self.loads:
            pair = min(each.one, each.other), max(each.one, each.other)
            key = self.names[pair[0]], self.names[pair[1]]
            sums[key] = sums.get(key, Fraction(0)) + exact(each.load)
        return {key: plain(value) for key, value in sums.items()}

    @cached_property
    def nearest(self) -> Number:
        """The shortest way between two places."""
        return min((d for row in self.distances.cells for d in row if d), default=0)

    def beside(self, one: int, other: int) -> bool:
        """Whether two places stand side by side: no two are nearer."""
        return bool(self.distances.cells[one][other] <= self.nearest * (1 + CLOSE))

    @cached_property
    def scaled(self) -> Scaled:
        """The same in arrays, for searching."""
        from .scaled import Scaled

        return Scaled.of(self)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Where each place is drawn."""
        return self.drawn_at[0]

    @cached_property
    def drawn_at(self) -> tuple[tuple[Spot, ...], int]:
        """Where each place is drawn, and in how many columns of a grid (0: none)."""
        return positions(self.distances)

    @cached_property
    def bound(self) -> Number:
        """What no layout can cost less than: the optimum for class sizes, else a bound."""
        from .exact import quick_bound

        return quick_bound(self)

    @property
    def headline(self) -> str:
        """The problem in one sentence."""
        total = plain(sum((exact(each.load) for each in self.loads), Fraction(0)))
        fixed = f"; {count(len(self.fixed), 'is', 'are')} fixed" if self.fixed else ""
        return (
            f"{count(len(self.names), 'department')} for {count(len(self.places), 'place')}, "
            f"{show(total, self.load)} between {count(len(self.composite), 'pair')}{fixed}."
        )

    @property
    def note(self) -> str:
        """How the table was read."""
        return self.reading

    @property
    def column_units(self) -> Mapping[str, str]:
        """Flows in loads."""
        return dict.fromkeys(self.names, self.load)

    def states(self) -> range:
        """How many rows of the chart are shown."""
        return range(len(self.names) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The from-to chart."""
        from .chart import from_to_chart

        return from_to_chart(self, rows=state).draw(ax)

    def svg(self) -> str:
        """The from-to chart as a self-contained SVG file."""
        from .chart import from_to_chart

        return from_to_chart(self).svg()


def _flows(given: Matrix, faults: Faults) -> Matrix:
    """Blank cells as 0; nothing below 0, nothing on the diagonal, something somewhere."""

    def read(cell: Any, place: str) -> Number:
        return as_it_is(cell, above=0) or plain(not_negative(cell, place, faults))

    cells = tuple(
        tuple(
            read(cell, f"{given.rows[i]}, {given.columns[j]}") if cell else 0
            for j, cell in enumerate(row)
        )
        for i, row in enumerate(given.cells)
    )
    for i, row in enumerate(cells):
        if row[i] and not faults.found:
            remedy = "Leave it blank: what stays in a department goes no way."
            faults.add(f"{given.rows[i]} to itself", show(row[i], "loads"), remedy)
    if not any(map(any, cells)):
        faults.add("flows", "nothing moves at all", "Give at least one load above 0.")
    return Matrix(given.rows, given.columns, cells)


def _fixed(
    given: Any, departments: tuple[str, ...], places: tuple[str, ...], faults: Faults
) -> tuple[Fixed, ...]:
    """(department, place) for those that must stand where they are told to."""
    pairs = given.items() if hasattr(given, "items") else given
    if pairs is None:
        return ()
    if isinstance(pairs, (str, bytes)) or not hasattr(pairs, "__iter__"):
        faults.add("fixed", f"{quoted(given)} is no mapping", "Give {department: place}.")
        return ()
    found: dict[str, str] = {}
    for pair in pairs:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            faults.add("fixed", f"{quoted(pair)} is no pair", "Give {department: place}.")
            return ()
        found[name(pair[0])] = name(pair[1])
    check_known("department", found, departments, "fixed", faults)
    check_known("place", found.values(), places, "fixed", faults)
    for place in dict.fromkeys(found.values()):
        there = [each for each, at in found.items() if at == place]
        if len(there) > 1:
            problem = f"{' and '.join(there)} are both in place {place}"
            faults.add("fixed", problem, "A place holds one department.")
    return tuple(sorted(found.items()))


def _ordered(given: Matrix, rows: tuple[str, ...], columns: tuple[str, ...]) -> Matrix:
    """The matrix with its names in this order."""
    down, across = ([names.index(each) for each in wanted] for names, wanted in
                    ((given.rows, rows), (given.columns, columns)))  # fmt: skip
    return Matrix(rows, columns, tuple(tuple(given.cells[i][j] for j in across) for i in down))
