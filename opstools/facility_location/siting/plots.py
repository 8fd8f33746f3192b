"""Who serves whom: on a map where places are known, else in the table of distances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core.drawing import GREY, INK, ORANGE, PALE, axes, fill, names_apart, shorten, style
from ...core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .result import Assigned

MOST_NAMES, NAME_COLUMNS = 40, 12
MOST_CELLS = 300  # that are written


def sited(
    problem: Any, state: Assigned | None, ax: Axes | None, *, shown: int | None = None
) -> Axes:
    """The plan of a state: for each customer the site that serves it."""
    assigned = state or (None,) * len(problem.customers)
    places = {name: (float(x), float(y)) for name, x, y in problem.places}
    known = places and all(each in places for each in (*problem.customers, *problem.sites))
    with style():
        if known:
            return _map(problem, assigned, places, axes(ax, 7, 5.5), shown)
        return _table(problem, assigned, ax, shown)


def _map(problem: Any, assigned: Assigned, places: Any, ax: Axes, shown: int | None) -> Axes:
    used = sorted({j for j in assigned if j is not None})
    for i, j in enumerate(assigned):
        if j is not None:
            (x0, y0), (x1, y1) = places[problem.customers[i]], places[problem.sites[j]]
            ax.plot([x0, x1], [y0, y1], "-", color=GREY, linewidth=0.9, zorder=1)
    customers = problem.customers[: len(problem.customers) if shown is None else shown]
    most = max(map(float, problem.weights)) or 1.0
    for i, name in enumerate(customers):
        j = assigned[i]
        colour = fill(1 + used.index(j)) if j is not None else "white"
        size = 20 + 120 * float(problem.weights[i]) / most
        x, y = places[name]
        ax.scatter(x, y, s=size, color=colour, edgecolor=INK, linewidth=0.7, zorder=3)
    for j, name in enumerate(problem.sites):
        looks: dict[str, Any] = (
            {"color": ORANGE, "s": 90} if j in used else {"color": "white", "s": 26}
        )
        ax.scatter(
            *places[name],
            marker="s",
            edgecolor=INK,
            linewidth=0.9,
            zorder=2 if j not in used else 4,
            **looks,
        )
    ax.set(xlabel="x or longitude", ylabel="y or latitude", title=_title(problem, used))
    ax.margins(0.12)
    ax.autoscale_view()
    _names(ax, problem, used, places, customers)
    return ax


def _names(ax: Axes, problem: Any, used: list[int], places: Any, customers: Any) -> None:
    """Open sites by name, then customers where there is room."""
    opened = [problem.sites[j] for j in used]
    order = [*opened, *(each for each in customers if each not in opened)]
    names_apart(ax, [(each, places[each]) for each in order[:MOST_NAMES]], most=NAME_COLUMNS)


def _table(problem: Any, assigned: Assigned, ax: Axes | None, shown: int | None) -> Axes:
    n, m = problem.distances.shape
    rows = n if shown is None else shown
    ax = axes(ax, 2 + min(7, 0.75 * m), 1.3 + min(7, 0.38 * n))
    _cells(ax, problem, assigned, rows)
    _boxes(ax, assigned[:rows])
    used = sorted({j for j in assigned if j is not None})
    ax.set(xlim=(0.5, m + 0.5), ylim=(n + 0.5, 0.5), title=_title(problem, used), facecolor=PALE)
    if m <= MOST_NAMES:
        ax.set_xticks(
            range(1, m + 1),
            [shorten(s, NAME_COLUMNS) for s in problem.sites],
            rotation=90 if m > 8 else 0,
        )
    if n <= MOST_NAMES:
        ax.set_yticks(range(1, n + 1), [shorten(c, NAME_COLUMNS) for c in problem.customers])
    ax.set_xlabel("site")
    ax.set_ylabel("customer")
    ax.tick_params(length=0)
    return ax


def _cells(ax: Axes, problem: Any, assigned: Assigned, rows: int) -> None:
    """The first rows of the table, the darker the farther, with figures where they can be read."""
    import numpy as np

    n, m = problem.distances.shape
    values = np.where(np.isfinite(problem.array), problem.array, np.nan)
    edges = (0.5, m + 0.5, rows + 0.5, 0.5)
    if rows:
        ax.imshow(values[:rows], cmap="Blues", alpha=0.55, aspect="auto", extent=edges)
    for i in range(rows if n * m <= MOST_CELLS else 0):
        for j in range(m):
            text = show(float(values[i, j])) if np.isfinite(values[i, j]) else "–"
            weight = "bold" if assigned[i] == j else "normal"
            ax.text(j + 1, i + 1, text, ha="center", va="center", size=9, weight=weight, color=INK)


def _boxes(ax: Axes, assigned: Assigned) -> None:
    """A box around the site that serves each customer."""
    from matplotlib.patches import Rectangle

    for i, at in enumerate(assigned):
        if at is not None:
            place = (at + 0.55, i + 0.55)
            ax.add_patch(Rectangle(place, 0.9, 0.9, fill=False, edgecolor=ORANGE, linewidth=2))


def _title(problem: Any, used: list[int]) -> str:
    if not used:
        return f"{problem.table_title} ({problem.unit})"
    return f"{len(used)} open, and who serves whom"
