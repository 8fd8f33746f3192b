"""Pictures of a scorecard: what each indicator weighs, and what it brings of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.drawing import INK, PALE, WARNING, axes, fill, label, rows_of, style
from ..core.numbers import exact, show
from .problem import ARROWS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Indicators
    from .result import Known, Score

HEIGHT = 0.62


def weights(indicators: Indicators, shown: int, ax: Axes | None) -> Axes:
    """One bar an indicator, as long as its weight."""
    total = float(sum(exact(each.weight) for each in indicators.indicators))
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(indicators.indicators)))
        for row, each in enumerate(indicators.indicators[:shown], 1):
            points = 100 * float(each.weight) / total
            ax.barh(row, points, height=HEIGHT, color=fill(1), edgecolor=INK, linewidth=0.7)
            label(ax, f"{ARROWS[each.direction]} {show(points)}", (points, row))
        rows_of(ax, [each.name for each in indicators.indicators])
        most = max(100 * float(each.weight) / total for each in indicators.indicators)
        ax.set(xlim=(0, 1.2 * most), xlabel="points at the target", title="What counts")
    return ax


def earned(score: Score, state: Known, ax: Axes | None) -> Axes:
    """A pale bar for the points at the target, a full one for those reached; cut ones hatched."""
    indicators = score.problem.indicators
    with style():
        ax = axes(ax, 7, 1.5 + 0.42 * max(3, len(indicators)))
        most = 0.0
        for row, mark in enumerate(score.marks, 1):
            whole, points = 100 * float(mark.share), float(mark.points)
            most = max(most, whole, points)
            ax.barh(row, whole, height=HEIGHT, color=PALE, edgecolor=INK, linewidth=0.7)
            if row > state.scored:
                continue
            hatch = "///" if mark.cut in ("capped", "at the floor") else ""
            ax.barh(row, points, height=0.7 * HEIGHT, color=fill(1), edgecolor=INK,
                    linewidth=0.5, hatch=hatch)  # fmt: skip
            ax.plot([whole, whole], [row - 0.38, row + 0.38], color=INK, linewidth=1.6)
            behind = mark.cut == "missing" or points < whole
            text = "missing" if mark.cut == "missing" else f"{show(points)} of {show(whole)}"
            if mark.cut in ("capped", "at the floor"):
                text += f" ({mark.cut})"
            label(ax, text, (max(whole, points), row), color=WARNING if behind else INK)
        rows_of(ax, [f"{ARROWS[each.direction]} {each.name}" for each in indicators])
        title = "What each indicator brings"
        if state.total:
            title = f"{show(score.points, 'points')}, 100 on target"
        ax.set(xlim=(0, 1.45 * most), xlabel="points (upright: at the target)", title=title)
    return ax
