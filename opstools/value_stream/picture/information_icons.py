"""Icons of information, cards, people and time. Forms after Rother & Shook (1998)."""

from __future__ import annotations

from math import cos, pi, sin

from ...core.drawing import GREY, INK, ORANGE, PALE
from ...core.sketch import Area, Circle, Line, Shape, Text, box
from .registry import named


def _letter(text: str, x: float, y: float, w: float, h: float, size: float = 8) -> Text:
    return Text((x + w / 2, y + h / 2), text, size, "center", bold=True)


@named("production control")
def control(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Who plans: a box with a head."""
    return (
        box(x, y, w, h, fill="white", thick=1.3),
        Line(((x, y + 0.25 * h), (x + w, y + 0.25 * h))),
    )


@named("manual information")
def manual(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Told by word or paper: a straight arrow."""
    return (Line(((x, y + h / 2), (x + w, y + h / 2)), arrow=True),)


@named("electronic information")
def electronic(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Told by wire: an arrow with a flash in it."""
    mid = y + h / 2
    return (
        Line(
            (
                (x, mid),
                (x + 0.55 * w, mid),
                (x + 0.42 * w, mid + 0.28 * h),
                (x + w, mid + 0.28 * h),
            ),
            arrow=True,
        ),
    )


@named("schedule")
def schedule(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A plan on paper."""
    lines = tuple(
        Line(((x + 0.15 * w, y + k * h), (x + 0.85 * w, y + k * h)), GREY) for k in (0.3, 0.5, 0.7)
    )
    return (box(x, y, w, h, fill="white"), *lines)


@named("go see")
def go_see(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Somebody goes and looks: glasses."""
    r, mid = 0.2 * w, y + h / 2
    lenses = (Circle((x + 0.25 * w, mid), r), Circle((x + 0.75 * w, mid), r))
    return (
        *lenses,
        Line(((x + 0.45 * w, mid), (x + 0.55 * w, mid))),
        Line(((x + 0.05 * w, mid), (x, mid - 0.3 * h))),
        Line(((x + 0.95 * w, mid), (x + w, mid - 0.3 * h))),
    )


def _card(x: float, y: float, w: float, h: float, fill: str) -> Area:
    cut = 0.28 * w
    return Area(((x, y), (x + w - cut, y), (x + w, y + cut), (x + w, y + h), (x, y + h)), fill=fill)


@named("production kanban")
def production_kanban(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A card: make one container."""
    return (_card(x, y, w, h, "white"), _letter("P", x, y, w, h))


@named("withdrawal kanban")
def withdrawal_kanban(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A card: fetch one container; hatched."""
    hatch = tuple(
        Line(((x, y + k * h / 4), (x + min(w, k * w / 4), y)), GREY, 0.5) for k in (1, 2, 3)
    )
    return (_card(x, y, w, h, "white"), *hatch, _letter("W", x, y, w, h))


@named("signal kanban")
def signal_kanban(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A card at a mark in the store: make one batch; a triangle on its tip."""
    return Area(((x, y), (x + w, y), (x + w / 2, y + h)), fill="white"), Text(
        (x + w / 2, y + 0.3 * h), "S", 0.34 * h, "center", bold=True
    )


@named("kanban post")
def post(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Where cards are collected."""
    return (
        Line(((x + w / 2, y + 0.4 * h), (x + w / 2, y + h)), thick=1.4),
        Line(
            (
                (x + 0.1 * w, y),
                (x + 0.1 * w, y + 0.4 * h),
                (x + 0.9 * w, y + 0.4 * h),
                (x + 0.9 * w, y),
            ),
            thick=1.4,
        ),
    )


@named("load levelling")
def levelling(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Volume and mix evened out: a box with O and X in turn."""
    return box(x, y + 0.15 * h, w, 0.7 * h, fill="white"), _letter(
        "OXOX", x, y, w, h, min(8.0, w / 3.4)
    )


@named("sequenced pull")
def sequenced(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Made one by one in the order of the calls: a ball."""
    return (
        Circle((x + w / 2, y + h / 2), 0.4 * min(w, h), fill=PALE),
        Circle((x + w / 2, y + h / 2), 0.2 * min(w, h), fill=INK),
    )


@named("operator")
def operator(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """A person from above: a head before a shoulder line."""
    r, mid = 0.26 * min(w, h), y + 0.58 * h
    arc = tuple(
        (x + w / 2 + 0.48 * w * cos(a), mid - 0.42 * h * sin(a))
        for a in (pi * k / 12 for k in range(13))
    )
    return Line(arc, thick=1.2), Circle((x + w / 2, mid), r, fill="white", thick=1.2)


@named("kaizen burst")
def burst(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """Something to be improved: a burst."""
    cx, cy, spikes = x + w / 2, y + h / 2, 14
    points = []
    for k in range(2 * spikes):
        part = 1.0 if k % 2 else 0.78
        points.append(
            (cx + part * w / 2 * cos(pi * k / spikes), cy + part * h / 2 * sin(pi * k / spikes))
        )
    return (Area(tuple(points), fill="#F4EC8C", edge=ORANGE, thick=1.0),)


@named("timeline")
def timeline(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """The ladder: waiting above, work below."""
    return (
        Line(
            (
                (x, y),
                (x + 0.4 * w, y),
                (x + 0.4 * w, y + h),
                (x + 0.7 * w, y + h),
                (x + 0.7 * w, y),
                (x + w, y),
            ),
            thick=1.2,
        ),
    )


@named("timeline total")
def total(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """The ladder's sums."""
    return box(x, y, w, h, fill="white", thick=1.1), Line(((x, y + h / 2), (x + w, y + h / 2)))


@named("takt mark")
def takt_mark(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """The pace: a clock."""
    cx, cy, r = x + w / 2, y + h / 2, 0.45 * min(w, h)
    return Circle((cx, cy), r, fill="white", thick=1.2), Line(
        ((cx, cy - 0.8 * r), (cx, cy), (cx + 0.6 * r, cy))
    )


@named("pacemaker")
def pacemaker(x: float, y: float, w: float, h: float) -> tuple[Shape, ...]:
    """The process that sets the pace: a flag."""
    return Line(((x + 0.2 * w, y + h), (x + 0.2 * w, y)), thick=1.2), Area(
        ((x + 0.2 * w, y), (x + w, y + 0.22 * h), (x + 0.2 * w, y + 0.45 * h)), fill=ORANGE
    )
