"""Pictures of ratings: stacked points, and points against one weight."""

from __future__ import annotations

from math import inf
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
    numbered,
    parted_bar,
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

MOST_NAMED = 12  # factors that have a number in their bars, and a key


def stacked(factors: Factors, shown: int, ax: Axes | None) -> Axes:
    """One bar a site, parted into what each factor brings; sites that are out are pale."""
    known = factors.scores
    parts = [
        [float(w) * float(score or 0) for w, score in zip(factors.shares, column, strict=True)]
        for column in zip(*known.cells, strict=True)
    ]
    total = max(1e-9, *(sum(map(abs, column)) for column in parts))
    keyed = len(known.rows) <= MOST_NAMED
    ends: list[float] = []
    with style():
        ax = axes(ax, 7, 1.5 + 0.42 * max(3, len(known.columns)) + 0.06 * len(known.rows))
        for site, (name, column) in enumerate(zip(known.columns, parts, strict=True), 1):
            out = name not in factors.passing
            end = parted_bar(ax, site, column[:shown], total if keyed else inf, pale=out)
            label(ax, show(end) + ("  out" if out else ""), (max(0.0, end), site))
            ends.append(end)
        rows_of(ax, known.columns)
        title = f"Points by {'all' if shown == len(known.rows) else shown} factors"
        ax.set(xlim=(min(0.0, *ends), 1.15 * total), title=title)
        key = f"\n{numbered(known.rows)}" if keyed else ""
        ax.set_xlabel(f"points: weight × score{key}")
    return ax


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
