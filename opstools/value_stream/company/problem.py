"""Orders through processes that work in batches, to carriers that come at fixed hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from ...core import Column, Faults, Problem
from ...core.figures import not_negative, positive, whole
from ...core.names import check_names, row_of
from ...core.numbers import Number, count, exact, plain, quoted, show
from ...core.table import name, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

HOURS = 24
MOST_DAYS = 31
PROFILE = (
    *(20, 12, 8, 6, 6, 8, 14, 22, 30, 38, 44, 40),
    *(28, 38, 46, 48, 46, 34, 35, 66, 104, 132, 126, 99),
)
NUMBERS = ("setup", "unit_time", "smallest", "largest", "workers")


@dataclass(frozen=True)
class BatchProcess:
    """A process that works on batches: s hours of `setup` and u hours of `unit_time` an order.

    A batch starts when `smallest` orders wait and takes `largest` at most, all of one class where
    `by_class` says "yes"; `workers` work on one batch each.
    """

    name: str
    setup: Number
    unit_time: Number
    smallest: int = 1
    largest: int = 1
    workers: int = 1
    by_class: str = "no"


@dataclass(frozen=True)
class OrderStream(Problem):
    """Orders that are made in batches and handed to carriers at fixed hours; times in hours.

    A table has one row a process: process, setup, unit_time, smallest, largest, workers and
    by_class (yes or no). `orders` is orders a day, `profile` how they spread over the 24 hours of
    the day, `classes` the shares of the classes. `slots` are the hours at which carriers come, one
    for each order by `slot_shares`. `promise` are the shares of orders that are to leave on the
    day of the order, the next day, and so on; an order with less than `least` hours to its slot
    goes a day later. Everybody works from `opens` to `closes`, each process `stagger` hours after
    the one before. With a `cap` (pull) at most so many orders are in the first two processes and
    between them; with a `release` no order is started earlier than so many hours before its slot.
    Bad data raises `ProblemError`.

    >>> stream = OrderStream((BatchProcess("pack", 0.1, 0.002, 10, 60),), orders=500)
    >>> print(stream.headline)
    500 orders a day through 1 process to 5 carriers a day.
    """

    processes: tuple[BatchProcess, ...]
    _: KW_ONLY
    orders: Number = 1000
    profile: tuple[Number, ...] = PROFILE
    classes: tuple[Number, ...] = (0.3, 0.25, 0.2, 0.15, 0.1)
    slots: tuple[Number, ...] = (11, 13, 15, 17, 18)
    slot_shares: tuple[Number, ...] = ()
    promise: tuple[Number, ...] = (0.5, 0.5)
    least: Number = 0
    opens: Number = 9
    closes: Number = 18
    stagger: Number = 0
    cap: int | None = None
    release: Number | None = None

    subject: ClassVar[str] = "order stream"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("process", ("step", "operation", "工序"), stand_in="row {}"),
        Column("setup", ("set-up", "s", "准备时间"), number=True, stand_in=0),
        Column("unit_time", ("u", "time per order", "单件时间"), number=True, stand_in=1),
        Column("smallest", ("smallest batch", "最小批量"), needed=False, number=True),
        Column("largest", ("largest batch", "最大批量"), number=True, stand_in=1),
        Column("workers", ("operators", "servers", "人数"), needed=False, number=True),
        Column("by_class", ("by class", "分类"), needed=False),
    )

    def _checked(self, faults: Faults) -> Mapping[str, Any]:
        check_names("process", [name(each.name) for each in self.processes], faults)
        known = [self._process(k, each, faults) for k, each in enumerate(self.processes, 1)]
        slots = _numbers(self.slots, "slots", faults)
        if list(slots) != sorted(set(slots)) or not all(0 <= each < HOURS for each in slots):
            faults.add("slots", "they are no rising hours", "Write hours from 0 to below 24.")
        given = self.slot_shares
        even = not isinstance(given, str) and hasattr(given, "__len__") and not len(given)
        kept: dict[str, Any] = {
            "processes": tuple(known),
            "orders": plain(positive(self.orders, "orders", faults, "orders a day")),
            "profile": _numbers(self.profile, "profile", faults, HOURS),
            "classes": _shares(self.classes, "classes", faults),
            "slots": slots,
            "slot_shares": (1 / len(slots),) * len(slots)
            if even
            else _shares(given, "slot_shares", faults, len(slots)),
            "promise": _shares(self.promise, "promise", faults, most=MOST_DAYS),
            **self._hours(faults),
        }
        if not sum(kept["profile"]):
            faults.add("profile", "nobody ever orders", "Give one hour more than 0.")
        if self.cap is not None:
            kept["cap"] = whole(self.cap, "cap", faults)
        if self.release is not None:
            kept["release"] = plain(not_negative(self.release, "release", faults, "h"))
        return kept

    def _hours(self, faults: Faults) -> dict[str, Number]:
        """The working day, and that the last process has one too."""
        read = {
            each: plain(not_negative(getattr(self, each), each, faults, "h", most=HOURS))
            for each in ("opens", "closes", "stagger", "least")
        }
        if read["opens"] >= read["closes"]:
            faults.add("closes", "nobody works, it closes before it opens", "Write a later hour.")
        last = read["closes"] + read["stagger"] * max(0, len(self.processes) - 1)
        if last > HOURS:
            problem = f"the last process would close at {show(last)}"
            faults.add("stagger", problem, "Let all close by 24.")
        return read

    def _process(self, row: int, each: BatchProcess, faults: Faults) -> BatchProcess:
        place = row_of(row, "process", name(each.name))
        smallest = whole(each.smallest, f"{place}, smallest", faults)
        largest = whole(each.largest, f"{place}, largest", faults)
        if smallest > largest:
            problem = f"the smallest batch, {smallest:,}, is above the largest, {largest:,}"
            faults.add(place, problem, "Write smallest ≤ largest.")
        by_class = name(each.by_class).casefold() or "no"
        if by_class not in ("yes", "no"):
            faults.add(f"{place}, by_class", f"{quoted(each.by_class)}", "Write yes or no.")
        return BatchProcess(
            name(each.name),
            plain(not_negative(each.setup, f"{place}, setup", faults, "h")),
            plain(not_negative(each.unit_time, f"{place}, unit_time", faults, "h")),
            smallest,
            largest,
            whole(each.workers, f"{place}, workers", faults),
            by_class,
        )

    @classmethod
    def _read(cls, frame: pd.DataFrame, faults: Faults, **settings: Any) -> dict[str, Any]:
        table = rows(frame, faults, cls.columns)
        read = []
        for row in table:
            told = {each: row[each] for each in NUMBERS if row[each] is not None}
            needed = {each: row[each] for each in ("setup", "unit_time")}
            read.append(
                BatchProcess(row["process"], **{**told, **needed}, by_class=row["by_class"])
            )
        return {"processes": tuple(read), **settings}

    def to_frame(self) -> pd.DataFrame:
        """One row a process: process, setup, unit_time, smallest, largest, workers, by_class."""
        import pandas as pd

        told = [
            (e.name, *(getattr(e, each) for each in NUMBERS), e.by_class) for e in self.processes
        ]
        return pd.DataFrame(told, columns=["process", *NUMBERS, "by_class"])

    @property
    def column_units(self) -> Mapping[str, str]:
        """Times in hours."""
        return dict.fromkeys(("setup", "unit_time"), "h")

    @property
    def points(self) -> tuple[str, ...]:
        """The points that an order passes, from the order to the carrier."""
        inside = [f"{e.name} {end}" for e in self.processes for end in ("start", "end")]
        return ("order", *inside, "carrier")

    @property
    def assumptions(self) -> pd.Series[Any]:
        """All settings but the profile: what has to be told beside the table."""
        import pandas as pd

        names = [each for each in self.settings() if each != "profile"]
        return pd.Series({each: getattr(self, each) for each in names}, name="value", dtype=object)

    @property
    def headline(self) -> str:
        """The stream in one sentence."""
        number = show(self.orders, "orders")
        ways = count(len(self.processes), "process")
        return f"{number} a day through {ways} to {count(len(self.slots), 'carrier')} a day."

    def states(self) -> range:
        """How many processes the picture shows."""
        return range(len(self.processes) + 1)

    def draw(self, state: int, ax: Axes | None) -> Axes:
        """What a batch of each size takes an order, process by process."""
        from .plots import batch_times

        return batch_times(self, state, ax)


def _numbers(given: Any, place: str, faults: Faults, length: int = 0) -> tuple[Number, ...]:
    """A list of numbers from 0 on, of a length where one is asked for."""
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Sequence) or not given:
        faults.add(place, f"{quoted(given)} is no list of numbers", "Write numbers in brackets.")
        return (1,) * (length or 1)
    if length and len(given) != length:
        faults.add(place, f"there are {len(given)} numbers", f"Write {length}.")
    return tuple(
        plain(not_negative(each, f"{place}, number {k}", faults)) for k, each in enumerate(given, 1)
    )


def _shares(
    given: Any, place: str, faults: Faults, length: int = 0, *, most: int = HOURS
) -> tuple[Number, ...]:
    """Shares that add up to 1."""
    known = len(faults.found)
    found = _numbers(given, place, faults, length)
    if len(found) > most:
        faults.add(place, f"there are {len(found)}", f"Write {most} at most.")
    total = sum((exact(each) for each in found), Fraction(0))
    if len(faults.found) == known and abs(total - 1) > exact("1e-9"):
        faults.add(place, f"the shares add up to {show(plain(total))}", "Let them add up to 1.")
    return found
