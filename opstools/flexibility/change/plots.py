"""Expected costs of changes, stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import axes, label, numbered, parted_bar, rows_of, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Changes

WIDTH = 7.0


def stacked(changes: Changes, shown: int, ax: Axes | None) -> Axes:
    """A bar for each of the first systems, parted into what each change adds."""
    known = changes.costs
    parts = [
        [
            float(p) * float(cost)
            for p, cost in zip(changes.probability.values(), column, strict=True)
        ]
        for column in zip(*known.cells, strict=True)
    ]
    most = max(map(sum, parts)) or 1.0
    with style():
        ax = axes(ax, WIDTH, 1.4 + 0.45 * max(3, len(known.columns)) + 0.06 * len(known.rows))
        for k, column in enumerate(parts[:shown], 1):
            end = parted_bar(ax, k, column, most)
            label(ax, show(end, changes.money), (end, k))
        rows_of(ax, known.columns)
        ax.set(xlim=(0, 1.2 * most), title="Penalty of change")
        key = numbered(known.rows)
        ax.set_xlabel(f"probability × cost ({changes.money})\n{key}")
    return ax
