"""Pictures of build-ups: rates by period, and the inventory that they make."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from ..core.drawing import INK, WARNING, axes, shorten, style
from ..core.numbers import show
from .build_up import BuildUp, Periods

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LABELS = 12


def rate_steps(periods: Periods, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """Arrivals as a full line, service as a dashed one; between them what builds up, hatched."""
    shown = periods.periods[: len(periods.periods) if step is None else step]
    ends = list(accumulate((float(each.duration) for each in shown), initial=0.0))
    came = [float(each.arrival_rate) for each in shown]
    served = [float(each.service_rate) for each in shown]
    top = max(max(float(each.arrival_rate), float(each.service_rate)) for each in periods.periods)
    with style():
        ax = axes(ax, 7.0, 3.2)
        if shown:
            ax.stairs(came, ends, baseline=None, color="#0072B2")
            ax.stairs(served, ends, baseline=None, color="#D55E00", linestyle="--")
            grows = [max(a, s) for a, s in zip(came, served, strict=True)]
            ax.stairs(grows, ends, baseline=served, fill=True, facecolor="none",
                      edgecolor="#999999", hatch="///", linewidth=0)  # fmt: skip
            ax.text(ends[-1], came[-1], " arrivals", va="center", color="#0072B2")
            close = abs(came[-1] - served[-1]) < 0.06 * top
            ax.text(ends[-1], served[-1], " service", va="top" if close else "center",
                    color="#D55E00")  # fmt: skip
        for each, start, end in zip(shown, ends, ends[1:], strict=False):
            if len(periods.periods) <= MOST_LABELS:
                label = shorten(each.period, max(3, 60 // len(periods.periods)))
                ax.text((start + end) / 2, 1.04 * top, label, ha="center", size=8.5)
        ax.set(
            xlim=(0, float(periods.length)), ylim=(0, 1.15 * top or 1),
            xlabel=f"time ({periods.time_unit}), hatched: builds up",
            ylabel=f"{periods.flow_unit} per {periods.time_unit}",
            title="Who comes and who can be served",
        )  # fmt: skip
    return ax


def inventory_curve(result: BuildUp, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """The inventory, its average dashed, and the moment when the last unit is gone."""
    shown = len(result.moments) if step is None else step + 1
    moments = [float(each) for each in result.moments][:shown]
    held = [float(each) for each in result.inventories][:shown]
    unit, time = result.periods.flow_unit, result.periods.time_unit
    top = float(result.largest_inventory) or 1.0
    with style():
        ax = axes(ax, 7.0, 3.6)
        ax.fill_between(moments, held, color="#dfe9f3", linewidth=0)
        ax.plot(moments, held, color="#0072B2", marker="o", markersize=4)
        if len(moments) <= MOST_LABELS:
            for x, y in zip(moments, held, strict=True):
                if y:
                    ax.annotate(show(y), (x, y), xytext=(0, 5), textcoords="offset points",
                                ha="center", size=9)  # fmt: skip
        if shown >= len(result.moments):
            average = float(result.average_inventory)
            ax.axhline(average, color=INK, linestyle="--", linewidth=1)
            ax.annotate(
                f"I = {show(average)}", (1, average), xycoords=("axes fraction", "data"),
                xytext=(4, 0), textcoords="offset points", va="center", annotation_clip=False,
            )  # fmt: skip
            if empty := float(result.time_until_empty):
                ax.annotate(
                    f"empty at {show(empty, time)}", (empty, 0), xytext=(-38, 8), ha="right",
                    textcoords="offset points", color=WARNING, size=9,
                    arrowprops={"arrowstyle": "->", "color": WARNING},
                )  # fmt: skip
        ax.set(
            xlim=(0, float(result.length)), ylim=(0, 1.15 * top), xlabel=f"time ({time})",
            ylabel=f"{unit} waiting",
            title=f"At most {show(result.largest_inventory, unit)} wait, on average "
            f"{show(result.flow_time, time)} each",
        )  # fmt: skip
    return ax
