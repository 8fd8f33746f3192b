"""What each phase counts, and where a control comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...core import ByName, Faults, Measures, Result, fail
from ...core.display import SHARE
from ...core.figures import whole
from ...core.numbers import Number, show
from ...core.table import suggestion
from .problem import Phases

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Table = tuple[tuple[Number, ...], ...]


@dataclass(frozen=True)
class Cascade(Result):
    """Relative importance in each phase, and its trace to the customers' needs.

    `relative(phase)` are the shares of the requirements of a phase, counted from 1; phase 0 are the
    customers' needs. `trace(control)` tells what each need brings to a control of the last phase.

    >>> from opstools import datasets
    >>> from opstools.house_of_quality import cascade
    >>> print(cascade(datasets.load("coffee_phases")).headline)
    measure a cup each day counts most at the end, 33.6 %; most of it comes from hot.
    """

    measured_in: ClassVar[Mapping[str, str]] = {"relative": SHARE}

    problem: Phases
    levels: Table
    traces: tuple[Table, ...]
    scale: tuple[Number, ...]

    def relative(self, phase: int) -> Mapping[str, Number]:
        """Requirement -> its share in a phase; phase 0 are the needs."""
        faults = Faults("cascade")
        k = whole(phase, "phase", faults, len(self.problem.houses), least=0)
        faults.raise_any()
        return ByName(dict(zip(self._names(k), self.levels[k], strict=True)))

    def _names(self, phase: int) -> tuple[str, ...]:
        houses = self.problem.houses
        return houses[0].needs if phase == 0 else houses[phase - 1].requirements

    @property
    def best(self) -> str:
        """The control of the last phase that counts most."""
        last = self.relative(len(self.problem.houses))
        return max(last, key=lambda each: last[each])

    def trace(self, control: str) -> Mapping[str, Number]:
        """Need -> what it brings to a control of the last phase; they sum to its share."""
        names = self._names(len(self.problem.houses))
        if control not in names:
            remedy = suggestion(str(control), names) or f"There are {', '.join(names)}."
            fail("cascade", "control", f"there is no control {control}", remedy)
        row = self.traces[-1][names.index(control)]
        return ByName(dict(zip(self.problem.houses[0].needs, row, strict=True)))

    @property
    def answer(self) -> dict[str, Number]:
        """The shares at the end."""
        return dict(self.relative(len(self.problem.houses)))

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        last = self.relative(len(self.problem.houses))
        return Measures(phases=(len(self.problem.houses), ""), largest=(last[self.best], "%"))

    @property
    def headline(self) -> str:
        """The end in one sentence, with where it comes from."""
        best, last = self.best, self.relative(len(self.problem.houses))
        source = self.trace(best)
        most = max(source, key=lambda need: source[need])
        return (
            f"{best} counts most at the end, {show(last[best], '%')}; most of it comes from {most}."
        )

    @property
    def note(self) -> str:
        """The scale."""
        return f"Scale {'/'.join(map(show, self.scale))}; shares are passed on."

    def to_frame(self) -> pd.DataFrame:
        """One row a thing: phase (0: needs), name, relative."""
        import pandas as pd

        rows = [
            (k, name, share)
            for k in range(len(self.levels))
            for name, share in self.relative(k).items()
        ]
        return pd.DataFrame(rows, columns=["phase", "name", "relative"])

    def draw(self, state: Table, ax: Axes | None) -> Axes:
        """Columns of names by phase, as tall as they count."""
        from .plots import flows

        return flows(self.problem, state, ax)
