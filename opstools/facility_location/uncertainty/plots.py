"""How often each option was best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, style
from ...core.numbers import show
from .result import wilson

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def shares(options: Sequence[str], wins: Sequence[float], ax: Axes | None) -> Axes:
    """A bar an option, with its 95 % interval."""
    runs = round(sum(wins))  # those that equal ones share are parts of a run
    with style():
        ax = axes(ax, 6.5, 1.3 + 0.4 * max(3, len(options)))
        for k, won in enumerate(wins if runs else (), 1):
            share = won / runs
            low, high = wilson(share, runs)
            ax.barh(k, share, color=fill(3), edgecolor=INK, height=0.62)
            ax.plot([low, high], [k, k], color=INK, linewidth=1.6)
            label(ax, show(share, "%"), (max(high, share), k))
        rows_of(ax, options)
        told = f"of {show(runs)} runs" if runs else "before the first run"
        ax.set(
            xlim=(0, 1.15),
            xlabel="share of the runs in which it is best (line: 95 % interval)",
            title=f"Who is best, {told}",
        )
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    return ax
