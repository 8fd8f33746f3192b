"""One simulated run: the log of all visits, and the figures read off it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..core import fail
from ..core.numbers import count, show
from .drawn_inputs import DrawnInputs, Seed, block_numbers, draw_inputs
from .engine import Engine
from .fifo_recursions import in_sequence
from .model import Model

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Times = NDArray[np.float64]


def simulate(
    model: Model, *, customers: int | None = None, until: float | None = None, seed: Seed
) -> Run:
    """Run a model until `customers` have come and gone, or until the clock shows `until`.

    The same seed gives the same run. Stations in sequence, all first come, first served, are worked
    out by recursion over whole arrays, everything else event by event; the numbers are the same.
    A model that deadlocks raises `Infeasible`.

    >>> from opstools.simulation import Arrivals, Exponential, Model, Station
    >>> model = Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5)))
    >>> run = simulate(model, customers=1000, seed=1)
    >>> list(run.log.columns)
    ['item', 'kind', 'station', 'arrival', 'start', 'departure', 'job']
    """
    inputs = draw_inputs(model, customers=customers, until=until, seed=seed)
    end = float("inf") if until is None else float(until)
    if model.fifo_tandem:
        return _by_recursion(model, inputs, end)
    return by_events(model, inputs, seed, end)


def by_events(model: Model, inputs: DrawnInputs, seed: Seed, until: float) -> Run:
    """A run by the event loop, whatever the model."""
    import numpy as np

    done = Engine(model, inputs, seed, until).run()
    lost = np.zeros(len(inputs.arrivals), bool)
    lost[done.lost] = True
    return Run(
        model=model,
        inputs=inputs,
        until=until,
        item=np.array(done.item, np.int32),
        station=np.array(done.station, np.int16),
        arrival=np.array(done.arrival),
        start=np.array(done.start),
        departure=np.array(done.departure),
        left=np.array(done.left),
        lost=lost,
        batches=done.batches,
    )


def _by_recursion(model: Model, inputs: DrawnInputs, until: float) -> Run:
    import numpy as np

    number = len(inputs.arrivals)
    servers = [max(1, number) if s.servers is None else int(s.servers) for s in model.stations]
    moments, starts = in_sequence(inputs.arrivals, inputs.services, servers)
    arrival, start, departure = moments[:-1].ravel(), starts.ravel(), moments[1:].ravel()
    item = np.tile(np.arange(number, dtype=np.int32), len(servers))
    station = block_numbers([number] * len(servers))
    left = moments[-1]
    if until < np.inf:
        here = arrival <= until
        item, station, arrival = item[here], station[here], arrival[here]
        start, departure = start[here], departure[here]
        start[start > until] = departure[departure > until] = np.nan
        left = np.where(left > until, np.nan, left)
    lost = np.zeros(number, bool)
    return Run(model, inputs, until, item, station, arrival, start, departure, left, lost)


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """What happened: one row for each visit of an item to a station.

    Stamps of what had not happened when the run stopped are missing (nan).
    """

    model: Model
    inputs: DrawnInputs
    until: float
    item: NDArray[np.int32]
    station: NDArray[np.int16]
    arrival: Times
    start: Times
    departure: Times
    left: Times
    lost: NDArray[np.bool_]
    batches: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def log(self) -> pd.DataFrame:
        """One row a visit: item (from 1), kind, station, arrival, start, departure, job.

        `start` − `arrival` is the wait. Visits with the same job were worked on as one batch.
        """
        import pandas as pd

        names = [station.name for station in self.model.stations]
        columns = {
            "item": self.item + 1,
            "kind": self._kinds(self._source_of_visits()),
            "station": _categories(self.station, names),
            "arrival": self.arrival,
            "start": self.start,
            "departure": self.departure,
            "job": self.job,
        }
        return pd.DataFrame(columns, copy=False)

    @cached_property
    def job(self) -> NDArray[np.int32]:
        """For each visit (from 1) the first visit that it was worked on together with."""
        import numpy as np

        job = np.arange(1, len(self.item) + 1, dtype=np.int32)
        if self.batches:
            job[list(self.batches)] = np.fromiter(self.batches.values(), np.int32) + 1
        return job

    @cached_property
    def items(self) -> pd.DataFrame:
        """One row an item: item (from 1), kind, arrival, departure, due where there are, lost."""
        import pandas as pd

        due = {} if self.inputs.due is None else {"due": self.inputs.due}
        columns = {
            "item": range(1, len(self.inputs.arrivals) + 1),
            "kind": self._kinds(self.inputs.source),
            "arrival": self.inputs.arrivals,
            "departure": self.left,
            **due,
            "lost": self.lost,
        }
        return pd.DataFrame(columns, copy=False)

    @property
    def end(self) -> float:
        """When the run stopped: at `until`, or when the last item left."""
        import numpy as np

        if self.until < np.inf:
            return self.until
        return float(
            max(np.nanmax(self.left, initial=0.0), np.max(self.inputs.arrivals, initial=0.0))
        )

    def figures(self, *, warm_up: float = 0.0) -> dict[str, float]:
        """Averages from the time `warm_up` on.

        inventory: items inside, averaged over time; flow_rate: departures per unit of time;
        flow_time and waiting_time: of the items that came since `warm_up` and have left; lost: the
        share of arrivals; on_time: of those that left, where items are due. For each station also
        "<station>: waiting_time", "<station>: in_queue" (a time average) and
        "<station>: utilisation".
        """
        import numpy as np

        end = self.end
        _check_warm_up(warm_up, end)
        came, left = self.inputs.arrivals, self.left
        inside = ~self.lost
        counted = inside & (came >= warm_up) & (left <= end)
        stays = left[counted] - came[counted]
        waits = np.bincount(self.item, np.nan_to_num(self.start - self.arrival), len(came))
        figures = {
            "inventory": _area(came[inside], left[inside], warm_up, end) / (end - warm_up),
            "flow_rate": float(((left > warm_up) & (left <= end)).sum()) / (end - warm_up),
            "flow_time": _mean(stays),
            "waiting_time": _mean(waits[counted]),
            "lost": _mean(self.lost[came >= warm_up]),
        }
        if self.inputs.due is not None:
            figures["on_time"] = _mean((left <= self.inputs.due)[counted])
        for k in range(len(self.model.stations)):
            figures |= self._at_station(k, warm_up, end)
        return figures

    def _at_station(self, k: int, warm_up: float, end: float) -> dict[str, float]:
        import numpy as np

        station, here = self.model.stations[k], self.station == k
        arrival, start, departure = self.arrival[here], self.start[here], self.departure[here]
        started = (arrival >= warm_up) & (start <= end)
        first = np.unique(self.job[here], return_index=True)[1] if station.batch else slice(None)
        working = start[first], departure[first]
        known = ~np.isnan(working[0])
        busy = _area(working[0][known], working[1][known], warm_up, end)
        figures = {
            "waiting_time": _mean((start - arrival)[started]),
            "in_queue": _area(arrival, start, warm_up, end) / (end - warm_up),
        }
        if station.servers is not None:
            figures["utilisation"] = busy / (end - warm_up) / station.servers
        return {f"{station.name}: {name}": value for name, value in figures.items()}

    def _source_of_visits(self) -> NDArray[np.int16]:
        if len(self.model.sources) == 1:
            return block_numbers([len(self.item)])
        return self.inputs.source[self.item]

    def _kinds(self, source: NDArray[np.int16]) -> Any:
        return _categories(source, [each.kind for each in self.model.sources])

    def __repr__(self) -> str:
        gone = int((~self.lost & (self.left == self.left)).sum())
        lost = int(self.lost.sum())
        return (
            f"Run until {show(self.end)}: {count(len(self.left), 'item')} came, {gone:,} left, "
            f"{lost:,} {'was' if lost == 1 else 'were'} lost."
        )


def _categories(codes: NDArray[np.int16], names: list[str]) -> Any:
    """Names by number; the same name may stand for several numbers."""
    import numpy as np
    import pandas as pd

    known = list(dict.fromkeys(names))
    if len(known) < len(names):
        codes = np.array([known.index(name) for name in names], np.int16)[codes]
    return pd.Categorical.from_codes(codes, categories=pd.Index(known), validate=False)


def _area(came: Times, left: Times, start: float, end: float) -> float:
    """Time spent inside between `start` and `end`, all items together; nan: still inside."""
    import numpy as np

    spent = np.fmin(left, end) - np.clip(came, start, end)
    return float(np.clip(spent, 0, None).sum())


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _check_warm_up(warm_up: float, end: float) -> None:
    if not isinstance(warm_up, (int, float)) or not 0 <= warm_up < end:
        problem = f"{warm_up} does not lie within the run, which ends at {show(end)}"
        remedy = "Give a time of at least 0 and before the end."
        fail("simulation", "warm_up", problem, remedy)
