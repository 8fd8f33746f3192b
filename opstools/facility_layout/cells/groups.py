"""Where to cut an ordered table into cells: the cut of greatest grouping efficacy."""

from __future__ import annotations

from typing import Any

Cut = tuple[tuple[int, int], ...]  # where each cell ends: rows, columns


def efficacy(cells: Any, cut: Cut) -> tuple[int, int]:
    """1s inside the cells, and 1s everywhere with the 0s inside: their ratio is the efficacy.

    >>> import numpy as np
    >>> efficacy(np.array([[1, 1, 0], [0, 0, 1]]), ((1, 2), (2, 3)))
    (3, 3)
    """
    inside = room = top = left = 0
    for down, across in cut:
        inside += int(cells[top:down, left:across].sum())
        room += (down - top) * (across - left)
        top, left = down, across
    return inside, int(cells.sum()) + room - inside


def best_cut(cells: Any) -> Cut:
    """The cut into blocks along the diagonal with the greatest efficacy, of equal ones most cells.

    The greatest ratio N/D is found by Dinkelbach's steps: the cut that makes N − λ·D greatest, with
    λ the ratio so far, until none makes it positive. A table of best sums over upper left corners
    finds each.
    """
    lines, columns = cells.shape
    cut: Cut = ((lines, columns),)
    while True:
        n, d = efficacy(cells, cut)
        better = _greatest(cells, n, d)
        inside, room = efficacy(cells, better)
        if inside * d - n * room < 0 or (inside * d == n * room and len(better) <= len(cut)):
            return cut
        cut = better


def _greatest(cells: Any, n: int, d: int) -> Cut:
    """The blocks that make N·d − n·D greatest, in whole numbers; of equal ones most blocks."""
    import numpy as np

    m, k = cells.shape
    ones = np.zeros((m + 1, k + 1), np.int64)
    ones[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)
    size = np.int64(max(m, k) + 1)  # a block more breaks ties, and is worth less than one unit
    best = np.full((m + 1, k + 1), np.iinfo(np.int64).min // 2)
    came = np.zeros((m + 1, k + 1, 2), int)
    best[0, 0] = 0
    downs, acrosses = np.arange(m), np.arange(k)
    for down in range(1, m + 1):
        for across in range(1, k + 1):
            inside = (ones[down, across] - ones[:down, across][:, None]
                      - ones[down, :across] + ones[:down, :across])  # fmt: skip
            room = np.outer(down - downs[:down], across - acrosses[:across])
            worth = (inside * d - n * (room - inside)) * size + 1
            total = best[:down, :across] + worth
            at = int(total.argmax())
            best[down, across] = total.flat[at]
            came[down, across] = divmod(at, across)
    cut, at2 = [], (m, k)
    while at2 != (0, 0):
        cut.append(at2)
        at2 = tuple(came[at2].tolist())
    return tuple(reversed(cut))
