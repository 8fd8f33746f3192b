"""The picture of a log, one bar for each stay, and the axis of times of all its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, rows_of, shorten, style
from ...core.numbers import show
from .problem import MOST_BARS, FlowLog

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAME_COLUMNS = 12
MOST_TICKS, YEARLY = 7, 60
MINUTES = (1, 5, 10, 15, 30, *(60 * h for h in (1, 2, 3, 6, 12)))
DAYS = (1, 2, 5, 7, 14, 30, 91, 365)


def sojourn_bars(log: FlowLog, shown: int, ax: Axes | None) -> Axes:
    """One bar for each stay, from top to bottom by arrival; an arrow where it goes on."""
    import numpy as np

    came, left = log.since_origin
    order = np.argsort(came, kind="stable")[:MOST_BARS]
    span = max(log.last - came.min(), 1e-9)
    end = log.last + 0.03 * span
    cut = f" (the first {MOST_BARS})" if len(log.items) > MOST_BARS else ""
    with style():
        ax = axes(ax, 7.5, 1.2 + 0.24 * max(4, len(order)))
        for row, k in enumerate(order[:shown], 1):
            until = min(left[k], end)
            ax.barh(row, until - came[k], left=came[k], height=0.8, color=fill(row), edgecolor=INK)
            if left[k] > end:
                ax.annotate("", (end + 0.03 * span, row), xytext=(end, row),
                            arrowprops={"arrowstyle": "-|>", "color": INK})  # fmt: skip
        rows_of(ax, [shorten(str(log.items[k]), NAME_COLUMNS) for k in order])
        ax.set(
            xlim=(came.min() - 0.02 * span, end + 0.05 * span),
            title=f"{show(len(log.items), log.flow_unit)}, each from arrival to departure{cut}",
        )
        time_axis(ax, log)
    return ax


def time_axis(ax: Axes, log: FlowLog) -> None:
    """Numbers with their unit, or clock times in the log's zone."""
    if not log.has_times:
        ax.set_xlabel(f"time ({log.time_unit})")
        return
    ax.set_xlabel(f"time of the day or date{f' ({log.zone})' if log.zone else ''}")
    low, high = ax.get_xlim()
    moments, words = _clock(log, low, high)
    ax.set_xticks(moments, words)


def _clock(log: FlowLog, low: float, high: float) -> tuple[list[float], list[str]]:
    """Round times of the calendar between two moments, at most eight, and how to write them."""
    import numpy as np
    import pandas as pd

    first, last = (pd.Timestamp(log.moment(moment)) for moment in (low, high))
    steps = [pd.Timedelta(minutes=m) for m in (*MINUTES, *(24 * 60 * day for day in DAYS))]
    widest = (last - first) / MOST_TICKS
    step = next((step for step in steps if step >= widest), widest)
    form = "%Y-%m-%d" if step > YEARLY * pd.Timedelta("1D") else "%m-%d"
    if step < pd.Timedelta("1D"):
        form = "%H:%M" if first.date() == last.date() else "%m-%d %H:%M"
    ticks = pd.date_range(first.normalize(), last, freq=step)
    ticks = ticks[ticks >= first]
    zone = log.zone or "UTC"
    summer = np.ones(len(ticks), bool)
    passed = ticks.tz_localize(zone, nonexistent="shift_forward", ambiguous=summer)
    moments = log.numbers(passed.tz_convert("UTC").tz_localize(None).to_numpy())
    return list(moments), list(ticks.strftime(form))
