"""The picture of batches: capacity against batch size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import Faults, Infeasible, public
from ...core.drawing import BLUE, GREY, INK, WARNING, axes, label, style
from ...core.figures import positive
from ...core.numbers import exact, show
from .batches import batch_capacity, smallest_batch

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 200


@public
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

    Bad figures raise `ProblemError`. Source: Cachon & Terwiesch, Matching Supply with Demand.

    >>> batch_curve(setup=60, unit_time=10, batch=12, flow_rate=0.05).get_title(loc="left")
    'Batches of 12: 0.06667 units/min; 0.05 needs at least 6'
    """
    import numpy as np

    faults = Faults("batch")
    rate = None if flow_rate is None else float(positive(flow_rate, "flow_rate", faults))
    with faults.collect():
        own = batch_capacity(batch, setup=setup, unit_time=unit_time)
    faults.raise_any()
    S, p, size = float(exact(setup)), float(exact(unit_time)), float(exact(batch))
    least, needed = _needed(rate, S, p)
    title = f"Batches of {show(size)}: {show(own, f'{flow_unit}/{time_unit}')}{needed}"
    end = max(2.5 * size, 1.3 * (least or 0), S / p)
    sizes = np.linspace(end / POINTS, end, POINTS)
    with style():
        ax = axes(ax, 7.0, 3.6)
        ax.plot(sizes, sizes / (S + p * sizes), color=BLUE)
        ax.axhline(1 / p, color=GREY, linewidth=1)
        label(
            ax, f"without set-ups {show(1 / p)}", (end, 1 / p), by=(0, 2), ha="right", va="bottom"
        )
        if rate is not None:
            _mark_rate(ax, rate, least)
        ax.plot([size], [own], "o", color=WARNING, markersize=8)
        ax.set(
            xlim=(0, end), ylim=(0, 1.2 * max(1 / p, rate or 0)), title=title,
            xlabel=f"batch size ({flow_unit})", ylabel=f"capacity ({flow_unit} per {time_unit})",
        )  # fmt: skip
    return ax


def _mark_rate(ax: Axes, rate: float, least: float | None) -> None:
    """The flow rate, and the smallest batch that reaches it."""
    ax.axhline(rate, color=INK, linestyle="--", linewidth=1)
    label(ax, f"flow rate {show(rate)}", (0, rate), by=(4, 2), va="bottom")
    if least:
        ax.plot([least, least], [0, rate], color=INK, linestyle=":")
        label(ax, f"smallest {show(least)}", (least, 0), by=(4, 2), va="bottom")


def _needed(rate: float | None, setup: float, unit_time: float) -> tuple[float | None, str]:
    """The smallest batch that reaches a flow rate, if any does, and what the title says of it."""
    if rate is None:
        return None, ""
    try:
        least = smallest_batch(rate, setup=setup, unit_time=unit_time)
    except Infeasible:
        return None, f"; no batch reaches {show(rate)}"
    return least, f"; {show(rate)} needs at least {show(least)}"
