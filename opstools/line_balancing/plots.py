"""Pictures of lines and balances: precedence diagram, station loads, comparison of rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core.drawing import (
    COLUMNS_PER_INCH,
    GREY,
    INK,
    PALE,
    WARNING,
    axes,
    fill,
    inches,
    label,
    shorten,
    style,
    width,
)
from ..core.numbers import count, show
from .assignment import Stations
from .layers import Point, layered
from .problem import Line
from .result import Balance

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle
    from matplotlib.path import Path

CENTRED: dict[str, Any] = {"ha": "center", "va": "center", "color": INK}
NAME_COLUMNS = 11
BAR = 0.72  # height of a station's bar, in rows
SHADES = ("#ffffff", "#fdd0a2", "#fd8d3c")  # optimal, one station above, more
BOX_INCHES, LEAST_INCHES = 1.35, 0.8  # a column of the diagram; narrower ones are unreadable
PAGE_INCHES = 15
HALF_WIDTH, HALF_HEIGHT = 0.36, 0.33  # of a box, in columns and rows


def station_loads(balance: Balance, stations: Stations, ax: Axes | None) -> Axes:
    """One bar a station, parted into its tasks; idle time up to the cycle time is hatched."""
    line, slots, unit = balance.problem, len(balance.stations), balance.problem.time_unit
    cycle = float(line.cycle_time)
    longest = cycle * max(balance.workplaces)
    with style():
        ax = axes(ax, 7.5, 1.3 + 0.34 * max(3, slots))
        room = inches(ax)[0] / (1.14 * longest)  # inches a time unit
        for number, tasks in enumerate(stations, 1):
            _draw_station(ax, line, number, tasks, room)
        ax.axvline(cycle, color=WARNING, linestyle="--", zorder=3)
        ax.set(
            xlim=(0, 1.14 * longest),
            ylim=(slots + 0.6, 0.4),
            xlabel=f"time ({unit}), dashed: cycle time {show(line.cycle_time)}, hatched: idle",
            ylabel="station",
            title=_loads_title(balance, stations),
        )
        ax.set_yticks(range(1, slots + 1))
        ax.tick_params(axis="y", length=0)
    return ax


def _draw_station(ax: Axes, line: Line, number: int, tasks: tuple[str, ...], room: float) -> None:
    end = 0.0
    for task in tasks:
        time = float(line.times[task])
        ax.barh(number, time, left=end, height=BAR, color=fill(number), edgecolor="white")
        ax.text(end + time / 2, number, _fitting(task, time * room), size=9, **CENTRED)
        end += time
    limit = float(line.cycle_time) * line.workplaces(tasks)
    idle = max(0.0, limit - end)
    ax.barh(number, idle, left=end, height=BAR, color="none", edgecolor=GREY, hatch="///")
    label(ax, show(line.work_of(tasks)), (limit, number))


def precedence_diagram(
    line: Line, ax: Axes | None, *, columns: int | None = None, stations: Stations = ()
) -> Axes:
    """Tasks as boxes with their times, arrows to their followers; stations by colour and number.

    `columns` says how many columns are drawn; all, if left out.
    """
    layout = layered(line)
    station_of = {task: k for k, tasks in enumerate(stations, 1) for task in tasks}
    xs, ys = zip(*layout.tasks.values(), strict=True)
    wide, high = max(xs), max(ys) - min(ys) + 1
    shown = wide if columns is None else columns
    column = max(LEAST_INCHES, min(BOX_INCHES, PAGE_INCHES / wide))
    with style():
        ax = axes(ax, max(4.0, column * wide + 0.3), max(2.0, 0.46 * column * high + 0.7))
        scale = min(1.0, inches(ax)[0] / (BOX_INCHES * wide))
        for points in layout.arrows:
            if points[-1][0] <= shown:
                _draw_arrow(ax, points, scale)
        for task, (x, y) in layout.tasks.items():
            if x <= shown:
                time = show(line.times[task])
                _draw_task(ax, task, time, x, y, station_of.get(task), scale)
        ax.set(xlim=(0.5, wide + 0.5), ylim=(max(ys) + 0.55, min(ys) - 0.55))
        ax.set_title(_diagram_title(line, stations))
        ax.set_axis_off()
    return ax


def _draw_arrow(ax: Axes, points: Sequence[Point], scale: float) -> None:
    from matplotlib.patches import FancyArrowPatch

    (x0, y0), *between, (x1, y1) = points
    path = _smooth([(x0 + HALF_WIDTH, y0), *between, (x1 - HALF_WIDTH, y1)])
    thin = max(scale, 0.6)
    ax.add_patch(
        FancyArrowPatch(
            path=path,
            arrowstyle="-|>",
            mutation_scale=9 * thin,
            linewidth=1.1 * thin,
            color="#888888",
            zorder=1,
        )
    )


def _draw_task(
    ax: Axes, task: str, time: str, x: float, y: float, station: int | None, scale: float
) -> None:
    from matplotlib.patches import FancyBboxPatch

    ax.add_patch(
        FancyBboxPatch(
            (x - HALF_WIDTH, y - HALF_HEIGHT),
            2 * HALF_WIDTH,
            2 * HALF_HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.1",
            facecolor=fill(station) if station else PALE,
            edgecolor=INK,
            linewidth=0.8,
            zorder=2,
        )
    )
    name = shorten(task, NAME_COLUMNS)
    size = 10 * scale * min(1.0, 8 / max(8, width(name)))
    ax.text(x, y - 0.11, name, size=size, weight="bold", **CENTRED)
    ax.text(x, y + 0.17, time + (f"  ·  S{station}" if station else ""), size=8 * scale, **CENTRED)


def rule_comparison(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Stations that each rule needs with each tie-break, against the proven optimum.

    `table` comes from `compare`.

    >>> from opstools import datasets, line_balancing
    >>> ax = rule_comparison(line_balancing.compare(datasets.load("boeing_wing")))
    >>> ax.get_title(loc="left")
    'Stations by rule and tie-break; proven optimum 6'
    """
    rules = table[table["ties"] != ""]
    best = table[table["ties"] == ""].iloc[0]
    names = list(dict.fromkeys(rules["rule"]))
    order = [*rules["ties"][:1], *names, *rules["ties"]]
    ties = sorted(dict.fromkeys(rules["ties"]), key=order.index)
    with style():
        ax = axes(ax, 2.6 + 0.95 * len(ties), 1.9 + 0.42 * len(names))
        for row in rules.to_dict("records"):
            x, y = ties.index(row["ties"]), names.index(row["rule"])
            ax.add_patch(_cell(x, y, SHADES[min(2, row["gap"])]))
            text = f"{row['stations']}" + (f" (+{row['gap']})" if row["gap"] else " ✓")
            ax.text(x, y, text, **CENTRED)
        ax.set(xlim=(-0.5, len(ties) - 0.5), ylim=(len(names) - 0.5, -0.5))
        ax.set_xticks(range(len(ties)), [_spoken(tie) for tie in ties], size=8.5)
        ax.set_yticks(range(len(names)), [_spoken(name).replace("\n", " ") for name in names])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        word = "proven optimum" if best["proven"] else "lower bound"
        ax.set_xlabel("tie-break")
        ax.set_title(f"Stations by rule and tie-break; {word} {best['stations'] - best['gap']}")
    return ax


def _cell(x: float, y: float, shade: str) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=shade, edgecolor="#cccccc")


def _smooth(points: list[Point]) -> Path:
    """A path through the points that leaves and enters every one of them level."""
    from matplotlib.path import Path

    vertices, codes = [points[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        vertices += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    return Path(vertices, codes)


def _fitting(task: str, room: float) -> str:
    columns = int(room * COLUMNS_PER_INCH)
    return shorten(task, columns) if columns >= min(3, width(task)) else ""


def _spoken(rule: str) -> str:
    words = rule.replace("_", " ").split()
    return " ".join(words[:1]) + ("\n" + " ".join(words[1:]) if len(words) > 1 else "")


def _loads_title(balance: Balance, stations: Stations) -> str:
    placed, tasks = sum(map(len, stations)), len(balance.problem.tasks)
    if placed < tasks:
        return f"{placed} of {tasks} tasks placed"
    number = count(balance.number_of_stations, "station")
    return f"{number}, efficiency {show(balance.efficiency, '%')}"


def _diagram_title(line: Line, stations: Stations) -> str:
    unit = f"times in {line.time_unit}"
    return f"Precedence diagram, {unit}" + ("; S = station" if stations else "")
