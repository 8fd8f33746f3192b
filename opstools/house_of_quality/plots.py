"""Ranks over many runs, and importance against cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..core.drawing import BLUE, INK, axes, fill, names_apart, rows_of, style
from .problem import House

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def rank_dots(names: Sequence[str], counts: Sequence[Sequence[int]], ax: Axes | None) -> Axes:
    """A row a requirement, a dot at each of its ranks; its area is how often it has it."""
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(names)))
        for i, row in enumerate(counts, 1):
            total = sum(row)
            for k, number in enumerate(row, 1):
                if number:
                    ax.scatter(
                        k, i, s=400 * number / total, color=BLUE, edgecolor=INK, linewidth=0.7
                    )
        rows_of(ax, names)
        runs = sum(counts[0])
        ax.set(
            xlim=(0.4, len(names) + 0.6),
            xlabel="rank (area: how often)",
            title=f"Ranks in {runs:,} runs",
        )
        ax.set_xticks(range(1, len(names) + 1))
    return ax


def value_for_money(house: House, shares: Any, chosen: Sequence[str], ax: Axes | None) -> Axes:
    """A dot a requirement: what it costs against what it is worth; the chosen ones are filled."""
    with style():
        ax = axes(ax, 6.5, 4.2)
        points = list(zip(house.requirements, house.costs, shares, strict=True))
        for how, cost, share in points:
            colour = fill(3) if how in chosen else "white"
            ax.scatter(
                float(cost), 100 * float(share), s=110, color=colour, edgecolor=INK, linewidth=1
            )
        ax.set(
            xlim=(0, 1.2 * max(1.0, *map(float, house.costs))),
            ylim=(0, 130 * max(map(float, shares))),
            xlabel=f"cost ({house.money})",
            ylabel="relative importance (%)",
            title=f"{len(chosen)} improved (filled)",
        )
        names_apart(ax, [(how, (float(c), 100 * float(s))) for how, c, s in points], most=22)
    return ax
