"""What customers and sites have in common: places on a map, and who is nearest to whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...core import Faults
from ...core.figures import signed
from ...core.numbers import Number, plain, quoted
from ...core.table import name

Place = tuple[str, Number, Number]


def read_places(given: Any, faults: Faults) -> tuple[Place, ...]:
    """(name, x, y) of each place, or name -> (x, y)."""
    if hasattr(given, "items"):
        given = [
            (key, *at) if isinstance(at, (tuple, list)) else (key, at) for key, at in given.items()
        ]
    if isinstance(given, (str, bytes)) or not hasattr(given, "__iter__"):
        faults.add("places", f"{quoted(given)} is no list", "Give (name, x, y) for each.")
        return ()
    found = []
    for k, place in enumerate(given, 1):
        if not isinstance(place, (tuple, list)) or len(place) != 3:
            faults.add(f"place {k}", f"{quoted(place)} is none", "Give (name, x, y).")
            continue
        x, y = (
            plain(signed(each, f"place {k}, {axis}", faults))
            for each, axis in zip(place[1:], "xy", strict=True)
        )
        found.append((name(place[0]), x, y))
    return tuple(found)


def nearest(array: Any, opened: Iterable[int]) -> tuple[int | None, ...]:
    """For each row the open column with the least number; None where all are without end."""
    import numpy as np

    some = sorted(opened)
    if not some:
        return (None,) * len(array)
    part = array[:, some]
    best = part.argmin(axis=1)
    ends = np.isinf(part[np.arange(len(part)), best])
    return tuple(None if end else some[k] for k, end in zip(best.tolist(), ends, strict=True))
