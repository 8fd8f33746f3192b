"""The icons of value-stream maps by name: who draws each, into a box of any size."""

from __future__ import annotations

from collections.abc import Callable

from ...core.sketch import Group, Shape

Icon = Callable[[float, float, float, float], tuple[Shape, ...]]
ICONS: dict[str, Icon] = {}


def icon(name: str, x: float, y: float, w: float, h: float, title: str = "") -> Group:
    """An icon in its box, with a title."""
    return Group(title or name, ICONS[name](x, y, w, h))


def named(name: str) -> Callable[[Icon], Icon]:
    """Keep a drawing under a name."""

    def keep(draw: Icon) -> Icon:
        ICONS[name] = draw
        return draw

    return keep
