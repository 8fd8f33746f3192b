"""Risks and the controls against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, per_cent, share
from ...core.matrix import Matrix, checked_matrix, column_aside, read_matrix, told_for_each
from ...core.numbers import Number, count, exact, plain, show

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

EXPOSURE = ("exposure", "loss", "expected loss", "风险敞口", "损失")
NO_CONTROL = ("-", "–", "—", "none")


@dataclass(frozen=True)
class Controls(Problem):
    """A control matrix: one row a risk, one column a control.

    A cell is the share of the losses of that risk that the control prevents (0 to 1), blank where
    it does nothing against it; a column `exposure` holds the loss a year to expect without any
    control. `costs` are those of the controls a year; all are in `money`. Bad data raises
    `ProblemError`.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "risk": ["overrun", "fraud"],
    ...         "exposure": [100, 50],
    ...         "limit book": [0.9, None],
    ...         "two signatures": [0.2, 0.8],
    ...     }
    ... )
    >>> print(Controls.from_frame(table).headline)
    2 risks and 2 controls; without any, a loss of 150 a year is to be expected.
    """

    effects: Matrix
    _: KW_ONLY
    exposure: tuple[Number, ...] = ()
    costs: tuple[Number, ...] = ()
    money: str = ""

    subject: ClassVar[str] = "control matrix"
    columns: ClassVar[tuple[Column, ...]] = (Column("risk", ("风险",)),)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        effects = checked_matrix(self.effects, "effects", faults)
        cells = tuple(
            tuple(
                None if cell is None else plain(share(cell, f"{risk}, {control}", faults))
                for control, cell in zip(effects.columns, row, strict=True)
            )
            for risk, row in zip(effects.rows, effects.cells, strict=True)
        )
        losses = None if _untold(self.exposure) else self.exposure
        costs = 0 if _untold(self.costs) else self.costs
        risks, names = effects.rows, effects.columns
        return {
            "effects": Matrix(risks, names, cells),
            "exposure": told_for_each(losses, risks, "exposure", "risk", not_negative, faults),
            "costs": told_for_each(costs, names, "costs", "control", not_negative, faults),
        }

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        frame, told = column_aside(frame, EXPOSURE, "exposure", settings, faults)
        if hasattr(frame, "map"):
            frame = frame.map(per_cent)
        effects = read_matrix(frame, faults, row="risk", column="control", empty=NO_CONTROL)
        return {"effects": effects, **told}

    def to_frame(self) -> pd.DataFrame:
        """One row a risk: risk, exposure, then one column a control (blank: no effect)."""
        table = self.effects.to_frame("risk")
        table.insert(1, "exposure", list(self.exposure))
        return table

    @property
    def column_units(self) -> Mapping[str, str]:
        """Exposure in money, effects as shares."""
        return {"exposure": self.money, **dict.fromkeys(self.effects.columns, "%")}

    @property
    def headline(self) -> str:
        """The matrix in one sentence."""
        risks, controls = self.effects.shape
        loss = show(plain(sum(map(exact, self.exposure))), self.money)
        return (
            f"{count(risks, 'risk')} and {count(controls, 'control')}; without any, a loss of "
            f"{loss} a year is to be expected."
        )

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The matrix, the first risks filled in."""
        from .plots import matrix

        return matrix(self, state, ax)

    def states(self) -> range:
        """How many risks the picture shows."""
        return range(len(self.effects.rows) + 1)


def _untold(figures: Any) -> bool:
    """Whether no figures were given: an empty tuple is none."""
    return isinstance(figures, tuple) and not figures
