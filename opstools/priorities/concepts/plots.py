"""Statements on the left, concepts on the right, a line for each match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.drawing import BLUE, WARNING, fill
from ...core.sketch import Group, Line, Shape, Sketch, Text, box, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .problem import Statements

LEFT, BETWEEN, RIGHT = 330.0, 90.0, 150.0
LINE, ROW, SIZE, EDGE = 11.0, 31.0, 8.5, 2.0


@dataclass(frozen=True)
class Drawn:
    """The concept of each of the first statements, and whether it is judged."""

    given: tuple[str, ...]
    judged: bool = False


def matches(known: Statements, drawn: Drawn, ax: Axes | None) -> Axes:
    """Full lines are right, dashed ones wrong; a statement without an answer has none."""
    return chart(known, drawn).draw(ax)


def chart(known: Statements, drawn: Drawn) -> Sketch:
    """The drawing with its description."""
    height = ROW * max(len(known.statements), len(known.concepts)) + 6
    place = {concept: height * (k + 0.5) / len(known.concepts)
             for k, concept in enumerate(known.concepts)}  # fmt: skip
    shapes: list[Shape] = []
    for k, each in enumerate(known.statements):
        shapes.append(_box(each.statement, EDGE, ROW * (k + 0.5) + 3, LEFT, 0))
    for k, concept in enumerate(known.concepts, 1):
        shapes.append(_box(concept, LEFT + BETWEEN, place[concept], RIGHT, k))
    for k, (each, own) in enumerate(zip(known.statements, drawn.given, strict=False)):
        if drawn.judged and not own:
            shapes.append(Text((LEFT + 6, ROW * (k + 0.5) + 3), "?", 11, bold=True))
        if own:
            wrong = drawn.judged and own != each.concept
            ends = ((LEFT + EDGE, ROW * (k + 0.5) + 3), (LEFT + BETWEEN, place[own]))
            shapes.append(Line(ends, WARNING if wrong else BLUE, 1.5, dashed=wrong))
    told = "; ".join(f"{each.statement}: {own or 'no answer'}" for each, own in
                     zip(known.statements, drawn.given, strict=False))  # fmt: skip
    title = "Who belongs to what" + (" (dashed: wrong)" if drawn.judged else "")
    return Sketch(
        LEFT + BETWEEN + RIGHT + EDGE, height, title, told or "no match yet", tuple(shapes)
    )


def _box(text: str, x: float, middle: float, width: float, number: int) -> Group:
    lines = wrapped(text, width - 10, SIZE, 2)
    high = LINE * len(lines) + 6
    texts = [Text((x + 5, middle + LINE * (n - (len(lines) - 1) / 2)), line, SIZE)
             for n, line in enumerate(lines)]  # fmt: skip
    color = fill(number) if number else "white"
    return Group(text, (box(x, middle - high / 2, width, high, fill=color), *texts))
