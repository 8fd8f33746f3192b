"""Networks, and means that settle as runs go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, GREY, INK, axes, fill, label, shorten, style
from ...core.numbers import show
from .demands import plus_minus

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...core.matrix import Matrix
    from .problem import Links
    from .result import Sales

LETTERS = 16  # of a name beside its dot
ROW = 0.3  # inches


def network(links: Links, shown: int, ax: Axes | None) -> Axes:
    """Plants in a column on the left, products on the right, links of the first plants."""
    known = links.links
    most = max(known.shape)
    with style():
        ax = axes(ax, 6, 1.0 + ROW * max(4, most))
        at = two_columns(known, shown, ax)
        sides = (known.rows, at[0], 0, -9, "right"), (known.columns, at[1], 1, 9, "left")
        for names, rows, x, by, ha in sides:
            for name, y in zip(names, rows, strict=True):
                label(ax, shorten(name, LETTERS), (x, y), by=(by, 0), ha=ha)
        drawn = sum(map(sum, known.cells[:shown]))
        ax.set(xlim=(-0.65, 1.65), ylim=(most + 0.5, 0.5))
        ax.set_title(f"Who can make what: {show(drawn, 'links')}")
        ax.set_axis_off()
    return ax


def two_columns(known: Matrix, shown: int, ax: Axes, left: float = 0) -> list[list[float]]:
    """Squares for plants at `left`, circles for products beside them, lines for links; the places
    of both from the top down."""
    at = [_spread(number, max(known.shape)) for number in known.shape]
    for i, row in enumerate(known.cells[:shown]):
        for j, cell in enumerate(row):
            if cell:
                ends = [at[0][i], at[1][j]]
                ax.plot([left, left + 1], ends, color=BLUE, linewidth=1.4, zorder=1)
    for x, rows in enumerate(at):
        ax.plot([left + x] * len(rows), rows, "so"[x], color=fill(1 + x), markeredgecolor=INK,
                markersize=9, zorder=2)  # fmt: skip
    return at


def _spread(number: int, most: int) -> list[float]:
    """Places from the top down, the shorter column spread over the longer one."""
    gap = most / number
    return [0.5 + gap * (k + 0.5) for k in range(number)]


def trail(sales: Sales, shown: Sequence[tuple[int, float, float]], ax: Axes | None) -> Axes:
    """A dot for each number of runs with its interval, and lines for the bounds."""
    links = sales.problem
    capacity = float(links.total)
    with style():
        ax = axes(ax, 6.5, 3.6)
        for runs, mean, half in shown:
            ax.plot([runs, runs], [mean - half, mean + half], color=INK, linewidth=1.6)
            ax.plot(runs, mean, "o", color=BLUE, markeredgecolor=INK, markersize=7)
        if shown:
            runs, mean, half = shown[-1]
            label(ax, plus_minus(mean, half), (runs, mean - half), by=(0, -10), ha="center")
        told: list[Any] = [
            (sales.full, "full flexibility", "--", -7),
            (capacity, "capacity", ":", 6),
        ]
        for value, text, dashes, by in told:
            ax.axhline(value, color=GREY, linestyle=dashes, linewidth=1.2)
            label(ax, f"{text} {show(value)}", (0.995, value), by=(0, by), size=8, ha="right",
                  xycoords=("axes fraction", "data"))  # fmt: skip
        low = min(sales.full, *(mean - half for _, mean, half in sales.trail))
        high = max(capacity, *(mean + half for _, mean, half in sales.trail))
        room = 0.12 * ((high - low) or high or 1)
        ax.set(
            xscale="log",
            xlim=(sales.trail[0][0] / 3, sales.trail[-1][0] * 40),
            ylim=(low - room, high + room),
            xlabel="runs (line: 95 % interval of the mean)",
            ylabel=f"sales ({links.unit} a period)",
            title="Expected sales",
        )
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.xaxis.set_minor_formatter("")
    return ax
