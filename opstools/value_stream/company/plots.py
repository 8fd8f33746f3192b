"""What a batch of each size takes an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, GREY, INK, ORANGE, axes, ends_named, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = (BLUE, ORANGE, INK, GREY)
DASHES = ("-", "--", "-.", ":")
MOST_NAMED = 12


def time_per_order(process: Any, size: int) -> float:
    """Minutes of work an order in a batch of a size: (s + u·n) / n."""
    return 60 * (float(process.setup) / size + float(process.unit_time))


def batch_times(stream: Any, shown: int, ax: Axes | None) -> Axes:
    """A curve a process: minutes an order against the size of its batch, its own sizes thick."""
    with style():
        ax = axes(ax, 6.8, 4)
        most = max(each.largest for each in stream.processes)
        ends = []
        for k, each in enumerate(stream.processes[:shown]):
            colour, dash = COLOURS[k % len(COLOURS)], DASHES[k % len(DASHES)]
            sizes = sorted({1, *range(1, most + 1, max(1, most // 200)), most})
            curve = [time_per_order(each, n) for n in sizes]
            ax.plot(sizes, curve, dash, color=colour, linewidth=1)
            own = sorted({each.smallest, each.largest})
            ax.plot(own, [time_per_order(each, n) for n in own], "o-", color=colour, linewidth=3)
            ends.append((each.name, (most, curve[-1])))
        ends_named(ax, ends, most=MOST_NAMED)
        least = min(each.smallest for each in stream.processes)
        height = max(time_per_order(each, least) for each in stream.processes)
        ax.set(
            xlim=(0, 1.02 * most),
            ylim=(0, 1.25 * height or 1),
            xlabel="orders in a batch (dots: smallest and largest)",
            ylabel="work an order (min)",
            title="Larger batches take less time an order",
        )
    return ax
