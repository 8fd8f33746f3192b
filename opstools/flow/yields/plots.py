"""The picture of yields: what is left of 100 units started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, axes, fill, label, rows_of, style
from ...core.numbers import show
from .problem import YieldSteps

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def units_left(line: YieldSteps, shown: int, ax: Axes | None) -> Axes:
    """One row a step: good units as a bar, what it scraps hatched behind it."""
    from .rolled_yield import passes_and_good

    names, left = [each.step for each in line.steps_in_row], 100.0
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(names)))
        for row, each in enumerate(line.steps_in_row[:shown], 1):
            good = left * float(passes_and_good(each.good, each.rework)[1])
            ax.barh(row, good, color=fill(3), edgecolor=INK, height=0.65)
            ax.barh(row, left - good, left=good, color="none", edgecolor=GREY, hatch="///",
                    height=0.65)  # fmt: skip
            label(ax, show(good), (left, row))
            left = good
        rows_of(ax, names)
        ax.set(
            xlim=(0, 112), xlabel="of 100 units started; hatched: scrap",
            title="What is left after each step",
        )  # fmt: skip
    return ax
