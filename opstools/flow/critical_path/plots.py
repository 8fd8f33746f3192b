"""The network of activities over time: early bars, slack, arrows, the critical path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.drawing import INK, axes, fill, shorten, style
from ..core.numbers import show
from .critical_path import CriticalPath

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_COLUMNS = 20


def network(
    result: CriticalPath, *, ax: Axes | None = None, step: int | None = None, marked: bool = True
) -> Axes:
    """One bar an activity from its early start; arrows lead from predecessors.

    Steps go forwards through the bars, then backwards through the slack (hatched); the last one
    marks the critical activities by dark bars.
    """
    problem = result.problem
    order = sorted(
        problem.order, key=lambda k: (float(result.early_start[k]), problem.order.index(k))
    )
    n = len(order)
    shown = 2 * n + 1 if step is None else step
    bars = set(problem.order[:shown])
    slacks = set(problem.order[::-1][: max(0, shown - n)]) if marked else set()
    done = marked and shown > 2 * n
    row = {label: k for k, label in enumerate(order, 1)}
    end = float(result.duration) or 1.0
    with style():
        ax = axes(ax, 7.5, 1.3 + 0.36 * max(3, n))
        for label in order:
            if label not in bars:
                continue
            start, time = float(result.early_start[label]), float(problem.times[label])
            critical = done and label in result.critical
            ax.barh(row[label], time, left=start, height=0.62, zorder=2, edgecolor=INK,
                    color="#4a4a4a" if critical else fill(1))  # fmt: skip
            slack = float(result.slack[label])
            if label in slacks and slack:
                ax.barh(row[label], slack, left=start + time, height=0.62, color="none",
                        edgecolor="#999999", hatch="///")  # fmt: skip
            for before in problem.predecessors[label]:
                tight = result.early_finish[before] == result.early_start[label]
                strong = done and tight and {before, label} <= set(result.critical)
                _arrow(ax, (float(result.early_finish[before]), row[before]),
                       (start, row[label]), strong)  # fmt: skip
        ax.set(
            xlim=(0, 1.02 * end), ylim=(n + 0.6, 0.4),
            xlabel=f"time ({problem.time_unit})" + (", hatched: slack" if slacks else ""),
            title=f"{show(result.duration, problem.time_unit)} at least"
            + ("; dark: the critical path" if marked else ""),
        )  # fmt: skip
        ax.set_yticks(range(1, n + 1), [shorten(label, NAME_COLUMNS) for label in order])
        ax.tick_params(axis="y", length=0)
    return ax


def _arrow(ax: Axes, start: tuple[float, int], end: tuple[float, int], strong: bool) -> None:
    arrow = {
        "arrowstyle": "-|>", "color": INK if strong else "#999999", "shrinkA": 0, "shrinkB": 0,
        "linewidth": 1.6 if strong else 0.8, "connectionstyle": "angle,angleA=0,angleB=90",
    }  # fmt: skip
    down = 0.31 if end[1] > start[1] else -0.31
    ax.annotate("", (end[0], end[1] - down), xytext=start, arrowprops=arrow, zorder=1)
