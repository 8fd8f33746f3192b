"""The picture of stages: time × rate is inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.drawing import INK, axes, fill, shorten, style
from ...core.numbers import show
from .problem import Stages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS_PER_INCH = 12.5
LABEL_INCHES = 0.36


def stage_boxes(problem: Stages, shown: int, ax: Axes | None) -> Axes:
    """Boxes from left to right: width is flow time, height is flow rate, so area is inventory.

    Kinds of flow units start anew at 0, one above the other.
    """
    stages, kinds = problem.stages[:shown], problem.kinds()
    tallest = {
        kind: max(float(s.flow_rate or 0) for s in problem.stages if s.flow_unit == kind)
        for kind in kinds
    }
    ends = dict.fromkeys(kinds, 0.0)
    for stage in problem.stages:
        ends[stage.flow_unit] += float(stage.flow_time or 0)
    gap = 0.35 * sum(tallest.values()) / len(kinds)
    with style():
        ax = axes(ax, 7.5, 1.6 + 1.2 * len(kinds))
        inches = ax.get_window_extent().width / ax.figure.dpi / (max(ends.values()) or 1)
        at = dict.fromkeys(kinds, 0.0)
        tall = ax.get_window_extent().height / ax.figure.dpi / (sum(tallest.values()) * 1.35)
        base, ground = {}, 0.0
        for kind in reversed(kinds):
            base[kind], ground = ground, ground + tallest[kind] + gap
        for k, stage in enumerate(stages, 1):
            kind, wide = stage.flow_unit, float(stage.flow_time or 0)
            high, foot = float(stage.flow_rate or 0), base[stage.flow_unit]
            ax.bar(at[kind], high, wide, foot, align="edge", color=fill(k), edgecolor=INK)
            columns = int(wide * inches * COLUMNS_PER_INCH)
            held = f"I = {show(stage.inventory or 0)}"
            if columns >= len(held):
                words = f"{shorten(stage.stage or kind, columns)}\n{held}"
                middle = at[kind] + wide / 2
                fits = high * tall > LABEL_INCHES
                y, va = (foot + high / 2, "center") if fits else (foot + high, "bottom")
                ax.text(middle, y, words, ha="center", va=va, size=9)
            at[kind] += wide
        for kind in kinds:
            text = f"at most {show(tallest[kind])} per {problem.time_unit}"
            text = f"{kind}: {text}" if kind else text
            ax.text(0, base[kind] + tallest[kind], text, va="bottom", size=9)
        total = show(sum(float(stage.inventory or 0) for stage in problem.stages))
        ax.set(
            xlim=(0, 1.02 * (max(ends.values()) or 1)), ylim=(0, ground),
            xlabel=f"flow time ({problem.time_unit}), height: flow rate, area: inventory",
            title=f"{total} {problem.flow_unit} inside, stage by stage",
        )  # fmt: skip
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
    return ax
