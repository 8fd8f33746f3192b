"""Orders through their points, and the spans between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, GREY, INK, ORANGE, axes, label, rows_of, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LINES = 200


def passages(log: Any, shown: int, ax: Axes | None) -> Axes:
    """A line for each order: when it passed which point."""
    with style():
        ax = axes(ax, 6.8, 1.6 + 0.45 * max(3, len(log.points)))
        for row in log.table[:MOST_LINES]:
            ax.plot(row[:shown], range(1, shown + 1), "o-", color=BLUE, markersize=3, linewidth=0.7)
        rows_of(ax, log.points)
        low, high = (
            float(log.table[log.table == log.table].min()),
            float(log.table[log.table == log.table].max()),
        )
        room = 0.04 * (high - low) or 1.0
        ax.set(
            xlim=(low - room, high + room),
            xlabel=f"time ({log.time_unit})",
            title="When orders pass the points",
        )
    return ax


def spans(found: Any, shown: int, ax: Axes | None) -> Axes:
    """A row a segment: minimum to maximum as a line, mean ± sd as a bar, the mean as a mark."""
    with style():
        ax = axes(ax, 7, 1.5 + 0.42 * max(3, len(found.segments)))
        most = max(each.max for each in found.segments) or 1.0
        for k, each in enumerate(found.segments[:shown], 1):
            ax.plot([each.min, each.max], [k, k], color=GREY, linewidth=1.4)
            left, right = max(each.min, each.mean - each.sd), min(each.max, each.mean + each.sd)
            ax.barh(k, right - left, left=left, height=0.5, color="#93B9E0", edgecolor=INK)
            ax.plot(each.mean, k, "|", color=ORANGE, markersize=18, markeredgewidth=3)
            label(ax, f"{show(each.mean)}  ({show(each.share, '%')})", (each.max, k))
        rows_of(ax, [each.segment for each in found.segments])
        ax.set(
            xlim=(0, 1.3 * most),
            title="Lead times in and between processes",
            xlabel=f"{found.time_unit} (line: least to most, bar: mean ± sd, mark: mean)",
        )
    return ax
