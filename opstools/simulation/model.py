"""What is to be simulated, said once and checked once: arrivals, stations, caps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from typing import Any, Literal

from ..core import Faults
from ..core.figures import LARGEST, whole
from ..core.numbers import listing, show
from ..core.table import suggestion
from .calendar import Calendar, Profile, Slots
from .checks import check_list, check_time, check_type, read_numbers
from .distributions import Draw
from .ways import Escalation, Split, check_station, check_ways

Discipline = Literal["arrival", "priority", "due", "shortest"]
DISCIPLINES = ("arrival", "priority", "due", "shortest")
TOTAL = 1 + 1e-9  # that probabilities may add up to


@dataclass(frozen=True)
class Arrivals:
    """One source of items from outside.

    Exactly one of the following says when they come: `between`, the times between arrivals (a draw,
    or a number for a fixed beat); `profile`, rates through the day; `at`, the moments themselves.
    `kind` names the items, `priority` 0 goes before 1, `to` is the first station unless it is the
    model's first, and `due` is how long after its arrival an item is due: a number, or a function
    of the array of arrivals that gives the array of due moments.

    >>> from opstools.simulation import Exponential
    >>> Arrivals(Exponential(5), kind="urgent", priority=0).kind
    'urgent'
    """

    between: Draw | float | None = None
    _: KW_ONLY
    profile: Profile | None = None
    at: tuple[float, ...] | None = None
    kind: str = "item"
    priority: int = 0
    to: str = ""
    due: float | Callable[[Any], Any] | None = None

    def __post_init__(self) -> None:
        read_numbers(self, "due", "priority")
        if self.at is not None:
            faults = Faults("arrivals")
            object.__setattr__(self, "at", _checked_moments(self.at, faults))
            faults.raise_any()


@dataclass(frozen=True)
class Batch:
    """Items worked on together: a set-up and then each item's own time, s + u·n in all.

    A batch starts when `smallest` items wait and takes `largest` at most, all of one kind with
    `by_kind`. All of them leave together.

    >>> Batch(largest=20, setup=5).smallest
    1
    """

    largest: int
    _: KW_ONLY
    smallest: int = 1
    setup: Draw | float = 0.0
    by_kind: bool = False

    def __post_init__(self) -> None:
        read_numbers(self, "largest", "smallest")


@dataclass(frozen=True)
class Failures:
    """A server fails after `between` of work and takes `repair`; the item in work waits.

    >>> Failures(between=50, repair=8).repair
    8
    """

    between: Draw | float
    repair: Draw | float


@dataclass(frozen=True)
class Station:
    """Servers side by side with one waiting line in front of them.

    `service` draws an item's time, or maps each kind to its draw. `servers=None` means as many as
    come. `discipline` (the queue discipline) is who goes first: by "arrival", "priority", "due"
    moment, or "shortest" service; ties by arrival. `capacity` counts places, those in service
    included: to a full station nobody comes, items from another station stay where they are and
    keep its server (blocking), and items from outside are lost. `to` is the next station, or maps
    stations to probabilities, what is missing to 1 leaves, or is a `Split`; without it items go to
    the next station of the model. An item is not started earlier than `release` before it is due.
    Stations with the same `pool` share their servers. An item comes into a station with `parts`
    when so many parts of it have come. `escalation` takes away who waits too long.

    >>> Station("test", 4, to={"rework": 0.1}).servers
    1
    """

    name: str
    service: Draw | float | Mapping[str, Draw | float]
    _: KW_ONLY
    servers: int | None = 1
    discipline: Discipline = "arrival"
    capacity: int | None = None
    calendar: Calendar | Slots | None = None
    batch: Batch | None = None
    failures: Failures | None = None
    to: str | Mapping[str, float] | Split | None = None
    release: float | None = None
    pool: str = ""
    parts: int = 1
    escalation: Escalation | None = None

    def __post_init__(self) -> None:
        read_numbers(self, "servers", "capacity", "release", "parts")


@dataclass(frozen=True)
class Cap:
    """At most `most` items at these stations together; others wait before them for a card (pull).

    Source: Hopp & Spearman, CONWIP.

    >>> Cap(("cut", "sew"), most=12).most
    12
    """

    stations: tuple[str, ...]
    most: int

    def __post_init__(self) -> None:
        read_numbers(self, "most")
        faults = Faults("cap")
        names = check_list(self.stations, str, "stations", faults)
        object.__setattr__(self, "stations", names)
        faults.raise_any()


@dataclass(frozen=True)
class Model:
    """Stations, sources of arrivals and caps; wrong ones raise one `ProblemError` with all faults.

    >>> from opstools.simulation import Exponential
    >>> Model((Station("desk", Exponential(4)),), Arrivals(Exponential(5))).stations[0].name
    'desk'
    >>> Model((Station("desk", 4, to="dsek"),), Arrivals(5))
    Traceback (most recent call last):
    opstools.core.errors.ProblemError: model, station desk, to: there is no station dsek. \
Did you mean desk?
    """

    stations: tuple[Station, ...]
    arrivals: Arrivals | tuple[Arrivals, ...]
    caps: tuple[Cap, ...] = field(default=())

    def __post_init__(self) -> None:
        faults = Faults("model")
        for name, kind in (("stations", Station), ("arrivals", Arrivals), ("caps", Cap)):
            things = check_list(getattr(self, name), kind, name, faults)
            object.__setattr__(self, name, things)
        names = [station.name for station in self.stations]
        for each, things in (("stations", self.stations), ("arrivals", self.sources)):
            if not things:
                faults.add(each, "there are none", "Give at least one.")
        for name in sorted({name for name in names if names.count(name) > 1}):
            faults.add(f"station {name}", "it is there more than once", "Give each its own name.")
        kinds = [source.kind for source in self.sources]
        due = any(source.due is not None for source in self.sources)
        for station in self.stations:
            _check_station(station, names, kinds, due, faults)
            check_ways(station, self.stations, faults)
        for k, source in enumerate(self.sources, 1):
            _check_arrivals(f"arrivals {k} ({source.kind})", source, names, faults)
        _check_caps(self.caps, names, faults)
        faults.raise_any()
        _check_exits(self, faults)
        faults.raise_any()

    @property
    def sources(self) -> tuple[Arrivals, ...]:
        """The arrivals as a tuple, also where there is only one source."""
        return (self.arrivals,) if isinstance(self.arrivals, Arrivals) else self.arrivals

    def routes(self, k: int) -> tuple[tuple[int, float], ...]:
        """(station, cumulative probability) after station k; the rest leaves.

        Of a split only the first station, where the item itself goes on.
        """
        to, names = self.stations[k].to, [station.name for station in self.stations]
        if to is None:
            return ((k + 1, 1.0),) if k + 1 < len(names) else ()
        if isinstance(to, Split):
            return ((names.index(to.stations[0]), 1.0),)
        chances = {to: 1.0} if isinstance(to, str) else to
        total, found = 0.0, []
        for name, chance in chances.items():
            total += chance
            found.append((names.index(name), total if total < 1 - 1e-9 else 1.0))
        return tuple(found)

    def branches(self, k: int) -> tuple[int, ...]:
        """Where parts of an item go after station k, beside the item itself."""
        to, names = self.stations[k].to, [station.name for station in self.stations]
        return tuple(map(names.index, to.stations[1:])) if isinstance(to, Split) else ()

    def escalation(self, k: int) -> tuple[float, int] | None:
        """After how long who waits at station k goes where."""
        told, names = self.stations[k].escalation, [station.name for station in self.stations]
        return (float(told.after), names.index(told.to)) if told else None

    @property
    def revisited(self) -> bool:
        """Whether an item may come to a station again."""
        for k in range(len(self.stations)):
            ways = [to for to, _ in self.routes(k)] + list(self.branches(k))
            ways += [to for _, to in filter(None, [self.escalation(k)])]
            if any(to <= k for to in ways):
                return True
        return False

    @property
    def fifo_tandem(self) -> bool:
        """Whether all pass all stations in turn, first come, first served, and nothing else."""
        options = {
            each.name: each.default
            for each in fields(Station)
            if each.name not in ("name", "service", "servers")
        }
        return (
            not self.caps
            and all(source.to in ("", self.stations[0].name) for source in self.sources)
            and all(
                getattr(station, option) == usual
                for station in self.stations
                for option, usual in options.items()
            )
        )


def _check_station(
    station: Station, names: list[str], kinds: list[str], due: bool, faults: Faults
) -> None:
    place = f"station {station.name}"
    check_type(station.name, str, place, faults, "Give it a name.")
    remedy = "Give a Calendar or Slots."
    check_type(station.calendar, (Calendar, Slots), f"{place}, calendar", faults, remedy)
    for option in ("servers", "capacity"):
        if getattr(station, option) is not None:
            whole(getattr(station, option), f"{place}, {option}", faults)
    discipline = station.discipline
    if not isinstance(discipline, str) or discipline not in DISCIPLINES:
        remedy = suggestion(str(discipline), DISCIPLINES) or f"Choose {listing(DISCIPLINES)}."
        faults.add(f"{place}, discipline", f"there is no discipline {discipline!r}", remedy)
    if not due and (discipline == "due" or station.release is not None):
        faults.add(place, "it needs due moments, and no arrivals have any", "Give `due` there.")
    services = station.service if isinstance(station.service, Mapping) else {"": station.service}
    for kind, service in services.items():
        check_time(service, f"{place}, service{f' of {kind}' if kind else ''}", faults)
    if missing := [kind for kind in kinds if kind not in services and "" not in services]:
        faults.add(f"{place}, service", f"none is given for {listing(missing)}", "Give one each.")
    if station.release is not None:
        check_time(station.release, f"{place}, release", faults)
    remedy = "Give Failures."
    where, failures, batch = f"{place}, failures", station.failures, station.batch
    if failures is not None and check_type(failures, Failures, where, faults, remedy):
        check_time(failures.between, f"{where}, between", faults, above_zero=True)
        check_time(failures.repair, f"{where}, repair", faults)
    where, remedy = f"{place}, batch", "Give a Batch."
    if batch is not None and check_type(batch, Batch, where, faults, remedy):
        _check_batch(place, station, batch, faults)
    _check_routes(place, station, names, faults)


def _check_batch(place: str, station: Station, batch: Batch, faults: Faults) -> None:
    smallest = whole(batch.smallest, f"{place}, batch, smallest", faults)
    largest = whole(batch.largest, f"{place}, batch, largest", faults)
    check_time(batch.setup, f"{place}, batch, setup", faults)
    if smallest > largest:
        problem = f"the smallest, {smallest:,}, is above the largest, {largest:,}"
        faults.add(f"{place}, batch", problem, "Give smallest ≤ largest.")
    if station.capacity is not None and smallest > station.capacity:
        problem = f"{smallest:,} items never fit into {station.capacity} places"
        faults.add(f"{place}, batch", problem, "Give more places or a smaller batch.")


def _check_routes(place: str, station: Station, names: list[str], faults: Faults) -> None:
    remedy = "Give a station's name, or map names to probabilities."
    to = station.to
    known = (str, Mapping, Split)
    if to is None or not check_type(to, known, f"{place}, to", faults, remedy):
        return
    if isinstance(to, Split):
        return  # looked at by `check_ways`
    to = {to: 1.0} if isinstance(to, str) else to
    for name, chance in to.items():
        check_station(name, names, f"{place}, to", faults)
        if not isinstance(chance, (int, float)) or not 0 <= chance <= 1:
            remedy = "Write a number from 0 to 1."
            faults.add(f"{place}, to {name}", f"{chance!r} is not a probability", remedy)
            return
    if sum(to.values()) > TOTAL:
        problem = f"the probabilities add up to {show(sum(to.values()))}"
        faults.add(f"{place}, to", problem, "Let them add up to 1 at most; the rest leaves.")


def _check_arrivals(place: str, source: Arrivals, names: list[str], faults: Faults) -> None:
    given = [source.between, source.profile, source.at]
    if sum(each is not None for each in given) != 1:
        faults.add(place, "it is not clear when items come", "Give one of between, profile, at.")
    if source.between is not None:
        check_time(source.between, f"{place}, between", faults, above_zero=True)
    check_type(source.profile, Profile, f"{place}, profile", faults, "Give a Profile.")
    if source.to:
        check_station(source.to, names, f"{place}, to", faults)
    if source.due is not None:
        check_time(source.due, f"{place}, due", faults)
    if isinstance(source.priority, bool) or not isinstance(source.priority, (int, float)):
        faults.add(f"{place}, priority", f"{source.priority!r} is not a number", "Write a number.")


def _check_caps(caps: tuple[Cap, ...], names: list[str], faults: Faults) -> None:
    capped: list[str] = []
    for k, cap in enumerate(caps, 1):
        whole(cap.most, f"cap {k}, most", faults)
        for name in cap.stations:
            check_station(name, names, f"cap {k}", faults)
            if name in capped:
                faults.add(f"cap {k}", f"{name} is under a cap already", "Cap a station once.")
            capped.append(name)


def _check_exits(model: Model, faults: Faults) -> None:
    """From every station there must be a way out, or items go round for ever."""
    out: set[int] = set()
    routes = [model.routes(k) for k in range(len(model.stations))]
    for _ in routes:
        for k, ways in enumerate(routes):
            if not ways or ways[-1][1] < 1 or any(to in out for to, _ in ways):
                out.add(k)
    for k in sorted(set(range(len(routes))) - out):
        problem = "nobody who comes here ever leaves the model"
        remedy = "Let the probabilities of one station on the way add up to less than 1."
        faults.add(f"station {model.stations[k].name}, to", problem, remedy)


def _checked_moments(given: Any, faults: Faults) -> tuple[float, ...]:
    remedy = "Give moments from 0 on, at most 10¹²."
    try:
        moments = tuple(map(float, given))
    except (TypeError, ValueError, OverflowError):
        faults.add("at", "these are no moments", remedy)
        return ()
    for k, moment in enumerate(moments, 1):
        if not 0 <= moment <= LARGEST:
            faults.add(f"at, moment {k}", f"{moment:g} is below 0 or too large", remedy)
    return moments
