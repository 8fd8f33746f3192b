"""Points on contours of equal cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, INK, ORANGE, axes, fill, names_apart, style
from ...core.numbers import show
from .distances import cost_unit, distances
from .problem import Points
from .result import Trail

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMES, NAME_COLUMNS = 60, 14
MARKS = ("*", "o", "s", "D", "^")
GRID = 60  # places along each side at which the cost is worked out
MOST_WEIGHED = 500  # points that the contours are worked out from


def scattered(points: Points, shown: int, ax: Axes | None) -> Axes:
    """Points, larger where they weigh more."""
    with style():
        ax = axes(ax, 6.5, 5)
        marked(ax, points, shown)
        frame(ax, points, "euclidean")
        named(ax, points, shown)
        ax.set_title(f"{show(shown)} places, by weight ({points.load})")
    return ax


def named(ax: Axes, points: Points, shown: int) -> None:
    """The names of points, the heaviest first, as far as there is room."""
    if len(points.points) <= MOST_NAMES:
        some = sorted(points.points[:shown], key=lambda each: -float(each.weight))
        names_apart(ax, [(each.name, (each.x, each.y)) for each in some], most=NAME_COLUMNS)


def contours(points: Points, metric: str, trail: Trail, ax: Axes | None) -> Axes:
    """Lines of equal Σ w·d around the points; the way of a method, its end as a star."""
    with style():
        ax = axes(ax, 6.5, 5)
        frame(ax, points, metric)
        _lines(ax, points, metric)
        marked(ax, points, len(points.points))
        named(ax, points, len(points.points))
        if trail:
            xs, ys = zip(*trail, strict=True)
            ax.plot(xs, ys, "-", color=ORANGE, linewidth=1.2, zorder=4)
            ax.plot(xs[:-1], ys[:-1], "o", color=ORANGE, markersize=3.5, zorder=4)
            ax.plot(
                xs[-1:], ys[-1:], "*", color=ORANGE, markeredgecolor=INK, markersize=16, zorder=5
            )
        cost = show(_cost(points, metric, trail[-1])) if trail else ""
        there = f"Cost here {cost}" if trail else "Lines of equal cost"
        ax.set_title(f"{there} ({cost_unit(points, metric)})")
    return ax


def _cost(points: Points, metric: str, at: Any) -> float:
    return float(points.weights @ distances(points.xy, at, metric))


def marked(ax: Axes, points: Points, shown: int) -> None:
    """The points as discs, larger where they weigh more."""
    some = points.points[:shown]
    most = float(points.weights.max())
    sizes = [
        30 + 170 * float(each.weight) / most if len(some) <= MOST_NAMES * 10 else 4 for each in some
    ]
    ax.scatter(
        [each.x for each in some],
        [each.y for each in some],
        s=sizes,
        color=fill(1),
        edgecolor=INK,
        linewidth=0.8,
        zorder=3,
    )


def places(points: Points, metric: str, found: Sequence[tuple[str, Any]], ax: Axes | None) -> Axes:
    """Several places, each with its name and cost, on the same lines of equal cost."""
    with style():
        ax = axes(ax, 7.2, 5.4)
        frame(ax, points, metric)
        _lines(ax, points, metric)
        marked(ax, points, len(points.points))
        for k, (name, at) in enumerate(found):
            ax.plot(
                *at,
                MARKS[k % len(MARKS)],
                color=ORANGE,
                markeredgecolor=INK,
                markersize=11,
                zorder=5,
            )
            cost = show(_cost(points, metric, at))
            ax.plot(
                [],
                [],
                MARKS[k % len(MARKS)],
                color=ORANGE,
                markeredgecolor=INK,
                label=f"{name}: {cost}",
            )
        named(ax, points, len(points.points))
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.13), ncols=2, frameon=False, fontsize=9)
        ax.set_title(f"What each place costs ({cost_unit(points, metric)})")
    return ax


def frame(ax: Axes, points: Points, metric: str) -> None:
    """Room around the points, and what the axes show."""
    low, high = points.xy.min(axis=0), points.xy.max(axis=0)
    room = 0.12 * float(max(high - low)) or 1.0
    ax.set(xlim=(low[0] - room, high[0] + room), ylim=(low[1] - room, high[1] + room))
    globe = metric == "great_circle"
    ax.set_xlabel("longitude (°)" if globe else f"x ({points.unit})")
    ax.set_ylabel("latitude (°)" if globe else f"y ({points.unit})")


def _lines(ax: Axes, points: Points, metric: str) -> None:
    import numpy as np

    every = slice(None, None, 1 + len(points.points) // MOST_WEIGHED)
    xy, w = points.xy[every], points.weights[every]
    if not w.any():
        return
    xs, ys = np.linspace(*ax.get_xlim(), GRID), np.linspace(*ax.get_ylim(), GRID)
    ys = np.clip(ys, -90, 90) if metric == "great_circle" else ys
    scale = points.weights.sum() / w.sum()
    cost = np.array([[scale * (w @ distances(xy, (x, y), metric)) for x in xs] for y in ys])
    lines = ax.contour(xs, ys, cost, levels=10, colors=BLUE, linewidths=0.7, alpha=0.6, zorder=1)
    first, second, *_ = lines.levels
    apart = show(float(second - first))
    ax.set_xlabel(f"{ax.get_xlabel()}; from line to line the cost grows by {apart}")
