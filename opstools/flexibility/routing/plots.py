"""Shares of routes."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, shorten, style, width
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Routes

LETTERS_PER_SHARE = 55  # of a text along a bar that is the whole
LEAST_LETTERS = 4


def parted(routes: Routes, shown: int, entropies: Sequence[float], ax: Axes | None) -> Axes:
    """A bar for each of the first items, parted by route; known entropies beside them."""
    kinds = list(dict.fromkeys(each.route for each in routes.routes))
    items = list(routes.shares)
    with style():
        ax = axes(ax, 7, 1.4 + 0.42 * max(3, len(items)))
        for k, item in enumerate(items[:shown], 1):
            end = 0.0
            for route, part in routes.shares[item].items():
                ax.barh(k, part, left=end, height=0.66, edgecolor=INK, linewidth=0.6,
                        color=fill(kinds.index(route) + 1))  # fmt: skip
                room = int(part * LETTERS_PER_SHARE)
                if room >= min(LEAST_LETTERS, width(route)):
                    ax.text(end + part / 2, k, shorten(route, room), size=8, ha="center",
                            va="center", color=INK)  # fmt: skip
                end += part
        for k, entropy in enumerate(entropies, 1):
            label(ax, f"{show(entropy, 'nats')}, as {show(exp(entropy), 'routes')}", (1, k), size=8)
        rows_of(ax, items)
        ax.set(xlim=(0, 1.5), xticks=[0, 0.25, 0.5, 0.75, 1], title="Routes of each item")
        ax.set_xlabel("share of the item that takes the route")
    return ax
