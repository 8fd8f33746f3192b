"""The network of activities over time: early bars, slack, arrows, the critical path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, axes, fill, rows_of, style
from ...core.numbers import exact, show
from .result import PassesKnown
from .schedule import Schedule

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DARK = "#4a4a4a"


def passes(plan: Schedule, known: PassesKnown, ax: Axes | None) -> Axes:
    """Bars of the forward pass, slack (hatched) of the backward pass, critical activities dark."""
    ax = network(plan, known.forward, ax, known.critical)
    row = {label: k for k, label in enumerate(_by_start(plan), 1)}
    unit = plan.problem.time_unit
    with style():
        for label in known.backward:
            if plan.slack[label]:
                finish = float(plan.early_finish[label])
                ax.barh(row[label], float(plan.slack[label]), left=finish, height=0.62,
                        color="none", edgecolor=GREY, hatch="///")  # fmt: skip
        if known.backward:
            ax.set_xlabel(f"time ({unit}), hatched: slack")
        ax.set_title(f"{show(plan.duration, unit)} at least; dark: the critical path")
    return ax


def network(
    plan: Schedule, shown: Sequence[str], ax: Axes | None, critical: Sequence[str] = ()
) -> Axes:
    """One bar an activity from its early start; arrows lead from predecessors."""
    order, problem = _by_start(plan), plan.problem
    row = {label: k for k, label in enumerate(order, 1)}
    with style():
        ax = axes(ax, 7.5, 1.3 + 0.36 * max(3, len(order)))
        for label in shown:
            start, dark = float(plan.early_start[label]), label in critical
            ax.barh(row[label], float(problem.times[label]), left=start, height=0.62, zorder=2,
                    edgecolor=INK, color=DARK if dark else fill(1))  # fmt: skip
            for before in problem.just_before[label]:
                finish = plan.early_finish[before]
                tight = exact(finish) == exact(plan.early_start[label])
                strong = tight and dark and before in critical
                _arrow(ax, (float(finish), row[before]), (start, row[label]), strong)
        rows_of(ax, order)
        ax.set(
            xlim=(0, 1.02 * (float(plan.duration) or 1.0)),
            xlabel=f"time ({problem.time_unit})",
            title=f"{show(plan.duration, problem.time_unit)} at least",
        )
    return ax


def _by_start(plan: Schedule) -> list[str]:
    place = {label: k for k, label in enumerate(plan.problem.order)}
    return sorted(place, key=lambda label: (float(plan.early_start[label]), place[label]))


def _arrow(ax: Axes, start: tuple[float, int], end: tuple[float, int], strong: bool) -> None:
    arrow = {
        "arrowstyle": "-|>", "color": INK if strong else GREY, "shrinkA": 0, "shrinkB": 0,
        "linewidth": 1.6 if strong else 0.8, "connectionstyle": "angle,angleA=0,angleB=90",
    }  # fmt: skip
    down = 0.31 if end[1] > start[1] else -0.31
    ax.annotate("", (end[0], end[1] - down), xytext=start, arrowprops=arrow, zorder=1)
