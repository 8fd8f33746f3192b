"""Pictures of logs: bars of stays, cumulative counts, the stack under N(t)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core.drawing import INK, axes, fill, shorten, style, width
from ..core.numbers import show
from .log import FlowLog
from .log_flow import LogFlow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 40
MOST_POINTS = 2000  # more than a picture has columns
NAME_COLUMNS = 12
COLUMNS_PER_INCH = 12.5
MOST_TICKS, YEARLY = 7, 60
MINUTES = (1, 5, 10, 15, 30, *(60 * h for h in (1, 2, 3, 6, 12)))
DAYS = (1, 2, 5, 7, 14, 30, 91, 365)
CAME, LEFT = "#0072B2", "#D55E00"


def sojourn_bars(log: FlowLog, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """One bar for each stay, from top to bottom by arrival; an arrow where it goes on."""
    import numpy as np

    came, left = log.since_origin
    order = np.argsort(came, kind="stable")[:MOST_BARS]
    span = max(log.last - came.min(), 1e-9)
    end = log.last + 0.03 * span
    with style():
        ax = axes(ax, 7.5, 1.2 + 0.24 * max(4, len(order)))
        for row, k in enumerate(order[: len(order) if step is None else step], 1):
            until = min(left[k], end)
            ax.barh(row, until - came[k], left=came[k], height=0.8, color=fill(row), edgecolor=INK)
            if left[k] > end:
                ax.annotate("", (end + 0.03 * span, row), xytext=(end, row),
                            arrowprops={"arrowstyle": "-|>", "color": INK})  # fmt: skip
        ax.set_yticks(
            range(1, len(order) + 1), [shorten(str(log.items[k]), NAME_COLUMNS) for k in order]
        )
        ax.set(
            xlim=(came.min() - 0.02 * span, end + 0.05 * span),
            ylim=(len(order) + 0.6, 0.4),
            title=f"{show(len(log.items), log.flow_unit)}, each from arrival to departure"
            + (f" (the first {MOST_BARS})" if len(log.items) > MOST_BARS else ""),
        )
        ax.tick_params(axis="y", length=0)
        _time_axis(ax, log)
    return ax


def cumulative(flow: LogFlow, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """Arrivals and departures counted up; between them stand height N(t) and the area ∫N dt.

    Step 1 draws arrivals, step 2 departures, step 3 the area, later ones the averages.
    """
    import numpy as np

    shown = 9 if step is None else step
    log, start, end = flow.log, flow.start, flow.end
    came, left = map(np.sort, log.since_origin)
    grid = _grid(np.concatenate([came, left]), start, end)
    first = (
        np.searchsorted(left, start, side="right") - ((came == start) & (left == start)).sum()
    )  # who left before the window is not counted
    arrivals = np.searchsorted(came, grid, side="right") - first
    departures = np.searchsorted(left, grid, side="right") - first
    with style():
        ax = axes(ax, 7.5, 3.8)
        if shown >= 3:
            ax.fill_between(grid, departures, arrivals, step="post", color="#dfe9f3", linewidth=0)
        if shown >= 1:
            ax.plot(grid, arrivals, color=CAME, drawstyle="steps-post")
            _beside(ax, grid, arrivals, "arrivals", CAME, above=True)
        if shown >= 2:
            ax.plot(grid, departures, color=LEFT, drawstyle="steps-post", linestyle="--")
            _beside(ax, grid, departures, "departures", LEFT, above=False)
        top = max(1.0, float(arrivals.max()))
        ax.set(
            xlim=(start, end), ylim=(min(0.0, float(departures.min())), 1.06 * top),
            ylabel=f"{log.flow_unit} counted up", title=_cumulative_title(flow, shown),
        )  # fmt: skip
        _whole_numbers(ax)
        _time_axis(ax, log)
    return ax


def _cumulative_title(flow: LogFlow, shown: int) -> str:
    if shown < 3:
        return f"{show(flow.arrived)} come, {show(flow.departed)} leave"
    area = show(flow.inventory * flow.length)
    unit, time = flow.log.flow_unit, flow.log.time_unit
    title = f"The area between is {area} {unit} × {time}"
    if shown < 5:
        return title
    return f"{title}, on average {show(flow.inventory, unit)}"


def inventory_stack(flow: LogFlow, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """N(t), filled with the stays that make it up; who came earlier lies lower."""
    import numpy as np

    log = flow.log
    moments, levels = flow.curve
    top = max(1.0, float(levels.max()))
    with style():
        ax = axes(ax, 7.5, 3.4)
        if len(flow.rows) <= MOST_BARS:
            _stack(ax, flow, step)
        elif step is None or step > 0:
            grid = _grid(moments, flow.start, flow.end)
            drawn = levels[np.maximum(np.searchsorted(moments, grid, side="right") - 1, 0)]
            ax.fill_between(grid, 0, drawn, step="post", color="#9AD0F5", linewidth=0)
        ax.step(*_thinned(moments, levels), where="post", color=INK, linewidth=1.2)
        ax.axhline(flow.inventory, color=INK, linestyle="--", linewidth=1)
        ax.annotate(
            f"I = {show(flow.inventory)}", (1, flow.inventory), xytext=(4, 0), va="center",
            xycoords=("axes fraction", "data"), textcoords="offset points", annotation_clip=False,
        )  # fmt: skip
        ax.set(
            xlim=(flow.start, flow.end), ylim=(0, 1.1 * top),
            ylabel=f"{log.flow_unit} inside, N(t)",
            title="The area under N(t), item by item: "
            f"{show(flow.inventory * flow.length)} {log.flow_unit} × {log.time_unit}",
        )  # fmt: skip
        _whole_numbers(ax)
        _time_axis(ax, log)
    return ax


def _stack(ax: Axes, flow: LogFlow, step: int | None) -> None:
    """Rectangles between two changes; one item's neighbouring pieces of one height are one."""
    import numpy as np

    came, left = (moments[flow.rows] for moments in flow.log.since_origin)
    moments, _ = flow.curve
    shown = len(flow.rows) if step is None else step
    inches = ax.get_window_extent().width / ax.figure.dpi / flow.length  # for one unit of time
    pieces: dict[int, list[list[Any]]] = {}
    for from_, to in pairwise(moments.tolist()):
        for level, k in enumerate(np.flatnonzero((came <= from_) & (left >= to)).tolist()):
            mine = pieces.setdefault(k, [])
            if mine and mine[-1][2] == level and mine[-1][1] == from_:
                mine[-1][1] = to
            else:
                mine.append([from_, to, level])
    for k, mine in pieces.items():
        if k >= shown:
            continue
        name = str(flow.log.items[flow.rows[k]])
        for from_, to, level in mine:
            ax.bar(from_, 1, to - from_, level, align="edge", color=fill(k + 1), edgecolor="white")
            if (room := int(inches * (to - from_) * COLUMNS_PER_INCH)) >= min(5, width(name)):
                label = shorten(name, room)
                ax.text((from_ + to) / 2, level + 0.5, label, ha="center", va="center", size=8)


def _grid(moments: Any, start: float, end: float) -> Any:
    """The moments inside the window and its ends, thinned where they are many."""
    import numpy as np

    inside = np.unique(moments[(moments >= start) & (moments <= end)])
    if len(inside) > MOST_POINTS:
        inside = inside[np.linspace(0, len(inside) - 1, MOST_POINTS).astype(int)]
    return np.unique(np.concatenate([[start], inside, [end]]))


def _thinned(moments: Any, levels: Any) -> tuple[Any, Any]:
    import numpy as np

    if len(moments) <= MOST_POINTS:
        return moments, levels
    kept = np.linspace(0, len(moments) - 1, MOST_POINTS).astype(int)
    return moments[kept], levels[kept]


def _beside(ax: Axes, xs: Any, ys: Any, text: str, color: str, *, above: bool) -> None:
    at = int(abs(xs - (xs[0] + xs[-1]) / 2).argmin())
    ax.annotate(
        text, (xs[at], ys[at]), xytext=(-6, 6) if above else (6, -6), color=color,
        textcoords="offset points", ha="right" if above else "left",
        va="bottom" if above else "top",
    )  # fmt: skip


def _whole_numbers(ax: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(integer=True))


def _time_axis(ax: Axes, log: FlowLog) -> None:
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
