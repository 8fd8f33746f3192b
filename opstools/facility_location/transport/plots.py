"""The transportation tableau, as a teacher draws it on the board."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...core.drawing import BLUE, GREY, INK, PALE, WARNING, axes, fill, inches, shorten, style
from ...core.numbers import exact, plain, show
from .basis import Cell
from .problem import Balanced
from .result import Board

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_CELLS = 400  # that are written; larger tables are drawn as a map of amounts
WIDE, HIGH = 1.05, 0.62  # of a cell, in inches
ROW_COLUMNS, NAME_COLUMNS = 16, 12
TEXT: dict[str, Any] = {"ha": "center", "va": "center", "color": INK}


def tableau(
    known: Balanced, board: Board | None, ax: Axes | None, *, rows: int | None = None
) -> Axes:
    """Costs in the corners, amounts in the cells, supplies and demands at the ends.

    Cells and lines are counted from 0; cell (i, j) has its centre at (j, i). `rows` says how many
    rows are drawn; all, if left out.
    """
    board = board or Board()
    m, n = known.shape
    shown = m if rows is None else rows
    with style():
        if m * n > MOST_CELLS:
            return _map(known, board, shown, axes(ax, 7, 6))
        noted = bool(board.rows or board.columns)
        ax = axes(ax, WIDE * (n + 2.5 + noted), HIGH * (m + 1.6 + noted) + 0.5)
        small = min(1.0, inches(ax)[0] / (WIDE * (n + 2.5 + noted)))
        for i in range(shown):
            for j in range(n):
                _cell(ax, known, board, (i, j), small)
        for (i, j), amount in board.amounts:
            if i < shown:
                ax.text(j - 0.06, i + 0.04, show(amount), weight="bold", size=12 * small, **TEXT)
        _margins(ax, known, board, shown, small)
        _loop(ax, board, small)
        ax.set(xlim=(-1.95, n + 0.55 + noted), ylim=(m + 0.55 + noted, -1.05))
        ax.set_title(_title(known, board))
        ax.set_axis_off()
    return ax


def _cell(ax: Axes, known: Balanced, board: Board, cell: Cell, small: float) -> None:
    from matplotlib.patches import Rectangle

    i, j = cell
    closed = i in board.closed_rows or j in board.closed_columns
    filled = any(cell == each for each, _ in board.amounts)
    colour = fill(2) if cell == board.chosen else fill(1) if filled else PALE if closed else "white"
    ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=colour, edgecolor=INK, linewidth=1))
    ax.add_patch(
        Rectangle((j + 0.1, i - 0.5), 0.4, 0.36, facecolor="none", edgecolor=GREY, linewidth=0.8)
    )
    cost = known.cost(i, j)
    ax.text(j + 0.3, i - 0.32, "×" if cost is None else show(cost), size=8.5 * small, **TEXT)


def _margins(ax: Axes, known: Balanced, board: Board, shown: int, small: float) -> None:
    """Names, supplies and demands, then penalties or potentials."""
    m, n = known.shape
    looks: dict[str, Any] = {**TEXT, "size": 10 * small}
    for i in range(shown):
        ax.text(-0.6, i, shorten(known.rows[i], ROW_COLUMNS), **{**looks, "ha": "right"})
        ax.text(n, i, show(known.amount(known.supply[i])), **looks)
        if board.rows:
            ax.text(n + 1, i, board.rows[i], **{**looks, "color": WARNING})
    for j in range(n):
        ax.text(j, -0.75, shorten(known.columns[j], NAME_COLUMNS), **looks)
        ax.text(j, m - 0.1, show(known.amount(known.demand[j])), **looks)
        if board.columns:
            ax.text(j, m + 0.7, board.columns[j], **{**looks, "color": WARNING})
    if board.rows and "u" not in "".join(board.rows):
        ax.text(n + 1, -0.75, "penalty", **{**looks, "color": WARNING, "style": "italic"})
        ax.text(
            -0.6,
            m + 0.7,
            "penalty",
            **{**looks, "color": WARNING, "ha": "right", "style": "italic"},
        )
    ax.text(n, -0.75, "supply", **{**looks, "style": "italic"})
    ax.text(-0.6, m - 0.1, "demand", **{**looks, "ha": "right", "style": "italic"})


def _loop(ax: Axes, board: Board, small: float) -> None:
    """The loop of a cell that enters: + where it gains, − where it gives."""
    if not board.loop:
        return
    ys, xs = zip(*board.loop, board.loop[0], strict=True)
    ax.plot(
        [x - 0.3 for x in xs], [y + 0.33 for y in ys], "--", color=BLUE, linewidth=1.5, zorder=4
    )
    for k, (i, j) in enumerate(board.loop):
        sign, colour = ("−", WARNING) if k % 2 else ("+", BLUE)
        circle = {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": colour}
        ax.text(
            j - 0.3,
            i + 0.33,
            sign,
            size=9 * small,
            weight="bold",
            ha="center",
            va="center",
            color=colour,
            bbox=circle,
            zorder=5,
        )


def _title(known: Balanced, board: Board) -> str:
    money, unit = known.problem.money, known.problem.unit
    if not board.amounts:
        return f"Costs ({known.problem.price_unit}), supply and demand ({unit})"
    cost = plain(sum((known.unit_cost(*cell) * exact(x) for cell, x in board.amounts), Fraction(0)))
    if len(board.amounts) < sum(known.shape) - 1:
        return f"{show(cost, money)} so far"
    return f"A plan for {show(cost, money)}"


def _map(known: Balanced, board: Board, shown: int, ax: Axes) -> Axes:
    """A large table: a dot for each way that is used, larger where more is shipped."""
    m, n = known.shape
    cells = [(i, j, float(amount)) for (i, j), amount in board.amounts if amount and i < shown]
    most = max((amount for *_, amount in cells), default=1.0)
    ax.scatter(
        [j + 1 for _, j, _ in cells],
        [i + 1 for i, _, _ in cells],
        s=[4 + 36 * amount / most for *_, amount in cells],
        color=BLUE,
    )
    ax.axhspan(0.5, shown + 0.5, color=PALE, zorder=0)
    ax.set(xlim=(0.5, n + 0.5), ylim=(m + 0.5, 0.5), xlabel="destination", ylabel="source")
    ax.set_title(f"Ways used, by amount ({known.problem.unit})")
    return ax
