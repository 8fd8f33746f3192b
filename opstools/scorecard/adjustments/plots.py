"""Requests on a time line: when each was asked for, and how long it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, INK, ORANGE, PALE, WARNING, axes, label, rows_of, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Requests
    from .result import Decision


def time_line(
    requests: Requests, shown: int, decided: tuple[Decision, ...], ax: Axes | None
) -> Axes:
    """A dot where it was asked, a pale bar for the notice, a mark where the month begins."""
    from matplotlib import dates

    at: Any = dates.date2num
    with style():
        ax = axes(ax, 7.4, 1.5 + 0.45 * max(3, len(requests.requests)))
        ends = [0.0, 0.0]
        for row, each in enumerate(requests.requests, 1):
            start, asked = at(each.month), at(each.asked_on)
            closes = at(requests.last_day(each))
            ends = [min(ends[0] or asked, asked, closes), max(ends[1], start, asked)]
            if row > shown:
                continue
            ax.barh(row, start - closes, left=closes, height=0.5, color=PALE, edgecolor=INK,
                    linewidth=0.5, hatch="..")  # fmt: skip
            ax.plot([start, start], [row - 0.34, row + 0.34], color=INK, linewidth=2)
            late = asked > closes
            ax.plot(asked, row, "D" if late else "o", markersize=8, markeredgecolor=INK,
                    color=ORANGE if late else BLUE, zorder=4)  # fmt: skip
            if row <= len(decided):
                found = decided[row - 1]
                text = "✓ granted" if found.granted else "✗ refused"
                text += f", {found.days_late} d late" if found.days_late else ""
                label(ax, text, (max(start, asked), row), by=(8, 0),
                      color=INK if found.granted else WARNING)  # fmt: skip
        rows_of(ax, [f"{k} {e.indicator}" for k, e in enumerate(requests.requests, 1)])
        wide = max(ends[1] - ends[0], 30)
        ax.set(xlim=(ends[0] - 0.05 * wide, ends[1] + 0.42 * wide))
        ax.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=7))  # type: ignore[no-untyped-call]
        ax.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
        ax.tick_params(axis="x", labelsize=8)
        what = "day asked (diamond: late), dotted: notice, upright: the month begins"
        ax.set(xlabel=what, title="Who asked in time")
    return ax
