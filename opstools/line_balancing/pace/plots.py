"""The picture of the saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, WARNING, axes, label, style
from ...core.numbers import count, show
from .result import EfficiencySaw, SawKnown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 1000
ROOM = 1.04  # of the range, so that its ends are seen


def saw(found: EfficiencySaw, known: SawKnown, ax: Axes | None) -> Axes:
    """The bound's efficiency as a line, that of the best lines as points; longest task marked."""
    import numpy as np

    low, high = float(found.shortest), float(found.longest)
    with style():
        ax = axes(ax, 7.0, 3.6)
        if known.bound:
            cycles = np.linspace(low, high, POINTS)
            stations = np.ceil(high / cycles - 1e-9)
            ax.plot(cycles, 100 * high / (stations * cycles), color=BLUE, label="bound")
        if known.optima:
            drawn = [(float(p.cycle_time), p.stations) for p in found.paces]
            heights = [100 * found.efficiency(m, cycle) for cycle, m in drawn]
            ax.plot([cycle for cycle, _ in drawn], heights, "o", color=INK, markersize=4,
                    label="proven optimum" if found.proven else "best line found")  # fmt: skip
            best = found.best
            top = 100 * found.efficiency(best.stations, best.cycle_time)
            text = count(best.stations, "station")
            label(ax, text, (float(best.cycle_time), top), by=(6, 8), color=WARNING)
        if known.limits:
            ax.axvline(low, color=GREY, linewidth=1)
            label(ax, f"longest task {show(found.shortest)}", (low, 0), by=(4, 8))
        if known.bound:
            ax.legend(loc="lower right")
        unit = found.problem.time_unit
        ax.set(
            xlim=(low - (ROOM - 1) * (high - low), high * ROOM), ylim=(0, 112),
            xlabel=f"cycle time ({unit})", ylabel="efficiency (%)",
            title=f"{len(found.problem.tasks)} tasks: efficiency is a saw",
        )  # fmt: skip
    return ax
