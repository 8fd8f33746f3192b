"""All icons of value-stream maps, and a sheet that shows them."""

from __future__ import annotations

from ...core.sketch import Shape, Sketch, Text
from . import information_icons, material_icons  # they enter their icons into the registry
from .registry import ICONS, icon

__all__ = ["ICONS", "icon", "icon_sheet", "information_icons", "material_icons"]
COLUMNS, WIDE, HIGH = 6, 92.0, 66.0


def icon_sheet() -> Sketch:
    """All icons with their names."""
    shapes: list[Shape] = []
    for k, name in enumerate(ICONS):
        x, y = (k % COLUMNS) * WIDE, (k // COLUMNS) * HIGH
        shapes.append(icon(name, x + 28, y + 8, 36, 30))
        shapes.append(Text((x + WIDE / 2, y + 52), name, 7.5, "center"))
    height = HIGH * (1 + (len(ICONS) - 1) // COLUMNS)
    text = f"{len(ICONS)} icons: {', '.join(ICONS)}."
    return Sketch(COLUMNS * WIDE, height, "Icons of value-stream maps", text, tuple(shapes))
