"""Pictures of a process: working times, and the resource chart that shows the bottleneck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.drawing import INK, PALE, WARNING, axes, fill, shorten, style
from ..core.numbers import exact, plain, show
from .analysis import ProcessAnalysis
from .process import Process

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_COLUMNS = 18


def resource_chart(
    analysis: ProcessAnalysis, *, ax: Axes | None = None, step: int | None = None
) -> Axes:
    """One bar a step, as long as its capacity: dark what flows, pale what is left over.

    The bottleneck is hatched and named; the dashed line is demand, the percentage at the end its
    share of the capacity. `step=k` draws the first k steps of the process.
    """
    names = list(analysis.capacity)
    shown = len(names) + 2 if step is None else step
    capacities = [float(each) for each in analysis.capacity.values()]
    flow, demand = float(analysis.flow_rate), float(sum(map(exact, analysis.demand)))
    longest = max(*capacities, demand)
    with style():
        ax = axes(ax, 7.5, 1.4 + 0.36 * max(3, len(names)))
        for row, (name, capacity) in enumerate(zip(names, capacities, strict=True), 1):
            if row > shown:
                break
            found = name in analysis.bottlenecks and shown > len(names)
            drawn: dict[str, Any] = {"height": 0.7, "edgecolor": INK, "linewidth": 0.8}
            ax.barh(row, capacity, color=PALE, **drawn)
            if shown > len(names) + 1:
                hatch = "///" if found else ""
                ax.barh(row, flow, color=fill(7 if found else 1), hatch=hatch, **drawn)
            ax.annotate(
                _bar_label(analysis, name, found), (max(capacity, demand), row)
                if capacity < demand else (capacity, row), xytext=(5, 0), size=9,
                textcoords="offset points", va="center", color=WARNING if found else INK,
                weight="bold" if found else "normal",
            )  # fmt: skip
        if demand and shown > len(names):
            ax.axvline(demand, color=INK, linestyle="--", zorder=3)
            ax.annotate(
                f"demand {show(demand)}", (demand, 1), xycoords=("data", "axes fraction"),
                xytext=(3, -1), textcoords="offset points", va="top", size=9,
            )  # fmt: skip
        ax.set_yticks(range(1, len(names) + 1), [shorten(name, NAME_COLUMNS) for name in names])
        ax.tick_params(axis="y", length=0)
        unit = f"{analysis.process.flow_unit} per {analysis.process.time_unit}"
        ax.set(
            xlim=(0, 1.45 * longest), ylim=(len(names) + 0.6, -0.1),
            xlabel=f"capacity ({unit}), filled: flow rate {show(analysis.flow_rate)}",
            title=_chart_title(analysis),
        )  # fmt: skip
    return ax


def _bar_label(analysis: ProcessAnalysis, name: str, found: bool) -> str:
    label = show(analysis.capacity[name])
    if analysis.demand:
        label += f", implied {show(analysis.implied_utilisation[name], '%')}"
    else:
        label += f", used {show(analysis.utilisation[name], '%')}"
    return f"{label} ◀ bottleneck" if found else label


def _chart_title(analysis: ProcessAnalysis) -> str:
    unit = f"{analysis.process.flow_unit}/{analysis.process.time_unit}"
    name = shorten(analysis.bottleneck, NAME_COLUMNS)
    return f"Bottleneck: {name}, {show(analysis.capacity[analysis.bottleneck], unit)}"


def unit_times(process: Process, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """The time between two units that each step can keep up: unit time / servers."""
    names = [each.step for each in process.resources]
    shown = len(names) if step is None else step
    kinds = process.columns
    with style():
        ax = axes(ax, 7.0, 1.2 + 0.34 * max(3, len(names)))
        longest = 0.0
        for row, each in enumerate(process.resources[:shown], 1):
            for k, time in enumerate(each.times):
                at = row + 0.8 * ((k + 0.5) / len(kinds) - 0.5)
                share = plain(exact(time) / exact(each.servers))
                length = float(share)
                longest = max(longest, length)
                ax.barh(at, length, height=0.76 / len(kinds), color=fill(k + 1), edgecolor=INK)
                kind = f" {shorten(kinds[k], NAME_COLUMNS)}" if len(kinds) > 1 else ""
                words = f"{show(time)} / {show(each.servers)} = {show(share)}"
                ax.annotate(
                    words + kind, (length, at), xytext=(5, 0), textcoords="offset points",
                    va="center", size=9 if len(kinds) < 3 else 7,
                )  # fmt: skip
        ax.set_yticks(range(1, len(names) + 1), [shorten(name, NAME_COLUMNS) for name in names])
        ax.tick_params(axis="y", length=0)
        ax.set(
            xlim=(0, 1.4 * (longest or 1)), ylim=(len(names) + 0.6, 0.4),
            xlabel=f"unit time / servers ({process.time_unit})",
            title="Time of one unit, shared out among the servers",
        )  # fmt: skip
    return ax
