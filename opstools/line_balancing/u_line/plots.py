"""The picture of a U-line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import COLUMNS_PER_INCH, GREY, INK, axes, fill, label, shorten, style
from ...core.numbers import count, show
from .result import ULine

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FRONT, BACK, HEIGHT = 1.0, 0.0, 0.62


def two_arms(line: ULine, shown: int, ax: Axes | None) -> Axes:
    """Stations from left to right; the work flows along the top, round the bend and back below."""
    number = len(line.stations)
    wide = max(5.0, 1.1 * number + 1)
    room = int(COLUMNS_PER_INCH * 0.8 * wide / (number + 1.6))
    with style():
        ax = axes(ax, wide, 2.8)
        for k, (front, back) in enumerate(line.stations[:shown], 1):
            for y, names in ((FRONT, front), (BACK, back)):
                if names:
                    ax.bar(k, HEIGHT, 0.86, y - HEIGHT / 2, color=fill(k), edgecolor=INK)
                    label(ax, shorten(" ".join(names), room), (k, y), by=(0, 0), ha="center")
            if front and back:
                ax.plot([k, k], [BACK + HEIGHT / 2, FRONT - HEIGHT / 2], color=INK, linestyle=":")
            time = show(line.station_times[k - 1])
            label(ax, time, (k, FRONT + HEIGHT / 2), by=(0, 4), ha="center", va="bottom")
        bend = {"arrowstyle": "-|>", "color": GREY, "connectionstyle": "arc3,rad=-0.9"}
        ax.annotate("", (number + 0.55, BACK), xytext=(number + 0.55, FRONT), arrowprops=bend)
        label(ax, "in →", (0.45, FRONT), by=(-4, 0), ha="right")
        label(ax, "← out", (0.45, BACK), by=(-4, 0), ha="right")
        ax.set(
            xlim=(-0.2, number + 1.4), ylim=(-0.6, 1.75), xlabel="station",
            title=f"{count(number, 'station')} in a U, {show(line.efficiency, '%')} efficient",
        )  # fmt: skip
        ax.set_xticks(range(1, number + 1))
        ax.set_yticks([])
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
    return ax
