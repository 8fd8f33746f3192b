"""Operations or plans measured by two things that may pull against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.matrix import Matrix, checked_matrix, read_matrix
from ...core.names import check_known
from ...core.numbers import Number, count, exact, quoted
from ...core.table import name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Options(Problem):
    """Things to choose among, each with two measures.

    A table has a row for each option, named in the first column, and two columns of numbers. Of the
    measures named in `more` a larger number is better, of the others a smaller one. `units` names
    the units by measure. Bad data raises `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"cost": [4, 6], "days": [9, 3]}, index=["slow", "fast"])
    >>> print(Options.from_frame(table).headline)
    2 options by cost (less is better) and days (less is better).
    """

    options: Matrix
    _: KW_ONLY
    more: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()

    subject: ClassVar[str] = "options"
    columns: ClassVar[tuple[Column, ...]] = (Column("option", ("方案", "plan")),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        options = checked_matrix(self.options, "options", faults)
        if len(options.columns) != 2:
            remedy = "Give two columns of numbers beside the names."
            faults.add("measures", f"there {'is' if len(options.columns) == 1 else 'are'} "
                       f"{len(options.columns)}", remedy)  # fmt: skip
        told = tuple(map(name, self.more))
        check_known("measure", told, options.columns, "more", faults)
        return {"more": told, "units": self._read_units(options, faults)}

    def _read_units(self, options: Matrix, faults: Faults) -> tuple[tuple[str, str], ...]:
        given: Any = self.units
        pairs = list(given.items()) if hasattr(given, "items") else given
        good = isinstance(pairs, (tuple, list)) and all(
            isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs
        )
        if not good:
            faults.add("units", f"{quoted(given)} is no mapping", "Give {measure: unit}.")
            return ()
        told = tuple((name(measure), name(unit)) for measure, unit in pairs)
        check_known("measure", [measure for measure, _ in told], options.columns, "units", faults)
        return told

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        options = read_matrix(frame, faults, row="option", column="measure", below_zero=True)
        if isinstance(settings.get("more"), str):
            settings["more"] = (settings["more"],)
        return {"options": options, **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row an option: option, then its two measures."""
        return self.options.to_frame("option")

    @property
    def column_units(self) -> Mapping[str, str]:
        """The units that were told."""
        return {measure: unit for measure, unit in self.units if unit}

    def unit_of(self, measure: str) -> str:
        """The unit of a measure, blank where none was told."""
        return dict(self.units).get(measure, "")

    @cached_property
    def places(self) -> Mapping[str, tuple[Number, Number]]:
        """Option -> its two measures."""
        return dict(zip(self.options.rows, self.options.cells, strict=True))

    @cached_property
    def gains(self) -> Mapping[str, tuple[Fraction, ...]]:
        """Option -> its measures, turned so that more is better."""
        signs = [1 if each in self.more else -1 for each in self.options.columns]
        return {
            option: tuple(sign * exact(v) for sign, v in zip(signs, cells, strict=True))
            for option, cells in self.places.items()
        }

    @property
    def headline(self) -> str:
        """The options in one sentence."""
        told = " and ".join(
            f"{measure} ({'more' if measure in self.more else 'less'} is better)"
            for measure in self.options.columns
        )
        return f"{count(len(self.options.rows), 'option')} by {told}."

    def states(self) -> range:
        """How many options the picture shows."""
        return range(len(self.options.rows) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The first options as points."""
        from .plots import Shown, frontier

        return frontier(self, Shown(state), ax)
