"""Shifts over a day, and the roster as a grid of people and days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...core.drawing import GREY, INK, axes, fill, rows_of, shorten, style
from ...core.numbers import count, show
from .problem import Shift

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def day_of_shifts(shifts: Sequence[Shift], shown: int, ax: Axes | None) -> Axes:
    """A bar a shift over the hours of the day, with the people it needs."""
    with style():
        ax = axes(ax, 7, 1.4 + 0.4 * max(3, len(shifts)))
        for k, each in enumerate(shifts[:shown], 1):
            start, length = float(each.start), float(each.length)
            ax.barh(k, length, left=start, color=fill(k), edgecolor=INK, height=0.62)
            people = count(each.needed, "person", "people")
            ax.text(start + length / 2, k, people, ha="center", va="center", size=9)
        rows_of(ax, [each.name for each in shifts])
        end = max([24.0, *(float(each.start) + float(each.length) for each in shifts)])
        ax.set(xlim=(0, end), xlabel="hour of the day (after 24: the next day)",
               title="Shifts of a day")  # fmt: skip
        ax.set_xticks(range(0, int(end) + 1, 3))
    return ax


def roster_grid(
    people: Sequence[str],
    plan: Sequence[Sequence[str]],
    shifts: Sequence[str],
    days: int,
    ax: Axes | None,
) -> Axes:
    """A cell for each person and day, shaded and named by its shift; the first days filled in."""
    from matplotlib.patches import Rectangle

    number = len(plan[0])
    with style():
        ax = axes(ax, 2.2 + 0.75 * number, 1.4 + 0.34 * max(3, len(people)))
        for i, row in enumerate(plan, 1):
            for d, shift in enumerate(row):
                known = d < days and shift != ""
                colour = fill(shifts.index(shift) + 1) if known else "white"
                cell = Rectangle((d + 0.5, i - 0.5), 1, 1, facecolor=colour, edgecolor=GREY)
                ax.add_patch(cell)
                if known:
                    ax.text(d + 1, i, shorten(shift, 9), ha="center", va="center", size=8,
                            color=INK)  # fmt: skip
        rows_of(ax, people)
        ax.set(xlim=(0.5, number + 0.5), ylim=(len(people) + 0.5, 0.5), xlabel="day",
               title=f"Duty roster of {show(len(people))}")  # fmt: skip
        ax.set_xticks(range(1, number + 1))
    return ax
