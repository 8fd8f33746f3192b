"""The picture of a start: units on their way through the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, style
from ...core.numbers import show
from .result import StartUp

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def passages(start: StartUp, units: int, ax: Axes | None) -> Axes:
    """One row a step, one colour a unit."""
    names = [each.step for each in start.problem.resources]
    end = max(float(each.end) for each in start.shown)
    with style():
        ax = axes(ax, 7.0, 1.4 + 0.4 * max(3, len(names)))
        for each in start.shown:
            if each.unit <= units:
                row, wide = names.index(each.step) + 1, float(each.end) - float(each.start)
                ax.barh(row, wide, left=float(each.start), height=0.6, color=fill(each.unit),
                        edgecolor=INK)  # fmt: skip
                middle = (float(each.start) + wide / 2, row)
                if wide > 0.03 * end:
                    label(ax, str(each.unit), middle, by=(0, 0), ha="center", size=8)
        rows_of(ax, names)
        ax.set(
            xlim=(0, 1.02 * end), xlabel=f"time ({start.problem.time_unit})",
            title=f"One unit done every {show(start.each, start.problem.time_unit)}",
        )  # fmt: skip
    return ax
