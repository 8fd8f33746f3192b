"""All that books propose for one facility, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...core import Steps, public
from .methods import (
    Straight,
    best_trail,
    by_hand,
    centre_of_gravity,
    minimax_point,
    rectilinear_median,
)
from .problem import Points
from .result import location

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

FIGURES = ("x", "y", "cost", "could_save", "farthest")


@public
def compare(points: Points, *, metric: Straight = "euclidean", at: Any = None) -> pd.DataFrame:
    """What the centre of gravity, the median, the minimax and the Weber point cost, side by side.

    `at` adds a place chosen by hand. One row a place: method, x, y, cost, could_save (the share of
    its cost that the Weber point saves), farthest. Bad tables raise `ProblemError`.
    Source: Weber (1909).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B", "C"], "x": [0, 4, 9], "y": [0, 3, 0]})
    >>> compare(table)[["method", "x", "y"]].round(2).to_dict("records")[0]
    {'method': 'weber_point', 'x': 4.02, 'y': 2.58}
    """
    import pandas as pd

    rows, least = [], None
    for name, place in named_places(points, metric, at):
        told = location(points, place, Steps(()), name, metric, least=least)
        least = float(told.cost) if least is None else least
        rows.append((name, *(float(told.measures[each]) for each in FIGURES)))
    return pd.DataFrame(rows, columns=["method", *FIGURES])


@public
def plot_places(
    points: Points, *, metric: Straight = "euclidean", at: Any = None, ax: Axes | None = None
) -> Axes:
    """The places that `compare` lists on lines of equal cost.

    Bad tables raise `ProblemError`. Source: Weber (1909).

    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["A", "B", "C"], "x": [0, 4, 9], "y": [0, 3, 0]})
    >>> plot_places(table).get_title(loc="left")
    'What each place costs (loads·km)'
    """
    from .plots import places

    found = [(name.replace("_", " "), place) for name, place in named_places(points, metric, at)]
    return places(points, metric, found, ax)


def named_places(points: Points, metric: Straight, at: Any) -> list[tuple[str, Any]]:
    """The best place, the others that books propose, and one by hand if it is given."""
    gravity = centre_of_gravity(points, metric=metric)
    found: list[tuple[str, Any]] = [
        ("weber_point", best_trail(points, metric)[0][-1]),
        ("centre_of_gravity", gravity.answer),
    ]
    if metric != "great_circle":  # the others are of the plane
        found.append(("rectilinear_median", rectilinear_median(points).answer))
        found.append(("minimax_point", minimax_point(points).answer))
    if at is not None:
        found.append(("by_hand", by_hand(points, at, metric=metric).answer))
    return found
