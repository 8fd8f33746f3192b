"""The smallest circle around points."""

from __future__ import annotations

from itertools import combinations
from typing import Any

ROUNDING = 1e-10  # of the spread of the points


def smallest_circle(xy: Any) -> tuple[tuple[float, float], float, tuple[int, ...]]:
    """Centre, radius, and the points that it touches.

    A circle through the two or three farthest points is grown by the point that lies farthest
    outside, until none does (a form of Welzl 1991). Coordinates count from the first point, so that
    points far from the origin are told apart.

    >>> import numpy as np
    >>> smallest_circle(np.array([[0.0, 0], [6, 0], [3, 1]]))
    ((3.0, 0.0), 3.0, (0, 1))
    """
    at, radius, held = _around(xy - xy[0])
    return (float(xy[0, 0] + at[0]), float(xy[0, 1] + at[1])), radius, held


def _around(xy: Any) -> tuple[tuple[float, float], float, tuple[int, ...]]:
    import numpy as np

    slack = ROUNDING * float(np.ptp(xy, axis=0).max())
    held: tuple[int, ...] = (0,)
    while True:
        at, radius = _through(xy[list(held)])
        away = np.hypot(xy[:, 0] - at[0], xy[:, 1] - at[1])
        out = int(away.argmax())
        if away[out] <= radius + slack or out in held:
            return at, float(max(radius, away.max())), tuple(sorted(held))
        held = _smallest_of(xy, (*held, out), slack)


def _smallest_of(xy: Any, some: tuple[int, ...], slack: float) -> tuple[int, ...]:
    """Which two or three of four points give the smallest circle around them all."""
    import numpy as np

    found: list[tuple[float, tuple[int, ...]]] = []
    for size in (2, 3):
        for part in combinations(some, size):
            at, radius = _through(xy[list(part)])
            rest = xy[list(some)]
            if np.hypot(rest[:, 0] - at[0], rest[:, 1] - at[1]).max() <= radius + slack:
                found.append((radius, part))
    return min(found)[1]


def _through(xy: Any) -> tuple[tuple[float, float], float]:
    """The smallest circle through one, two or three points; through three on a line, none."""
    import numpy as np

    if len(xy) < 3:
        at = xy.mean(axis=0)
        return (float(at[0]), float(at[1])), float(np.hypot(*(xy[0] - at)))
    a, b, c = xy
    turn = 2 * float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
    if turn == 0:
        return (0.0, 0.0), float("inf")
    bb, cc = float(((b - a) ** 2).sum()), float(((c - a) ** 2).sum())
    x = ((c[1] - a[1]) * bb - (b[1] - a[1]) * cc) / turn
    y = ((b[0] - a[0]) * cc - (c[0] - a[0]) * bb) / turn
    return (float(a[0] + x), float(a[1] + y)), float(np.hypot(x, y))
