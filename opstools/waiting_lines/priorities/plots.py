"""The picture of priority classes: how long each waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, WARNING, axes, fill, label, rows_of, style
from ...core.numbers import count, show
from .result import ClassesKnown, PriorityQueue

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def class_waits(queue: PriorityQueue, known: ClassesKnown, ax: Axes | None) -> Axes:
    """The wait of each class, and that of everybody as a line."""
    unit, plain = queue.overall.time_unit, {"facecolor": "white", "edgecolor": "none", "pad": 1}
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.45 * len(queue))
        if known.overall is not None:
            ax.axvline(known.overall, color=WARNING, linestyle="--")
        for k, wait in enumerate(known.waits, 1):
            ax.barh(k, wait, color=fill(1), edgecolor=INK, height=0.65)
            label(ax, show(wait, unit), (wait, k), zorder=4, bbox=plain)
        rows_of(ax, [f"{k}" for k in range(1, len(queue) + 1)])
        everybody = show(queue.overall.time_in_queue)
        ax.set(
            xlim=(0, 1.2 * max(queue.time_in_queue)),
            xlabel=f"time in queue ({unit}); dashed: all together, {everybody}",
            ylabel="priority class",
            title=f"{count(len(queue), 'class')}, servers {show(queue.utilisation, '%')} busy",
        )
    return ax
