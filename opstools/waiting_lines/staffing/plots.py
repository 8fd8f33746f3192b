"""The picture of a choice: cost of servers and cost of waiting, stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, PALE, axes, fill, style
from ...core.numbers import show
from .result import ServerChoice, Tried

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def stacked_costs(choice: ServerChoice, tried: Tried, ax: Axes | None) -> Axes:
    """A column for each number of servers tried, the least total marked."""
    unit = choice.best.time_unit
    with style():
        ax = axes(ax, 6.5, 3.4)
        for each in tried.options:
            total, best = each.servers_cost + each.waiting_cost, each.servers == tried.best
            ax.bar(each.servers, each.servers_cost, color=fill(1), edgecolor=INK)
            ax.bar(
                each.servers, each.waiting_cost, bottom=each.servers_cost, color=fill(2),
                hatch="//", edgecolor=INK,
            )  # fmt: skip
            ax.text(
                each.servers, total, show(total) + " ✓" * best, ha="center", va="bottom",
                color=INK, weight="bold" if best else "normal",
            )  # fmt: skip
        ax.set(
            ylim=(0, 1.12 * max(map(choice.cost, choice.options))),
            xlim=(choice.options[0].servers - 0.6, choice.options[-1].servers + 0.6),
            xlabel="servers; plain: cost of the servers, hatched: cost of waiting",
            ylabel=f"cost per {unit}",
            title=choice.headline.split(":")[0],
        )
        ax.set_xticks([queue.servers for queue in choice.options])
        ax.tick_params(axis="x", length=0)
        ax.yaxis.grid(True, color=PALE)
    return ax
