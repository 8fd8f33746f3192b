"""Profiles of firms: a row for each factor as high as it weighs, a line for each firm."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...core.drawing import (
    BLUE,
    GREY,
    INK,
    LINE_INCHES,
    NAME_COLUMNS,
    ORANGE,
    PALE,
    axes,
    inches,
    shorten,
    style,
)
from ...core.numbers import exact, show
from ..marks import LEAST
from .problem import Profile

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"))
AHEAD, BEHIND = "#9AD0F5", "#F5C065"
MOST_FIRMS = 9  # that are told apart; of more, the rivals are drawn alike


@dataclass(frozen=True)
class Shown:
    """How many factors have their weights, firms their lines, and factors their gaps."""

    factors: int = 0
    firms: int = 0
    gaps: int = 0


def profile(known: Profile, shown: Shown, ax: Axes | None) -> Axes:
    """Rows as high as weights, so that the area between two lines is a weighted gap."""
    edges = [0.0]
    for share in known.shares:
        edges.append(edges[-1] + float(share))
    with style():
        ax = axes(ax, 7, max(3.4, 1.4 + 0.42 * len(known.factors)))
        for k in range(shown.factors):
            tint = PALE if k % 2 else "white"
            ax.axhspan(edges[k], edges[k + 1], color=tint, linewidth=0, zorder=0)
        for k in range(shown.gaps):
            _gap(ax, known, k, edges)
        _told_gaps(ax, known, shown, edges)
        for k, firm in enumerate(known.firms[: shown.firms]):
            _line(ax, known, firm, k, edges)
        _rows(ax, known, shown, edges)
        best = float(known.best)
        ax.set(
            xlim=(LEAST - 0.04 * best, best * (1.15 if shown.gaps else 1.04)), ylim=(1, 0),
            xlabel=f"mark (1 worst, {show(known.best)} best); a row is as high as it weighs",
            title=_title(known, shown),
        )  # fmt: skip
        if shown.firms:
            ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), fontsize=9)
    return ax


def _title(known: Profile, shown: Shown) -> str:
    if shown.gaps:
        return f"{shorten(known.own, 24)} ahead (blue) and behind (hatched), weighted gaps"
    return f"How {shorten(known.own, 24)} and rivals are marked"


def _gap(ax: Axes, known: Profile, k: int, edges: list[float]) -> None:
    """The area between our mark and the best rival's in one row."""
    factor = known.factors[k]
    own = float(known.marks[factor, known.own])
    most = float(known.best_rival(factor))
    behind = own < most
    ax.barh(
        edges[k], own - most, left=most, height=edges[k + 1] - edges[k], align="edge",
        color=BEHIND if behind else AHEAD, hatch="///" if behind else None,
        edgecolor=ORANGE if behind else BLUE, linewidth=0, zorder=1,
    )  # fmt: skip


def _told_gaps(ax: Axes, known: Profile, shown: Shown, edges: list[float]) -> None:
    """The weighted gap at the end of each row that is high enough for a line of text."""
    tall = inches(ax)[1]
    for k, (low, high) in enumerate(pairwise(edges[: shown.gaps + 1])):
        if (high - low) * tall >= LINE_INCHES:
            ax.text(1.03 * float(known.best), (low + high) / 2, _gap_text(known, k), va="center",
                    size=9)  # fmt: skip


def _gap_text(known: Profile, k: int) -> str:
    gap = known.gaps[k]
    return f"{'+' if gap > 0 else ''}{show(gap)}".replace("-", "−")


def _line(ax: Axes, known: Profile, firm: str, k: int, edges: list[float]) -> None:
    """One firm: up and down within a row, across between rows, a mark in the middle of each."""
    marks = [float(known.marks[factor, firm]) for factor in known.factors]
    down = [y for low, high in pairwise(edges) for y in (low, high)]
    across = [mark for mark in marks for _ in range(2)]
    line, point = LOOKS[k % len(LOOKS)]
    own = k == 0
    color = INK if own else (BLUE, ORANGE, GREY)[(k - 1) % 3] if k < MOST_FIRMS else GREY
    ax.plot(across, down, linestyle=line, color=color, linewidth=2.6 if own else 1.4, zorder=3)
    middle = [(low + high) / 2 for low, high in pairwise(edges)]
    seen = [(m, y) for m, y, w in zip(marks, middle, known.shares, strict=True) if exact(w)]
    points: Any = list(zip(*seen, strict=True))
    looks: Any = {"color": color, "marker": point, "markersize": 6}
    ax.plot(*points, linestyle="none", zorder=4, **looks)
    ax.plot([], [], linestyle=line, label=shorten(firm, NAME_COLUMNS), **looks)


def _rows(ax: Axes, known: Profile, shown: Shown, edges: list[float]) -> None:
    """Names of the rows with their weights; where rows are too low for a line of text, fewer."""
    tall = inches(ax)[1]
    places, names, last = [], [], -1.0
    for k, (low, high) in enumerate(pairwise(edges)):
        at = (low + high) / 2
        if (at - last) * tall < LINE_INCHES or k >= shown.factors:
            continue
        share = show(known.shares[k], "%")
        places.append(at)
        names.append(f"{shorten(known.factors[k], NAME_COLUMNS)} {share}")
        last = at
    ax.set_yticks(places, names)
    ax.tick_params(axis="y", length=0)
    ax.set_xticks(range(1, int(known.best) + 1) if known.best <= 10 else [1, float(known.best)])
