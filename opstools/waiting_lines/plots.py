"""Pictures of waiting lines: who waits and who is served, chances, classes, costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.drawing import INK, PALE, WARNING, axes, style
from ..core.numbers import count, show
from .approximations import ProcessTime
from .priority import PriorityQueue
from .result import Queue
from .simulated import Standing
from .sizing import ServerChoice

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WAITING, SERVED, DARK = "#F5C065", "#9AD0F5", "#0072B2"
BOXES, FIGURES = 6, 12  # servers and customers that fit into the picture
DOOR, BEND = 6.9, 8.6  # where the line ends and the servers stand
FIGURE_SIZE = 330


def system(queue: Queue, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """Customers waiting, servers, and the averages; of a simulated line who is where at step k."""
    states = [each.state for each in queue.steps() if isinstance(each.state, Standing)]
    with style():
        ax = axes(ax, 7.5, 2.0 if queue.servers < 3 else 2.4)
        if states and step is not None:
            standing = states[step - 1] if step else Standing()
            _line(ax, [f"{number}" for number in standing.waiting])
            _servers(ax, queue, [f"{number}" for number in standing.in_service])
            clock = f"clock {show(standing.time, queue.time_unit)}, {standing.gone} have left"
            ax.text(0.2, 1.1, clock, color=INK, va="top")
        else:
            known = _known(queue, step)
            people = round(queue.in_queue) if "L_q" in known else 0
            _line(ax, [""] * people)
            _servers(ax, queue, [], "\\rho" in known)
            _averages(ax, queue, known)
        ax.set(xlim=(-0.1, 10), ylim=(0.6 if queue.servers < 3 else 0, 3.3))
        ax.set_title(_title(queue))
        ax.set_axis_off()
    return ax


def _title(queue: Queue) -> str:
    return f"{queue.model}: {show(queue.utilisation, '%')} busy, {show(queue.in_queue)} wait"


def _known(queue: Queue, step: int | None) -> set[str]:
    """The symbols whose values stand in the working by then, and those that it never states."""
    symbols = ("\\rho", "W_q", "L_q", "W", "L")
    told = [each.formula.split(" = ")[0] for each in queue.steps()]
    by_now = told if step is None else told[:step]
    return {symbol for symbol in symbols if symbol in by_now or symbol not in told}


def _line(ax: Axes, labels: list[str]) -> None:
    """Customers in line; the next to be served stands next to the servers."""
    ax.plot([0.2, DOOR], [1.25, 1.25], color="#999999", linewidth=1)
    shown = labels[: FIGURES - 1] if len(labels) > FIGURES else labels
    for k, label in enumerate(shown):
        _person(ax, DOOR - 0.35 - 0.55 * k, 1.75, label, WAITING)
    if len(labels) > len(shown):
        more = f"+{len(labels) - len(shown):,}"
        ax.text(DOOR - 0.35 - 0.55 * len(shown), 1.75, more, ha="center", va="center", color=INK)


def _person(ax: Axes, x: float, y: float, label: str, colour: str) -> None:
    ax.scatter([x], [y], s=FIGURE_SIZE, color=colour, edgecolor=INK, linewidth=0.9, zorder=3)
    ax.text(x, y, label, ha="center", va="center", size=8.5, color=INK, zorder=4)


def _servers(ax: Axes, queue: Queue, busy: list[str], shaded: bool = False) -> None:
    """Boxes, shaded up to the utilisation, or with the customers in service in them."""
    from matplotlib.patches import Rectangle

    shown = min(queue.servers, BOXES)
    high = min(0.8, 2.6 / shown)
    for k in range(shown):
        y = 1.75 + high * (shown / 2 - k - 1)
        share = 1.2 * min(1.0, queue.utilisation) if shaded else 0.0
        ax.add_patch(Rectangle((BEND - 0.6, y), share, 0.9 * high, facecolor=SERVED))
        frame = Rectangle((BEND - 0.6, y), 1.2, 0.9 * high, fill=False, edgecolor=INK)
        ax.add_patch(frame)
        if k < len(busy):
            _person(ax, BEND, y + 0.45 * high, busy[k], SERVED)
    label = count(queue.servers, "server")
    if len(busy) > shown:
        label += f", {len(busy)} busy"
    ax.text(BEND, 1.75 + high * shown / 2 + 0.1, label, ha="center", va="bottom", color=INK)


def _averages(ax: Axes, queue: Queue, known: set[str]) -> None:
    unit = queue.time_unit
    lines = {
        "L_q": f"Lq = {show(queue.in_queue)} wait",
        "W_q": f"Wq = {show(queue.time_in_queue, unit)}{_plus_minus(queue)}",
    }
    waiting = ", ".join(text for symbol, text in lines.items() if symbol in known)
    ax.text(DOOR - 0.1, 1.1, waiting, ha="right", va="top", color=INK)
    if "\\rho" in known:
        shown = min(queue.servers, BOXES)
        share = f"ρ = {show(queue.utilisation, '%')}"
        below = 1.65 - min(0.8, 2.6 / shown) * shown / 2
        ax.text(BEND, below, share, ha="center", va="top", color=INK)
    lines = {
        "L": f"L = {show(queue.in_system)} there",
        "W": f"W = {show(queue.time_in_system, unit)}",
    }
    inside = ", ".join(text for symbol, text in lines.items() if symbol in known)
    ax.text(0.2, 2.95, inside, ha="left", va="center", color=INK)
    rate = f"λ = {show(queue.arrival_rate)} per {unit} →"
    ax.text(0.2, 1.1, rate, ha="left", va="top", color=INK)


def _plus_minus(queue: Queue) -> str:
    estimate = queue.estimates.get("time_in_queue")
    return f" ± {show(estimate.half_width)}" if estimate else ""


def probabilities(queue: Queue, *, ax: Axes | None = None, most: int = 15) -> Axes:
    """P(n): pale while a server is free for the next customer, dark when the next must wait."""
    table = queue.probabilities(most)
    with style():
        ax = axes(ax, 6.5, 3.2)
        for n, share in zip(table["customers"], table["probability"], strict=True):
            waits = n >= queue.servers
            ax.bar(n, share, color=DARK if waits else SERVED, edgecolor=INK, linewidth=0.6)
        busy = 1 - float(sum(queue.probability(n) for n in range(min(queue.servers, 10**5))))
        ax.set(
            xlabel="customers there, n",
            ylabel="share of time, P(n)",
            title=f"{queue.model}: dark, all servers busy, {show(busy, '%')} of the time",
        )
        ax.set_xticks(range(0, most + 1, max(1, most // 15)))
    return ax


def process_time(times: ProcessTime, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """Natural and effective process time as bars, with one standard deviation each way."""
    rows = [("natural", times.natural_time, times.natural_cv), ("effective", times.time, times.cv)]
    with style():
        ax = axes(ax, 6.5, 2.3)
        for k, (name, mean, cv) in enumerate(rows[: 1 if step is not None and step < 2 else 2]):
            spread = mean * cv if name == "natural" or step is None or step > 3 else 0.0
            ax.barh(k, mean, color=[SERVED, WAITING][k], edgecolor=INK, height=0.6)
            ax.errorbar(mean, k, xerr=[[min(spread, mean)], [spread]], color=INK, capsize=4)
        end = max(mean * (1 + cv) for _, mean, cv in rows)
        ax.set(
            xlim=(0, 1.05 * end),
            ylim=(1.6, -0.6),
            xlabel=f"time of a job ({times.time_unit}), whiskers: one standard deviation",
            title=f"Availability {show(times.availability, '%')}",
        )
        labels = [f"{n}: {show(m, times.time_unit)}, cv {show(cv)}" for n, m, cv in rows]
        ax.set_yticks([0, 1], labels)
        ax.tick_params(axis="y", length=0)
    return ax


def classes(queue: PriorityQueue, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """The wait of each class, and that of everybody as a line."""
    unit = queue.overall.time_unit
    shown = len(queue) if step is None else max(0, min(len(queue), step - 1))
    with style():
        ax = axes(ax, 6.5, 1.4 + 0.45 * len(queue))
        longest = max(queue.time_in_queue)
        for k, each in enumerate(queue.classes[:shown], 1):
            ax.barh(k, each.time_in_queue, color=SERVED, edgecolor=INK, height=0.65)
            ax.annotate(
                show(each.time_in_queue, unit), (each.time_in_queue, k), xytext=(5, 0),
                textcoords="offset points", va="center", color=INK, zorder=4,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )  # fmt: skip
        if step is None or step > len(queue) + 1:
            mean = queue.overall.time_in_queue
            ax.axvline(mean, color=WARNING, linestyle="--")
        ax.set(
            xlim=(0, 1.2 * longest),
            ylim=(len(queue) + 0.6, 0.4),
            xlabel=f"time in queue ({unit}); dashed: all together, "
            f"{show(queue.overall.time_in_queue)}",
            ylabel="priority class",
            title=f"{len(queue)} classes, servers {show(queue.utilisation, '%')} busy",
        )
        ax.set_yticks(range(1, len(queue) + 1))
        ax.tick_params(axis="y", length=0)
    return ax


def costs(choice: ServerChoice, *, ax: Axes | None = None, step: int | None = None) -> Axes:
    """Cost of servers and of waiting, stacked, with the least total marked."""
    unit = choice.best.time_unit
    shown = choice.options if step is None else choice.options[:step]
    with style():
        ax = axes(ax, 6.5, 3.4)
        highest = max(map(choice.cost, choice.options))
        for queue in shown:
            servers, waiting = choice.server_cost * queue.servers, choice.waiting(queue)
            best = queue.servers == choice.servers and step in (None, len(choice.options))
            ax.bar(queue.servers, servers, color=SERVED, edgecolor=INK, linewidth=0.7)
            ax.bar(
                queue.servers, waiting, bottom=servers, color=WAITING, edgecolor=INK,
                linewidth=0.7, hatch="//",
            )  # fmt: skip
            ax.text(
                queue.servers, servers + waiting, show(servers + waiting) + " ✓" * best,
                ha="center", va="bottom", color=INK, weight="bold" if best else "normal",
            )  # fmt: skip
        ax.set(
            ylim=(0, 1.12 * highest),
            xlim=(choice.options[0].servers - 0.6, choice.options[-1].servers + 0.6),
            xlabel="servers; plain: cost of the servers, hatched: cost of waiting",
            ylabel=f"cost per {unit}",
            title=choice.headline.split(":")[0],
        )
        ax.set_xticks([queue.servers for queue in choice.options])
        ax.tick_params(axis="x", length=0)
        ax.yaxis.grid(True, color=PALE)
    return ax
