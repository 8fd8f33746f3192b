"""A result beside what it began with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core import fail, public
from ..core.drawing import style
from ..core.numbers import quoted
from .cells.result import Cells
from .departments.result import Layout
from .plans.result import BlockPlan

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, HIGH = 6.2, 4.6  # of each picture, in inches
FROM_NOTHING = ("by_hand", "corelap", "aldep")  # their first step is not a whole plan yet


@public
def before_and_after(result: Any) -> Axes:
    """Two pictures side by side: what a method began with, and what came of it.

    `result` is a layout, a block plan or machine cells; anything else raises `ProblemError`. The
    axes of the picture on the left come back; its figure has both.

    >>> from opstools import datasets
    >>> from opstools.facility_layout import pairwise_exchange
    >>> better = pairwise_exchange(datasets.load("walters"), ["1", "2", "3", "4", "5", "6"])
    >>> left = before_and_after(better)
    >>> [ax.get_title(loc="left") for ax in left.figure.axes]
    ['Before: Cost 570 $', 'After: Cost 430 $']
    """
    import matplotlib.pyplot as plt

    if not isinstance(result, (Layout, BlockPlan, Cells)):
        remedy = "Give a Layout, a BlockPlan or Cells."
        fail("before_and_after", "result", f"{quoted(result)} is none", remedy)
    first = 0 if isinstance(result, Cells) or result.method in FROM_NOTHING else 1
    with style():
        _, (left, right) = plt.subplots(1, 2, figsize=(2 * WIDE, HIGH), layout="constrained")
        for word, ax, step in (("Before", left, first), ("After", right, None)):
            result.plot(ax, step=step)
            ax.set_anchor("NW")
            ax.set_title(f"{word}: {ax.get_title(loc='left')}")
    return left  # type: ignore[no-any-return]
