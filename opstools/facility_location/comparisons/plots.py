"""Judgements as a table of dots, weights as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, shorten, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Comparisons
    from .result import Weights


def judged(problem: Comparisons, shown: int, ax: Axes | None) -> Axes:
    """A dot for each judgement, larger the more the row counts."""
    names = problem.judgements.rows
    with style():
        ax = axes(ax, 2.4 + 0.7 * len(names), 1.4 + 0.5 * len(names))
        for i in range(shown):
            for j, value in enumerate(problem.judgements.cells[i], 1):
                ax.scatter(j, i + 1, s=330 + 60 * float(value or 0), color=fill(1), edgecolor=INK)
                ax.text(j, i + 1, show(value or 0), ha="center", va="center", size=8, color=INK)
        rows_of(ax, names)
        ax.set_xticks(range(1, len(names) + 1), [shorten(each, 9) for each in names])
        ax.set(xlim=(0.4, len(names) + 0.6), title="Row against column")
    return ax


def weighed(weights: Weights, shown: int, ax: Axes | None) -> Axes:
    """A bar for each weight."""
    names = weights.problem.judgements.rows
    with style():
        ax = axes(ax, 6.5, 1.3 + 0.4 * max(3, len(names)))
        for k, weight in enumerate(weights.parts[:shown], 1):
            ax.barh(k, weight, color=fill(3), edgecolor=INK, height=0.65)
            label(ax, show(weight), (weight, k))
        rows_of(ax, names)
        ax.set(
            xlim=(0, 1.2 * max(weights.parts)),
            xlabel="weight, all sum to 1",
            title=f"Weights, consistency ratio {show(round(weights.consistency_ratio, 6))}",
        )
    return ax
