"""Pictures of a line: who waits and who is served, on average or at a moment; chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import BLUE, GREY, INK, WARNING, axes, fill, label, style
from ...core.numbers import count, show
from .averages import Known
from .result import Queue, Snapshot, Waits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

WAITING, SERVED = fill(2), fill(1)
BOXES, FIGURES = 6, 12  # servers and customers that fit into the picture
DOOR, BEND = 6.9, 8.6  # where the line ends and the servers stand
FIGURE_SIZE = 330
REACH = 4  # mean waits that the tail is drawn over


def line_on_average(queue: Queue, known: Known, ax: Axes | None) -> Axes:
    """The averages that are known, with as many in line as wait on average."""
    with style():
        ax = _ground(queue, ax)
        _line(ax, [""] * FIGURES, round(known.in_queue or 0))
        _servers(ax, queue.servers, [], known.utilisation or 0.0)
        _averages(ax, queue, known)
    return ax


def line_at_a_moment(queue: Queue, now: Snapshot, ax: Axes | None) -> Axes:
    """Who is in line and who is served after an event of a simulated line."""
    with style():
        ax = _ground(queue, ax)
        _line(ax, [f"{number}" for number in now.waiting], len(now.waiting))
        _servers(ax, queue.servers, [f"{number}" for number in now.in_service])
        clock = f"clock {show(now.time, queue.time_unit)}, {now.gone} have left"
        ax.text(0.2, 1.1, clock, color=INK, va="top")
    return ax


def _ground(queue: Queue, ax: Axes | None) -> Axes:
    few = queue.servers < 3
    ax = axes(ax, 7.5, 2.0 if few else 2.4)
    busy = f"{show(queue.utilisation, '%')} busy, {show(queue.in_queue)} wait"
    ax.set(xlim=(-0.1, 10), ylim=(0.6 if few else 0, 3.3), title=f"{queue.model}: {busy}")
    ax.set_axis_off()
    return ax


def _line(ax: Axes, names: list[str], number: int) -> None:
    """So many customers in line; the next to be served stands next to the servers."""
    ax.plot([0.2, DOOR], [1.25, 1.25], color=GREY, linewidth=1)
    shown = FIGURES - 1 if number > FIGURES else number
    for k, name in enumerate(names[:shown]):
        _person(ax, DOOR - 0.35 - 0.55 * k, 1.75, name, WAITING)
    if number > shown:
        more = f"+{number - shown:,}"
        ax.text(DOOR - 0.35 - 0.55 * shown, 1.75, more, ha="center", va="center", color=INK)


def _person(ax: Axes, x: float, y: float, name: str, colour: str) -> None:
    ax.scatter([x], [y], s=FIGURE_SIZE, color=colour, edgecolor=INK, linewidth=0.9, zorder=3)
    ax.text(x, y, name, ha="center", va="center", size=8.5, color=INK, zorder=4)


def _servers(ax: Axes, servers: int, busy: list[str], share: float = 0.0) -> None:
    """Boxes, shaded up to the utilisation, or with the customers in service in them."""
    from matplotlib.patches import Rectangle

    shown, high = min(servers, BOXES), _box_height(servers)
    for k in range(shown):
        y = 1.75 + high * (shown / 2 - k - 1)
        wide = 1.2 * min(1.0, share)
        ax.add_patch(Rectangle((BEND - 0.6, y), wide, 0.9 * high, facecolor=SERVED))
        frame = Rectangle((BEND - 0.6, y), 1.2, 0.9 * high, fill=False, edgecolor=INK)
        ax.add_patch(frame)
        if k < len(busy):
            _person(ax, BEND, y + 0.45 * high, busy[k], SERVED)
    words = count(servers, "server")
    if len(busy) > shown:
        words += f", {len(busy)} busy"
    ax.text(BEND, 1.75 + high * shown / 2 + 0.1, words, ha="center", va="bottom", color=INK)


def _box_height(servers: int) -> float:
    return min(0.8, 2.6 / min(servers, BOXES))


def _averages(ax: Axes, queue: Queue, known: Known) -> None:
    """The averages in the corners where they belong."""
    unit = queue.time_unit
    waiting = [
        f"Lq = {show(known.in_queue)} wait" if known.in_queue is not None else "",
        f"Wq = {show(known.time_in_queue, unit)}{_plus_minus(queue)}"
        if known.time_in_queue is not None
        else "",
    ]
    ax.text(DOOR - 0.1, 1.1, _joined(waiting), ha="right", va="top", color=INK)
    if known.utilisation is not None:
        below = 1.65 - _box_height(queue.servers) * min(queue.servers, BOXES) / 2
        share = f"ρ = {show(known.utilisation, '%')}"
        ax.text(BEND, below, share, ha="center", va="top", color=INK)
    inside = [
        f"L = {show(known.in_system)} there" if known.in_system is not None else "",
        f"W = {show(known.time_in_system, unit)}" if known.time_in_system is not None else "",
    ]
    ax.text(0.2, 2.95, _joined(inside), ha="left", va="center", color=INK)
    if known.arrival_rate is not None:
        rate = f"λ = {show(known.arrival_rate)} per {unit} →"
        ax.text(0.2, 1.1, rate, ha="left", va="top", color=INK)


def _joined(texts: list[str]) -> str:
    return ", ".join(filter(None, texts))


def _plus_minus(queue: Queue) -> str:
    estimate = queue.estimates.get("time_in_queue")
    return f" ± {show(estimate.half_width)}" if estimate else ""


def probabilities(queue: Queue, table: pd.DataFrame, ax: Axes | None) -> Axes:
    """P(n): pale while a server is free for the next customer, dark when the next must wait."""
    most = len(table) - 1
    with style():
        ax = axes(ax, 6.5, 3.2)
        for n, share in zip(table["customers"], table["probability"], strict=True):
            waits = n >= queue.servers
            ax.bar(n, share, color=BLUE if waits else SERVED, edgecolor=INK, linewidth=0.6)
        shares = queue.distribution
        busy = shares.at_least(queue.servers) if shares else 1 - queue.empty
        ax.set(
            xlabel="customers there, n",
            ylabel="share of time, P(n)",
            title=f"{queue.model}: dark, all servers busy, {show(busy, '%')} of the time",
        )
        ax.set_xticks(range(0, most + 1, max(1, most // 15)))
    return ax


def tail_of_waits(queue: Queue, waits: Waits, ax: Axes | None) -> Axes:
    """The share who wait longer than t; the mean of those who wait is marked."""
    import numpy as np

    times = np.linspace(0, REACH * waits.mean, 200)
    beyond = waits.share * np.exp(-times / waits.mean)
    with style():
        ax = axes(ax, 6.5, 3.4)
        ax.plot(times, 100 * beyond, color=BLUE)
        at = (waits.mean, 100 * waits(waits.mean))
        ax.plot([at[0], at[0]], [0, at[1]], color=GREY, linestyle=":")
        ax.plot(*at, "o", color=WARNING)
        text = f"those who wait: {show(waits.mean, queue.time_unit)} on average"
        label(ax, text, at, by=(8, 6), va="bottom", color=WARNING)
        label(ax, f"{show(waits.share, '%')} wait", (0, 100 * waits.share), by=(8, 4), va="bottom")
        ax.set(
            xlim=(0, times[-1]), ylim=(0, 108 * waits.share), xlabel=f"t ({queue.time_unit})",
            ylabel="wait longer than t (%)", title=f"{queue.model}: how waits are spread",
        )  # fmt: skip
    return ax
