"""All that can be drawn before a run begins: who comes when, and how long each service takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core import Faults
from ..core.figures import whole
from ..core.numbers import exact
from .draws import as_draw, sample, stream
from .model import Arrivals, Model, Station

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 20_000_000
Seed = int | tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Feed:
    """Items in the order of their arrival; `stream` numbers the model's streams of arrivals."""

    arrivals: NDArray[np.float64]
    stream: NDArray[np.int16]
    due: NDArray[np.float64] | None
    services: list[NDArray[np.float64]]


def feed(model: Model, *, customers: int | None, until: float | None, seed: Seed) -> Feed:
    """Draw arrivals and first services; each stream and station has its own random numbers.

    Item i takes the i-th time of each station, in whatever order it gets there: so two models with
    different rules meet the same items.
    """
    import numpy as np

    until, customers = _check_length(customers, until, seed)
    parts = [
        _moments(stream_, k, customers, until, seed) for k, stream_ in enumerate(model.streams)
    ]
    arrivals = np.concatenate(parts) if len(parts) > 1 else parts[0]
    origin = repeated([len(part) for part in parts])
    if len(parts) > 1:
        order = np.argsort(arrivals, kind="stable")[:customers]
        arrivals, origin = arrivals[order], origin[order]
    services = [_services(station, model, origin, seed) for station in model.stations]
    return Feed(arrivals, origin, _due(model, arrivals, origin), services)


def repeated(times: list[int]) -> NDArray[np.int16]:
    """0 so many times, then 1 so many times, and so on; in as few bytes as it takes.

    >>> repeated([2, 1]).tolist()
    [0, 0, 1]
    """
    import numpy as np

    if len(times) == 1:
        return np.zeros(times[0], np.int8)
    return np.repeat(np.arange(len(times), dtype=np.int16), times)


def _check_length(
    customers: int | None, until: float | None, seed: Seed
) -> tuple[float, int | None]:
    faults = Faults("simulation")
    if (customers is None) == (until is None):
        faults.add("length", "it is not clear when to stop", "Give one of customers and until.")
    if customers is not None and whole(customers, "customers", faults) > MOST_ITEMS:
        faults.add("customers", f"{customers:,} are too many", f"At most {MOST_ITEMS:,}.")
    end = float("inf")
    if until is not None:
        try:
            end = float(exact(until))
        except ValueError as error:
            faults.add("until", str(error), "Write a time above 0.")
        if end <= 0:
            faults.add("until", f"{until} is not above 0", "Write a time above 0.")
    check_seed(seed, faults)
    faults.raise_any()
    return end, None if customers is None else int(customers)


def check_seed(seed: Any, faults: Faults) -> None:
    """A seed is a whole number of at least 0 (or several), so that a run can be repeated.

    >>> faults = Faults("simulation")
    >>> check_seed(-1, faults)
    >>> print(*faults.found)
    seed: -1 is not a whole number of at least 0. Write one, such as 1.
    """
    seeds = seed if isinstance(seed, tuple) else (seed,)
    for each in seeds:
        if isinstance(each, bool) or not isinstance(each, int) or each < 0:
            problem = f"{each!r} is not a whole number of at least 0"
            faults.add("seed", problem, "Write one, such as 1.")


def _moments(
    arrivals: Arrivals, k: int, customers: int | None, until: float, seed: Seed
) -> NDArray[np.float64]:
    import numpy as np

    place = f"arrivals {k + 1} ({arrivals.kind})"
    random = stream(seed, "arrivals", f"{k}")
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
        moments: NDArray[np.float64] = np.cumsum(sample(draw, random, customers, place))
        return moments
    return _gaps_until(draw, random, until, place)


def _gaps_until(draw: Any, random: Any, until: float, place: str) -> NDArray[np.float64]:
    import numpy as np

    chunks: list[Any] = []
    end, size = 0.0, 1024
    while end <= until:
        chunk = end + np.cumsum(sample(draw, random, size, place))
        _check_items(float("inf") if chunk[-1] == end else len(chunks) * size, place)
        chunks.append(chunk)
        end, size = float(chunk[-1]), min(2 * size, 1 << 20)
    moments = np.concatenate(chunks)
    return moments[moments <= until]


def _check_items(number: float, place: str) -> None:
    faults = Faults("simulation")
    if number > MOST_ITEMS:
        problem = f"more than {MOST_ITEMS:,} items would come"
        faults.add(place, problem, "Choose a shorter `until`, or longer times between arrivals.")
    faults.raise_any()


def _services(
    station: Station, model: Model, origin: NDArray[np.int16], seed: Seed
) -> NDArray[np.float64]:
    import numpy as np

    size, place = len(origin), f"station {station.name}, service"
    random = stream(seed, "service", station.name)
    if not isinstance(station.service, Mapping):
        return sample(as_draw(station.service), random, size, place)
    times = np.empty(size)
    for k, arrivals in enumerate(model.streams):
        draw = station.service.get(arrivals.kind, station.service.get(""))
        own = origin == k
        random = stream(seed, "service", f"{station.name}/{arrivals.kind}/{k}")
        times[own] = sample(as_draw(draw), random, int(own.sum()), f"{place} of {arrivals.kind}")
    return times


def _due(
    model: Model, arrivals: NDArray[np.float64], origin: NDArray[np.int16]
) -> NDArray[np.float64] | None:
    import numpy as np

    if all(stream_.due is None for stream_ in model.streams):
        return None
    due = np.full(len(arrivals), np.inf)
    for k, stream_ in enumerate(model.streams):
        own = origin == k
        if callable(stream_.due):
            place = f"arrivals {k + 1} ({stream_.kind}), due"
            due[own] = _due_moments(stream_.due, arrivals[own], place)
        elif stream_.due is not None:
            due[own] = arrivals[own] + stream_.due
    return due


def _due_moments(due: Any, arrivals: NDArray[np.float64], place: str) -> NDArray[np.float64]:
    import numpy as np

    faults = Faults("simulation")
    try:
        moments = np.asarray(due(arrivals), dtype=float)
        if moments.shape == arrivals.shape and not np.isnan(moments).any():
            return moments
        faults.add(place, "it does not give a moment for each arrival", "Return as many moments.")
    except (TypeError, ValueError, OverflowError) as error:
        faults.add(place, f"it fails ({error})", "Give a function of the array of arrivals.")
    faults.raise_any()
    return arrivals
