"""Pictures of a funnel: bars that get narrower, and rates with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.drawing import BLUE, INK, ORANGE, PALE, axes, fill, label, rows_of, style
from ..core.numbers import Number, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Stages
    from .result import Funnel, Known

HEIGHT = 0.56  # of a bar, of the row's 1
INSIDE = 0.3  # of the widest bar: from there on a count stands inside its bar


def bars(stages: Stages, shown: int, ax: Axes | None) -> Axes:
    """One bar a stage, centred, as wide as its share of the first."""
    with style():
        ax = axes(ax, 6.5, 1.2 + 0.5 * len(stages.stages))
        _stages(ax, stages, shown)
        ax.set_title(f"From {show(stages.stages[0].count)} {stages.unit} on")
    return ax


def _stages(ax: Axes, stages: Stages, shown: int, act: str = "") -> None:
    first = stages.stages[0].count
    for row, each in enumerate(stages.stages[:shown], 1):
        wide = each.count / first
        looks: Any = {"color": fill(2), "hatch": "//"} if each.name == act else {"color": fill(1)}
        ax.barh(row, wide, left=-wide / 2, height=HEIGHT, edgecolor=INK, linewidth=0.7, **looks)
        inside = wide > INSIDE and each.name != act
        side: Any = {"ha": "center", "by": (0, 0)} if inside else {"ha": "left"}
        label(ax, show(each.count), (0 if inside else wide / 2, row), **side)
    rows_of(ax, [each.name for each in stages.stages])
    ax.set(xlim=(-0.55, 0.62), xticks=[])
    for edge in ("top", "right", "bottom", "left"):
        ax.spines[edge].set_visible(False)


def converting(funnel: Funnel, state: Known, ax: Axes | None) -> Axes:
    """The funnel with rates on its way down, the worth of a point, and where to act first."""
    stages = funnel.problem
    with style():
        ax = axes(ax, 7.6, 1.3 + 0.62 * len(stages.stages))
        _stages(ax, stages, len(stages.stages), state.act)
        ax.set_xlim(-0.55, 1.45)
        ax.set_ylim(len(stages.stages) + 0.6, 0.1)
        _head(ax, state, stages)
        pairs = zip(stages.stages[1:], funnel.passages, strict=True)
        for k, (_, found) in enumerate(pairs, 1):
            low, high = found.interval
            if k <= state.rates:
                _cell(ax, 0.93, k + 1, f"↓ {_bare(found.rate)}  ({_bare(low)}–{_bare(high)})")
            if k <= state.worth:
                worth = found.gap_worth if stages.aimed else found.worth
                _cell(ax, 1.43, k + 1, show(worth))
        ax.set_title(_title(state))
    return ax


def _title(state: Known) -> str:
    if state.act:
        return "Act nowhere" if state.act == "nowhere" else f"Act first at {state.act}"
    return "How many go on"


def _head(ax: Axes, state: Known, stages: Stages) -> None:
    if state.rates:
        _cell(ax, 0.93, 0.4, "go on (interval), %", size=8)
    what = "the target" if stages.aimed else "a point more"
    if state.worth:
        _cell(ax, 1.43, 0.4, f"{what}, {stages.money}", size=8)


def _cell(ax: Axes, x: float, y: float, text: str, **looks: Any) -> None:
    label(ax, text, (x, y), by=(0, 0), ha="right", **looks)


def _bare(share: Number) -> str:
    return show(share, "%").removesuffix(" %")


def intervals(funnel: Funnel, ax: Axes | None) -> Axes:
    """A dot and its interval a stage; a target as a bar across the row."""
    stages = funnel.problem.stages[1:]
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.42 * max(3, len(stages)))
        for row, (each, found) in enumerate(zip(stages, funnel.passages, strict=True), 1):
            low, high = found.interval
            ax.plot([100 * low, 100 * high], [row, row], color=BLUE, linewidth=3, alpha=0.5)
            ax.plot(100 * float(found.rate), row, "o", color=BLUE, markeredgecolor=INK)
            if each.target is not None:
                at = 100 * float(each.target)
                ax.plot([at, at], [row - 0.3, row + 0.3], color=ORANGE, linewidth=2)
        rows_of(ax, [each.name for each in stages])
        ax.grid(axis="x", color=PALE)
        sure = show(funnel.problem.confidence, "%")
        target = "; upright: target" if funnel.problem.aimed else ""
        what = f"rate, % (line: {sure} interval{target})"
        ax.set(xlim=(0, 102), xlabel=what, title="How sure each rate is")
    return ax
