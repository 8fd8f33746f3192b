"""Four kinds of service in a square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, MOST_NAMES, NAME_COLUMNS, axes, fill, names_apart, style
from .problem import KINDS, Services, labour_share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOW, HIGH = -0.07, 1.07


def quarters(known: Services, shown: int, ax: Axes | None) -> Axes:
    """Contact to the right, labour's share downwards, as Schmenner draws them."""
    across, down = float(known.much_contact), float(known.much_labour)
    with style():
        ax = axes(ax, 6.2, 5)
        for k, ((labour, contact), kind) in enumerate(KINDS.items(), 1):
            left, right = (across, HIGH) if contact else (LOW, across)
            top, bottom = (down, HIGH) if labour else (LOW, down)
            ax.fill_between([left, right], top, bottom, color=fill(k), alpha=0.25, linewidth=0)
            edge = HIGH - 0.015 if labour else LOW + 0.015
            ax.text((left + right) / 2, edge, kind, size=9, color="#555555", style="italic",
                    ha="center", va="bottom" if labour else "top")  # fmt: skip
        named = []
        for each in known.services[:shown]:
            at = (float(each.contact), float(labour_share(each)))
            ax.plot(*at, "o", color=INK, markersize=6, zorder=5)
            named.append((each.service, at))
        ax.set(
            xlim=(LOW, HIGH), ylim=(HIGH, LOW), title="Four kinds of service",
            xlabel="contact: share of the work with the customer there",
            ylabel="labour / (labour + capital)",
        )  # fmt: skip
        names_apart(ax, named[:MOST_NAMES], most=NAME_COLUMNS, inside=True)
    return ax
