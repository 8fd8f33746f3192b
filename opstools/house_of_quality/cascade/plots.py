"""Phases side by side: what counts how much in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, axes, fill, label, shorten, style
from ...core.numbers import show
from .problem import Phases

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .result import Table

NAME_COLUMNS, WIDE = 22, 2.2
THICK = {"strong": 1.8, "medium": 1.0, "weak": 0.5}


def _names(problem: Phases) -> list[tuple[str, ...]]:
    return [problem.houses[0].needs, *(house.requirements for house in problem.houses)]


def linked(problem: Phases, shown: int, ax: Axes | None) -> Axes:
    """Names of each phase below each other, relationships as lines between them."""
    columns = _names(problem)
    most = max(map(len, columns))
    with style():
        ax = axes(ax, WIDE * len(columns), 1.2 + 0.42 * most)
        for k, house in enumerate(problem.houses[:shown]):
            before = list(columns[k])
            for i, need in enumerate(house.needs):
                for j, cell in enumerate(house.relationships.cells[i]):
                    if cell:
                        thick = THICK.get(str(cell), 1.0)
                        ax.plot([k + 0.1, k + 0.9], [before.index(need), j], color=GREY, lw=thick)
        for k, names in enumerate(columns[: shown + 1 if shown else 0]):
            for i, name in enumerate(names):
                text = ax.text(
                    k,
                    i,
                    shorten(name, NAME_COLUMNS),
                    ha="center",
                    va="center",
                    size=8,
                    color=INK,
                )
                text.set_bbox({"facecolor": fill(k + 1), "edgecolor": INK, "boxstyle": "round"})
        ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(most - 0.5, -0.5))
        ax.set_title("What serves what, from the customers' words on")
        ax.set_axis_off()
    return ax


def flows(problem: Phases, levels: Table, ax: Axes | None) -> Axes:
    """A stack for each phase, parted by the shares found so far."""
    columns = _names(problem)
    with style():
        ax = axes(ax, WIDE * len(columns), 4.6)
        for k, shares in enumerate(levels):
            top = 0.0
            for i, share in enumerate(shares):
                part = float(share)
                ax.bar(k, part, bottom=top, width=0.72, color=fill(i + 1), edgecolor="white")
                if part > 0.045:
                    words = f"{shorten(columns[k][i], NAME_COLUMNS - 4)}\n{show(part, '%')}"
                    label(ax, words, (k, top + part / 2), by=(0, 0), ha="center", size=7)
                top += part
        heads = ["needs", *(f"phase {k}" for k in range(1, len(columns)))]
        ax.set_xticks(range(len(columns)), heads)
        ax.set(
            xlim=(-0.5, len(columns) - 0.5),
            ylim=(1, 0),
            ylabel="share of what counts",
            title="Importance handed down from phase to phase",
        )
        ax.tick_params(length=0)
    return ax
