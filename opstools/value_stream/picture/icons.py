"""All icons of value-stream maps, and a sheet that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import public
from ...core.sketch import Shape, Sketch, Text
from . import information_icons, material_icons  # they enter their icons into the registry
from .registry import ICONS, icon

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ICONS", "icon", "icon_sheet", "icons", "information_icons", "material_icons"]
COLUMNS, WIDE, HIGH = 6, 92.0, 66.0


@public
def icons(ax: Axes | None = None) -> Axes:
    """All icons of value-stream maps, each with its name, on `ax` or axes of their own.

    What is no axes raises `ProblemError`.

    >>> ax = icons()
    >>> ax.get_title(loc="left")
    'Icons of value-stream maps'
    """
    return icon_sheet().draw(ax)


def icon_sheet() -> Sketch:
    """All icons with their names."""
    shapes: list[Shape] = []
    for k, name in enumerate(ICONS):
        x, y = (k % COLUMNS) * WIDE, (k // COLUMNS) * HIGH
        shapes.append(icon(name, x + 28, y + 8, 36, 30))
        shapes.append(Text((x + WIDE / 2, y + 52), name.replace("fifo", "FIFO"), 7.5, "center"))
    height = HIGH * (1 + (len(ICONS) - 1) // COLUMNS)
    text = f"{len(ICONS)} icons: {', '.join(ICONS)}."
    return Sketch(COLUMNS * WIDE, height, "Icons of value-stream maps", text, tuple(shapes))
