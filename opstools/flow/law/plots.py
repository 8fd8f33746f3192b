"""Pictures of flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, INK, ORANGE, WARNING, axes, label, style
from ...core.numbers import show
from .result import Flow, FlowKnown

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def steady_flow(flow: Flow, known: FlowKnown, ax: Axes | None) -> Axes:
    """Arrivals and departures, counted up at the rate R, T apart; the law as arrows."""
    rate, time = float(flow.flow_rate), float(flow.flow_time)
    inventory = rate * time
    end = 3 * time
    with style():
        ax = axes(ax, 6.5, 3.6)
        if known.arrivals:
            ax.plot([0, end], [0, rate * end], color=BLUE)
            _along(ax, "arrivals", 0.8 * end, 0.8 * rate * end, "bottom")
        if known.departures:
            ax.plot([time, end], [0, rate * (end - time)], color=ORANGE, linestyle="--")
            _along(ax, "departures", 0.85 * end, rate * (0.85 * end - time), "top")
        if known.law:
            at = 2.2 * time
            _span(ax, (at, rate * (at - time)), (at, rate * at))
            held = f" I = {show(flow.inventory, flow.flow_unit)}"
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            ax.text(at, rate * (at - time / 2), held, va="center", color=INK, bbox=box)
            _span(ax, (0.6 * time, 0.6 * inventory), (1.6 * time, 0.6 * inventory))
            stay = f"T = {show(flow.flow_time, flow.time_unit)}"
            ax.text(1.1 * time, 0.63 * inventory, stay, ha="center", va="bottom", color=INK)
        ax.set(
            xlim=(0, end),
            ylim=(0, rate * end),
            xlabel=f"time ({flow.time_unit})",
            ylabel=f"{flow.flow_unit} since the start",
            title=f"R = {show(flow.flow_rate)} {flow.flow_unit}/{flow.time_unit} (the slope)",
        )
    return ax


def _along(ax: Axes, text: str, x: float, y: float, va: str) -> None:
    ha, shift = ("right", -6) if va == "bottom" else ("left", 6)
    label(ax, text, (x, y), by=(shift, 0), ha=ha, va=va, size=10)


def _span(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    arrow = {"arrowstyle": "<->", "color": WARNING, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, xytext=start, arrowprops=arrow)
