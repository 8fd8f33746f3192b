"""The picture of a search tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, axes, fill, label, shorten, style
from ...core.numbers import count, show
from .result import Branch, SearchTree

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMN, ROW = 1.75, 0.42  # inches
WIDE, HIGH = 0.74, 0.66  # of a box, in columns and rows
LETTERS = 15
SIGNS = {"open": "", "too idle": "✗ too idle", "seen": "✗ seen before", "all done": "✓ all done"}


def branches(tree: SearchTree, shown: int, ax: Axes | None) -> Axes:
    """Stations from left to right, a box for each load; a cut branch says why."""
    height = heights(tree.branches)
    rows = max(height.values(), default=0.0) + 1
    deepest = max((branch.station for branch in tree.branches), default=1)
    with style():
        ax = axes(ax, COLUMN * (deepest + 1.6), ROW * rows + 1.1)
        at = {0: (0.0, height[0])}
        label(ax, "start", at[0], by=(0, 0), ha="center", bbox={"fc": "white", "ec": INK})
        for branch in tree.branches[:shown]:
            at[branch.number] = (float(branch.station), height[branch.number])
            _box(ax, tree, branch, at)
        verb = "Is" if tree.stations == 1 else "Are"
        title = f"{verb} {count(tree.stations, 'station')} enough?"
        if shown == len(tree.branches):
            title += " Yes." if tree.possible else " No."
        ax.set(
            xlim=(-0.4, deepest + 1.3),
            ylim=(rows - 0.3, -0.7),
            title=title,
            xlabel="station: its tasks · idle time so far",
        )
        ax.set_xticks(range(1, deepest + 1))
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    return ax


def heights(tree: tuple[Branch, ...]) -> dict[int, float]:
    """Every branch beside those that follow it, the ends of the tree in rows of their own."""
    following: dict[int, list[int]] = {0: [], **{branch.number: [] for branch in tree}}
    for branch in tree:
        following[branch.parent].append(branch.number)
    height: dict[int, float] = {}
    ends = iter(range(len(tree) + 1))
    for number in _last_first(following, 0):
        below = [height[each] for each in following[number]]
        height[number] = (below[0] + below[-1]) / 2 if below else float(next(ends))
    return height


def _last_first(following: dict[int, list[int]], root: int) -> list[int]:
    """All branches, each after those that follow it."""
    order: list[int] = []
    for each in following[root]:
        order += _last_first(following, each)
    return [*order, root]


def _box(ax: Axes, tree: SearchTree, branch: Branch, at: dict[int, tuple[float, float]]) -> None:
    from matplotlib.patches import Rectangle

    (x, y), (x0, y0) = at[branch.number], at[branch.parent]
    cut = branch.verdict in ("too idle", "seen")
    start = x0 + (WIDE / 2 if branch.parent else 0.2)
    ax.plot([start, x - WIDE / 2], [y0, y], color=GREY, linewidth=1, zorder=0)
    colour = "white" if cut else fill(branch.station)
    corner = (x - WIDE / 2, y - HIGH / 2)
    line = "--" if cut else "-"
    ax.add_patch(Rectangle(corner, WIDE, HIGH, facecolor=colour, edgecolor=INK, linestyle=line))
    idle = show(branch.idle, tree.problem.time_unit)
    tasks = shorten(" ".join(branch.tasks), LETTERS - len(idle))
    label(ax, f"{tasks} · {idle}", (x, y), by=(0, 0), ha="center", size=8)
    if SIGNS[branch.verdict]:
        label(ax, SIGNS[branch.verdict], (x + WIDE / 2, y), by=(3, 0), size=8)
