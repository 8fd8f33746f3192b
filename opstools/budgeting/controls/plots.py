"""The matrix of effects, and what is left of every risk behind the controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import (
    INK,
    NAME_COLUMNS,
    PALE,
    WARNING,
    axes,
    fill,
    label,
    rows_of,
    shorten,
    style,
)
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Controls
    from .result import ControlMatrix

DARK = 0.6  # from there on a cell carries light text


def matrix(controls: Controls, shown: int, ax: Axes | None) -> Axes:
    """One cell for each risk and control, the darker the more it prevents."""
    effects = controls.effects
    with style():
        wide = 2.2 + 0.9 * len(effects.columns)
        ax = axes(ax, max(5, wide), 1.9 + 0.42 * max(3, len(effects.rows)))
        for i, row in enumerate(effects.cells[:shown], 1):
            for j, cell in enumerate(row, 1):
                part = float(cell or 0)
                shade = 1 - 0.75 * part
                ax.barh(i, 0.94, left=j - 0.47, height=0.88, color=(shade, shade, 1 - 0.35 * part),
                        edgecolor=INK, linewidth=0.4)  # fmt: skip
                if cell:
                    color = "white" if part > DARK else INK
                    ax.text(j, i, show(cell, "%"), ha="center", va="center", size=8, color=color)
        rows_of(ax, effects.rows)
        names = [shorten(each, NAME_COLUMNS) for each in effects.columns]
        ax.set_xticks(range(1, len(names) + 1), names, rotation=25, ha="right", size=8)
        ax.tick_params(axis="x", length=0)
        ax.set(xlim=(0.4, len(names) + 0.6), title="What each control prevents of each risk")
    return ax


def behind(found: ControlMatrix, done: int, ax: Axes | None) -> Axes:
    """A pale bar for the exposure, a full one for what the first controls leave of it."""
    controls = found.problem
    effects = controls.effects
    with style():
        ax = axes(ax, 7, 1.5 + 0.42 * max(3, len(effects.rows)))
        for i, (row, loss) in enumerate(zip(effects.cells, controls.exposure, strict=True), 1):
            left = float(loss)
            for cell in row[:done]:
                left *= 1 - float(cell or 0)
            ax.barh(i, float(loss), height=0.62, color=PALE, edgecolor=INK, linewidth=0.6)
            ax.barh(i, left, height=0.44, color=fill(7), edgecolor=INK, linewidth=0.6, hatch="//")
            bare = not any(row)
            text = f"{show(left)} of {show(loss)}" + (", no control" if bare else "")
            label(ax, text, (float(loss), i), color=WARNING if bare else INK)
        rows_of(ax, effects.rows)
        most = max(1e-9, *map(float, controls.exposure))
        money = f" ({controls.money} a year)" if controls.money else " a year"
        number = len(effects.columns)
        work = "all controls" if done == number else f"{done} of {number} controls"
        ax.set(xlim=(0, 1.4 * most), xlabel=f"loss to expect{money}; hatched: what is left",
               title=f"What is left behind {work}")  # fmt: skip
    return ax
