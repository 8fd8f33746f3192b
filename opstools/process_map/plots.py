"""Loads of resources, who does what as a heat map, waits by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.drawing import INK, WARNING, axes, fill, label, rows_of, style
from ..core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .result import Figures


def load_bars(found: Figures, ax: Axes | None) -> Axes:
    """A bar a resource: the share of its time that demand takes, hatched above all of it."""
    with style():
        used = found.utilisation
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(used)))
        for k, share in enumerate(used.values(), 1):
            over = float(share) > 1
            ax.barh(k, 100 * float(share), color=fill(7 if over else 1), edgecolor=INK,
                    hatch="//" if over else "", height=0.62)  # fmt: skip
            label(ax, show(share, "%"), (100 * float(share), k))
        ax.axvline(100, color=WARNING, linestyle="--")
        rows_of(ax, list(used))
        most = max([1.0, *(float(each) for each in used.values())])
        ax.set(xlim=(0, 120 * most), xlabel="share of its time (%), dashed: all of it",
               title="How busy demand keeps each resource")  # fmt: skip
    return ax
