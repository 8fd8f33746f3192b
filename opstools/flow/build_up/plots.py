"""Pictures of build-ups: rates by period, and the inventory that they make."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, ORANGE, WARNING, axes, label, shorten, style
from ...core.numbers import show
from .problem import Periods
from .result import BuildUp, CurveKnown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LABELS = 12
LABEL_COLUMNS = 60  # of all names together
CLOSE = 0.06  # of the height: two labels would touch
UNDER = "#dfe9f3"  # the area under a curve


def rate_steps(periods: Periods, shown: int, ax: Axes | None) -> Axes:
    """Arrivals as a full line, service as a dashed one; between them what builds up, hatched."""
    drawn = periods.periods[:shown]
    ends = list(accumulate((float(each.duration) for each in drawn), initial=0.0))
    came = [float(each.arrival_rate) for each in drawn]
    served = [float(each.service_rate) for each in drawn]
    top = max(max(each.arrival_rate, each.service_rate) for each in periods.periods)
    with style():
        ax = axes(ax, 7.0, 3.2)
        if drawn:
            ax.stairs(came, ends, baseline=None, color=BLUE)
            ax.stairs(served, ends, baseline=None, color=ORANGE, linestyle="--")
            grows = [max(a, s) for a, s in zip(came, served, strict=True)]
            ax.stairs(grows, ends, baseline=served, fill=True, facecolor="none",
                      edgecolor=GREY, hatch="///", linewidth=0)  # fmt: skip
            close = abs(came[-1] - served[-1]) < CLOSE * top
            above = 5 if came[-1] >= served[-1] else -5
            shift = above if close else 0
            label(ax, "arrivals", (ends[-1], came[-1]), by=(4, shift), color=BLUE, size=10)
            label(ax, "service", (ends[-1], served[-1]), by=(4, -shift), color=ORANGE, size=10)
        for each, start, end in zip(drawn, ends, ends[1:], strict=False):
            if len(periods.periods) <= MOST_LABELS:
                text = shorten(each.period, max(3, LABEL_COLUMNS // len(periods.periods)))
                at = ((start + end) / 2, 1.04 * top)
                label(ax, text, at, by=(0, 0), ha="center", va="bottom")
        ax.set(
            xlim=(0, float(periods.length)), ylim=(0, 1.15 * top or 1),
            xlabel=f"time ({periods.time_unit}), hatched: builds up",
            ylabel=f"{periods.flow_unit} per {periods.time_unit}",
            title="Who comes and who can be served",
        )  # fmt: skip
    return ax


def average_line(ax: Axes, inventory: float) -> None:
    """The average inventory I as a dashed line, its figure to the right of the picture."""
    ax.axhline(inventory, color=INK, linestyle="--", linewidth=1)
    label(ax, f"I = {show(inventory)}", (1, inventory), by=(4, 0), size=10,
          xycoords=("axes fraction", "data"), annotation_clip=False)  # fmt: skip


def inventory_curve(result: BuildUp, known: CurveKnown, ax: Axes | None) -> Axes:
    """The inventory, its average dashed, and the moment when the last unit is gone."""
    moments, held = result.moments[: known.corners], result.inventories[: known.corners]
    unit, time = result.problem.flow_unit, result.problem.time_unit
    with style():
        ax = axes(ax, 7.0, 3.6)
        if known.area:
            ax.fill_between(moments, held, color=UNDER, linewidth=0)
        ax.plot(moments, held, color=BLUE, marker="o", markersize=4)
        if len(result.moments) <= MOST_LABELS:
            for x, y in zip(moments, held, strict=True):
                if y:
                    label(ax, show(y), (x, y), by=(0, 5), ha="center", va="bottom")
        if known.average is not None:
            average_line(ax, float(known.average))
        if known.empty:
            arrow = {"arrowstyle": "->", "color": WARNING}
            white = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.8}
            label(ax, f"empty at {show(known.empty, time)}", (known.empty, 0), by=(-38, 8),
                  ha="right", va="bottom", color=WARNING, arrowprops=arrow, bbox=white)  # fmt: skip
        ax.set(
            xlim=(0, float(result.length)),
            ylim=(0, 1.15 * float(result.largest_inventory or 1)),
            xlabel=f"time ({time})", ylabel=f"{unit} waiting",
            title=f"At most {show(result.largest_inventory, unit)} wait, on average "
            f"{show(result.flow_time, time)} each",
        )  # fmt: skip
    return ax
