"""What is left of every risk behind all controls, and what each control is worth."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from ...core import Recorder, Steps, public
from ...core.numbers import Number, exact, plain, show
from .problem import Controls
from .result import ControlMatrix, Known


@public
def control_matrix(controls: Controls) -> ControlMatrix:
    r"""Tell the loss that is left behind all controls, risk by risk, and what each is worth.

    Controls work one after the other and independently: what is left of a risk is its exposure ×
    Π (1 − effect). A control is worth what the loss would rise without it; its net worth is less
    its cost. Bad tables raise `ProblemError`.
    Source: COSO (2013), Internal Control: control activities; the product is the reliability of
    independent barriers.

    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "risk": ["overrun", "fraud"],
    ...         "exposure": [100, 50],
    ...         "limit book": [0.9, None],
    ...         "two signatures": [0.2, 0.8],
    ...     }
    ... )
    >>> found = control_matrix(table)
    >>> found.residual, found.worth
    ({'overrun': 8, 'fraud': 10}, {'limit book': 72, 'two signatures': 42})
    """
    cells = controls.effects.cells
    exposure = [exact(each) for each in controls.exposure]
    gaps = [[1 - exact(cell or 0) for cell in row] for row in cells]
    residual = [
        loss * prod(row, start=Fraction(1)) for loss, row in zip(exposure, gaps, strict=True)
    ]
    worth = []
    for j in range(len(controls.effects.columns)):
        without = (
            loss * prod((gap for k, gap in enumerate(row) if k != j), start=Fraction(1))
            for loss, row in zip(exposure, gaps, strict=True)
        )
        worth.append(sum(without, Fraction(0)) - sum(residual, Fraction(0)))
    left, lost = tuple(map(plain, residual)), tuple(map(plain, worth))
    return ControlMatrix(controls, left, lost, working=_working(controls, gaps, left, lost))


def _working(
    controls: Controls,
    gaps: list[list[Fraction]],
    residual: tuple[Number, ...],
    worth: tuple[Number, ...],
) -> Steps:
    note, money = Recorder(Known()), controls.money
    effects = controls.effects
    losses = [exact(each) for each in controls.exposure]
    for j, control in enumerate(effects.columns):
        terms = (
            show(loss) if row[j] == 1 else rf"{show(loss)} \times (1 - {show(1 - row[j])})"
            for loss, row in zip(losses, gaps, strict=True)
        )
        formula = " + ".join(terms)
        losses = [loss * row[j] for loss, row in zip(losses, gaps, strict=True)]
        total = plain(sum(losses, Fraction(0)))
        note.note(f"After {control}: the loss that is left.", formula, total, money, controls=j + 1)
    for risk, loss, row, left in zip(
        effects.rows, controls.exposure, effects.cells, residual, strict=True
    ):
        factors = [show(loss), *(f"(1 - {show(cell)})" for cell in row if cell)]
        text = f"{risk}: left behind all controls." if len(factors) > 1 else f"{risk}: no control."
        note.note(text, r" \times ".join(factors), left, money)
    now = sum(map(exact, residual), Fraction(0))
    for control, value in zip(effects.columns, worth, strict=True):
        text = f"{control} is worth what the loss would rise without it."
        note.note(text, f"{show(exact(value) + now)} - {show(now)}", value, money)
    return note.steps()
