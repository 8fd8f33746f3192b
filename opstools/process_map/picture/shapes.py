"""The shapes of steps: boxes, documents, rounded ends, waits, decisions, bars."""

from __future__ import annotations

from math import cos, pi, sin

from ...core.drawing import INK, PALE, fill
from ...core.sketch import Area, Circle, Line, Place, Shape, box
from ..problem import DECISION, DOCUMENT, END, NECESSARY, START, VALUE, WAIT, WASTE
from .grid import BAR, DIAMOND

FILLS = {VALUE: fill(3), NECESSARY: "white", WASTE: PALE}
THICK = {VALUE: 1.7, NECESSARY: 0.9, WASTE: 0.9}
CUT = 9.0  # of the points of a decision's box


def step_shape(
    shape: str, kind: str, x: float, y: float, w: float, h: float, *, strong: bool = False
) -> tuple[Shape, ...]:
    """The outline of a step, filled by its kind; a waste has its corner crossed."""
    looks = {"fill": FILLS[kind], "thick": 2.6 if strong else THICK[kind]}
    outline = Area(_outline(shape, x, y, w, h), **looks)  # type: ignore[arg-type]
    if kind != WASTE:
        return (outline,)
    a, b = (x + w - 9, y + 3), (x + w - 4, y + 8)
    cross = Line((a, b)), Line(((a[0], b[1]), (b[0], a[1])))
    return (outline, *cross)


def _outline(shape: str, x: float, y: float, w: float, h: float) -> tuple[Place, ...]:
    right, low, middle = x + w, y + h, y + h / 2
    if shape in (START, END):
        r = h / 2
        arcs = [(pi / 2 + pi * k / 10, x + r) for k in range(11)]
        arcs += [(3 * pi / 2 + pi * k / 10, right - r) for k in range(11)]
        return tuple((cx + r * cos(a), middle - r * sin(a)) for a, cx in arcs)
    if shape == DECISION:
        return ((x, middle), (x + CUT, y), (right - CUT, y), (right, middle), (right - CUT, low),
                (x + CUT, low))  # fmt: skip
    if shape == DOCUMENT:
        wave = [(right - w * k / 16, low - 3 + 3 * sin(2 * pi * k / 16)) for k in range(17)]
        return ((x, y), (right, y), *wave)
    if shape == WAIT:
        r = h / 2
        arc = [(right - r + r * sin(pi * k / 10), middle - r * cos(pi * k / 10)) for k in range(11)]
        return ((x, y), *arc, (x, low))
    return box(x, y, w, h).points


def diamond(x: float, y: float) -> Area:
    """Below a box whose middle is at x and whose lower side at y: here ways part."""
    r = DIAMOND / 2
    return Area(((x, y), (x + r, y + r), (x, y + 2 * r), (x - r, y + r)), fill="white", thick=1.1)


def bar_below(x: float, w: float, y: float) -> tuple[Shape, ...]:
    """A bar from which ways go on side by side."""
    middle = x + w / 2
    return Line(((middle, y), (middle, y + BAR - 4))), box(x, y + BAR - 4, w, 4, fill=INK)


def bar_above(x: float, w: float, y: float) -> tuple[Shape, ...]:
    """A bar at which ways wait for each other."""
    middle = x + w / 2
    return box(x, y - BAR, w, 4, fill=INK), Line(((middle, y - BAR + 4), (middle, y)))


def start_mark(x: float, y: float) -> tuple[Shape, ...]:
    """Items come in here: a dot on the corner of a box."""
    return (Circle((x, y), 4.2, fill=INK),)


def end_mark(x: float, y: float) -> tuple[Shape, ...]:
    """Items leave here: a ring around a dot on the corner of a box."""
    return Circle((x, y), 4.6, fill="white", thick=1.1), Circle((x, y), 2.2, fill=INK)
