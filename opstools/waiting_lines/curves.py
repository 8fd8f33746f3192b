"""Pictures that teach: utilisation against waiting, pooling, theory beside simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..core import Faults, fail, public
from ..core.drawing import BLUE, GREY, INK, ORANGE, WARNING, axes, fill, label, style
from ..core.figures import positive, whole
from ..core.numbers import count, listing, quoted, show
from .checks import servers_in, stable_rates, variation
from .queue.approximation import crowding, variability
from .queue.formulas import mmc
from .queue.result import Queue

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POOLED = 60  # servers, so that every way to share them has a bar
Figure = Literal["time_in_queue", "time_in_system", "in_queue", "in_system", "utilisation"]


@public
def hockey_stick(
    *,
    utilisation: float = 0.8,
    servers: int = 1,
    arrival_cv: float = 1.0,
    service_cv: float = 1.0,
    service_time: float = 1.0,
    time_unit: str = "h",
    ax: Axes | None = None,
) -> Axes:
    """Waiting against utilisation, with the point where we stand; faint: M/M/1 to compare with.

    The wait is that of `ggc`; `utilisation` is a share above 0 and below 1. Bad figures raise
    `ProblemError`. Source: Sakasegawa (1977); Hopp & Spearman.

    >>> hockey_stick(utilisation=0.9).get_title(loc="left")
    '90 % busy: a wait of 9 service times (9 h)'
    """
    import numpy as np

    faults = Faults("hockey stick")
    busy = float(positive(utilisation, "utilisation", faults))
    if busy >= 1 and not faults.found:
        problem = f"{show(busy, '%')} is not below 100 %"
        faults.add("utilisation", problem, "Write a share such as 0.8.")
    number = servers_in(servers, faults)
    time = float(positive(service_time, "service_time", faults, time_unit))
    ca = variation(arrival_cv, "arrival_cv", faults)
    cs = variation(service_cv, "service_cv", faults)
    faults.raise_any()

    loads, each = np.linspace(0.01, 0.99, 99), variability(ca, cs) * time / number
    usual, line = time * crowding(loads, 1), each * crowding(loads, number)
    here = each * crowding(busy, number)
    with style():
        ax = axes(ax, 6.5, 3.6)
        ax.plot(100 * loads, usual, color=GREY, linestyle=":")
        ax.plot(100 * loads, line, color=BLUE)
        ax.plot([100 * busy] * 2 + [0], [0, here, here], color=INK, linewidth=0.8)
        ax.scatter([100 * busy], [here], color=ORANGE, zorder=3, s=45)
        top = max(10 * time, 1.25 * here)
        at = int(np.searchsorted(usual, 0.8 * top)) - 1
        if (number, ca, cs) != (1, 1, 1):
            ax.text(100 * loads[at] - 1, usual[at], "M/M/1", ha="right", color=INK)
        times = f"{show(here / time)} service times"
        ax.set(
            xlim=(0, 100),
            ylim=(0, top),
            xlabel="utilisation (%)",
            ylabel=f"time in queue ({time_unit})",
            title=f"{show(busy, '%')} busy: a wait of {times} ({show(here, time_unit)})",
        )
    return ax


@public
def pooling(
    arrival_rate: float,
    service_rate: float,
    *,
    servers: int,
    time_unit: str = "h",
    ax: Axes | None = None,
) -> Axes:
    """The same servers with a line each, and with one line for all: how long one waits.

    `arrival_rate` is that of all customers, who spread evenly over separate lines. Bad figures
    raise `ProblemError`; customers enough to fill all servers raise `Infeasible`. Source: Erlang
    (1917).

    >>> pooling(32, 10, servers=4).get_title(loc="left")
    '4 servers with one line: wait 0.07455 h, not 0.4 h'
    """
    faults = Faults("pooling")
    number = whole(servers, "servers", faults, most=MOST_POOLED)
    rate, speed = stable_rates(
        "pooling",
        arrival_rate,
        faults,
        service_rate=service_rate,
        servers=number,
        time_unit=time_unit,
    )
    ways = [k for k in range(1, number + 1) if number % k == 0]
    waits = [mmc(float(rate * k / number), float(speed), servers=k).time_in_queue for k in ways]
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.45 * len(ways))
        for row, (k, wait) in enumerate(zip(ways, waits, strict=True)):
            ax.barh(row, wait, color=BLUE if k == number else fill(1), edgecolor=INK, height=0.65)
            ax.text(wait, row, f" {show(wait, time_unit)}", va="center", color=INK)
        names = [f"{count(number // k, 'line')} of {count(k, 'server')}" for k in ways]
        ax.set_yticks(range(len(ways)), names)
        ax.tick_params(axis="y", length=0)
        saved = f"wait {show(waits[-1], time_unit)}, not {show(waits[0], time_unit)}"
        ax.set(
            xlim=(0, 1.2 * waits[0]),
            ylim=(len(ways) - 0.4, -0.6),
            xlabel=f"time in queue ({time_unit})",
            title=f"{count(number, 'server')} with one line: {saved}",
        )
    return ax


@public
def side_by_side(
    queues: Mapping[str, Queue], *, figure: Figure = "time_in_queue", ax: Axes | None = None
) -> Axes:
    """One figure of several queues, by name: formulas as points, simulations with intervals.

    >>> from opstools.waiting_lines import ggc, mmc
    >>> approximation = ggc(16, 0.1, servers=2, arrival_cv=1, service_cv=1)
    >>> ax = side_by_side({"exact": mmc(16, 10, servers=2), "approximate": approximation})
    >>> ax.get_title(loc="left")
    'Time in queue (h)'
    """
    _check_queues("side by side", queues, figure)
    percent = " %" if figure == "utilisation" else ""
    with style():
        ax = axes(ax, 6.5, 1.2 + 0.4 * len(queues))
        for row, queue in enumerate(queues.values()):
            value, whisker = _drawn(queue, figure)
            colour = ORANGE if queue.estimates else BLUE
            marker = "s" if queue.estimates else "o"
            ax.errorbar(value, row, xerr=whisker, fmt=marker, color=colour, capsize=5)
            spread = f" ± {show(sum(whisker[0] + whisker[1]) / 2)}{percent}"
            text = f"{show(value)}{percent}{spread if queue.estimates else ''}"
            label(ax, text, (value, row), by=(0, 11), ha="center")
        ax.set_yticks(range(len(queues)), list(queues))
        ax.tick_params(axis="y", length=0)
        ax.set(ylim=(len(queues) - 0.5, -0.7), xlabel="square with whiskers: 95 % interval")
        ax.margins(x=0.2)
        unit = next(iter(queues.values())).unit(figure)
        ax.set_title(f"{figure.replace('_', ' ').capitalize()} ({unit})")
    return ax


@public
def theory_and_simulation(
    curves: Mapping[str, Sequence[Queue]],
    simulated: Sequence[Queue],
    *,
    figure: Figure = "time_in_queue",
    ax: Axes | None = None,
) -> Axes:
    """Curves over utilisation by formulas, and simulated queues on them with their intervals.

    >>> from opstools.waiting_lines import mm1
    >>> line = [mm1(rate, 10) for rate in (2, 4, 6, 8)]
    >>> theory_and_simulation({"M/M/1": line}, []).get_xlabel()
    'utilisation (%)'
    """
    named = {
        f"{name}, queue {k}": queue
        for name, queues in _check_mapping("theory and simulation", curves).items()
        for k, queue in enumerate(_listed(queues, str(name)), 1)
    }
    others = enumerate(_listed(simulated, "simulated", least=0), 1)
    named |= {f"simulated, queue {k}": queue for k, queue in others}
    _check_queues("theory and simulation", named, figure)
    with style():
        ax = axes(ax, 6.5, 3.8)
        for k, (name, queues) in enumerate(curves.items()):
            x = [100 * queue.utilisation for queue in queues]
            y = [_drawn(queue, figure)[0] for queue in queues]
            ax.plot(x, y, color=[BLUE, INK, GREY][k % 3], linestyle=["-", "--", ":"][k % 3])
            label(ax, name, (x[-1], y[-1]), by=(4, 0))
        for queue in simulated:
            x_here, (value, whisker) = 100 * queue.utilisation, _drawn(queue, figure)
            ax.errorbar(x_here, value, yerr=whisker, fmt="s", color=WARNING, capsize=5, zorder=3)
        unit = next(iter(curves.values()))[0].unit(figure)
        ax.set(
            xlim=(0, 115),
            ylim=(0, None),
            xlabel="utilisation (%)",
            ylabel=f"{figure.replace('_', ' ')} ({unit})",
            title="Lines: formulas. Squares: simulation with 95 % interval",
        )
        ax.set_xticks(range(0, 101, 20))
    return ax


def _drawn(queue: Queue, figure: str) -> tuple[float, list[list[float]]]:
    """Where a figure stands on its axis, and how far its interval reaches down and up."""
    scale = 100 if figure == "utilisation" else 1  # shares are drawn in per cent
    value = float(getattr(queue, figure))
    low, high = queue.intervals.get(figure, (value, value))
    return scale * value, [[scale * (value - low)], [scale * (high - value)]]


def _check_mapping(subject: str, given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping) or not given:
        fail(subject, "queues", "there are none", "Give a mapping from names to queues.")
    return given


def _listed(given: Any, place: str, least: int = 1) -> Sequence[Any]:
    if not isinstance(given, (list, tuple)):
        problem = f"{quoted(given)} is no list"
        fail("theory and simulation", place, problem, "Give a list of queues.")
    if len(given) < least:
        fail("theory and simulation", place, "there are no queues", "Give at least one.")
    return given


def _check_queues(subject: str, queues: Any, figure: str) -> None:
    """Each is a queue, and all tell the figure in one unit, as they share an axis."""
    for name, queue in _check_mapping(subject, queues).items():
        if not isinstance(queue, Queue):
            remedy = "Give what a formula or simulate_queue returns."
            fail(subject, str(name), f"{quoted(queue)} is no Queue", remedy)
    units = dict.fromkeys(queue.unit(figure) for queue in queues.values())
    if len(units) > 1:
        remedy = "Give all queues in the same time_unit."
        fail(subject, "queues", f"their times are told in {listing(units)}", remedy)
