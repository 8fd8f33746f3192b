"""A control matrix worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...core import ByName, Measures, Result
from ...core.numbers import Number, count, exact, listing, plain, show
from .problem import Controls

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Known:
    """How many controls are at work by a step."""

    controls: int = 0


@dataclass(frozen=True)
class ControlMatrix(Result):
    """What is left of every risk, and what every control is worth.

    `residual` is told by risk, `worth` and `net` (after cost) by control; `uncovered` are risks
    without a control, `idle` controls that cost more than they are worth.

    >>> import pandas as pd
    >>> from opstools.budgeting import control_matrix
    >>> table = pd.DataFrame(
    ...     {
    ...         "risk": ["overrun", "fraud"],
    ...         "exposure": [100, 50],
    ...         "limit book": [0.9, None],
    ...         "two signatures": [0.2, 0.8],
    ...     }
    ... )
    >>> print(control_matrix(table).headline)
    18 of 150 is left behind 2 controls; limit book is worth most, 72.
    """

    problem: Controls
    left: tuple[Number, ...]
    worths: tuple[Number, ...]

    @property
    def residual(self) -> Mapping[str, Number]:
        """Risk -> the loss that is left."""
        return ByName(dict(zip(self.problem.effects.rows, self.left, strict=True)))

    @property
    def worth(self) -> Mapping[str, Number]:
        """Control -> how much the loss would rise without it."""
        return ByName(dict(zip(self.problem.effects.columns, self.worths, strict=True)))

    @property
    def net(self) -> Mapping[str, Number]:
        """Control -> worth less cost."""
        names = self.problem.effects.columns
        pairs = zip(names, self.worths, self.problem.costs, strict=True)
        return ByName({name: plain(exact(w) - exact(c)) for name, w, c in pairs})

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Risks that no control works against."""
        effects = self.problem.effects
        pairs = zip(effects.rows, effects.cells, strict=True)
        return tuple(risk for risk, row in pairs if not any(row))

    @property
    def idle(self) -> tuple[str, ...]:
        """Controls that cost more than they are worth."""
        return tuple(control for control, net in self.net.items() if net < 0)

    @property
    def best(self) -> str:
        """The control that is worth most."""
        return max(self.worth, key=lambda control: exact(self.worth[control]))

    @property
    def answer(self) -> str:
        """The control that is worth most."""
        return self.best

    @property
    def measures(self) -> Measures:
        """The headline figures."""
        money = self.problem.money
        return Measures(
            residual=(_total(self.left), money),
            exposure=(_total(self.problem.exposure), money),
            cost=(_total(self.problem.costs), money),
            best=(self.worth[self.best], money),
            uncovered=(len(self.uncovered), ""),
        )

    @property
    def headline(self) -> str:
        """The matrix in one sentence."""
        left, whole = show(self.measures["residual"]), show(self.measures["exposure"])
        what = count(len(self.worths), "control")
        best = show(self.worth[self.best], self.problem.money)
        open_ = f" No control against {listing(self.uncovered)}." if self.uncovered else ""
        return f"{left} of {whole} is left behind {what}; {self.best} is worth most, {best}.{open_}"

    @property
    def note(self) -> str:
        """The assumption, and controls that do not pay."""
        told = "Controls are taken to work independently."
        return f"{told} Not worth their cost: {listing(self.idle)}." if self.idle else told

    @property
    def column_units(self) -> Mapping[str, str]:
        """Losses in money."""
        return {**dict.fromkeys(("exposure", "residual"), self.problem.money), "left": "%"}

    def to_frame(self) -> pd.DataFrame:
        """One row a risk: risk, exposure, controls (their names), residual, left (a share)."""
        import pandas as pd

        effects = self.problem.effects
        rows = []
        for risk, row, loss, left in zip(
            effects.rows, effects.cells, self.problem.exposure, self.left, strict=True
        ):
            names = [c for c, cell in zip(effects.columns, row, strict=True) if cell]
            share = float(exact(left) / exact(loss)) if loss else 0.0
            rows.append((risk, loss, ", ".join(names), left, share))
        return pd.DataFrame(rows, columns=["risk", "exposure", "controls", "residual", "left"])

    def draw(self, state: Known, ax: Axes | None) -> Axes:
        """What is left of every risk, control by control."""
        from .plots import behind

        return behind(self, state.controls, ax)


def _total(figures: Iterable[Number]) -> Number:
    return plain(sum(map(exact, figures), Fraction(0)))
