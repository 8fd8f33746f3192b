"""The picture of impatience: what becomes of all who come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, style
from ...core.numbers import show
from .result import FatesKnown, ImpatientQueue

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def fates(queue: ImpatientQueue, known: FatesKnown, ax: Axes | None) -> Axes:
    """One bar a fate, as long as its share of all who come."""
    shares = {"turn round": known.balked, "give up": known.reneged, "served": known.served}
    with style():
        ax = axes(ax, 6.5, 2.4)
        for row, share in enumerate(shares.values(), 1):
            if share is not None:
                ax.barh(row, 100 * share, color=fill(row), edgecolor=INK, height=0.65)
                rate = show(queue.arrival_rate * share)
                label(ax, f"{show(share, '%')}, {rate} per {queue.time_unit}", (100 * share, row))
        rows_of(ax, list(shares))
        ax.set(
            xlim=(0, 130), xlabel="share of all who come (%)",
            title=f"{show(queue.arrival_rate)} per {queue.time_unit} come",
        )  # fmt: skip
        ax.set_xticks(range(0, 101, 20))
    return ax
