"""The skills matrix as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, WARNING, axes, rows_of, shorten, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Skills

BLUES = (0.05, 0.62)  # of the colour map: the lowest and the highest level, under dark text
LETTERS = 14


def heat_map(skills: Skills, shown: int, counted: int, ax: Axes | None) -> Axes:
    """A cell a level; a frame around who works alone; below how many do, marked where too few."""
    import matplotlib as mpl
    from matplotlib.patches import Rectangle

    levels, colours = skills.levels, mpl.colormaps["Blues"]
    operators, operations = levels.shape
    with style():
        ax = axes(ax, 3.4 + 0.62 * max(4, operations), 1.9 + 0.36 * max(3, operators + 1))
        for r, row in enumerate(levels.cells[:shown], 1):
            for c, level in enumerate(row, 1):
                low, high = BLUES
                colour = colours(low + (high - low) * level / skills.top) if level else "white"
                bold = level >= skills.alone
                ax.add_patch(Rectangle((c - 0.45, r - 0.42), 0.9, 0.84, facecolor=colour,
                                       edgecolor=INK, linewidth=1.6 if bold else 0.3))  # fmt: skip
                ax.text(c, r, str(level) if level else "·", ha="center", va="center", color=INK,
                        weight="bold" if bold else "normal")  # fmt: skip
        for c, column in enumerate(list(zip(*levels.cells, strict=True))[:counted], 1):
            able = sum(level >= skills.alone for level in column)
            few = able < skills.needed
            ax.text(c, operators + 1, f"{able} !" if few else str(able), ha="center", va="center",
                    color=WARNING if few else INK, weight="bold" if few else "normal")  # fmt: skip
        rows_of(ax, [*levels.rows, "work alone"])
        ax.set_xticks(range(1, operations + 1), [shorten(op, LETTERS) for op in levels.columns],
                      rotation=30, ha="right")  # fmt: skip
        ax.set(xlim=(0.4, operations + 0.6), title="Skills matrix")
        ax.set_xlabel(f"levels 0 to {show(skills.top)}; thick frame: works alone (level "
                      f"{skills.alone} on); !: fewer than {show(skills.needed)} do")  # fmt: skip
    return ax
