"""The process: steps, the servers that work at each, and how long a flow unit takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, positive
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, is_number, listing, plain, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STEP = Column("step", ("activity", "resource", "station", "operation", "工序", "步骤"),
              stand_in="row {}")  # fmt: skip
SERVERS = Column("servers", ("number of servers", "workers", "machines", "staff", "人数", "服务台"),
                 number=True, stand_in=1)  # fmt: skip
UNIT_TIME = Column("unit_time", ("processing time", "service time", "activity time", "time",
                                 "单位时间", "作业时间"), number=True, stand_in=1)  # fmt: skip


@dataclass(frozen=True)
class Resource:
    """One step: its name, the servers that work side by side, and the time of each flow unit."""

    step: str
    servers: Number
    times: tuple[Number, ...]


@dataclass(frozen=True)
class Process(Problem):
    """Steps with servers and unit times, for one flow unit or for several kinds.

    `times` of a resource are the working times p of one flow unit on one server, in `time_unit`;
    there is one for each name in `flow_units`, or a single one where that is blank. Rates are per
    `time_unit`. A flow unit that skips a step takes 0 there. A table has the columns step, servers
    and unit_time; where several kinds of flow units pass, a column of times for each in place of
    unit_time. Bad data raises `ProblemError`.

    >>> process = Process(
    ...     (Resource("x-ray", 2, (30,)), Resource("read", 1, (12,))), time_unit="min"
    ... )
    >>> print(process.headline)
    2 steps with 3 servers, 42 min of work in each unit.
    """

    resources: tuple[Resource, ...]
    _: KW_ONLY
    flow_units: tuple[str, ...] = ()
    flow_unit: str = "units"
    time_unit: str = "h"

    subject: ClassVar[str] = "process"
    columns: ClassVar[tuple[Column, ...]] = (STEP, SERVERS, UNIT_TIME)

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        kinds = tuple(map(name, self.flow_units))
        check_names("step", [name(each.step) for each in self.resources], faults)
        if kinds:
            check_names("flow unit", kinds, faults)
        read = (
            self._resource(k, each, kinds or (UNIT_TIME.name,), faults)
            for k, each in enumerate(self.resources, 1)
        )
        return {"resources": tuple(read), "flow_units": kinds}

    def _resource(
        self, row: int, resource: Resource, kinds: tuple[str, ...], faults: Faults
    ) -> Resource:
        place = row_of(row, "step", name(resource.step))
        servers = positive(resource.servers, f"{place}, servers", faults)
        given = resource.times if isinstance(resource.times, (tuple, list)) else ()
        if len(given) != len(kinds):
            problem = f"{count(len(given), 'time')} for {count(len(kinds), 'flow unit')}"
            faults.add(place, problem, "Give one for each.")
            return resource
        accept = not_negative if self.flow_units else positive
        times = tuple(
            accept(time, f"{place}, {kind}", faults, self.time_unit)
            for time, kind in zip(given, kinds, strict=True)
        )
        if not any(times):
            remedy = "Give a time above 0, or leave the step out."
            faults.add(place, "no flow unit takes any time there", remedy)
        return Resource(name(resource.step), plain(servers), tuple(map(plain, times)))

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        given = settings.get("flow_units")
        listed = tuple(map(name, given)) if isinstance(given, (tuple, list)) else ()
        found = _kinds(frame)
        for column in found if listed else ():
            if not any(Column(kind).bears(column) for kind in listed):
                problem = "it would be passed over, and holds numbers"
                remedy = "Name it among flow_units, or take it out of the table."
                faults.add(f"column {column}", problem, remedy)
        kinds = listed or found
        times = [Column(kind, number=True, stand_in=1) for kind in kinds] or [UNIT_TIME]
        resources = tuple(
            Resource(row["step"], row["servers"], tuple(row[each.name] for each in times))
            for row in rows(frame, faults, (STEP, SERVERS, *times))
        )
        return {"resources": resources, "flow_units": kinds, **_without_kinds(settings, listed)}

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, servers, then unit_time or one column for each flow unit."""
        import pandas as pd

        columns: dict[str, list[Any]] = {
            "step": [each.step for each in self.resources],
            "servers": [each.servers for each in self.resources],
        }
        for k, kind in enumerate(self.flow_units or (UNIT_TIME.name,)):
            columns[kind] = [each.times[k] for each in self.resources]
        return pd.DataFrame(columns)

    @property
    def column_units(self) -> Mapping[str, str]:
        """Every column of times is in the time unit."""
        return dict.fromkeys(self.flow_units or (UNIT_TIME.name,), self.time_unit)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What passes through: the flow units by name, or the one there is."""
        return self.flow_units or (self.flow_unit,)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        steps = count(len(self.resources), "step")
        servers = plain(sum(exact(each.servers) for each in self.resources))
        people = show(servers, "servers")
        if self.flow_units:
            return f"{steps} with {people} for {listing(self.flow_units)}."
        work = sum(exact(each.times[0]) for each in self.resources)
        return f"{steps} with {people}, {show(work, self.time_unit)} of work in each unit."

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The working time that each of the first steps takes, shared out among its servers."""
        from .plots import unit_times

        return unit_times(self, state, ax)


def _without_kinds(settings: Mapping[str, Any], listed: tuple[str, ...]) -> dict[str, Any]:
    """The other settings; flow units that are no list of names are left for the checks."""
    kept = listed or isinstance(settings.get("flow_units", ()), (tuple, list))
    return {key: value for key, value in settings.items() if key != "flow_units" or not kept}


def _kinds(frame: Any) -> tuple[str, ...]:
    """The columns of times by flow unit: where there is no unit_time, all others with numbers."""
    headings = [name(column) for column in getattr(frame, "columns", ())]
    if any(UNIT_TIME.bears(heading) for heading in headings):
        return ()
    return tuple(
        heading
        for k, heading in enumerate(headings)
        if not STEP.bears(heading)
        and not SERVERS.bears(heading)
        and any(map(is_number, frame.iloc[:, k]))
    )
