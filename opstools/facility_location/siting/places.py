"""What customers and sites have in common: places on a map, and who is nearest to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...core import Faults, Infeasible
from ...core.figures import signed
from ...core.matrix import Matrix
from ...core.numbers import Number, plain, quoted, show
from ...core.table import name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    _check_one_place_each(found, faults)
    return tuple(found)


def _check_one_place_each(places: Sequence[Place], faults: Faults) -> None:
    """A customer and a site of one name are one place."""
    at: dict[str, tuple[Number, Number]] = {}
    for called, x, y in places:
        if at.setdefault(called, (x, y)) != (x, y):
            problem = f"{called} is at ({show(x)}, {show(y)}) and elsewhere"
            faults.add("places", problem, "Give each place a name of its own.")


def check_served(known: Matrix, what: str, faults: Faults) -> None:
    """Some site can serve each customer; `what` is told in the table."""
    for customer, cells in zip(known.rows, known.cells, strict=True):
        if all(cell is None for cell in cells):
            faults.add(f"customer {customer}", "no site can serve it", f"Give it a {what}.")
    faults.raise_any(Infeasible)


class Served:
    """What problems of siting share: a table of customers by sites, and who is best served where.

    A problem has it as `distances`; those may be costs.
    """

    if TYPE_CHECKING:

        @property
        def distances(self) -> Matrix: ...

    @property
    def customers(self) -> tuple[str, ...]:
        """The names of the customers."""
        return self.distances.rows

    @property
    def sites(self) -> tuple[str, ...]:
        """The names of the candidate sites."""
        return self.distances.columns

    @cached_property
    def array(self) -> Any:
        """The table as an array, without end where a site cannot serve."""
        import numpy as np

        return np.where(np.isnan(self.distances.array), np.inf, self.distances.array)

    def nearest(self, opened: Iterable[int]) -> tuple[int | None, ...]:
        """For each customer the open site with the least figure; None where none can serve it."""
        import numpy as np

        some = sorted(opened)
        if not some:
            return (None,) * len(self.array)
        part = self.array[:, some]
        best = part.argmin(axis=1)
        ends = np.isinf(part[np.arange(len(part)), best])
        return tuple(None if end else some[k] for k, end in zip(best.tolist(), ends, strict=True))

    def states(self) -> Sequence[Any]:
        """How many customers the picture shows."""
        return range(len(self.customers) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Customers and candidate sites on a map; without places, their table."""
        from .plots import sited

        return sited(self, None, ax, shown=state)
