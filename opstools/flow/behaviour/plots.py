"""The picture of a line's cases: throughput against work in progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, ORANGE, WARNING, axes, label, style
from ...core.numbers import show
from .line import Case
from .result import CurvesKnown, LineBehaviour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES: dict[Case, tuple[str, str]] = {
    "best case": (BLUE, "-"),
    "practical worst case": (INK, "--"),
    "worst case": (ORANGE, ":"),
}
POINTS = 200


def throughput_curves(line: LineBehaviour, known: CurvesKnown, ax: Axes | None) -> Axes:
    """Throughput of the three cases from one job on; the point is where the line stands."""
    import numpy as np

    rate, time = float(line.bottleneck_rate), float(line.raw_process_time)
    critical, own = float(line.critical_wip), float(line.wip)
    end = max(3 * critical, 1.4 * own, 4.0)
    w = np.linspace(1, end, POINTS)
    curves = {
        "best case": np.minimum(w / time, rate),
        "practical worst case": w / (critical + w - 1) * rate,
        "worst case": np.full(POINTS, 1 / time),
    }
    with style():
        ax = axes(ax, 7.0, 4.0)
        for case in known.curves:
            colour, dashes = LINES[case]
            ax.plot(w, curves[case], color=colour, linestyle=dashes, label=case)
        if known.curves:
            ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3)
        if known.critical:
            ax.axvline(critical, color=GREY, linewidth=1)
            text, top = f"critical WIP {show(line.critical_wip)}", (critical, 1.12 * rate)
            label(ax, text, top, by=(4, -2), va="top")
        if known.point:
            _point(ax, line, left=own > end / 2)
        ax.set(
            xlim=(0, end), ylim=(0, 1.12 * rate), xlabel=f"work in progress ({line.flow_unit})",
            ylabel=f"throughput ({line.flow_unit} per {line.time_unit})",
            title=f"{line.case.capitalize()} with {show(line.wip, line.flow_unit)}",
        )  # fmt: skip
    return ax


def _point(ax: Axes, line: LineBehaviour, *, left: bool) -> None:
    """Where the line stands, its figures to the left or to the right."""
    at = (float(line.wip), float(line.throughput))
    ax.plot(*at, "o", color=WARNING, markersize=8)
    text = f"{show(line.throughput)}, each job {show(line.cycle_time, line.time_unit)}"
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.8}
    label(ax, text, at, by=(-9 if left else 9, -12), ha="right" if left else "left",
          va="top", color=WARNING, size=10, bbox=box)  # fmt: skip
