"""Points joined to their facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, ORANGE, axes, style
from ...core.numbers import count
from ..points.plots import frame, marked, named

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..points.problem import Points
    from .result import Centres


def allocated(points: Points, metric: str, state: Centres | tuple[()], ax: Axes | None) -> Axes:
    """A line from each point to its facility, facilities as stars."""
    with style():
        ax = axes(ax, 6.5, 5)
        marked(ax, points, len(points.points))
        frame(ax, points, metric)
        named(ax, points, len(points.points))
        ax.set_title("Before any facility is placed")
        if state:
            centres, nearest = state
            for (x, y), k in zip(points.xy, nearest, strict=True):
                ax.plot(
                    [x, centres[k][0]], [y, centres[k][1]], "-", color=GREY, linewidth=0.8, zorder=1
                )
            xs, ys = zip(*centres, strict=True)
            ax.plot(xs, ys, "*", color=ORANGE, markeredgecolor=INK, markersize=16, zorder=5)
            ax.set_title(
                f"{count(len(centres), 'facility')}, each with the points that are nearest"
            )
    return ax
