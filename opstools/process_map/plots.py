"""How busy resources are, and how long items of each class take and wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..core.drawing import INK, WARNING, axes, clear_of, fill, label, rows_of, style
from ..core.numbers import Number, show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .result import Figures


def load_bars(found: Figures, ax: Axes | None) -> Axes:
    """A bar a resource: the share of its time that demand takes, hatched above all of it."""
    with style():
        used = found.utilisation
        most = max([1.0, *(float(each) for each in used.values())])
        ax = axes(ax, 6.5, 1.4 + 0.4 * max(3, len(used)))
        for k, share in enumerate(used.values(), 1):
            over = float(share) > 1
            ax.barh(k, 100 * float(share), color=fill(7 if over else 1), edgecolor=INK,
                    hatch="//" if over else "", height=0.62)  # fmt: skip
            label(ax, show(share, "%"), (clear_of(100 * float(share), 100, 120 * most), k))
        ax.axvline(100, color=WARNING, linestyle="--")
        rows_of(ax, list(used))
        ax.set(xlim=(0, 120 * most), xlabel="share of its time (%), dashed: all of it",
               title="How busy demand keeps each resource")  # fmt: skip
    return ax


def class_times(
    rows: Sequence[tuple[str, Sequence[float], Sequence[float], Number | None]],
    unit: str,
    ax: Axes | None,
) -> Axes:
    """A bar a class: its waiting hatched, its whole time; runs as dots, due times as ticks."""
    with style():
        ax = axes(ax, 7, 1.5 + 0.55 * max(3, len(rows)))
        most = 0.0
        for k, (_, times, waits, due) in enumerate(rows, 1):
            if times:
                time = sum(times) / len(times)
                wait = min(sum(waits) / len(waits), time)
                ax.barh(k, wait, color="white", edgecolor=INK, hatch="///", height=0.56)
                ax.barh(k, time - wait, left=wait, color=fill(1), edgecolor=INK, height=0.56)
                ax.plot(times, [k + 0.37] * len(times), ".", color=INK, markersize=4)
                most = max(most, *times)
            if due is not None:
                ax.plot([float(due)] * 2, [k - 0.42, k + 0.42], color=WARNING, linewidth=2)
                most = max(most, float(due))
        for k, (_, times, _, due) in enumerate(rows, 1):
            if times:
                end = max(times)
                mark = end if due is None else float(due)
                label(
                    ax, show(sum(times) / len(times), unit), (clear_of(end, mark, 1.25 * most), k)
                )
        rows_of(ax, [name for name, *_ in rows])
        ax.set(xlim=(0, 1.25 * (most or 1.0)), title="Time from coming to leaving",
               xlabel=f"{unit} (hatched: waiting for hands; dots: runs; thick: due)")  # fmt: skip
    return ax
