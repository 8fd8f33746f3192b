"""The picture of a process time that failures stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, style
from ...core.numbers import show
from .result import ProcessTime, Stretched

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def two_times(times: ProcessTime, known: Stretched, ax: Axes | None) -> Axes:
    """Natural and effective process time as bars, with one standard deviation each way."""
    rows = [("natural", times.natural_time, times.natural_cv), ("effective", times.time, times.cv)]
    shown = [rows[0], ("effective", known.time or 0.0, known.cv or 0.0)]
    with style():
        ax = axes(ax, 6.5, 2.3)
        for k, (_, mean, cv) in enumerate(shown):
            spread = mean * cv
            ax.barh(k, mean, color=fill(k + 1), edgecolor=INK, height=0.6)
            if spread:
                whisker = [[min(spread, mean)], [spread]]
                ax.errorbar(mean, k, xerr=whisker, color=INK, capsize=4)
        end = max(mean * (1 + cv) for _, mean, cv in rows)
        ax.set(
            xlim=(0, 1.05 * end),
            ylim=(1.6, -0.6),
            xlabel=f"time of a job ({times.time_unit}), whiskers: one standard deviation",
            title=f"Availability {show(times.availability, '%')}",
        )
        labels = [f"{n}: {show(m, times.time_unit)}, cv {show(cv)}" for n, m, cv in rows]
        ax.set_yticks([0, 1], labels)
        ax.tick_params(axis="y", length=0)
    return ax
