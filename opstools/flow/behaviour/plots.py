"""Pictures of choices: throughput against work in progress, capacity against batch size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core import Infeasible
from ..core.drawing import INK, WARNING, axes, style
from ..core.numbers import show
from .batches import batch_capacity, smallest_batch
from .behaviour import CASES, LineBehaviour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES = {
    "best case": ("#0072B2", "-"),
    "practical worst case": ("#222222", "--"),
    "worst case": ("#D55E00", ":"),
}
POINTS = 200


def throughput_curves(
    line: LineBehaviour, *, ax: Axes | None = None, step: int | None = None
) -> Axes:
    """Throughput of the three cases from one job on; the point is where the line stands.

    Step 1 draws the best case with the critical WIP, step 2 the other cases, step 3 the point.
    """
    import numpy as np

    shown = 3 if step is None else step
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
        for case in CASES[: (0, 1, 3, 3)[min(shown, 3)]]:
            colour, dashes = LINES[case]
            ax.plot(w, curves[case], color=colour, linestyle=dashes)
            at = int(0.97 * POINTS)
            above = case != "practical worst case"
            ax.annotate(
                case, (w[at], curves[case][at]), xytext=(0, 4 if above else -9), color=colour,
                textcoords="offset points", ha="right", va="bottom" if above else "top",
            )  # fmt: skip
        if shown >= 1:
            ax.axvline(critical, color="#999999", linewidth=1)
            label = f" critical WIP {show(line.critical_wip)}"
            ax.text(critical, 0.02 * rate, label, va="bottom", color="#555555", size=9)
        if shown >= 3:
            ax.plot([own], [float(line.throughput)], "o", color=WARNING, markersize=8)
            label = f"{show(line.throughput)}, each job {show(line.cycle_time, line.time_unit)}"
            left = own > end / 2
            ax.annotate(
                label, (own, float(line.throughput)), xytext=(-8 if left else 9, -9), va="top",
                textcoords="offset points", ha="right" if left else "left", color=WARNING,
            )  # fmt: skip
        ax.set(
            xlim=(0, end), ylim=(0, 1.18 * rate), xlabel=f"work in progress ({line.flow_unit})",
            ylabel=f"throughput ({line.flow_unit} per {line.time_unit})",
            title=f"{line.case.capitalize()} with {show(line.wip, line.flow_unit)}",
        )  # fmt: skip
    return ax


def batch_curve(
    *,
    setup: float,
    unit_time: float,
    batch: float,
    flow_rate: float | None = None,
    flow_unit: str = "units",
    time_unit: str = "min",
    ax: Axes | None = None,
) -> Axes:
    """Capacity B / (S + p·B) against the batch size B; with a flow rate, the smallest batch.

    >>> batch_curve(setup=60, unit_time=10, batch=12, flow_rate=0.05).get_title(loc="left")
    'Batches of 12: 0.06667 units/min; 0.05 needs at least 6'
    """
    import numpy as np

    own = batch_capacity(batch, setup=setup, unit_time=unit_time)
    most = 1 / float(unit_time)
    title = f"Batches of {show(batch)}: {show(own, f'{flow_unit}/{time_unit}')}"
    least = None
    if flow_rate is not None:
        try:
            least = smallest_batch(flow_rate, setup=setup, unit_time=unit_time)
            title += f"; {show(flow_rate)} needs at least {show(least)}"
        except Infeasible:
            title += f"; no batch reaches {show(flow_rate)}"
    end = max(2.5 * batch, 1.3 * (least or 0), float(setup) / float(unit_time))
    sizes = np.linspace(end / POINTS, end, POINTS)
    with style():
        ax = axes(ax, 7.0, 3.6)
        ax.plot(sizes, sizes / (float(setup) + float(unit_time) * sizes), color="#0072B2")
        ax.axhline(most, color="#999999", linewidth=1)
        ax.text(end, most, f"without set-ups {show(most)}", ha="right", va="bottom", size=9)
        if flow_rate is not None:
            ax.axhline(float(flow_rate), color=INK, linestyle="--", linewidth=1)
            ax.text(end, flow_rate, f"flow rate {show(flow_rate)}", ha="right", va="bottom", size=9)
        if least is not None:
            ax.plot([least, least], [0, float(flow_rate or 0)], color=INK, linestyle=":")
            ax.text(least, 0, f" smallest {show(least)}", va="bottom", size=9)
        ax.plot([batch], [own], "o", color=WARNING, markersize=8)
        ax.set(
            xlim=(0, end), ylim=(0, 1.2 * max(most, float(flow_rate or 0))), title=title,
            xlabel=f"batch size ({flow_unit})", ylabel=f"capacity ({flow_unit} per {time_unit})",
        )  # fmt: skip
    return ax
