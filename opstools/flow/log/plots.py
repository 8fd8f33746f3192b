"""Pictures of a window: cumulative counts, and the stack of stays under N(t)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...core.drawing import (
    BLUE,
    COLUMNS_PER_INCH,
    INK,
    ORANGE,
    axes,
    fill,
    inches,
    label,
    shorten,
    style,
    width,
)
from ...core.numbers import show
from ..build_up.plots import UNDER, average_line
from .problem import MOST_BARS
from .result import LogFlow, WindowKnown
from .stays import time_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS = 2000  # more than a picture has columns


def cumulative(flow: LogFlow, known: WindowKnown, ax: Axes | None) -> Axes:
    """Arrivals and departures counted up; between them stand height N(t) and the area ∫N dt."""
    import numpy as np

    start, end = flow.start, flow.end
    came, left = map(np.sort, flow.problem.since_origin)
    grid = _grid(np.concatenate([came, left]), start, end)
    gone = np.searchsorted(left, start, side="right")  # before the window, and not counted
    gone -= ((came == start) & (left == start)).sum()
    arrivals = np.searchsorted(came, grid, side="right") - gone
    departures = np.searchsorted(left, grid, side="right") - gone
    with style():
        ax = axes(ax, 7.5, 3.8)
        if known.area is not None:
            ax.fill_between(grid, departures, arrivals, step="post", color=UNDER, linewidth=0)
        if known.arrivals:
            ax.plot(grid, arrivals, color=BLUE, drawstyle="steps-post", label="arrivals")
        if known.departures:
            ax.plot(grid, departures, color=ORANGE, drawstyle="steps-post", linestyle="--",
                    label="departures")  # fmt: skip
        if known.arrivals:
            ax.legend(loc="upper left")
        ax.set(
            xlim=(start, end),
            ylim=(min(0.0, float(departures.min())), 1.06 * max(1.0, float(arrivals.max()))),
            ylabel=f"{flow.problem.flow_unit} counted up",
            title=_cumulative_title(flow, known),
        )
        _whole_numbers(ax)
        time_axis(ax, flow.problem)
    return ax


def _cumulative_title(flow: LogFlow, known: WindowKnown) -> str:
    if known.area is None:
        return f"{show(flow.arrived)} come, {show(flow.departed)} leave"
    unit, time = flow.problem.flow_unit, flow.problem.time_unit
    title = f"The area between is {show(known.area)} {unit} × {time}"
    if known.inventory is None:
        return title
    return f"{title}, on average {show(known.inventory, unit)}"


def inventory_stack(flow: LogFlow, known: WindowKnown, ax: Axes | None) -> Axes:
    """N(t), filled with the stays that make it up; who came earlier lies lower."""
    import numpy as np

    log = flow.problem
    moments, levels = flow.curve
    area = "" if known.area is None else f", item by item: {show(known.area)} "
    area += f"{log.flow_unit} × {log.time_unit}" if area else ""
    with style():
        ax = axes(ax, 7.5, 3.4)
        if known.area is not None and len(flow.rows) <= MOST_BARS:
            _stack(ax, flow)
        elif known.area is not None:
            grid = _grid(moments, flow.start, flow.end)
            drawn = levels[np.maximum(np.searchsorted(moments, grid, side="right") - 1, 0)]
            ax.fill_between(grid, 0, drawn, step="post", color=fill(1), linewidth=0)
        if known.departures:
            ax.step(*_thinned(moments, levels), where="post", color=INK, linewidth=1.2)
        if known.inventory is not None:
            average_line(ax, known.inventory)
        ax.set(
            xlim=(flow.start, flow.end),
            ylim=(0, 1.1 * max(1.0, float(levels.max()))),
            ylabel=f"{log.flow_unit} inside, N(t)",
            title=f"The area under N(t){area}",
        )
        _whole_numbers(ax)
        time_axis(ax, log)
    return ax


def _stack(ax: Axes, flow: LogFlow) -> None:
    """Rectangles between two changes; one item's neighbouring pieces of one height are one."""
    scale = inches(ax)[0] / flow.length  # inches for one unit of time
    for k, mine in _pieces(flow).items():
        name = str(flow.problem.items[flow.rows[k]])
        for from_, to, level in mine:
            ax.bar(from_, 1, to - from_, level, align="edge", color=fill(k + 1), edgecolor="white")
            if (room := int(scale * (to - from_) * COLUMNS_PER_INCH)) >= min(5, width(name)):
                middle = ((from_ + to) / 2, level + 0.5)
                label(ax, shorten(name, room), middle, by=(0, 0), ha="center", size=8)


def _pieces(flow: LogFlow) -> dict[int, list[list[Any]]]:
    """For each item by arrival, from when to when it lies at which level of the stack."""
    import numpy as np

    came, left = (moments[flow.rows] for moments in flow.problem.since_origin)
    pieces: dict[int, list[list[Any]]] = {}
    for from_, to in pairwise(flow.curve[0].tolist()):
        for level, k in enumerate(np.flatnonzero((came <= from_) & (left >= to)).tolist()):
            mine = pieces.setdefault(k, [])
            if mine and mine[-1][2] == level and mine[-1][1] == from_:
                mine[-1][1] = to
            else:
                mine.append([from_, to, level])
    return pieces


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


def _whole_numbers(ax: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
