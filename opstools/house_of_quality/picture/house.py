"""The whole house of quality, as one drawing."""

from __future__ import annotations

from ...core.sketch import Shape, Sketch, Text
from ..problem import House
from ..result import Priorities
from .frame import BARS, MARK, PAD, ROW, SMALL, Frame
from .rooms import (
    assessment_room,
    heads_room,
    importance_room,
    matrix_room,
    needs_room,
    roof_room,
    technical_room,
)

LINE = 10.0  # height of a line of the legend


def house_sketch(
    house: House,
    priorities: Priorities | None = None,
    *,
    columns: int | None = None,
    known: int | None = None,
) -> Sketch:
    """All six rooms; `columns` requirements are filled in, `known` ones are ranked."""
    frame = Frame(house, priorities)
    m = len(house.requirements)
    rooms = [
        roof_room(frame),
        heads_room(frame),
        needs_room(frame),
        matrix_room(frame, m if columns is None else columns),
        assessment_room(frame),
        technical_room(frame),
        importance_room(frame, m if known is None else known),
    ]
    y = frame.y_importance + (2 * ROW + BARS + PAD if priorities else 0)
    legend = []
    for line in (line for lines in frame.legend for line in lines):
        legend.append(Text((PAD / 2, y + LINE / 2), line, SMALL))
        y += LINE
    width = frame.right + PAD + (5 * MARK + 2 * PAD + 20 if house.perceptions else 0)
    described = priorities.headline if priorities else house.headline
    shapes: list[Shape] = [*(room for room in rooms if room), *legend]
    return Sketch(width, y + PAD, house.title, described, tuple(shapes))
