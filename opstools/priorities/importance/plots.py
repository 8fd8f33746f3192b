"""The importance–performance matrix: zones, and a dot for each factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import GREY, INK, MOST_NAMES, WARNING, axes, names_apart, style
from .problem import BEST, WORST, RatedFactors
from .zones import QUADRANTS, SLACK, bound, crossing, zone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TINTS = {"urgent action": "#F2A583", "improve": "#F7D9A0", "appropriate": "#E3F1EA",
         "excess?": "#CFE3F5", "concentrate here": "#F2A583", "low priority": "#F1F1F1",
         "keep up the good work": "#E3F1EA", "possible overkill": "#CFE3F5"}  # fmt: skip
LOW, HIGH = BEST - 0.5, WORST + 0.5
LOOKS = {"urgent action": ("X", WARNING), "improve": ("D", INK), "concentrate here": ("X", WARNING)}
# Where the name of a zone stands: importance, performance.
CORNERS = {"urgent action": (2.4, 9.36), "improve": (8.3, 9.36), "appropriate": (1.9, 0.66),
           "excess?": (8.9, 0.66), "concentrate here": (2.4, 9.36), "low priority": (8.4, 9.36),
           "keep up the good work": (2.6, 0.66), "possible overkill": (8.3, 0.66)}  # fmt: skip


def matrix(known: RatedFactors, shown: int, ax: Axes | None) -> Axes:
    """The most important to the right, the best done on top, as Slack draws it."""
    with style():
        ax = axes(ax, 6.4, 5.4)
        ax.set(
            xlim=(HIGH, LOW), ylim=(HIGH, LOW), xticks=range(BEST, WORST + 1),
            yticks=range(BEST, WORST + 1), title=_title(known),
            xlabel="importance to customers (9 least → 1 most)",
            ylabel="performance (9 far worse → 1 far better)",
        )  # fmt: skip
        (_zones if known.zones == "slack" else _quadrants)(ax, known)
        for word in SLACK if known.zones == "slack" else QUADRANTS:
            x, y = CORNERS[word]
            ax.text(x, y, word, size=9, color="#555555", style="italic", ha="center", va="center")
        named = []
        for each, place in zip(known.factors[:shown], known.places, strict=False):
            sign, color = LOOKS.get(zone(known, *place), ("o", INK))
            ax.plot(*place, sign, color=color, markersize=7, zorder=5)
            named.append((each.factor, place))
        names_apart(ax, named[:MOST_NAMES], most=22, inside=True)
    return ax


def _title(known: RatedFactors) -> str:
    way = "" if known.best == BEST else " (marks turned: 1 is best here)"
    return f"Importance and performance{way}"


def _zones(ax: Axes, known: RatedFactors) -> None:
    """Four zones between the edges and three lines."""
    across = (HIGH, LOW)
    lines = [[float(bound(ends, x)) for x in across]
             for ends in (known.excess, known.acceptable, known.urgent)]  # fmt: skip
    levels = [[LOW] * 2, *lines, [max(HIGH, *map(max, lines))] * 2]
    for word, above, below in zip(reversed(SLACK), levels, levels[1:], strict=False):
        ax.fill_between(across, above, below, color=TINTS[word], linewidth=0, zorder=0)
    for line, style_, width in zip(lines, (":", "-", "--"), (1, 1.8, 1), strict=True):
        ax.plot(across, line, style_, color=INK if width > 1 else GREY, linewidth=width, zorder=1)


def _quadrants(ax: Axes, known: RatedFactors) -> None:
    across, up = map(float, crossing(known))
    corners: dict[str, Any] = {
        "concentrate here": (LOW, across, up, HIGH), "low priority": (across, HIGH, up, HIGH),
        "keep up the good work": (LOW, across, LOW, up),
        "possible overkill": (across, HIGH, LOW, up),
    }  # fmt: skip
    for word, (left, right, top, bottom) in corners.items():
        ax.fill_between((left, right), top, bottom, color=TINTS[word], linewidth=0, zorder=0)
    ax.axvline(across, color=INK, linewidth=1.2, zorder=1)
    ax.axhline(up, color=INK, linewidth=1.2, zorder=1)
