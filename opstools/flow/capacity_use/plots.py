"""The picture of a capacity and its use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, label, rows_of, style
from ...core.numbers import show
from .result import CapacityUse

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def three_rates(use: CapacityUse, shown: int, ax: Axes | None) -> Axes:
    """Design, effective and actual output, one bar each."""
    rates = {"design capacity": use.design, "effective capacity": use.effective,
             "output": use.output}  # fmt: skip
    with style():
        ax = axes(ax, 6.5, 2.4)
        for row, rate in enumerate([*rates.values()][:shown], 1):
            ax.barh(row, float(rate), color=fill(row), edgecolor=INK, height=0.65)
            label(ax, show(rate), (float(rate), row))
        rows_of(ax, list(rates))
        ax.set(
            xlim=(0, 1.15 * float(use.design)), xlabel=use.unit_of_rate,
            title=f"Utilisation {show(use.utilisation, '%')}, efficiency "
            f"{show(use.efficiency, '%')}",
        )  # fmt: skip
    return ax
