"""The picture of a buffer: throughput against its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, WARNING, axes, label, style
from ...core.numbers import show
from .result import CURVE, BufferedLine, BufferKnown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def throughput_by_buffer(line: BufferedLine, known: BufferKnown, ax: Axes | None) -> Axes:
    """Points for each buffer size, the rate without variation as a line, this one marked."""
    sizes = range(max(CURVE, line.buffer) + 1)
    with style():
        ax = axes(ax, 6.5, 3.4)
        ax.axhline(line.without_variation, color=GREY, linestyle="--")
        label(ax, "if times did not vary", (sizes[-1], line.without_variation), by=(0, 4),
              ha="right", va="bottom")  # fmt: skip
        lost = [f"starved {show(known.starved, '%')}"] if known.starved is not None else []
        lost += [f"blocked {show(known.blocked, '%')}"] if known.blocked is not None else []
        if known.throughput is not None:
            curve = [line.with_buffer(size).throughput for size in sizes]
            ax.plot(sizes, curve, "o-", color=BLUE, markersize=3)
            ax.plot([line.buffer], [known.throughput], "o", color=WARNING, markersize=8)
            label(ax, show(known.throughput), (line.buffer, known.throughput), by=(8, -8),
                  color=WARNING, va="top")  # fmt: skip
        ax.set(
            xlim=(-0.5, sizes[-1] + 0.5), ylim=(0, 1.2 * line.without_variation),
            xlabel="places in the buffer", ylabel=f"throughput (units per {line.time_unit})",
            title=", ".join(lost).capitalize() or "Two stations and a buffer",
        )  # fmt: skip
        ax.set_xticks(range(0, len(sizes), max(1, len(sizes) // 10)))
    return ax
