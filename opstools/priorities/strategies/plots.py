"""Price against cost: who is ahead by which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import (
    BLUE,
    GREY,
    INK,
    MOST_NAMES,
    NAME_COLUMNS,
    WARNING,
    axes,
    names_apart,
    style,
)
from .problem import Rivals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Names stand aslant of their points, off the line that runs the other way.
SIDES = (((-6, 5), "right", "bottom"), ((6, -5), "left", "top"),
         ((6, 6), "left", "bottom"), ((-6, -6), "right", "top"))  # fmt: skip
ROOM = 0.25  # around the firms, as a share of how far they spread


def market(known: Rivals, shown: int, ax: Axes | None) -> Axes:
    """Costs to the right, prices upwards; above the slanted line margins are above the mean."""
    price, cost = map(float, known.means)
    reach = max(
        1e-9 + 0.02 * (price + cost),
        *(max(abs(float(each.price) - price), abs(float(each.cost) - cost))
          for each in known.rivals),
    ) * (1 + ROOM)  # fmt: skip
    left, right = max(0.0, cost - reach), cost + reach
    bottom, top = max(0.0, price - reach), price + reach
    ends = [price + left - cost, price + right - cost]
    with style():
        ax = axes(ax, 6.2, 5.2)
        ax.fill_between([left, right], ends, top, color="#E3F1EA", linewidth=0, zorder=0)
        ax.plot([left, right], ends, color=INK, linewidth=1.4, zorder=1)
        ax.axvline(cost, color=GREY, linewidth=0.8, linestyle=":", zorder=1)
        ax.axhline(price, color=GREY, linewidth=0.8, linestyle=":", zorder=1)
        looks: Any = {"size": 9, "color": "#555555", "style": "italic"}
        ax.text(left + 0.04 * reach, price - 0.04 * reach, "ahead by cost", va="top", **looks)
        ax.text(cost - 0.04 * reach, top - 0.06 * reach, "ahead by being different", ha="right",
                va="top", **looks)  # fmt: skip
        ax.text(right - 0.05 * reach, bottom + 0.06 * reach, "stuck in the middle", ha="right",
                **looks)  # fmt: skip
        named = []
        for each in known.rivals[:shown]:
            at = (float(each.cost), float(each.price))
            stuck = known.strategy(each) == "stuck in the middle"
            face = "white" if known.focused(each) else None
            ax.plot(*at, "X" if stuck else "o", color=WARNING if stuck else BLUE, markersize=8,
                    markerfacecolor=face, zorder=5)  # fmt: skip
            named.append((each.firm, at))
        ax.set(
            xlim=(left, right), ylim=(bottom, top), xlabel=f"cost of a unit ({known.money})",
            ylabel=f"price of a unit ({known.money})",
            title="Margins against the mean (hollow: a focus)",
        )  # fmt: skip
        names_apart(ax, named[:MOST_NAMES], most=NAME_COLUMNS, sides=SIDES, inside=True)
    return ax
