"""Icons of material: works, stores, arrows, carriers. Forms after Rother & Shook (1998)."""

from __future__ import annotations

from math import cos, pi, sin

from ...core.drawing import GREY, INK, PALE
from ...core.sketch import Area, Circle, Line, Shape, Text, box
from .registry import named


@named("factory")
def factory(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """An outside source, supplier or customer: a works with a saw-tooth roof."""
    base, tooth = y + 0.42 * h, w / 3
    points = [(x, y + h), (x, base)]
    for k in range(3):
        points += [(x + (k + 1) * tooth, y + 0.05 * h), (x + (k + 1) * tooth, base)]
    return (Area((*points, (x + w, y + h)), fill="white", thick=1.2),)


@named("process")
def process(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A process: a box with a head."""
    return (
        box(x, y, w, h, fill="white", thick=1.1),
        Line(((x, y + 0.3 * h), (x + w, y + 0.3 * h))),
    )


@named("shared process")
def shared(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A process that other streams use too: its head is hatched."""
    lines = tuple(Line(((x + k * w / 6, y + 0.3 * h), (x + (k + 1) * w / 6, y))) for k in range(6))
    return (*process(x, y, w, h), *lines)


@named("data box")
def data_box(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Figures of a process, row by row."""
    lines = tuple(Line(((x, y + k * h / 4), (x + w, y + k * h / 4)), GREY, 0.5) for k in (1, 2, 3))
    return (box(x, y, w, h, fill="white"), *lines)


@named("inventory")
def inventory(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """What waits: a triangle with an I."""
    shape = Area(((x + w / 2, y), (x, y + h), (x + w, y + h)), fill="#F5C065", thick=1.1)
    return shape, Text((x + w / 2, y + 0.68 * h), "I", 0.42 * h, "center", bold=True)


@named("supermarket")
def supermarket(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A store from which the next process takes: open to the one that fills it."""
    right = x + w
    outline = Line(((x, y), (right, y), (right, y + h), (x, y + h)), thick=1.4)
    shelves = tuple(Line(((x, y + k * h / 3), (right, y + k * h / 3)), thick=1.0) for k in (1, 2))
    return (outline, *shelves)


def _stock(letter: str, x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    lines = tuple(Line(((x, y + k * h / 3), (x + w, y + k * h / 3))) for k in (1, 2))
    return (
        box(x, y, w, h, fill="white", thick=1.2),
        *lines,
        Text((x + w / 2, y + h / 6), letter, 0.25 * h, "center"),
    )


@named("buffer stock")
def buffer(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Stock against varying demand."""
    return _stock("B", x, y, w, h)


@named("safety stock")
def safety(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Stock against failures of our own."""
    return _stock("S", x, y, w, h)


@named("fifo lane")
def fifo(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A lane from which first comes what came first."""
    lines = (Line(((x, y), (x + w, y)), thick=1.2), Line(((x, y + h), (x + w, y + h)), thick=1.2))
    arrow = Line(((x + 2, y + h * 0.75), (x + w - 2, y + h * 0.75)), arrow=True)
    return (
        *lines,
        arrow,
        Text((x + w / 2, y + 0.36 * h), "FIFO", min(7.0, 0.42 * h), "center", bold=True),
    )


@named("push arrow")
def push(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Made whether it is wanted or not: a striped arrow."""
    body, mid, head = 0.5 * h, y + h / 2, min(0.3 * w, h)
    end = x + w - head
    outline = Area(
        (
            (x, mid - body / 2),
            (end, mid - body / 2),
            (end, y),
            (x + w, mid),
            (end, y + h),
            (end, mid + body / 2),
            (x, mid + body / 2),
        ),
        fill="white",
    )
    width = (end - x) / 5
    stripes = tuple(
        box(x + k * width, mid - body / 2, width, body, fill=INK, thick=0.1) for k in (0, 2, 4)
    )
    return (outline, *stripes)


@named("pull arrow")
def pull(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Taken as it is wanted: a turn that ends in an arrow."""
    r, cx, cy = min(w, h) * 0.36, x + w / 2, y + h / 2
    turn = tuple(
        (cx + r * cos(a), cy + r * sin(a)) for a in (pi * (0.9 + k / 14) for k in range(18))
    )
    return (
        Line(turn, thick=1.4),
        Line(((x, cy), (cx - r, cy))),
        Line((turn[-1], (turn[-1][0] - 3, turn[-1][1] + 2)), arrow=True),
    )


@named("withdrawal")
def withdrawal(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Material taken from a store: a round arrow."""
    return Circle((x + w / 2, y + h / 2), 0.34 * min(w, h)), Line(
        ((x + 0.55 * w, y + 0.14 * h), (x + 0.86 * w, y + 0.3 * h)), arrow=True
    )


@named("shipment")
def shipment(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """From the supplier or to the customer: a broad empty arrow."""
    mid, head = y + h / 2, min(0.35 * w, h)
    end = x + w - head
    return (
        Area(
            (
                (x, y + 0.25 * h),
                (end, y + 0.25 * h),
                (end, y),
                (x + w, mid),
                (end, y + h),
                (end, y + 0.75 * h),
                (x, y + 0.75 * h),
            ),
            fill="white",
            thick=1.1,
        ),
    )


def _wheels(x: float, y: float, w: float, h: float, at: tuple[float, ...]) -> tuple[Shape, ...]:
    r = 0.13 * h
    return tuple(Circle((x + k * w, y + h - r), r, fill="white", thick=1.1) for k in at)


@named("truck")
def truck(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A lorry."""
    return (
        box(x, y + 0.1 * h, 0.62 * w, 0.66 * h, fill="white", thick=1.1),
        Area(
            (
                (x + 0.65 * w, y + 0.34 * h),
                (x + 0.85 * w, y + 0.34 * h),
                (x + w, y + 0.55 * h),
                (x + w, y + 0.76 * h),
                (x + 0.65 * w, y + 0.76 * h),
            ),
            fill=PALE,
            thick=1.1,
        ),
        *_wheels(x, y, w, h, (0.18, 0.46, 0.82)),
    )


@named("rail")
def rail(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A railway car on its track."""
    return (
        box(x + 0.06 * w, y + 0.15 * h, 0.88 * w, 0.5 * h, fill="white", thick=1.1),
        *_wheels(x, y, w, 0.9 * h, (0.22, 0.4, 0.6, 0.78)),
        Line(((x, y + 0.95 * h), (x + w, y + 0.95 * h)), thick=1.6),
    )


@named("ship")
def ship(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A ship."""
    hull = Area(
        (
            (x, y + 0.55 * h),
            (x + w, y + 0.55 * h),
            (x + 0.85 * w, y + 0.95 * h),
            (x + 0.15 * w, y + 0.95 * h),
        ),
        fill=PALE,
        thick=1.1,
    )
    return (
        hull,
        box(x + 0.22 * w, y + 0.3 * h, 0.36 * w, 0.25 * h, fill="white"),
        box(x + 0.62 * w, y + 0.08 * h, 0.12 * w, 0.47 * h, fill="white"),
    )


@named("plane")
def plane(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """An aeroplane from above."""
    mid = y + h / 2
    body = Area(
        (
            (x + w, mid),
            (x + 0.85 * w, mid - 0.07 * h),
            (x, mid - 0.07 * h),
            (x, mid + 0.07 * h),
            (x + 0.85 * w, mid + 0.07 * h),
        ),
        fill=PALE,
    )
    wings = Area(
        (
            (x + 0.6 * w, mid),
            (x + 0.32 * w, y + 0.04 * h),
            (x + 0.22 * w, y + 0.04 * h),
            (x + 0.38 * w, mid),
            (x + 0.22 * w, y + 0.96 * h),
            (x + 0.32 * w, y + 0.96 * h),
        ),
        fill=PALE,
    )
    tail = Area(((x + 0.12 * w, mid), (x, mid - 0.24 * h), (x, mid + 0.24 * h)), fill=PALE)
    return wings, tail, body


@named("forklift")
def forklift(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A fork-lift truck."""
    return (
        box(x + 0.06 * w, y + 0.42 * h, 0.5 * w, 0.36 * h, fill=PALE, thick=1.1),
        Line(
            (
                (x + 0.14 * w, y + 0.42 * h),
                (x + 0.2 * w, y + 0.08 * h),
                (x + 0.5 * w, y + 0.08 * h),
                (x + 0.54 * w, y + 0.42 * h),
            )
        ),
        Line(
            ((x + 0.66 * w, y + 0.05 * h), (x + 0.66 * w, y + 0.84 * h), (x + w, y + 0.84 * h)),
            thick=1.6,
        ),
        *_wheels(x, y, w, h, (0.18, 0.46)),
    )


@named("rework loop")
def rework(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Back again: a line that returns."""
    return (
        Line(
            ((x + w, y + h), (x + w, y + 0.2 * h), (x, y + 0.2 * h), (x, y + h)),
            thick=1.1,
            dashed=True,
            arrow=True,
        ),
    )


@named("cross dock")
def cross_dock(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Moved on without being stored."""
    return (
        box(x, y, w, h, fill="white"),
        Line(((x, y), (x + w, y + h))),
        Line(((x, y + h), (x + w, y))),
    )


@named("warehouse")
def warehouse(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A storehouse."""
    return (
        Area(
            ((x, y + 0.35 * h), (x + w / 2, y), (x + w, y + 0.35 * h), (x + w, y + h), (x, y + h)),
            fill="white",
            thick=1.1,
        ),
        box(x + 0.3 * w, y + 0.55 * h, 0.4 * w, 0.45 * h, fill=PALE),
    )
