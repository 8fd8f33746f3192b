"""The process: steps, the servers that work at each, and how long a flow unit takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any

from ..core import Faults, Problem
from ..core.figures import not_negative, positive
from ..core.numbers import Number, count, listing, plain
from ..core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SINGLE = "unit_time"


@dataclass(frozen=True)
class Resource:
    """One step: its name, the servers that work side by side, and the time of each flow unit."""

    step: str
    servers: Number
    times: tuple[Number, ...]


@dataclass(frozen=True, repr=False)
class Process(Problem):
    """Steps with servers and unit times, for one flow unit or for several kinds.

    `times` of a resource are the working times p of one flow unit on one server, in `time_unit`;
    there is one for each name in `flow_units`, or a single one where that is blank. Rates are per
    `time_unit`. A flow unit that skips a step takes 0 there.

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

    def __post_init__(self) -> None:
        faults = Faults("process")
        read = [replace(each, step=name(each.step)) for each in self.resources]
        kinds = tuple(map(name, self.flow_units))
        _check_names("step", [each.step for each in read], faults)
        if kinds:
            _check_names("flow unit", kinds, faults)
        object.__setattr__(self, "flow_units", kinds)
        resources = tuple(self._checked(k, each, faults) for k, each in enumerate(read, 1))
        faults.raise_any()
        object.__setattr__(self, "resources", resources)

    def _checked(self, row: int, resource: Resource, faults: Faults) -> Resource:
        place = f"row {row}" + (f" (step {resource.step})" if resource.step else "")
        servers = positive(resource.servers, f"{place}, servers", faults)
        columns = self.columns
        if len(resource.times) != len(columns):
            problem = f"{count(len(resource.times), 'time')} for {count(len(columns), 'flow unit')}"
            faults.add(place, problem, "Give one for each.")
            return resource
        accept = not_negative if self.flow_units else positive
        times = tuple(
            accept(time, f"{place}, {column}", faults, self.time_unit)
            for time, column in zip(resource.times, columns, strict=True)
        )
        if not any(times):
            remedy = "Give a time above 0, or leave the step out."
            faults.add(place, "no flow unit takes any time there", remedy)
        return Resource(resource.step, plain(servers), tuple(map(plain, times)))

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        flow_units: Iterable[str] = (),
        flow_unit: str = "units",
        time_unit: str = "h",
    ) -> Process:
        """Read a table with columns step, servers, unit_time.

        Where several kinds of flow units pass, there is one column of times for each in place of
        unit_time: those named in `flow_units`, or all further columns.

        >>> import pandas as pd
        >>> table = pd.DataFrame(
        ...     {"step": ["x-ray", "read"], "servers": [2, 0], "unit_time": [30, ""]}
        ... )
        >>> Process.from_frame(table, time_unit="min")
        Traceback (most recent call last):
        opstools.core.errors.ProblemError: process, 2 faults:
          1. row 2 (step read), servers: 0 is not above 0. Write a number above 0.
          2. row 2 (step read), unit_time: there is no number. Write a number above 0, in min.
        """
        faults = Faults("process")
        kinds = tuple(map(name, flow_units))
        given = [name(column).casefold() for column in getattr(frame, "columns", ())]
        if not kinds and SINGLE not in given:
            kinds = tuple(column for column in given if column not in ("step", "servers"))
        columns = [kind.casefold() for kind in kinds] or [SINGLE]
        wanted = {"step": None, "servers": 1, **dict.fromkeys(columns, 1)}
        table = rows(frame, faults, required=wanted)
        named = "step" in given
        resources = tuple(
            Resource(
                row["step"] if named else f"row {k}",
                row["servers"],
                tuple(row[column] for column in columns),
            )
            for k, row in enumerate(table, 1)
        )
        with faults.collect():
            process = cls(resources, flow_units=kinds, flow_unit=flow_unit, time_unit=time_unit)
        faults.raise_any()
        return process

    def to_frame(self) -> pd.DataFrame:
        """One row a step: step, servers, then unit_time or one column for each flow unit."""
        import pandas as pd

        columns: dict[str, list[Any]] = {
            "step": [each.step for each in self.resources],
            "servers": [each.servers for each in self.resources],
        }
        for k, column in enumerate(self.columns):
            columns[column] = [each.times[k] for each in self.resources]
        return pd.DataFrame(columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that hold times."""
        return self.flow_units or (SINGLE,)

    @property
    def headline(self) -> str:
        """The process in one sentence."""
        from ..core.numbers import exact, show

        steps = count(len(self.resources), "step")
        servers = plain(sum(exact(each.servers) for each in self.resources))
        people = f"{show(servers)} {'server' if servers == 1 else 'servers'}"
        if self.flow_units:
            return f"{steps} with {people} for {listing(self.flow_units)}."
        work = plain(sum(exact(each.times[0]) for each in self.resources))
        return f"{steps} with {people}, {show(work, self.time_unit)} of work in each unit."

    def plot(self, ax: Axes | None = None, *, step: int | None = None) -> Axes:
        """The working time that each step takes, shared out among its servers."""
        from .process_plots import unit_times

        return unit_times(self, ax=ax, step=step)


def _check_names(what: str, names: Iterable[str], faults: Faults) -> None:
    """Every name is there, once."""
    known = Counter(names)
    for text, times in known.items():
        if not text:
            faults.add(f"{what}s", f"{count(times, 'name')} missing", f"Name every {what}.")
        elif times > 1:
            remedy = f"Give every {what} a name of its own."
            faults.add(f"{what}s", f"{text} is there {times} times", remedy)
    if not known:
        faults.add(f"{what}s", "there are none", f"Give at least one {what}.")
