"""The picture of a mixed line: what each model brings to each station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, WARNING, axes, fill, label, style
from ...core.numbers import show
from .result import MixedBalance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # over the dashed line
HATCHES = ("", "///", "...", "xxx")  # models are told apart without colour too


def model_loads(found: MixedBalance, shown: int, ax: Axes | None) -> Axes:
    """A group of bars for each station, one bar a model; dashed: the cycle time."""
    stations, models = found.balance.number_of_stations, list(found.loads)
    cycle, high = float(found.problem.cycle_time), float(found.measures["longest_load"])
    with style():
        ax = axes(ax, max(5.0, 1.2 + 0.35 * stations * (len(models) + 1)), 3.4)
        for k, model in enumerate(models):
            at = [n + 0.8 * ((k + 0.5) / len(models) - 0.5) for n in range(1, shown + 1)]
            loads = [float(load) for load in found.loads[model][:shown]]
            ax.bar(at, loads, 0.76 / len(models), color=fill(k + 1), edgecolor=INK, label=model,
                   hatch=HATCHES[k % len(HATCHES)])  # fmt: skip
            for x, load in zip(at, loads, strict=True):
                label(ax, show(load), (x, load), by=(0, 3), ha="center", va="bottom", size=8,
                      zorder=4, bbox=WHITE)  # fmt: skip
        ax.axhline(cycle, color=WARNING, linestyle="--")
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=min(4, len(models)))
        unit = found.problem.time_unit
        ax.set(
            xlim=(0.4, stations + 0.6), ylim=(0, 1.2 * max(cycle, high)), xlabel="station",
            ylabel=f"load ({unit})", title=f"Dashed: cycle time {show(cycle, unit)}",
        )  # fmt: skip
        ax.set_xticks(range(1, stations + 1))
    return ax
