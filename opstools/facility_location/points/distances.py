"""Distances on a plane and on the globe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ...core import Faults
from ...core.names import row_of
from ...core.numbers import Number, show

if TYPE_CHECKING:
    from .problem import Points

Metric = Literal["euclidean", "rectilinear", "great_circle"]
EARTH = 6371.0  # the mean radius, km


def distances(xy: Any, at: Any, metric: str) -> Any:
    """From each point to a place (x, y); kilometres on the globe, whose x and y are degrees.

    >>> import numpy as np
    >>> round(float(distances(np.array([[0.0, 0.0]]), (3, 4), "euclidean")[0]), 6)
    5.0
    >>> round(float(distances(np.array([[13.4, 52.5]]), (2.35, 48.86), "great_circle")[0]))
    876
    """
    import numpy as np

    if metric == "great_circle":
        chord = np.linalg.norm(on_globe(xy) - on_globe(np.array([at], dtype=float))[0], axis=1)
        return 2 * EARTH * np.arcsin(np.minimum(chord / 2, 1))
    dx, dy = xy[:, 0] - float(at[0]), xy[:, 1] - float(at[1])
    return np.abs(dx) + np.abs(dy) if metric == "rectilinear" else np.hypot(dx, dy)


def on_globe(xy: Any) -> Any:
    """Longitude and latitude as places on a ball of radius 1."""
    import numpy as np

    longitude, latitude = np.radians(xy[:, 0]), np.radians(xy[:, 1])
    return np.column_stack(
        [
            np.cos(latitude) * np.cos(longitude),
            np.cos(latitude) * np.sin(longitude),
            np.sin(latitude),
        ]
    )


def distance_unit(points: Points, metric: str) -> str:
    """What distances are told in: kilometres on the globe, else the unit of the plane."""
    return "km" if metric == "great_circle" else points.unit


def cost_unit(points: Points, metric: str) -> str:
    """What Σ w·d is told in."""
    return f"{points.load}·{distance_unit(points, metric)}"


def check_globe(points: Points, metric: str) -> None:
    """Longitudes and latitudes are such."""
    faults = Faults(points.subject)
    for k, each in enumerate(points.points, 1) if metric == "great_circle" else ():
        check_degrees(each.x, each.y, f"{row_of(k, 'point', each.name)}, ", faults)
    faults.raise_any()


def check_degrees(x: Number, y: Number, place: str, faults: Faults) -> None:
    """A place is on the globe."""
    for what, value, most in (("longitude", x, 180), ("latitude", y, 90)):
        if abs(value) > most:
            problem = f"{show(value)} is outside the range -{most} to {most}"
            remedy = "x is the longitude and y the latitude, in degrees."
            faults.add(f"{place}{what}", problem, remedy)
