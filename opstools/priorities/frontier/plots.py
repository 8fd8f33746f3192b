"""Options as points, the frontier as a line through the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, MOST_NAMES, NAME_COLUMNS, axes, names_apart, style
from .problem import Options

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Names stand aslant of their points, off the line that runs the other way.
SIDES = (((6, 6), "left", "bottom"), ((-6, -6), "right", "top"),
         ((-6, 5), "right", "bottom"), ((6, -5), "left", "top"))  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """How many options are placed, how many of them judged, how many stretches are joined."""

    placed: int = 0
    judged: int = 0
    joined: int = 0


def frontier(known: Options, shown: Shown, ax: Axes | None, on: Sequence[str] = ()) -> Axes:
    """Filled dots lie on the frontier, hollow ones are beaten."""
    across, up = known.options.columns
    places = {name: (float(x), float(y)) for name, (x, y) in known.places.items()}
    with style():
        ax = axes(ax, 6.2, 4.6)
        named = []
        for k, (name, at) in enumerate(list(places.items())[: shown.placed], 1):
            best = name in on and k <= shown.judged
            ax.plot(*at, "o", color=BLUE if best else GREY, markersize=8 if best else 7, zorder=5,
                    markerfacecolor=None if best else "white")  # fmt: skip
            named.append((name, at))
        line = list(dict.fromkeys(places[name] for name in on))[: shown.joined + 1]
        if shown.joined:
            ax.plot(*zip(*line, strict=True), color=INK, linewidth=1.6, zorder=3)
        ax.set(
            xlabel=_axis(known, across), ylabel=_axis(known, up),
            xlim=_room([at[0] for at in places.values()]),
            ylim=_room([at[1] for at in places.values()]),
            title="Who has to trade off" if shown.judged else "Options by two measures",
        )  # fmt: skip
        names_apart(ax, named[:MOST_NAMES], most=NAME_COLUMNS, sides=SIDES, inside=True)
    return ax


def _axis(known: Options, measure: str) -> str:
    unit = known.unit_of(measure)
    way = "more" if measure in known.more else "less"
    return f"{measure}{f' ({unit})' if unit else ''}: {way} is better"


def _room(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = 0.12 * (high - low) or 0.1 * abs(high) or 1
    return low - room, high + room
