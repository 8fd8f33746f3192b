"""Marks today and wanted, and the weights that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, ORANGE, axes, fill, label, rows_of, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import PlanningTable
    from .result import Planning


def steps_up(table: PlanningTable, shown: int, ax: Axes | None) -> Axes:
    """A row a need: a dot where we are, an arrow to where we want to be."""
    needs = [each.need for each in table.planned]
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(needs)))
        for k, each in enumerate(table.planned[:shown], 1):
            ax.plot(each.current, k, "o", color=BLUE, markeredgecolor=INK, markersize=8)
            ax.annotate(
                "",
                (each.goal, k),
                (each.current, k),
                arrowprops={"arrowstyle": "-|>", "color": ORANGE, "lw": 1.6},
            )
            ax.plot(each.goal, k, "|", color=ORANGE, markersize=14)
        rows_of(ax, needs)
        most = max(float(x) for e in table.planned for x in (e.current, e.goal))
        ax.set(
            xlim=(0, max(5.5, most + 0.5)),
            xlabel="mark (dot: current, arrow: to the goal)",
            title="Where we are and want to be",
        )
    return ax


def weights(planning: Planning, shown: int, ax: Axes | None) -> Axes:
    """Importance as a line, absolute weight as a bar."""
    table = planning.problem
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(table.planned)))
        most = max(map(float, planning.absolute))
        for k, (each, weight) in enumerate(zip(table.planned, planning.absolute, strict=True), 1):
            if k <= shown:
                ax.barh(k, float(weight), color=fill(3), edgecolor=INK, height=0.62)
                label(ax, show(weight), (max(float(weight), float(each.importance)), k))
                ax.plot([each.importance] * 2, [k - 0.38, k + 0.38], color=GREY, linewidth=2)
        rows_of(ax, [each.need for each in table.planned])
        ax.set(
            xlim=(0, 1.2 * max(most, *(float(e.importance) for e in table.planned))),
            xlabel="absolute weight (grey line: importance alone)",
            title="Weights from the planning matrix",
        )
    return ax
