"""The picture of stages: time × rate is inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import COLUMNS_PER_INCH, INK, axes, fill, inches, shorten, style
from ...core.numbers import show
from .problem import Stage, Stages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_INCHES = 0.36  # that two lines of text are high


def stage_boxes(problem: Stages, shown: int, ax: Axes | None) -> Axes:
    """Boxes from left to right: width is flow time, height is flow rate, so area is inventory.

    Kinds of flow units start anew at 0, one above the other.
    """
    kinds = problem.kinds()
    tallest = {
        kind: max(float(s.flow_rate or 0) for s in problem.stages if s.flow_unit == kind)
        for kind in kinds
    }
    gap = 0.35 * sum(tallest.values()) / len(kinds)
    base, ground = {}, 0.0
    for kind in reversed(kinds):
        base[kind], ground = ground, ground + tallest[kind] + gap
    longest = _longest(problem)
    total = show(sum(float(stage.inventory or 0) for stage in problem.stages))
    with style():
        ax = axes(ax, 7.5, 1.6 + 1.2 * len(kinds))
        wide, high = inches(ax)
        at = dict.fromkeys(kinds, 0.0)
        for k, stage in enumerate(problem.stages[:shown], 1):
            corner = at[stage.flow_unit], base[stage.flow_unit]
            _box(ax, k, stage, corner, (wide / longest, high / ground))
            at[stage.flow_unit] += float(stage.flow_time or 0)
        for kind in kinds:
            text = f"at most {show(tallest[kind])} per {problem.time_unit}"
            text = f"{kind}: {text}" if kind else text
            ax.text(0, base[kind] + tallest[kind], text, va="bottom", size=9)
        ax.set(
            xlim=(0, 1.02 * longest), ylim=(0, ground),
            xlabel=f"flow time ({problem.time_unit}), height: flow rate, area: inventory",
            title=f"{total} {problem.flow_unit} inside, stage by stage",
        )  # fmt: skip
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    return ax


def _longest(problem: Stages) -> float:
    """The flow time of the kind of flow units that takes longest; 1 where none takes any."""
    ends = dict.fromkeys(problem.kinds(), 0.0)
    for stage in problem.stages:
        ends[stage.flow_unit] += float(stage.flow_time or 0)
    return max(ends.values()) or 1.0


def _box(
    ax: Axes, k: int, stage: Stage, corner: tuple[float, float], scale: tuple[float, float]
) -> None:
    """A stage with its name and inventory, above the box where it is too low; `scale` in inches."""
    (x, y), wide, high = corner, float(stage.flow_time or 0), float(stage.flow_rate or 0)
    ax.bar(x, high, wide, y, align="edge", color=fill(k), edgecolor=INK)
    columns, held = int(wide * scale[0] * COLUMNS_PER_INCH), f"I = {show(stage.inventory or 0)}"
    if columns >= len(held):
        words = f"{shorten(stage.stage or stage.flow_unit, columns)}\n{held}"
        inside = high * scale[1] > LABEL_INCHES
        middle, va = (y + high / 2, "center") if inside else (y + high, "bottom")
        ax.text(x + wide / 2, middle, words, ha="center", va=va, size=9)
