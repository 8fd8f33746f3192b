"""Strips of indicators, and what products are made of and by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    axes,
    fill,
    label,
    rows_of,
    shorten,
    style,
)
from ...core.numbers import show
from .before_and_after import LESS, MORE, Pair

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Factory
    from .result import Indicator

ROWS = 10
LETTERS = 14


def strips(indicators: Sequence[Indicator], ax: Axes | None) -> Axes:
    """One row an indicator: a dot for each thing it is of, a line for the mean, and its value.

    Every row has a scale of its own, from 0 to its largest mark; shares go to 100 %.
    """
    with style():
        ax = axes(ax, 7, 4.4)
        for k, each in enumerate(indicators, 1):
            ax.plot([0, 1], [k, k], color=PALE, linewidth=6, solid_capstyle="butt", zorder=1)
            share = each.unit == "%"
            parts = each.name == "utilisation"  # of a whole: they add up
            whole = 1.0 if share else max((*each.each, float(each.value)), default=1.0) or 1.0
            dots = () if parts else each.each
            ax.plot([d / whole for d in dots], [k] * len(dots), "o", color=BLUE, alpha=0.55,
                    markeredgecolor=INK, markersize=6, zorder=3)  # fmt: skip
            if share:
                ax.plot([0, min(1.0, float(each.value))], [k, k], color=GREY, linewidth=6,
                        solid_capstyle="butt", zorder=2)  # fmt: skip
            elif each.name not in ("varieties", "parts", "operations"):
                at = float(each.value) / whole
                ax.plot([at, at], [k - 0.28, k + 0.28], color=INK, linewidth=2, zorder=2)
            label(ax, show(each.value, each.unit), (1, k), by=(10, 0))
        arrows = {"more": "↑", "less": "↓"}
        names = [f"{e.name.replace('_', ' ')} {arrows[e.better]}" for e in indicators]
        rows_of(ax, names + [""] * (ROWS - len(names)))
        ax.set(xlim=(-0.03, 1.42), xticks=[], title="Profile of flexibility")
        ax.set_xlabel("dots: each product, part or operator; bar or line: the whole or the mean\n"
                      "↑ more of it is flexible, ↓ less of it")  # fmt: skip
    return ax


def shifts(pairs: Sequence[Pair], shown: int, ax: Axes | None) -> Axes:
    """One row an indicator: an arrow from what it was to what it is, as a share of the first."""
    ratios = [float(p.after) / float(p.before) if p.before else 1.0 for p in pairs]
    most = max(1.0, *ratios)
    with style():
        ax = axes(ax, 7.5, 1.5 + 0.34 * max(4, len(pairs)))
        ax.axvline(1, color=GREY, linewidth=1.2, zorder=1)
        for k, (pair, ratio) in enumerate(zip(pairs[:shown], ratios, strict=False), 1):
            marker = {MORE: "o", LESS: "X"}.get(pair.verdict, "|")
            colour = ORANGE if marker == "X" else BLUE
            ax.plot([1, ratio], [k, k], color=colour, linewidth=2.5, zorder=2)
            ax.plot(ratio, k, marker, color=colour, markeredgecolor=INK, markersize=8, zorder=3)
            was = show(pair.before, "%" if pair.unit == "%" else "")
            now = show(pair.after, pair.unit)
            label(ax, f"{was} → {now}, {pair.verdict}", (most, k), by=(10, 0), size=8)
        rows_of(ax, [pair.name.replace("_", " ") for pair in pairs])
        ax.set(xlim=(0, 2.0 * most), title="Flexibility before and after")
        ax.set_xticks([tick for tick in ax.get_xticks() if tick <= most])
        ax.set_xlabel("after over before (circle: more flexible, cross: less)")
    return ax


def incidence(factory: Factory, shown: int, ax: Axes | None) -> Axes:
    """Operations and parts as rows, products as columns; a mark where a product needs one."""
    products = factory.products
    parts = list(dict.fromkeys(part for bill in factory.bills.values() for part, _, _ in bill))
    rows = [*factory.operations, *parts]
    with style():
        ax = axes(ax, 3.2 + 0.55 * max(4, len(products)), 1.4 + 0.22 * max(5, len(rows)))
        ax.axhspan(0.4, len(factory.operations) + 0.5, color=PALE, zorder=0)
        for k, product in enumerate(products[:shown], 1):
            needs = {*product.operations}
            used = {part for part, _, _ in factory.bills[product.name]}
            for r, row in enumerate(rows, 1):
                operation = r <= len(factory.operations)
                if row in (needs if operation else used):
                    ax.plot(k, r, "s" if operation else "o", color=fill(1 if operation else 2),
                            markeredgecolor=INK, markersize=8)  # fmt: skip
        rows_of(ax, rows)
        ax.set_xticks(range(1, len(products) + 1),
                      [shorten(each.name, LETTERS) for each in products],
                      rotation=30, ha="right")  # fmt: skip
        ax.set(xlim=(0.4, len(products) + 0.6), title="What each product needs")
        ax.set_xlabel("squares: operations, circles: parts")
    return ax
