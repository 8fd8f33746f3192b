"""What arrivals at random look like: Poisson counts, exponential gaps."""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING, Literal

from ..core import Faults, public
from ..core.drawing import BLUE, INK, axes, fill, label, style
from ..core.figures import positive, whole
from ..core.numbers import show

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 1_000_000  # arrivals that are drawn by lot
MOST_A_UNIT = 200  # a count is a bar


@public
def random_arrivals(
    *,
    rate: float = 4,
    length: int = 500,
    seed: int = 1,
    what: Literal["counts", "gaps"] = "counts",
    time_unit: str = "h",
    ax: Axes | None = None,
) -> Axes:
    """Arrivals drawn by lot beside their law: how many come in one `time_unit`, or the gaps.

    Counts follow Poisson's law P(n) = e^(−λ) λⁿ / n!, gaps the exponential density λ e^(−λt).
    `length` time units are simulated. Bad figures raise `ProblemError`. Source: Poisson (1837);
    Erlang (1909).

    >>> random_arrivals(rate=4, length=500).get_title(loc="left")
    '500 h: 4.042 arrivals per h on average'
    """
    faults = Faults("random arrivals")
    mean = float(positive(rate, "rate", faults, f"per {time_unit}"))
    span = whole(length, "length", faults, MOST)
    start = whole(seed, "seed", faults, 2**32 - 1, least=0)
    if not faults.found and (mean > MOST_A_UNIT or mean * span > MOST):
        problem = f"{show(mean)} per {time_unit} for {show(span, time_unit)} are too many to draw"
        faults.add("rate", problem, "Use a smaller rate, or a shorter time.")
    faults.raise_any()
    moments = _moments(mean, span, start)
    with style():
        ax = axes(ax, 6.5, 3.2)
        if what == "counts":
            _counts(ax, moments, mean, span, time_unit)
        else:
            _gaps(ax, moments, mean, time_unit)
        seen = f"{show(len(moments) / span, 'arrivals')} per {time_unit} on average"
        ax.set_title(f"{show(span, time_unit)}: {seen}")
        ax.legend(loc="upper right")
    return ax


def _moments(rate: float, span: int, seed: int) -> list[float]:
    """Arrivals from 0 to the end, one exponential gap after the other."""
    import numpy as np

    random = np.random.default_rng(seed)
    moments = np.cumsum(random.exponential(1 / rate, int(2 * rate * span + 50)))
    return [float(moment) for moment in moments[moments < span]]


def _counts(ax: Axes, moments: list[float], rate: float, span: int, time_unit: str) -> None:
    import numpy as np

    each = np.bincount(np.array(moments, dtype=int), minlength=span)[:span]
    n = np.arange(int(max(each.max(initial=0), rate + 4 * rate**0.5)) + 1)
    logs = n * np.log(rate) - rate - np.array([lgamma(k + 1) for k in n])
    seen = np.bincount(each, minlength=len(n))[: len(n)] / span
    ax.bar(n, 100 * seen, color=fill(1), edgecolor=INK, linewidth=0.6, label="seen")
    ax.plot(n, 100 * np.exp(logs), "o-", color=BLUE, markersize=4, label="Poisson")
    ax.set(xlabel=f"arrivals in one {time_unit}", ylabel=f"share of all {time_unit} (%)", ylim=0)


def _gaps(ax: Axes, moments: list[float], rate: float, time_unit: str) -> None:
    import numpy as np

    gaps, end = np.diff(moments, prepend=0.0), 5 / rate
    edges = np.linspace(0, end, 21)
    heights, _ = np.histogram(gaps, bins=edges)
    density = heights / max(1, len(gaps)) / (edges[1] - edges[0])
    ax.bar(edges[:-1], density, edges[1] - edges[0], align="edge", color=fill(1), edgecolor=INK,
           linewidth=0.6, label="seen")  # fmt: skip
    t = np.linspace(0, end, 200)
    ax.plot(t, rate * np.exp(-rate * t), color=BLUE, label="exponential")
    ax.axvline(1 / rate, color=INK, linestyle=":", linewidth=1)
    label(ax, f"mean {show(1 / rate, time_unit)}", (1 / rate, rate), by=(4, -4), va="top")
    ax.set(xlim=(0, end), xlabel=f"gap between arrivals ({time_unit})", ylabel="density", ylim=0)
