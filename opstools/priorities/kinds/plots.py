"""The product–process matrix, and the four V as profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...core.drawing import (
    BLUE,
    GREY,
    INK,
    MOST_NAMES,
    NAME_COLUMNS,
    ORANGE,
    PALE,
    WARNING,
    axes,
    names_apart,
    shorten,
    style,
)
from ..marks import LEAST, MOST
from .problem import FOUR_V, PROCESSES, Operations, fit, place, used

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PRODUCTS = (
    "one of\na kind",
    "few of\nmany",
    "several\nin lots",
    "many of\na few",
    "one\ncommodity",
)
MARKERS = "osD^vP*X"


@dataclass(frozen=True)
class Shown:
    """How many operations are placed by what is asked of them, and how many by what they use."""

    placed: int = 0
    used: int = 0


def matrix(known: Operations, shown: Shown | int, ax: Axes | None) -> Axes:
    """Products to the right by volume, processes downwards by flow; on the diagonal they fit."""
    placed, moved = (shown, shown) if isinstance(shown, int) else (shown.placed, shown.used)
    with style():
        ax = axes(ax, 6.6, 5)
        ax.fill_between([0, 7], [-1, 6], [1, 8], color="#E3F1EA", linewidth=0, zorder=0)
        for k in range(1, MOST):
            ax.axhline(k + 0.5, color=PALE, linewidth=0.8, zorder=0.5)
            ax.axvline(k + 0.5, color=PALE, linewidth=0.8, zorder=0.5)
        looks: Any = {"size": 9, "color": "#555555", "style": "italic", "ha": "center"}
        ax.text(4.5, 0.62, "too flexible: each unit costs more", va="top", **looks)
        ax.text(1.55, 5.42, "too rigid: chances are lost", va="bottom", **looks)
        named = []
        for k, each in enumerate(known.operations[:placed], 1):
            x, told = float(place(each)), bool(each.process) and k <= moved
            at = (x, float(used(each)) if told else x)
            if not told:
                ax.plot(*at, "o", color=INK, markerfacecolor="white", markersize=7, zorder=5)
            else:
                color = BLUE if fit(each) == "on the diagonal" else WARNING
                ax.plot([x, x], [x, at[1]], color=color, linewidth=1, linestyle=":", zorder=4)
                sign = "o" if color == BLUE else "X"
                ax.plot(*at, sign, color=color, markersize=7, zorder=5)
            named.append((each.operation, at))
        ax.set(
            xlim=(0.5, MOST + 0.5), ylim=(MOST + 0.5, 0.5), ylabel="process",
            xlabel="product: low volume, high variety → high volume, low variety",
            title="Which process suits which product",
        )  # fmt: skip
        ax.set_xticks(range(LEAST, MOST + 1), PRODUCTS)
        ax.set_yticks(range(LEAST, MOST + 1), PROCESSES)
        names_apart(ax, named[:MOST_NAMES], most=NAME_COLUMNS, inside=True)
    return ax


ENDS = {"volume": ("low", "high"), "variety": ("high", "low"), "variation": ("high", "low"),
        "visibility": ("high", "low")}  # fmt: skip


def four_v(known: Operations, ax: Axes | None) -> Axes:
    """A row for each V, turned so that what makes a unit cheap is on the right."""
    with style():
        ax = axes(ax, 7.4, max(3.4, 0.9 + 0.26 * len(known.operations)))
        for k, v in enumerate(FOUR_V, 1):
            ax.axhline(k, color=PALE, linewidth=6, zorder=0, solid_capstyle="round")
            for x, ha, end in ((LEAST - 0.12, "right", 0), (MOST + 0.12, "left", 1)):
                ax.text(x, k, ENDS[v][end], ha=ha, va="center", size=9, color="#555555")
        for k, each in enumerate(known.operations):
            marks = [getattr(each, v) for v in FOUR_V]
            across = [marks[0], *(LEAST + MOST - mark for mark in marks[1:])]
            color = (BLUE, ORANGE, INK, GREY)[k % 4]
            ax.plot(across, range(1, 5), marker=MARKERS[k % len(MARKERS)], color=color,
                    linestyle=("-", "--", ":", "-.")[k // 4 % 4], linewidth=1.4,
                    label=shorten(each.operation, NAME_COLUMNS))  # fmt: skip
        ax.set(
            xlim=(LEAST - 0.8, MOST + 0.8), ylim=(4.6, 0.4), xticks=(),
            xlabel="← each unit costs more and is more its own      each unit is cheap and alike →",
            title="Four V",
        )  # fmt: skip
        ax.set_yticks(range(1, 5), FOUR_V)
        ax.tick_params(axis="y", length=0)
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), fontsize=9)
    return ax
