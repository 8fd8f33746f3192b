"""Lines that tie departments in a picture: how many, how wide, and the sign for apart."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, sqrt

from ..core.sketch import Place

MOST = 60  # lines in one picture
MANY = 20  # from which on they get thinner
WIDEST, THINNEST = 9.0, 0.6
PIECES, SWING = 10, 3.0  # of a zigzag


def heaviest(weights: Iterable[float]) -> float:
    """The least weight that is drawn: as many weights as fit, equal ones all or none.

    >>> heaviest([4, 3, 1, 1])
    1
    """
    falling = sorted(weights, reverse=True)
    if len(falling) <= MOST:
        return falling[-1] if falling else 0.0
    fits = [each for each in falling[:MOST] if each > falling[MOST]]
    return fits[-1] if fits else falling[0]


def widest(lines: int) -> float:
    """How wide the widest of so many lines is."""
    return WIDEST * min(1.0, sqrt(MANY / max(lines, 1)))


def line_width(share: float, most: float = WIDEST) -> float:
    """How wide a line is for a share of what the widest stands for."""
    return THINNEST + (most - THINNEST) * share


def zigzag(one: Place, other: Place) -> tuple[Place, ...]:
    """A line to and fro: the sign for two that should be apart."""
    (x0, y0), (x1, y1) = one, other
    length = hypot(x1 - x0, y1 - y0) or 1.0
    swings = [0.0 if t in (0, PIECES) else SWING * (-1) ** t for t in range(PIECES + 1)]
    return tuple(
        (x0 + (x1 - x0) * t / PIECES - (y1 - y0) / length * swing,
         y0 + (y1 - y0) * t / PIECES + (x1 - x0) / length * swing)
        for t, swing in enumerate(swings)
    )  # fmt: skip


def told(drawn: int, known: int) -> str:
    """What a legend says where not all lines are drawn."""
    return f"the {drawn} heaviest of {known} pairs" if drawn < known else ""
