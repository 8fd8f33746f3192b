"""Planned beside actual, and the bridge from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import GREY, INK, PALE, WARNING, axes, fill, label, rows_of, style
from ...core.numbers import exact, show
from .result import PARTS, Variances

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import BudgetedItems


def beside(frame: BudgetedItems, shown: int, ax: Axes | None) -> Axes:
    """Two bars an item: planned (pale) and actual."""
    pairs = [
        (
            float(exact(e.budget_price) * exact(e.budget_volume)),
            float(exact(e.actual_price) * exact(e.actual_volume)),
        )
        for e in frame.items
    ]
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.5 * max(3, len(pairs)))
        for row, (planned, actual) in enumerate(pairs[:shown], 1):
            for by, value, color in ((-0.19, planned, PALE), (0.19, actual, fill(1))):
                ax.barh(row + by, value, height=0.36, color=color, edgecolor=INK, linewidth=0.6)
                label(ax, show(value), (value, row + by), size=8)
        rows_of(ax, [each.name for each in frame.items])
        most = max(1e-9, *(value for pair in pairs for value in pair))
        money = f" ({frame.money})" if frame.money else ""
        ax.set(xlim=(0, 1.2 * most), xlabel=f"{frame.kind}{money}; pale: budget",
               title="Budget and actual")  # fmt: skip
    return ax


def bridge(found: Variances, parts: int, ax: Axes | None) -> Axes:
    """Bars that hang between budget and actual; unfavourable ones hatched."""
    budget, actual = float(found.problem.budget), float(found.problem.actual)
    steps = [(name, float(getattr(found, name))) for name in PARTS]
    with style():
        ax = axes(ax, 6.5, 3.4)
        rows, at = ["budget", *PARTS, "actual"], budget
        reach = [budget, actual]
        _bar(ax, 1, 0, budget, PALE)
        label(ax, show(budget), (budget, 1))
        for row, (_, value) in enumerate(steps, 2):
            reach += [at, at + value]
            if row - 1 <= parts:
                good = found.favourable(value)
                look: Any = {"color": fill(3)} if good else {"color": fill(7), "hatch": "//"}
                ax.barh(row, value, left=at, height=0.6, edgecolor=INK, linewidth=0.6, **look)
                ax.plot([at, at], [row - 1.3, row + 0.3], color=GREY, linewidth=0.8)
                text = f"{'+' if value > 0 else ''}{show(value)} {found.verdict(value)}"
                color = INK if good or not value else WARNING
                label(ax, text, (max(at, at + value), row), color=color)
            at += value
        if parts == len(steps):
            _bar(ax, 5, 0, actual, fill(1))
            ax.plot([actual, actual], [3.7, 5.3], color=GREY, linewidth=0.8)
            label(ax, show(actual), (actual, 5))
        rows_of(ax, rows)
        low, high = min(reach), max(reach)
        if low > 0.5 * high:  # else the steps are too small to be seen
            low = max(0.0, low - 1.5 * (high - low) - 0.02 * high)
        money = f" ({found.problem.money})" if found.problem.money else ""
        axis = f"{found.problem.kind}{money}; F favourable, U unfavourable"
        cut = "; the axis does not begin at 0" if low > 0 else ""
        ax.set(xlim=(low, high + 0.22 * (high - low) or 1), xlabel=axis + cut,
               title="From budget to actual")  # fmt: skip
    return ax


def _bar(ax: Axes, row: int, left: float, wide: float, color: str) -> None:
    ax.barh(row, wide, left=left, height=0.6, color=color, edgecolor=INK, linewidth=0.6)
