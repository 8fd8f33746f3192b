"""A value stream: processes in a row, what waits between them, and who tells whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ..core import Column, Faults, Problem
from ..core.figures import not_negative, positive, share, whole
from ..core.names import check_known, check_names, row_of
from ..core.numbers import Number, count, plain, quoted, show
from ..core.table import name, rows, suggestion
from .rooms import (
    CONTROL,
    CUSTOMER,
    SUPPLIER,
    Information,
    Inventory,
    Kaizen,
    read_information,
    read_inventories,
    read_kaizen,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Process:
    """A process with its data box; times in `time_unit` of the stream, shares from 0 to 1.

    `cycle_time` C/T, `changeover` C/O, `uptime`, `operators`, `variants`, `scrap`, `batch`, and the
    process that it goes `to` (blank: the next one listed with a blank, the last to the customer);
    a `note` stands last in the data box.
    """

    name: str
    cycle_time: Number
    changeover: Number = 0
    uptime: Number = 1
    operators: Number = 1
    variants: Number = 1
    scrap: Number = 0
    batch: Number = 1
    to: str = ""
    note: str = ""


NUMBERS = ("changeover", "uptime", "operators", "variants", "scrap", "batch")


@dataclass(frozen=True)
class ValueStream(Problem):
    """The way of a product from the supplier to the customer.

    A table has one row a process with the columns process, cycle_time and perhaps changeover,
    uptime, operators, variants, scrap, batch, to, note. `inventories` tell what waits before each
    process and before the customer, in pieces or days, and whether it is pushed, flows first in
    first out, or is pulled; `demand` is pieces a day, `available_time` working time a day in
    `time_unit`. `pack` is pieces in a container, `value` the money in a piece. `information`,
    `kaizen` and `icons` are for the map, the `pacemaker` is the process that gets the schedule.
    `from_file` reads all from one TOML file.

    Bad data raises `ProblemError`; a cycle time above takt is a finding, not an error.
    Source: Rother & Shook (1998).

    >>> stream = ValueStream(
    ...     (Process("press", 40), Process("paint", 50)),
    ...     demand=400,
    ...     available_time=28_800,
    ...     inventories={"press": 800, "customer": 400},
    ... )
    >>> print(stream.headline)
    2 processes for 400 pieces a day: takt 72 s.
    """

    processes: tuple[Process, ...]
    _: KW_ONLY
    demand: Number
    available_time: Number
    inventories: tuple[Inventory, ...] = ()
    information: tuple[Information, ...] = ()
    kaizen: tuple[Kaizen, ...] = ()
    icons: tuple[tuple[str, str], ...] = ()
    shipments: tuple[str, str] = ("", "")
    pack: Number = 1
    value: Number = 0
    pacemaker: str = ""
    customer: str = "Customer"
    supplier: str = "Supplier"
    control: str = "Production control"
    time_unit: str = "s"
    unit: str = "pieces"
    money: str = "$"
    title: str = "Value stream"

    subject: ClassVar[str] = "value stream"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("process", ("step", "operation", "工序"), stand_in="row {}"),
        Column("cycle_time", ("c/t", "cycle", "周期时间"), number=True, stand_in=1),
        Column("changeover", ("c/o", "changeover time", "换型时间"), needed=False, number=True),
        Column("uptime", ("availability", "开动率"), needed=False, number=True),
        Column("operators", ("operator", "people", "人数"), needed=False, number=True),
        Column("variants", ("variant", "varieties", "品种"), needed=False, number=True),
        Column("scrap", ("scrap rate", "废品率"), needed=False, number=True),
        Column("batch", ("batch size", "lot", "批量"), needed=False, number=True),
        Column("to", ("next", "下一工序"), needed=False),
        Column("note", ("remark", "备注"), needed=False),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        names = [name(each.name) for each in self.processes]
        check_names("process", names, faults)
        if CUSTOMER in names:
            problem = "the end of the stream is called so"
            faults.add(f"process {CUSTOMER}", problem, "Give the process another name.")
        known = [self._process(k, each, faults) for k, each in enumerate(self.processes, 1)]
        places = [*names, CUSTOMER]
        around = [*places, SUPPLIER, CONTROL]
        kept: dict[str, Any] = {
            "processes": tuple(known),
            "demand": plain(positive(self.demand, "demand", faults, f"{self.unit} a day")),
            "available_time": plain(
                positive(self.available_time, "available_time", faults, f"{self.time_unit} a day")
            ),
            "inventories": read_inventories(self.inventories, places, faults),
            "information": read_information(self.information, around, faults),
            "kaizen": read_kaizen(self.kaizen, places, faults),
            "icons": self._icons(around, faults),
            "pack": plain(positive(self.pack, "pack", faults)),
            "value": plain(not_negative(self.value, "value", faults)),
            "shipments": _two_texts(self.shipments, faults),
        }
        if self.pacemaker:
            check_known("process", [self.pacemaker], names, "pacemaker", faults)
        _check_ways(known, faults)
        return kept

    def _process(self, row: int, each: Process, faults: Faults) -> Process:
        place = row_of(row, "process", name(each.name))

        def at(what: str) -> str:
            return f"{place}, {what}"

        uptime = share(each.uptime, at("uptime"), faults)
        scrap = share(each.scrap, at("scrap"), faults)
        if not uptime:
            faults.add(at("uptime"), "it never runs", "Write a share above 0.")
        if scrap == 1:
            faults.add(at("scrap"), "nothing comes out good", "Write a share below 1.")
        return Process(
            name(each.name),
            plain(positive(each.cycle_time, at("cycle_time"), faults, self.time_unit)),
            plain(not_negative(each.changeover, at("changeover"), faults, self.time_unit)),
            plain(uptime),
            plain(not_negative(each.operators, at("operators"), faults)),
            whole(each.variants, at("variants"), faults),
            plain(scrap),
            plain(positive(each.batch, at("batch"), faults)),
            name(each.to),
            name(each.note),
        )

    def _icons(self, around: list[str], faults: Faults) -> tuple[tuple[str, str], ...]:
        """Further icons at places; an unknown one gets the nearest name."""
        from .picture.icons import ICONS

        given = self.icons.items() if hasattr(self.icons, "items") else self.icons
        found = []
        for k, pair in enumerate(given, 1):
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                faults.add(f"icon {k}", f"{quoted(pair)} is none", "Give (place, icon).")
                continue
            at, icon = name(pair[0]), name(pair[1])
            check_known("place", [at], around, f"icon {k}", faults)
            if icon not in ICONS:
                near = suggestion(icon, ICONS) or f"There are {', '.join(ICONS)}."
                faults.add(f"icon {k}", f"there is no icon {icon}", near)
            found.append((at, icon))
        return tuple(found)

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = []
        for row in table:
            told = {each: row[each] for each in NUMBERS if row[each] is not None}
            to, note = name(row["to"]), name(row["note"])
            read.append(Process(row["process"], row["cycle_time"], **told, to=to, note=note))
        return {"processes": tuple(read), **settings}

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """A stream from one TOML file: settings, then [[processes]], [[inventories]] and so on."""
        from .doors import read_stream

        return read_stream(cls, path)

    def to_frame(self) -> pd.DataFrame:
        """One row a process: process, cycle_time, changeover, uptime, operators, variants, scrap,
        batch, to, note."""
        import pandas as pd

        told = [
            (e.name, e.cycle_time, *(getattr(e, each) for each in NUMBERS), e.to, e.note)
            for e in self.processes
        ]
        return pd.DataFrame(told, columns=["process", "cycle_time", *NUMBERS, "to", "note"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times in the unit, shares in per cent."""
        times = dict.fromkeys(("cycle_time", "changeover"), self.time_unit)
        return {**times, "uptime": "%", "scrap": "%"}

    @property
    def headline(self) -> str:
        """The stream in one sentence."""
        takt = show(float(self.available_time) / float(self.demand), self.time_unit)
        return (
            f"{count(len(self.processes), 'process')} for {show(self.demand, self.unit)} a day: "
            f"takt {takt}."
        )

    @cached_property
    def ways(self) -> Mapping[str, str]:
        """Process -> the process that it goes to, or the customer."""
        return _ways(self.processes)

    def inventory(self, before: str) -> Inventory | None:
        """What waits before a process or the customer."""
        return next((each for each in self.inventories if each.before == before), None)

    def states(self) -> range:
        """How many processes the map shows."""
        return range(len(self.processes) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """The map without its figures, process by process."""
        from .picture.map import map_sketch

        return map_sketch(self, processes=state).draw(ax)


def _two_texts(given: Any, faults: Faults) -> tuple[str, str]:
    if isinstance(given, (tuple, list)) and len(given) == 2:
        return name(given[0]), name(given[1])
    faults.add(
        "shipments",
        f"{quoted(given)} are not two",
        "Tell how often from the supplier and to the customer.",
    )
    return "", ""


def _ways(processes: Sequence[Process]) -> dict[str, str]:
    """Where each goes: as told, else to the next listed one that tells nothing, or the customer."""
    ways, following = {}, CUSTOMER
    for each in reversed(processes):
        ways[each.name] = each.to or following
        following = following if each.to else each.name
    return {each.name: ways[each.name] for each in processes}


def _check_ways(processes: list[Process], faults: Faults) -> None:
    """Every process comes to the customer, and none to itself."""
    names = [each.name for each in processes]
    ways = _ways(processes)
    for row, each in enumerate(processes, 1):
        if each.to:
            place = f"{row_of(row, 'process', each.name)}, to"
            check_known("place", [each.to], [*names, CUSTOMER], place, faults)
    for start in names:
        at, seen = start, set()
        while at in ways and at not in seen:
            seen.add(at)
            at = ways[at]
        if at != CUSTOMER and at in names:
            remedy = "Let the way of each process lead to the customer."
            faults.add(f"process {start}", "it does not come to the customer", remedy)
