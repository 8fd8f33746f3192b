"""All that can be drawn before a run begins: who comes when, and how long each service takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import Faults, fail
from ..core.figures import whole
from ..core.numbers import exact
from .checks import check_seed
from .distributions import as_draw, draw_times, random_stream
from .model import Arrivals, Model, Station

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 20_000_000
Seed = int | tuple[int, ...]


@dataclass(frozen=True, eq=False)
class DrawnInputs:
    """Items in the order of their arrival; `source` is the number of each one's `Arrivals`."""

    arrivals: NDArray[np.float64]
    source: NDArray[np.int16]
    due: NDArray[np.float64] | None
    services: list[NDArray[np.float64]]


def draw_inputs(
    model: Model, *, customers: int | None, until: float | None, seed: Seed
) -> DrawnInputs:
    """Draw arrivals and first services; each source and station has its own random numbers.

    Item i takes the i-th time of each station, in whatever order it gets there: so two models with
    different rules meet the same items.
    """
    import numpy as np

    until, customers = _check_length(customers, until, seed)
    parts = [
        _arrival_moments(source, k, customers, until, seed)
        for k, source in enumerate(model.sources)
    ]
    arrivals = np.concatenate(parts) if len(parts) > 1 else parts[0]
    source_of = block_numbers([len(part) for part in parts])
    if len(parts) > 1:
        order = np.argsort(arrivals, kind="stable")[:customers]
        arrivals, source_of = arrivals[order], source_of[order]
    services = [_services(station, model, source_of, seed) for station in model.stations]
    return DrawnInputs(arrivals, source_of, _due(model, arrivals, source_of), services)


def block_numbers(lengths: list[int]) -> NDArray[np.int16]:
    """0 for the first block of so many, then 1, and so on; in as few bytes as it takes.

    >>> block_numbers([2, 1]).tolist()
    [0, 0, 1]
    """
    import numpy as np

    if len(lengths) == 1:
        return np.zeros(lengths[0], np.int8)
    return np.repeat(np.arange(len(lengths), dtype=np.int16), lengths)


def _check_length(
    customers: int | None, until: float | None, seed: Seed
) -> tuple[float, int | None]:
    faults = Faults("simulation")
    if (customers is None) == (until is None):
        faults.add("length", "it is not clear when to stop", "Give one of customers and until.")
    number = None if customers is None else whole(customers, "customers", faults)
    if number is not None and number > MOST_ITEMS:
        faults.add("customers", f"{number:,} are too many", f"At most {MOST_ITEMS:,} can come.")
    end = float("inf")
    if until is not None:
        try:
            end = float(exact(until))
        except ValueError as error:
            faults.add("until", str(error), "Write a time above 0.")
        if end <= 0:
            faults.add("until", f"{until} is not above 0", "Write a time above 0.")
    for each in seed if isinstance(seed, tuple) else (seed,):
        check_seed(each, faults)
    faults.raise_any()
    return end, number


def _arrival_moments(
    arrivals: Arrivals, k: int, customers: int | None, until: float, seed: Seed
) -> NDArray[np.float64]:
    import numpy as np

    place = f"arrivals {k + 1} ({arrivals.kind})"
    random = random_stream(seed, "arrivals", f"{k}")
    if arrivals.at is not None:
        given = np.sort(np.array(arrivals.at, float))
        return given[given <= until][:customers]
    if arrivals.profile is not None:
        if customers is not None:
            return arrivals.profile.first(random, customers)
        _check_items(arrivals.profile.in_a_period * until / arrivals.profile.period, place)
        return arrivals.profile.until(random, until)
    draw = as_draw(arrivals.between)
    if customers is not None:
        moments: NDArray[np.float64] = np.cumsum(draw_times(draw, random, customers, place))
        return moments
    return _gaps_until(draw, random, until, place)


def _gaps_until(draw: Any, random: Any, until: float, place: str) -> NDArray[np.float64]:
    import numpy as np

    chunks: list[Any] = []
    end, size = 0.0, 1024
    while end <= until:
        chunk = end + np.cumsum(draw_times(draw, random, size, place))
        come = sum(map(len, chunks))  # all of them before `until`
        _check_items(float("inf") if chunk[-1] == end else come, place)
        chunks.append(chunk)
        end, size = float(chunk[-1]), min(2 * size, 1 << 20)
    moments = np.concatenate(chunks)
    return moments[moments <= until]


def _check_items(number: float, place: str) -> None:
    if number > MOST_ITEMS:
        problem = f"more than {MOST_ITEMS:,} items would come"
        remedy = "Choose a shorter `until`, or longer times between arrivals."
        fail("simulation", place, problem, remedy)


def _services(
    station: Station, model: Model, source_of: NDArray[np.int16], seed: Seed
) -> NDArray[np.float64]:
    import numpy as np

    size, place = len(source_of), f"station {station.name}, service"
    if not isinstance(station.service, Mapping):
        random = random_stream(seed, "service", station.name)
        return draw_times(as_draw(station.service), random, size, place)
    times = np.empty(size)
    for k, arrivals in enumerate(model.sources):
        draw = station.service.get(arrivals.kind, station.service.get(""))
        own = source_of == k
        random = random_stream(seed, "service", f"{station.name}/{arrivals.kind}/{k}")
        times[own] = draw_times(
            as_draw(draw), random, int(own.sum()), f"{place} of {arrivals.kind}"
        )
    return times


def _due(
    model: Model, arrivals: NDArray[np.float64], source_of: NDArray[np.int16]
) -> NDArray[np.float64] | None:
    import numpy as np

    if all(source.due is None for source in model.sources):
        return None
    due = np.full(len(arrivals), np.inf)
    for k, source in enumerate(model.sources):
        own = source_of == k
        if callable(source.due):
            place = f"arrivals {k + 1} ({source.kind}), due"
            due[own] = _due_moments(source.due, arrivals[own], place)
        elif source.due is not None:
            due[own] = arrivals[own] + source.due
    return due


def _due_moments(due: Any, arrivals: NDArray[np.float64], place: str) -> NDArray[np.float64]:
    import numpy as np

    try:
        moments = np.asarray(due(arrivals), dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        remedy = "Give a function of the array of arrivals."
        fail("simulation", place, f"it fails ({error})", remedy)
    if moments.shape != arrivals.shape or np.isnan(moments).any():
        problem = "it does not give a moment for each arrival"
        fail("simulation", place, problem, "Return as many moments.")
    return moments
