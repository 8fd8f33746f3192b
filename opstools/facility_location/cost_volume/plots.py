"""Cost lines and their lower envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import GREY, INK, ORANGE, axes, ends_named, fill, names_apart, style
from ...core.numbers import show
from .envelope import envelope

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import CostLines
    from .result import Ranges

NAME_COLUMNS = 16
STYLES = ("-", "--", ":", "-.")
# No line runs below the cheapest: numbers there stand on none.
BELOW = (((4, -4), "left", "top"), ((4, -16), "left", "top"))


def lines(problem: CostLines, found: Ranges, ax: Axes | None, *, shown: int | None = None) -> Axes:
    """Total cost against volume, a line a site; the envelope as far as it is found is thick."""
    sites = problem.sites if shown is None else problem.sites[:shown]
    most = 1.5 * float(envelope(problem.sites)[-1][1]) or 100.0
    ends: list[tuple[str, Any]] = []
    turns: list[tuple[str, Any]] = []
    named = {each.site: each for each in problem.sites}
    with style():
        ax = axes(ax, 6.8, 4.2)
        top = max(float(s.fixed) + float(s.variable) * most for s in problem.sites)
        for k, each in enumerate(sites):
            last = float(each.fixed) + float(each.variable) * most
            ax.plot(
                [0, most], [each.fixed, last], color=GREY, linewidth=1.3, linestyle=STYLES[k % 4]
            )
            ends.append((each.site, (most, last)))
        for k, (site, start, end) in enumerate(found, 1):
            stop, line = most if end is None else float(end), named[site]
            costs = [float(line.fixed) + float(line.variable) * x for x in (float(start), stop)]
            ax.plot([start, stop], costs, color=ORANGE, linewidth=3.2, solid_capstyle="butt")
            ax.axvspan(float(start), stop, color=fill(k), alpha=0.25, linewidth=0)
            if start:
                ax.plot([start], costs[:1], "o", color=INK, markersize=5, zorder=5)
                turns.append((show(start), (float(start), costs[0])))
        ax.set(
            xlim=(0, most),
            ylim=(0, 1.05 * top or 1),
            xlabel=f"volume ({problem.unit})",
            ylabel=f"total cost ({problem.money})",
            title="The cheapest site by volume",
        )
        ends_named(ax, ends, most=NAME_COLUMNS)
        names_apart(ax, turns, most=NAME_COLUMNS, sides=BELOW)
    return ax
