"""Pictures of ratings: stacked points, and points against one weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core import fail
from ...core.drawing import (
    GREY,
    INK,
    WARNING,
    axes,
    ends_named,
    fill,
    label,
    rows_of,
    shorten,
    style,
)
from ...core.numbers import exact, show
from ...core.table import suggestion

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Factors
    from .result import Rating

MOST_NAMED = 8  # factors that are written into their bars
LETTERS_PER_INCH = 12


def stacked(factors: Factors, shown: int, ax: Axes | None) -> Axes:
    """One bar a site, parted into what each factor brings; sites that are out are pale."""
    known = factors.scores
    parts = [[float(share) * float(cell or 0) for cell in row]
             for share, row in zip(factors.shares, known.cells, strict=True)]  # fmt: skip
    total = max(1e-9, *(sum(map(abs, site)) for site in zip(*parts, strict=True)))
    ends = [sum(row[site] for row in parts[:shown]) for site in range(len(known.columns))]
    with style():
        ax = axes(ax, 7, 1.5 + 0.42 * max(3, len(known.columns)))
        letters = ax.get_window_extent().width / ax.figure.dpi / (1.15 * total) * LETTERS_PER_INCH
        _bars(factors, parts[:shown], letters, ax)
        for site, name in enumerate(known.columns):
            out = "" if name in factors.passing else "  out"
            label(ax, show(ends[site]) + out, (max(0.0, ends[site]), site + 1))
        rows_of(ax, known.columns)
        ax.set(
            xlim=(min(0.0, *ends), 1.15 * total),
            xlabel="points: weight × score",
            title=f"Points by {'all' if shown == len(known.rows) else shown} factors",
        )
    return ax


def _bars(factors: Factors, parts: list[list[float]], letters: float, ax: Axes) -> None:
    """The bars factor by factor, each part with its name where `letters` a point leave room."""
    known = factors.scores
    looks: Any = {"size": 8, "ha": "center", "va": "center", "color": INK, "parse_math": False}
    ends = [0.0] * len(known.columns)
    for k, row in enumerate(parts):
        for site, name in enumerate(known.columns):
            ax.barh(
                site + 1,
                row[site],
                left=ends[site],
                height=0.7,
                color=fill(k + 1),
                edgecolor="white",
                alpha=1.0 if name in factors.passing else 0.35,
            )
            room = int(abs(row[site]) * letters)
            if len(known.rows) <= MOST_NAMED and room >= 3:
                middle = ends[site] + row[site] / 2
                ax.text(middle, site + 1, shorten(known.rows[k], room), **looks)
            ends[site] += row[site]


def by_weight(rating: Rating, factor: str | None, ax: Axes | None) -> Axes:
    """A line for each site against the weight of a factor, the others in their proportions."""
    factors = rating.problem
    known = factors.scores
    name = factor if factor is not None else known.rows[0]
    if name not in known.rows:
        remedy = suggestion(str(name), known.rows) or f"The factors are {', '.join(known.rows)}."
        fail("rating", "factor", f"there is no factor {name}", remedy)
    k = known.rows.index(name)
    weights = [float(exact(each)) for each in factors.weights]
    rest = sum(weights) - weights[k]
    now = weights[k] / sum(weights)
    ends: list[tuple[str, Any]] = []
    with style():
        ax = axes(ax, 6.5, 4)
        for site, column in enumerate(known.columns):
            own = float(known.cells[k][site] or 0)
            others = sum(
                w * float(row[site] or 0)
                for j, (w, row) in enumerate(zip(weights, known.cells, strict=True))
                if j != k
            )
            base = others / rest if rest else 0.0
            ax.plot([0, 1], [base, own], color=fill(site + 1), linewidth=2.2)
            ax.plot(
                [0, 1], [base, own], color=INK, linewidth=0.6, linestyle=["-", "--", ":"][site % 3]
            )
            ends.append((column, (1, own)))
        ax.axvline(now, color=WARNING, linestyle="--", linewidth=1)
        ax.axvline(1, color=GREY, linewidth=0.6)
        ax.set(
            xlim=(0, 1.25),
            xticks=[0, 0.25, 0.5, 0.75, 1],
            ylabel="points",
            xlabel=f"weight of {shorten(name, 30)} (dashed: now {show(now)})",
            title=f"Who leads as {shorten(name, 24)} counts more",
        )
        ends_named(ax, ends, most=16)
    return ax
