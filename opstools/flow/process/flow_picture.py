"""The process as managers draw it: a box for each step, a triangle where units may wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, WARNING, axes, fill, label, shorten, style
from ...core.numbers import show
from .result import ProcessAnalysis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_IN_ROW = 6
WIDE, HIGH, APART = 1.5, 0.9, 2.3  # of a box, and from one to the next
NAME = 11  # columns in a box


def process_flow(analysis: ProcessAnalysis, ax: Axes | None) -> Axes:
    """Boxes from left to right, row by row, with arrows and buffers between them."""
    resources = analysis.problem.resources
    rows = -(-len(resources) // MOST_IN_ROW)
    name = shorten(analysis.bottleneck, 2 * NAME)
    rate = show(analysis.capacity[analysis.bottleneck], analysis.rate_unit)
    columns = min(len(resources), MOST_IN_ROW)
    places = [(k % MOST_IN_ROW * APART, -(k // MOST_IN_ROW) * 1.7) for k in range(len(resources))]
    with style():
        ax = axes(ax, max(5.5, 1.45 * columns), 1.0 + 1.15 * rows)
        for k, at in enumerate(places):
            _box(ax, at, k, analysis)
            before = places[k - 1] if k else (at[0] - APART, at[1])
            _arrow(ax, before, at)
        end = (places[-1][0] + APART, places[-1][1])
        _arrow(ax, places[-1], end, triangle=False)
        ax.set(
            xlim=(-APART, columns * APART - APART + 1.9), ylim=(-1.7 * (rows - 1) - 0.75, 0.75),
            title=f"Bottleneck: {name}, {rate}",
        )  # fmt: skip
        ax.set_axis_off()
    return ax


def _box(ax: Axes, at: tuple[float, float], k: int, analysis: ProcessAnalysis) -> None:
    from matplotlib.patches import Rectangle

    each = analysis.problem.resources[k]
    found = each.step in analysis.bottlenecks
    corner = (at[0] - WIDE / 2, at[1] - HIGH / 2)
    ax.add_patch(Rectangle(corner, WIDE, HIGH, facecolor=fill(7 if found else 1), edgecolor=INK,
                           linewidth=2 if found else 1))  # fmt: skip
    rate = show(analysis.capacity[each.step])
    words = f"{shorten(each.step, NAME)}\n{show(each.servers)} × {show(analysis.mean_times[k])}"
    label(ax, f"{words}\n{rate}", at, by=(0, 0), ha="center", size=8,
          weight="bold" if found else "normal", color=WARNING if found else INK)  # fmt: skip


def _arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], *, triangle: bool = True
) -> None:
    same = start[1] == end[1]
    from_ = (start[0] + WIDE / 2, start[1]) if same else (end[0] - APART + WIDE / 2, end[1])
    to = (end[0] - WIDE / 2, end[1])
    ax.annotate("", to, xytext=from_, arrowprops={"arrowstyle": "-|>", "color": GREY})
    if triangle:
        middle = (from_[0] + to[0]) / 2
        ax.plot([middle], [end[1]], marker="^", markersize=11, color="white",
                markeredgecolor=INK)  # fmt: skip
