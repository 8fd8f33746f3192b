"""How far places are from each other on a grid, and where they stand in a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from ...core import Faults, public
from ...core.figures import whole
from ...core.matrix import Matrix

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Metric = Literal["rectilinear", "euclidean", "adjacent"]
Spot = tuple[float, float]
MOST = 60  # rows or columns of a grid
MOST_PLACES = 400
TEXT = re.compile(rf"\s*(\d+)\s*[x×X*]\s*(\d+)\s*({'|'.join(get_args(Metric))})?\s*")
CLOSE = 1e-6  # relative, of two distances that are the same


@public
def grid_distances(rows: int, columns: int, *, metric: Metric = "rectilinear") -> pd.DataFrame:
    """Distances of the places of a grid, named 1, 2, … row by row, one apart.

    "rectilinear" goes along aisles, |Δx| + |Δy|; "euclidean" straight; "adjacent" counts 1 for
    places that touch, corners too, and 2 for all others. Numbers that make no grid raise
    `ProblemError`. Source: Heizer & Render, Operations Management, for "adjacent".

    >>> grid_distances(2, 2).loc["1"].tolist()
    [0, 1, 1, 2]
    >>> grid_distances(1, 4, metric="adjacent").loc["1"].tolist()
    [0, 1, 2, 2]
    """
    import pandas as pd

    faults = Faults("grid")
    size = [whole(rows, "rows", faults, MOST), whole(columns, "columns", faults, MOST)]
    if size[0] * size[1] > MOST_PLACES:
        faults.add("grid", f"it has {size[0] * size[1]:,} places", f"Take up to {MOST_PLACES}.")
    faults.raise_any()
    names = [str(k) for k in range(1, size[0] * size[1] + 1)]
    found = _between(spots(*size), metric)
    cells = found if metric == "euclidean" else found.astype(int)
    return pd.DataFrame(cells, pd.Index(names, name="place"), names)


def spots(rows: int, columns: int) -> list[Spot]:
    """The middle of each place, row by row: x to the right, y down."""
    return [(float(x), float(y)) for y in range(rows) for x in range(columns)]


def _between(at: list[Spot], metric: Metric) -> Any:
    import numpy as np

    points = np.array(at)
    apart = np.abs(points[:, None] - points)
    if metric == "rectilinear":
        return apart.sum(axis=2)
    if metric == "euclidean":
        return np.hypot(apart[..., 0], apart[..., 1])
    touching = apart.max(axis=2)
    return np.minimum(touching, 2)


def as_grid(text: str) -> pd.DataFrame | None:
    """The distances that a text such as "2 x 3 euclidean" stands for; None for any other text."""
    found = TEXT.fullmatch(text)
    if not found:
        return None
    rows, columns, metric = found.groups()
    return grid_distances(int(rows), int(columns), metric=metric or "rectilinear")  # type: ignore[arg-type]


def positions(distances: Matrix) -> tuple[tuple[Spot, ...], int]:
    """Where to draw each place, one apart, and in how many columns; 0 where it is no grid.

    Distances that are those of a grid are recognised; others are laid out so that places stand as
    far apart as they can be on paper (classical scaling, Torgerson 1952).
    """
    import numpy as np

    far, n = distances.array, len(distances.rows)
    unit = far[far > 0].min() if (far > 0).any() else 1.0
    for rows in sorted((k for k in range(1, n + 1) if n % k == 0), key=lambda k: abs(k * k - n)):
        for metric in get_args(Metric):
            at = spots(rows, n // rows)
            if np.allclose(_between(at, metric) * unit, far, rtol=CLOSE, atol=0):
                return tuple(at), n // rows
    return _scaled(far / unit), 0


def _scaled(far: np.ndarray[Any, Any]) -> tuple[Spot, ...]:
    """Classical scaling; then spread, so that no two places cover each other."""
    import numpy as np

    n = len(far)
    both = (far + far.T) / 2
    centred = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centred @ both**2 @ centred / 2)
    at = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0)) if n > 1 else np.zeros((1, 2))
    at = at[:, ::-1] * np.where(at[0, ::-1] > 0, -1, 1)
    apart = np.abs(at[:, None] - at).max(axis=2) + np.where(np.eye(n), np.inf, 0)
    at = at * min(20.0, 1.15 / max(apart.min(), 1e-3)) if n > 1 else at
    return tuple((float(x), float(y)) for x, y in at - at.min(axis=0))
