"""The house of quality: what customers need against what can be built and measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ..core import ByName, Column, Faults, Problem
from ..core.figures import not_negative, positive
from ..core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ..core.names import check_known
from ..core.numbers import Number, count, exact, plain
from ..core.table import name
from .marks import (
    DIRECTIONS,
    KANO,
    NO_RELATION,
    RELATIONS,
    Pair,
    by_name,
    number_or_text,
    read_roof,
    read_words,
)
from .rooms import read_levels, read_measured

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WEIGHT = ("weight", "importance", "权重", "重要度")
LEVELS = " > "


@dataclass(frozen=True)
class House(Problem):
    """Customer needs (WHATs) against technical requirements (HOWs), in six rooms.

    `relationships` tell how much a requirement does for a need: strong, medium or weak (also ● ○
    △), a number, or nothing. `weights` w say how much each need counts, above 0. `groups` part the
    needs, {need: "group" or "group > part"}, and `group_weights` multiply the weights in them.
    `directions` say for each requirement whether more is better ("up"), less ("down") or a value is
    aimed at ("target"); `units`, `targets`, `difficulty` (1 to 5) and `costs` are told by
    requirement. The `roof` has pairs of requirements that help (++, +) or hinder (-, --) each
    other. `perceptions` are a table, needs by competitors, of marks from 1 to 5; `benchmarks` a
    table, requirements by competitors, of measured values; the first competitor is ours. `kano` may
    call each need must-be, one-dimensional or attractive.

    A table has one row a need, named in its index or first column, and one column a requirement; a
    column `weight` stands for that setting. `from_file` reads all rooms from three tables.
    Bad data raises `ProblemError`. Source: Hauser & Clausing (1988); Akao (1990).

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"weight of door": ["strong", ""], "seal": ["weak", "medium"]},
    ...     index=["easy to close", "no road noise"],
    ... )
    >>> print(House.from_frame(table, weights=[5, 3]).headline)
    2 needs and 2 requirements with 3 relationships, 75 % of the cells.
    """

    relationships: Matrix
    _: KW_ONLY
    weights: tuple[Number, ...] = ()
    directions: tuple[str, ...] = ()
    roof: tuple[Pair, ...] = ()
    perceptions: Matrix | None = None
    benchmarks: Matrix | None = None
    targets: tuple[Number | str, ...] = ()
    difficulty: tuple[Number, ...] = ()
    units: tuple[str, ...] = ()
    costs: tuple[Number, ...] = ()
    groups: tuple[str, ...] = ()
    group_weights: tuple[tuple[str, Number], ...] = ()
    kano: tuple[str, ...] = ()
    title: str = "House of quality"
    money: str = "$"

    subject: ClassVar[str] = "house"
    columns: ClassVar[tuple[Column, ...]] = (Column("need", ("what", "whats", "需求", "顾客需求")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        known = checked_matrix(self.relationships, "relationships", faults)
        needs, hows = known.rows, known.columns
        kano = {each: each for each in KANO} | {each[0]: each for each in KANO}
        kept: dict[str, Any] = {
            "weights": told_for_each(self.weights, needs, "weight", "need", positive, faults),
            "directions": read_words(
                self.directions, hows, DIRECTIONS, "directions", "requirement", faults
            ),
            "roof": read_roof(self.roof, hows, faults),
            "kano": read_words(self.kano, needs, kano, "kano", "need", faults),
            "perceptions": read_measured(
                self.perceptions, needs, "perceptions", "need", faults, most=5, least=1
            ),
            "benchmarks": read_measured(
                self.benchmarks, hows, "benchmarks", "requirement", faults, transposed=True
            ),
            "targets": self._texts("targets", hows, "requirement", faults),
            "units": tuple(map(str, self._texts("units", hows, "requirement", faults))),
            "difficulty": self._figures("difficulty", hows, faults),
            "costs": self._figures("costs", hows, faults),
            "groups": read_levels(self.groups, needs, faults),
        }
        for how, hard in zip(hows, kept["difficulty"], strict=False):
            if not 1 <= exact(hard) <= 5:
                faults.add(f"difficulty of {how}", f"{hard} is not from 1 to 5", "Write one.")
        kept["group_weights"] = self._group_weights(kept["groups"], faults)
        return kept

    def _texts(
        self, what: str, known: tuple[str, ...], thing: str, faults: Faults
    ) -> tuple[Number | str, ...]:
        """Words or numbers by name, blank where one is missing; none at all where none is told."""
        told = by_name(getattr(self, what), known, what, thing, faults)
        return tuple(number_or_text(told.get(each, "")) for each in known) if told else ()

    def _figures(self, what: str, known: tuple[str, ...], faults: Faults) -> tuple[Number, ...]:
        """Numbers by requirement; none at all where none is told."""
        given = getattr(self, what)
        if given is None or (isinstance(given, (tuple, list)) and not given):
            return ()
        return told_for_each(given, known, what, "requirement", not_negative, faults)

    def _group_weights(
        self, groups: tuple[str, ...], faults: Faults
    ) -> tuple[tuple[str, Number], ...]:
        given = self.group_weights
        pairs = given.items() if hasattr(given, "items") else given
        every = {
            LEVELS.join(path.split(LEVELS)[: k + 1])
            for path in groups
            if path
            for k in range(len(path.split(LEVELS)))
        }
        told = {}
        for pair in pairs if hasattr(pairs, "__iter__") and not isinstance(pairs, str) else ():
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                faults.add("group_weights", "they are no mapping", "Give {group: weight}.")
                break
            told[name(pair[0])] = plain(positive(pair[1], f"weight of {name(pair[0])}", faults))
        check_known("group", told, every, "group_weights", faults)
        return tuple(sorted(told.items()))

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, WEIGHT, "weights", settings, faults)
        relationships = read_matrix(
            frame, faults, row="need", column="requirement", empty=NO_RELATION, words=RELATIONS
        )
        return {"relationships": relationships, **told}

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """All rooms from a folder of three CSV files, one TOML file, or one Excel workbook.

        See `to_file`, which writes them.
        """
        from .doors import read_rooms

        return read_rooms(cls, path)

    def to_file(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write all rooms: `.toml` or `.xlsx` as one file, any other name as a folder of CSV files.

        What is there already is not replaced unless `overwrite` says so.
        """
        from .doors import write_rooms

        return write_rooms(self, path, overwrite)

    def to_frame(self) -> pd.DataFrame:
        """One row a need: need, weight, then one column a requirement (blank: no relationship)."""
        import pandas as pd

        table = pd.DataFrame(
            [["" if cell is None else cell for cell in row] for row in self.relationships.cells],
            columns=list(self.requirements),
            dtype=object,
        )
        table.insert(0, "weight", list(self.weights))
        table.insert(0, "need", list(self.needs))
        return table

    @property
    def needs(self) -> tuple[str, ...]:
        """The customer needs, WHATs."""
        return self.relationships.rows

    @property
    def requirements(self) -> tuple[str, ...]:
        """The technical requirements, HOWs."""
        return self.relationships.columns

    @cached_property
    def effective_weights(self) -> Mapping[str, Number]:
        """Need -> its weight, times those of its groups."""
        told, found = dict(self.group_weights), {}
        paths = self.groups or ("",) * len(self.needs)
        for need, weight, path in zip(self.needs, self.weights, paths, strict=True):
            total = exact(weight)
            parts = path.split(LEVELS) if path else []
            for k in range(len(parts)):
                total *= exact(told.get(LEVELS.join(parts[: k + 1]), 1))
            found[need] = plain(total)
        return ByName(found)

    @property
    def filled(self) -> int:
        """How many cells hold a relationship."""
        return sum(bool(cell) for row in self.relationships.cells for cell in row)

    @property
    def headline(self) -> str:
        """The house in one sentence."""
        cells = len(self.needs) * len(self.requirements)
        return (
            f"{count(len(self.needs), 'need')} and {count(len(self.requirements), 'requirement')} "
            f"with {count(self.filled, 'relationship')}, {self.filled / cells:.0%} of the cells."
        ).replace("%", " %")

    def states(self) -> range:
        """How many requirements the picture shows."""
        return range(len(self.requirements) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The whole house, its columns filled one by one."""
        from .picture.house import house_sketch

        return house_sketch(self, columns=state).draw(ax)

    def svg(self) -> str:
        """The house as a self-contained SVG file, with titles for screen readers."""
        from .picture.house import house_sketch

        return house_sketch(self).svg()
