"""Designs side by side, and what they sell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, axes, label, rows_of, shorten, style
from ...core.numbers import show
from ..network.demands import plus_minus
from ..network.plots import ROW, two_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Design
    from .result import Comparison

APART = 1.9  # from one design to the next, where plants and products are 1 apart
WIDEST = 12.0  # inches
LETTERS = 18


def side_by_side(designs: Sequence[Design], shown: int, ax: Axes | None) -> Axes:
    """Squares for plants, circles for products, a line for each link; a name under each design."""
    most = max(designs[0].links.shape)
    with style():
        ax = axes(ax, min(WIDEST, 1.2 + 2.2 * len(designs)), 1.4 + 0.8 * ROW * max(5, most))
        for k, each in enumerate(designs):
            left = APART * k
            two_columns(each.links, most if k < shown else 0, ax, left)
            links = sum(map(sum, each.links.cells))
            text = f"{shorten(each.name, LETTERS)}\n{show(links, 'links')}"
            label(ax, text, (left + 0.5, most + 0.6), by=(0, -4), ha="center", va="top")
        ax.set(xlim=(-0.4, APART * (len(designs) - 1) + 1.4), ylim=(most + 0.6, 0.4))
        ax.set_title("Who can make what (squares: plants, circles: products)")
        ax.set_axis_off()
    return ax


def intervals(found: Comparison, shown: int, ax: Axes | None) -> Axes:
    """One row a design: a dot at its mean, a line for the interval, its gain beside it."""
    rows = found.rows
    with style():
        ax = axes(ax, 7.5, 1.7 + 0.42 * max(3, len(rows)))
        low = min(row.mean - row.half for row in rows)
        high = max(found.capacity, found.full, *(row.mean + row.half for row in rows))
        room = (high - low) or high or 1.0
        for k, row in enumerate(rows[:shown], 1):
            ends = [row.mean - row.half, row.mean + row.half]
            ax.plot(ends, [k, k], "|-", color=INK, linewidth=2, markersize=11, zorder=2)
            ax.plot(row.mean, k, "o", color=BLUE, markeredgecolor=INK, markersize=7, zorder=3)
            text = f"{show(row.links, 'links')}: {plus_minus(row.mean, row.half)}"
            if k > 1:
                text += f"  (gain {plus_minus(row.gain, row.gain_half)})"
            label(ax, text, (high + 0.04 * room, k), size=8)
        lines = (found.full, "full", "--", "right"), (found.capacity, "capacity", ":", "left")
        for value, text, dashes, ha in lines:
            ax.axvline(value, color=GREY, linestyle=dashes, linewidth=1.2, zorder=1)
            by = -3 if ha == "right" else 3
            label(ax, f"{text} {show(value)}", (value, 0.4), by=(by, -7), size=8, ha=ha)
        rows_of(ax, [row.design for row in rows])
        ax.set_ylim(len(rows) + 0.6, 0.0)
        ax.set(xlim=(low - 0.06 * room, high + 0.95 * room), title="Expected sales by design")
        ax.set_xlabel(f"{found.problem.unit} a period (line: 95 % interval of the mean; dashed: "
                      "full flexibility)")  # fmt: skip
    return ax
