"""A map simulated: how long items of each class take, and where they wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..core import ByName, Faults, Infeasible, Measures, Result, Step, Steps, public
from ..core.display import SHARE, TIME
from ..core.figures import whole
from ..core.numbers import exact, listing, show
from ..simulation import Calendar, Estimate, Run, interval
from ..simulation import simulate as run_model
from .as_model import Built, build
from .loads import loads
from .problem import ProcessMap

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST_ITEMS, MOST_RUNS = 200_000, 100
WARM_UP = 0.1  # of the items, which come first and are not counted
Discipline = Literal["priority", "arrival", "due"]


@dataclass(frozen=True)
class OneRun:
    """Means of one run: by class time from coming to leaving, time waited for hands, and the share
    on time (nan: nothing due); by step the wait, by resource the share of hours at work, by join
    how long the first part waits for the last; times in the unit of the map."""

    flow_time: tuple[float, ...]
    waiting: tuple[float, ...]
    on_time: tuple[float, ...]
    items: tuple[int, ...]
    step_waits: tuple[tuple[str, float], ...]
    used: tuple[tuple[str, float], ...]
    meetings: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class SimulatedMap(Result):
    """Means over independent runs, with 95 % confidence intervals.

    `flow_time` and `waiting` hold an `Estimate` for each class, `on_time` the share that left
    before it was due (classes without a due time are left out); `queues()` has waits by step,
    `resources()` utilisations, `meetings()` how long the first part of an item waits for the last.

    >>> from opstools import datasets
    >>> from opstools.process_map import simulate
    >>> claims = simulate(datasets.load("expense_claims"), items=500, seed=1, runs=3)
    >>> claims.flow_time["urgent"].mean < claims.flow_time["normal"].mean
    True
    """

    measured_in: ClassVar[Mapping[str, str]] = {
        "flow_time": TIME,
        "low": TIME,
        "high": TIME,
        "waiting": TIME,
        "on_time": SHARE,
    }

    problem: ProcessMap
    runs: tuple[OneRun, ...]
    discipline: str
    seed: int

    @property
    def flow_time(self) -> Mapping[str, Estimate]:
        """Class -> time from coming to leaving."""
        return _by_class(self.problem, self.runs, "flow_time")

    @property
    def waiting(self) -> Mapping[str, Estimate]:
        """Class -> time waited for hands, at all steps together."""
        return _by_class(self.problem, self.runs, "waiting")

    @property
    def on_time(self) -> Mapping[str, Estimate]:
        """Class with a due time -> the share that left in time."""
        return _by_class(self.problem, self.runs, "on_time")

    @property
    def utilisation(self) -> Mapping[str, float]:
        """Resource -> the share of its hours at work."""
        return ByName(self._mean("used"))

    def _mean(self, figure: str) -> dict[str, float]:
        names = [name for name, _ in getattr(self.runs[0], figure)]
        found = {}
        for name in names:
            values = [dict(getattr(run, figure)).get(name, 0.0) for run in self.runs]
            found[name] = sum(values) / len(values)
        return found

    @property
    def measures(self) -> Measures:
        """Means over all items, and the busiest resource."""
        unit = self.problem.time_unit
        figures: dict[str, tuple[Any, str]] = {
            "flow_time": (_over_items(self.runs, "flow_time"), unit),
            "waiting": (_over_items(self.runs, "waiting"), unit),
        }
        if self.on_time:
            figures["on_time"] = (_over_items(self.runs, "on_time"), "%")
        if self.utilisation:
            figures["utilisation"] = (min(1.0, max(self.utilisation.values())), "%")
        return Measures(**figures)

    @property
    def headline(self) -> str:
        """The classes in one sentence."""
        unit = self.problem.time_unit
        told = [f"{name} {show(each.mean, unit)}" for name, each in self.flow_time.items()]
        return f"From coming to leaving: {listing(told, most=6)}."

    @property
    def note(self) -> str:
        """What was simulated, and how."""
        items = sum(sum(run.items) for run in self.runs)
        return (
            f"{len(self.runs)} runs from seed {self.seed}, {items:,} items counted after a "
            f"warm-up; who goes first: by {self.discipline}; low and high: 95 % confidence."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a class: class, priority, items, flow_time, low, high, waiting, on_time."""
        import pandas as pd

        rows, waits = [], self.waiting
        times, shares = self.flow_time, self.on_time
        for k, each in enumerate(self.problem.demand):
            time, on_time = times.get(each.name), shares.get(each.name)
            rows.append({
                "class": each.name,
                "priority": each.priority,
                "items": sum(run.items[k] for run in self.runs),
                "flow_time": time.mean if time else None,
                "low": max(0.0, time.low) if time else None,
                "high": time.high if time else None,
                "waiting": waits[each.name].mean if each.name in waits else None,
                "on_time": on_time.mean if on_time else float("nan"),
            })  # fmt: skip
        return pd.DataFrame(rows)

    def queues(self) -> pd.DataFrame:
        """One row a step that has hands: step, resource, waiting (of a visit)."""
        import pandas as pd

        rows = []
        for step, wait in self._mean("step_waits").items():
            resource = self.problem.resource_of(self.problem.step(step))
            rows.append((step, resource.name if resource else "", wait))
        return pd.DataFrame(rows, columns=["step", "resource", "waiting"])

    def resources(self) -> pd.DataFrame:
        """One row a resource: resource, utilisation."""
        import pandas as pd

        return pd.DataFrame(self.utilisation.items(), columns=["resource", "utilisation"])

    def meetings(self) -> pd.DataFrame:
        """One row a place where branches meet: step, first_waits (for the last part)."""
        import pandas as pd

        rows = [(name.partition(" ← ")[0], t) for name, t in self._mean("meetings").items()]
        return pd.DataFrame(rows, columns=["step", "first_waits"])

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """Work and waits of each class, as the first runs have them."""
        from .plots import class_times

        rows = []
        for k, each in enumerate(self.problem.demand):
            known = [run for run in self.runs[:state] if run.flow_time[k] == run.flow_time[k]]
            times = [run.flow_time[k] for run in known]
            waits = [run.waiting[k] for run in known]
            rows.append((each.name, times, waits, each.due))
        return class_times(rows, self.problem.time_unit, ax)


@public
def simulate(
    process: ProcessMap,
    *,
    items: int = 2000,
    seed: int = 1,
    runs: int = 5,
    discipline: Discipline = "priority",
) -> SimulatedMap:
    """Let items of all classes come at random, wait for hands, part, meet, and leave.

    `items` come in each of `runs` independent runs; the first tenth is not counted. Each resource
    serves all its steps with one staff, in its shifts; who goes first is decided by `discipline`:
    the "priority" of the class, the "arrival" at the step, or who is "due" first. What has waited
    longer than an escalation flow tells goes that way. Demand above capacity raises `Infeasible`,
    a map without demand `ProblemError`. Source: Law (2015), Simulation Modeling and Analysis.

    >>> import pandas as pd
    >>> desk = pd.DataFrame({"step": ["serve"], "responsible": ["clerk"], "time": [6]})
    >>> settings = {"resources": {"clerk": 1}, "demand": {"people": 5}, "rate_unit": "h"}
    >>> found = simulate(desk, items=4000, runs=4, **settings)
    >>> found.waiting["people"].low < 6 < found.waiting["people"].high  # M/M/1: 6 min
    True
    """
    from .analysis import check_sound

    faults = Faults("simulate")
    number = whole(items, "items", faults, MOST_ITEMS, least=20)
    many = whole(runs, "runs", faults, MOST_RUNS, least=2)
    start = whole(seed, "seed", faults, least=0)
    faults.raise_any()
    check_sound(process)
    _check_demand(process)
    built = build(process, discipline)
    found = tuple(_one_run(process, built, number, (start, k)) for k in range(many))
    return SimulatedMap(process, found, discipline, start, working=_working(process, found))


def _check_demand(process: ProcessMap) -> None:
    faults = Faults(process.subject)
    if not process.demand:
        faults.add("demand", "there is none", "Tell how many items come, as demand={'claims': 5}.")
        faults.raise_any()
    if process.network.escalations:
        return  # what waits too long goes elsewhere
    for each in loads(process):
        if each.utilisation is not None and exact(each.utilisation) >= 1:
            problem = f"demand takes {show(each.utilisation, '%')} of its time, and the line grows"
            faults.add(f"resource {each.name}", problem, "Give it more staff or hours.")
    faults.raise_any(Infeasible)


def _one_run(process: ProcessMap, built: Built, items: int, seed: tuple[int, int]) -> OneRun:
    import numpy as np

    run = run_model(built.model, customers=items, seed=seed)
    hour = float(exact(process.hours_in(process.time_unit)))
    came, left = run.inputs.arrivals, run.left
    counted = (np.arange(len(came)) >= WARM_UP * items) & ~np.isnan(left)
    hands = np.array([bool(station.pool) for station in built.model.stations])[run.station]
    waits = np.bincount(run.item[hands], (run.start - run.arrival)[hands], len(came))
    flow, wait, on_time, number = [], [], [], []
    for k, each in enumerate(process.demand):
        here = counted & (run.inputs.source == k)
        flow.append(float((left - came)[here].mean()) / hour if here.any() else float("nan"))
        wait.append(float(waits[here].mean()) / hour if here.any() else float("nan"))
        due = run.inputs.due if each.due is not None else None
        in_time = float("nan")
        if due is not None and here.any():
            in_time = float((left[here] <= due[here]).mean())
        on_time.append(in_time)
        number.append(int(here.sum()))
    return OneRun(
        tuple(flow), tuple(wait), tuple(on_time), tuple(number),
        tuple(_step_waits(process, run, hour)), tuple(_used(process, run)),
        tuple(_meetings(built, run, hour)),
    )  # fmt: skip


def _step_waits(process: ProcessMap, run: Run, hour: float) -> list[tuple[str, float]]:
    found = []
    for k, station in enumerate(run.model.stations):
        here = run.station == k
        if station.pool and here.any():
            found.append((station.name, float((run.start - run.arrival)[here].mean()) / hour))
    return found


def _used(process: ProcessMap, run: Run) -> list[tuple[str, float]]:
    """Hours at work over hours on duty, until the last item has come."""
    import numpy as np

    end = float(run.inputs.arrivals[-1])
    found = []
    for each in process.resources:
        numbers = [k for k, s in enumerate(run.model.stations) if s.pool == each.name]
        if not numbers:
            continue
        here = np.isin(run.station, numbers)
        worked = 0.0
        for k in numbers:
            own = run.station == k
            begun = own & (run.start <= end)
            worked += float(run.inputs.services[k].mean() * begun.sum())
        calendar, share = run.model.stations[numbers[0]].calendar, 1.0
        if isinstance(calendar, Calendar):
            a_day = sum((s[1] - s[0]) * (s[2] if len(s) > 2 else each.staff)
                        for s in calendar.shifts)  # fmt: skip
            share = a_day / 24 / each.staff
        duty = end * each.staff * share
        found.append((each.name, worked / duty if duty and here.any() else 0.0))
    return found


def _meetings(built: Built, run: Run, hour: float) -> list[tuple[str, float]]:
    """Where parts meet: how long the first waits for the last, of items that pass once."""
    import numpy as np

    names = [station.name for station in built.model.stations]
    number, found = len(run.inputs.arrivals), []
    for meeting, sources in built.meetings.items():
        here = run.station == names.index(meeting)
        once = np.bincount(run.item[here], minlength=number) == 1
        last = np.full(number, np.nan)
        last[run.item[here]] = run.arrival[here]
        first = np.full(number, np.inf)
        known = [k for k, name in enumerate(names) if name in sources]
        parts = np.isin(run.station, known)
        np.minimum.at(first, run.item[parts], run.departure[parts])
        good = once & np.isfinite(first) & ~np.isnan(last) & (first <= last)
        if good.any():
            found.append((meeting, float((last - first)[good].mean()) / hour))
    return found


def _working(process: ProcessMap, runs: Sequence[OneRun]) -> Steps:
    unit, steps = process.time_unit, []
    means = [_over_items([run], "flow_time") for run in runs]
    for k, (run, mean) in enumerate(zip(runs, means, strict=True), 1):
        text = f"Run {k}: {sum(run.items):,} items, the mean time from coming to leaving."
        steps.append(Step(text, "", mean, unit, k))
    formula = rf"\frac{{{' + '.join(map(show, means))}}}{{{len(means)}}}"
    overall = sum(means) / len(means)
    text = "Mean of the runs, each counting once."
    steps.append(Step(text, formula if len(means) <= 12 else "", overall, unit))
    for name, each in _by_class(process, runs, "flow_time").items():
        text = f"{name}: {each!r}, in {unit}."
        steps.append(Step(text, "", each.mean, unit))
    return Steps(steps, 0)


def _by_class(process: ProcessMap, runs: Sequence[OneRun], figure: str) -> ByName[Estimate]:
    """Class -> the mean of a figure over runs, where two at least have it."""
    found = {}
    for k, each in enumerate(process.demand):
        values = [getattr(run, figure)[k] for run in runs]
        if sum(value == value for value in values) > 1:
            found[each.name] = interval(values)
    return ByName(found)


def _over_items(runs: Sequence[OneRun], figure: str) -> float:
    """The mean of a figure over the items of all classes that have it."""
    pairs = [
        (value, items)
        for run in runs
        for value, items in zip(getattr(run, figure), run.items, strict=True)
        if value == value
    ]
    number = sum(items for _, items in pairs)
    return sum(value * items for value, items in pairs) / number if number else 0.0
