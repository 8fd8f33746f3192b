"""Cycle times against takt, and two states side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.drawing import INK, WARNING, axes, clear_of, fill, label, rows_of, shorten, style
from ..core.numbers import count, listing, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .result import StreamMap


NUMBER = 0.08  # of the axis that a bare number takes
NAMED = 2  # processes that a title names


def cycle_against_takt(found: StreamMap, ax: Axes | None) -> Axes:
    """A bar a process, hatched where it is above takt; takt as a dashed line."""
    stream = found.problem
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(stream.processes)))
        most = max(float(found.takt), *(float(each.cycle_time) for each in stream.processes))
        for k, each in enumerate(stream.processes, 1):
            above = float(each.cycle_time) > float(found.takt)
            ax.barh(
                k,
                float(each.cycle_time),
                color=fill(7 if above else 1),
                edgecolor=INK,
                hatch="//" if above else "",
                height=0.62,
            )
            end = clear_of(float(each.cycle_time), float(found.takt), 1.15 * most, NUMBER)
            label(ax, show(each.cycle_time), (end, k))
        ax.axvline(float(found.takt), color=WARNING, linestyle="--")
        rows_of(ax, [each.name for each in stream.processes])
        ax.set(
            xlim=(0, 1.15 * most),
            title=f"Takt {show(found.takt, stream.time_unit)}: {_slower(found)}",
            xlabel=f"{stream.time_unit} a piece (dashed: takt {show(found.takt)})",
        )
    return ax


def _slower(found: StreamMap) -> str:
    """Which processes takt leaves behind."""
    slow = [p.name for p in found.problem.processes if float(p.cycle_time) > float(found.takt)]
    named = (
        listing(shorten(each, 18) for each in slow)
        if len(slow) <= NAMED
        else count(len(slow), "process")
    )
    return f"{named} {'is' if len(slow) == 1 else 'are'} slower" if slow else "none is slower"


def two_states(rows: Any, shown: int, ax: Axes | None) -> Axes:
    """Each figure of the future state as a share of the current one."""
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(rows)))
        for k, (_, before, after, unit) in enumerate(rows[:shown], 1):
            part = float(after) / float(before) if before else 0.0
            ax.barh(k, part, color=fill(3), edgecolor=INK, height=0.6)
            label(ax, f"{show(before, unit)} → {show(after, unit)}", (max(part, 1.0), k))
        ax.axvline(1, color=INK, linewidth=0.8)
        rows_of(ax, [name.replace("_", " ") for name, *_ in rows])
        most = max([1.0, *(float(a) / float(b) for _, b, a, _ in rows if b)])
        ax.set(
            xlim=(0, 1.6 * most),
            xlabel="future over current (line: no change)",
            title="What the future state changes",
        )
    return ax
