"""Departments on a grid of squares: where each is, what touches, and whether it is in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

Square = tuple[int, int]  # row, column
Grid = tuple[tuple[str, ...], ...]  # "" where nothing stands
EDGES = ((0, 1), (1, 0))
CORNERS = ((1, 1), (1, -1))
AROUND = ((0, 1), (1, 0), (0, -1), (-1, 0))


def frozen(cells: Iterable[Iterable[str]]) -> Grid:
    """A grid that does not change any more."""
    return tuple(tuple(row) for row in cells)


def squares(grid: Grid) -> dict[str, list[Square]]:
    """The squares of each department, row by row.

    >>> squares((("A", "A"), ("B", "")))
    {'A': [(0, 0), (0, 1)], 'B': [(1, 0)]}
    """
    found: dict[str, list[Square]] = {}
    for r, row in enumerate(grid):
        for c, name in enumerate(row):
            if name:
                found.setdefault(name, []).append((r, c))
    return found


def centre(cells: Sequence[Square]) -> tuple[Fraction, Fraction]:
    """The centroid of squares: x to the right, y down, from the plan's top left corner.

    >>> centre([(0, 0), (0, 1)])
    (Fraction(1, 1), Fraction(1, 2))
    """
    half, n = Fraction(1, 2), len(cells)
    return half + Fraction(sum(c for _, c in cells), n), half + Fraction(
        sum(r for r, _ in cells), n
    )


def apart(one: Sequence[Square], other: Sequence[Square]) -> Fraction:
    """The rectilinear distance of two centroids."""
    (x0, y0), (x1, y1) = centre(one), centre(other)
    return abs(x0 - x1) + abs(y0 - y1)


def touching(grid: Grid, *, corners: bool = False) -> set[tuple[str, str]]:
    """Pairs of departments that share an edge, both ways round; with `corners` a corner counts.

    >>> sorted(touching((("A", "B"), ("", "C"))))
    [('A', 'B'), ('B', 'A'), ('B', 'C'), ('C', 'B')]
    """
    found: set[tuple[str, str]] = set()
    for r, row in enumerate(grid):
        for c, name in enumerate(row):
            for down, across in EDGES + (CORNERS if corners else ()):
                if r + down < len(grid) and 0 <= c + across < len(row):
                    other = grid[r + down][c + across]
                    if name and other and name != other:
                        found |= {(name, other), (other, name)}
    return found


def pieces(cells: Iterable[Square]) -> list[set[Square]]:
    """Squares that hang together by their edges, as sets.

    >>> len(pieces([(0, 0), (0, 1), (5, 5)]))
    2
    """
    left, found = set(cells), []
    while left:
        piece, waiting = set(), [left.pop()]
        while waiting:
            at = waiting.pop()
            piece.add(at)
            near = {each for each in beside(at) if each in left}
            left -= near
            waiting += near
        found.append(piece)
    return found


def in_pieces(grid: Grid) -> tuple[str, ...]:
    """Departments that do not hang together.

    >>> in_pieces((("A", "B", "A"),))
    ('A',)
    """
    return tuple(name for name, cells in squares(grid).items() if len(pieces(cells)) > 1)


def beside(at: Square) -> Iterator[Square]:
    """The four squares around one."""
    return ((at[0] + r, at[1] + c) for r, c in AROUND)


def painted(grid: Grid, cells: Iterable[Square], name: str) -> Grid:
    """The grid with squares given to a department."""
    changed = [list(row) for row in grid]
    for r, c in cells:
        changed[r][c] = name
    return frozen(changed)
