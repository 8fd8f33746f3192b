"""Pictures of a process: working times, and the resource chart that shows the bottleneck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import INK, PALE, WARNING, axes, fill, label, rows_of, shorten, style
from ...core.numbers import exact, plain, show
from .problem import Process
from .result import ChartKnown, ProcessAnalysis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KIND_COLUMNS = 18
FEW = 3  # flow units beside which there is room for normal labels


def resource_chart(analysis: ProcessAnalysis, known: ChartKnown, ax: Axes | None) -> Axes:
    """One bar a step, as long as its capacity: dark what flows, pale what is left over.

    The bottleneck is hatched and named; the dashed line is demand, the percentage at the end its
    share of the capacity.
    """
    names = list(analysis.capacity)
    longest = max(*map(float, analysis.capacity.values()), float(analysis.total_demand))
    with style():
        ax = axes(ax, 7.5, 1.4 + 0.36 * max(3, len(names)))
        for row, name in enumerate(known.capacities, 1):
            _bar(ax, row, name, analysis, known)
        if known.demand is not None:
            ax.axvline(float(known.demand), color=INK, linestyle="--", zorder=3)
            label(ax, f"demand {show(known.demand)}", (float(known.demand), 1), by=(3, -1),
                  xycoords=("data", "axes fraction"), va="top")  # fmt: skip
        rows_of(ax, names)
        flow = "" if known.flow_rate is None else f", filled: flow rate {show(known.flow_rate)}"
        problem = analysis.problem
        ax.set(
            xlim=(0, 1.45 * longest), ylim=(len(names) + 0.6, -0.1),
            xlabel=f"capacity ({problem.flow_unit} per {problem.time_unit}){flow}",
            title=_chart_title(analysis, known),
        )  # fmt: skip
    return ax


def _bar(ax: Axes, row: int, name: str, analysis: ProcessAnalysis, known: ChartKnown) -> None:
    capacity, found = float(analysis.capacity[name]), name in known.bottlenecks
    drawn: dict[str, Any] = {"height": 0.7, "edgecolor": INK, "linewidth": 0.8}
    ax.barh(row, capacity, color=PALE, **drawn)
    if known.flow_rate is not None:
        colour, hatch = (fill(7), "///") if found else (fill(1), "")
        ax.barh(row, float(known.flow_rate), color=colour, hatch=hatch, **drawn)
    end = max(capacity, float(known.demand or 0))
    weight, colour = ("bold", WARNING) if found else ("normal", INK)
    label(ax, _bar_label(analysis, name, known), (end, row), color=colour, weight=weight)


def _bar_label(analysis: ProcessAnalysis, name: str, known: ChartKnown) -> str:
    text = show(analysis.capacity[name])
    if known.demand is not None:
        text += f", implied {show(analysis.implied_utilisation[name], '%')}"
    elif known.flow_rate is not None:
        text += f", used {show(analysis.utilisation[name], '%')}"
    return f"{text} ◀ bottleneck" if name in known.bottlenecks else text


def _chart_title(analysis: ProcessAnalysis, known: ChartKnown) -> str:
    if not known.bottlenecks:
        return "Capacity, step by step"
    name = shorten(analysis.bottleneck, KIND_COLUMNS)
    return f"Bottleneck: {name}, {show(analysis.capacity[analysis.bottleneck], analysis.rate_unit)}"


def unit_times(process: Process, shown: int, ax: Axes | None) -> Axes:
    """The time between two units that each step can keep up: unit time / servers."""
    kinds, names = process.kinds, [each.step for each in process.resources]
    shares = [
        [plain(exact(time) / exact(each.servers)) for time in each.times]
        for each in process.resources
    ]
    with style():
        ax = axes(ax, 7.0, 1.2 + 0.34 * max(3, len(names)))
        for row, each in enumerate(process.resources[:shown], 1):
            for k, (time, share) in enumerate(zip(each.times, shares[row - 1], strict=True)):
                at = row + 0.8 * ((k + 0.5) / len(kinds) - 0.5)
                ax.barh(at, share, height=0.76 / len(kinds), color=fill(k + 1), edgecolor=INK)
                kind = f" {shorten(kinds[k], KIND_COLUMNS)}" if len(kinds) > 1 else ""
                words = f"{show(time)} / {show(each.servers)} = {show(share)}"
                label(ax, words + kind, (share, at), size=9 if len(kinds) < FEW else 7)
        rows_of(ax, names)
        ax.set(
            xlim=(0, 1.4 * max(map(max, shares))),
            xlabel=f"unit time / servers ({process.time_unit})",
            title="Time of one unit, shared out among the servers",
        )
    return ax
