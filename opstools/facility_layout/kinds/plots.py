"""Volumes by product, the questions with their limits, and the product–process matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...core.drawing import GREY, INK, PALE, WARNING, axes, fill, label, rows_of, shorten, style
from ...core.numbers import exact, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Products
    from .result import Asked

ROWS = ("fixed position", "product", "cells", "process")
NAME_COLUMNS = 14
MANY = 20
# The diagonal of the matrix: kind of process, kind of layout, and an example.
DIAGONAL = (
    ("project", "fixed position", "ship, bridge"),
    ("job shop", "process", "hospital, machine shop"),
    ("batch", "cells", "furniture, parts"),
    ("line", "product", "cars, canteen"),
    ("continuous", "product", "paper, sugar"),
)
VOLUMES = (
    "one of a kind",
    "low volume,\nmany kinds",
    "several\nfamilies",
    "high volume,\nfew kinds",
    "one\ncommodity",
)


def volumes(problem: Products, shown: int, ax: Axes | None) -> Axes:
    """A bar a product, the largest first."""
    order = sorted(problem.products[:shown], key=lambda each: -exact(each.volume))
    whole = problem.products
    with style():
        ax = axes(ax, min(12, 1.8 + 0.62 * len(whole)), 3.4)
        for k, each in enumerate(order, 1):
            ax.bar(k, float(each.volume), color=fill(1), edgecolor=INK, width=0.7)
        most = max(float(each.volume) for each in whole)
        names = [shorten(each.name, NAME_COLUMNS) for each in order]
        ax.set_xticks(range(1, len(order) + 1), names, rotation=45 if len(whole) > 4 else 0,
                      ha="right" if len(whole) > 4 else "center",
                      size=9 if len(whole) <= MANY else 6)  # fmt: skip
        ax.set(xlim=(0.3, len(whole) + 0.7), ylim=(0, 1.1 * most))
        ax.set(ylabel=f"volume ({problem.unit})", title="Products by quantity")
    return ax


def questions(asked: Sequence[Asked], ax: Axes | None) -> Axes:
    """A bar for what was measured, a line for the limit, the kind that it speaks for."""
    with style():
        ax = axes(ax, 7.2, 3.0)
        for each in asked:
            k = ROWS.index(each.kind) + 1
            if each.kind == "process":
                label(ax, "none of these: process", (0, k), weight="bold")
                continue
            colour = fill(3) if each.yes else PALE
            ax.barh(k, float(each.value), color=colour, edgecolor=INK, height=0.55)
            ax.plot([float(each.limit)] * 2, [k - 0.4, k + 0.4], color=WARNING, linewidth=2)
            answer = f"yes: {each.kind}" if each.yes else "no"
            at = max(float(each.value), float(each.limit))
            label(ax, f"{show(each.value, '%')}, {answer}", (at, k),
                  weight="bold" if each.yes else "normal")  # fmt: skip
        rows_of(ax, ["cannot be moved", "one route", "families", ""])
        ax.set(xlim=(0, 1.55), xlabel="share, efficacy (red line: limit)")
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
        last = asked[-1] if asked else None
        ax.set_title(f"Fits: {last.kind}" if last and last.yes else "Which kind of layout?")
    return ax


def product_process(kind: str, ax: Axes | None) -> Axes:
    """Volume and variety across, process down: what fits lies on the diagonal."""
    from matplotlib.patches import Rectangle

    text: dict[str, Any] = {"ha": "center", "va": "center"}
    n = len(DIAGONAL)
    with style():
        ax = axes(ax, 8.2, 4.6)
        for i, (_, layout, example) in enumerate(DIAGONAL):
            for j in range(n):
                here = i == j and layout == kind
                colour = fill(2) if here else fill(1) if i == j else "white"
                ax.add_patch(Rectangle((j, i), 1, 1, facecolor=colour, edgecolor=GREY,
                                       linewidth=2.2 if here else 0.7))  # fmt: skip
            ax.text(i + 0.5, i + 0.36, layout, size=9, weight="bold", color=INK, **text)
            ax.text(i + 0.5, i + 0.7, example, size=7, color=INK, **text)
        ground: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 2}
        text |= {"size": 8, "color": WARNING, "bbox": ground}
        ax.text(4, 0.5, "flexible process, very many:\ndear by the piece", **text)
        ax.text(1, 4.5, "rigid process, few of each:\nidle machines", **text)
        ax.set(xlim=(0, n), ylim=(n, 0), title="Product–process matrix",
               xlabel="volume rises, variety falls")  # fmt: skip
        ax.set_xticks([k + 0.5 for k in range(n)], VOLUMES, size=8)
        ax.set_yticks([k + 0.5 for k in range(n)], [process for process, *_ in DIAGONAL])
        ax.tick_params(length=0)
    return ax
